"""Posting lists: how the entries and places of a term are written, and how the lists of a corpus's parts are joined.

A list is two strings of numbers. *Entries* (``varints``): for each entry ``gap * 2 + lead`` (gap to the entry before,
less one); with ``lead`` a second number says how: bit 0 the pair begins a heading or lead sentence, bit 1 it ends it.
*Places* (``places``): for each occurrence ``distance * 2 + again``; the first in an entry has ``again`` 0 and counts
from the start of the group of lines, the next count from the one before.
"""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from operator import sub
from typing import Final, Literal

import msgspec

from scripts.index.places import char
from scripts.index.tokens import BREAK
from scripts.index.varints import CODES

_TABLED: Final = 1 << 14  # places at hand
_PAIR: Final = 2  # characters of a pair without a Latin word or a number
_MOST_AROUND: Final = 6  # tokens on each side; longer phrases are found piece by piece
BEGINS: Final = 1
ENDS: Final = 2

Leads = Mapping[int, int]  # entry → bits


class Posting(msgspec.Struct, array_like=True):
    """A list in a part: ``entries`` lacks its first number, which depends on the part before."""

    first: int
    first_lead: int  # -1: not in a lead
    last: int
    entries: str
    places: str
    before: str = BREAK  # the character that stands before every occurrence, within the same entry and lead; or BREAK
    after: str = BREAK


class Inverted(msgspec.Struct, array_like=True):
    """The lists of a part: pairs with places, single tokens without."""

    pairs: dict[str, Posting]
    singles: dict[str, Posting]


class _Written(dict[int, str]):
    """Number → how it is written, worked out once."""

    def __init__(self, written: Callable[[int], str]) -> None:
        super().__init__()
        self._written = written

    def __missing__(self, number: int) -> str:
        self[number] = written = self._written(number)
        return written


_STEPS: Final = _Written(lambda step: CODES[step - 1 << 1] if step else "")  # from one occurrence's entry to the next's
_AGAIN: Final = _Written(lambda distance: char(distance << 1 | 1))
_FIRST: Final = [char(place << 1) for place in range(_TABLED)]


def firsts(count: int) -> list[str]:
    """The places from 0 on as they are written where a list meets an entry."""
    return _FIRST[:count] + [char(place << 1) for place in range(_TABLED, count)]


def with_places(owners: Sequence[int], at: Sequence[int], places: list[str], leads: Leads) -> Posting:
    """The list of a term that stands at the tokens ``at``, which belong to these entries and are written so.

    It runs for every pair of characters of the base: what is done for each occurrence is done in C.
    """
    steps = [*map(sub, owners[1:], owners)]
    again = 0
    for _ in range(steps.count(0)):
        again = steps.index(0, again) + 1
        places[again] = _AGAIN[at[again] - at[again - 1]]
    return _posting(owners, steps, leads, "".join(places))


def without_places(owners: Sequence[int], leads: Leads) -> Posting:
    """The list of a token, whose entries may be told more than once."""
    return _posting(owners, [*map(sub, owners[1:], owners)], leads, "")


def _posting(owners: Sequence[int], steps: list[int], leads: Leads, places: str) -> Posting:
    entries = [*map(_STEPS.__getitem__, steps)]
    for entry, lead in leads.items():
        at = bisect_left(owners, entry)
        if at:
            entries[at - 1] = _gap(steps[at - 1] - 1, lead)
    return Posting(owners[0], leads.get(owners[0], -1), owners[-1], "".join(entries), places)


def _gap(gap: int, lead: int) -> str:
    return CODES[gap << 1] if lead < 0 else CODES[gap << 1 | 1] + CODES[lead]


class Lists:
    """Lists joined over the parts of a corpus."""

    def __init__(self) -> None:
        self.by_term: dict[str, Posting] = {}

    def extend(self, part: dict[str, Posting], base: int) -> None:
        """Add the lists of a part whose entries begin at ``base``; only the first gap of each list changes."""
        for term, own in part.items():
            held = self.by_term.get(term)
            if held is None:
                self.by_term[term] = own
                own.entries = _gap(base + own.first, own.first_lead) + own.entries
                own.last += base
            else:
                held.entries += _gap(base + own.first - held.last - 1, own.first_lead) + own.entries
                held.places += own.places
                if held.before != own.before:
                    held.before = BREAK
                if held.after != own.after:
                    held.after = BREAK
                held.last = base + own.last

    def around(self, term: str) -> str:
        """What stands around a pair everywhere, a blank for the pair itself: ``党 设工作`` around 的建."""
        before, after = self._beside(term, "before"), self._beside(term, "after")
        return f"{before[::-1]} {after}" if before or after else ""

    def _beside(self, term: str, side: Literal["before", "after"]) -> str:
        """The tokens on one side, the nearest first: what follows 的建, and what the pair made with it."""
        found = ""
        while len(term) == _PAIR and len(found) < _MOST_AROUND:
            one: str = getattr(self.by_term[term], side)
            if one == BREAK:
                break
            found += one
            term = term[1] + one if side == "after" else one + term[0]
        return found
