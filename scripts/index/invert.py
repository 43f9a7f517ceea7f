"""Entries → postings: for every pair of neighbouring tokens the places where it stands, for every token its entries.

A list is two strings of numbers (``varints``). *Entries*: for each entry ``gap * 2 + lead`` (gap to the entry before,
less one); with ``lead`` a second number says how: bit 0 the pair begins a heading or lead sentence, bit 1 it ends it.
*Places*: for each occurrence ``distance * 2 + again``; the first in an entry has ``again`` 0 and counts from the start
of the group of lines, the next count from the one before. The pair that spans the border of two inline units belongs to
the smallest unit around both.

Parts of a corpus are inverted apart and joined by ``Lists.extend``: only the first gap of each list changes.
"""
from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from operator import and_, rshift, sub
from typing import Final

import msgspec

from scripts.index.entries import Entry, Group, Page
from scripts.index.tokens import BREAK, gram, grams, tokens
from scripts.index.varints import CODES

_SHIFT: Final = 20  # a group of lines holds fewer than a million tokens
_MASK: Final = (1 << _SHIFT) - 1
BEGINS: Final = 1
ENDS: Final = 2

Places = defaultdict[str, "array[int]"]
Leads = dict[str, dict[int, int]]  # term → entry → bits


class Posting(msgspec.Struct, array_like=True):
    """A list in a part: ``entries`` lacks its first number, which depends on the part before."""

    first: int
    first_lead: int  # -1: not in a lead
    last: int
    entries: str
    places: str


class Inverted(msgspec.Struct, array_like=True):
    """The lists of a part: pairs with places, single tokens without."""

    pairs: dict[str, Posting]
    singles: dict[str, Posting]


class _Sequence:
    """The tokens of one group: whose each is, and where leads run."""

    def __init__(self, group: Group, entries: list[Entry]) -> None:
        self.tokens: list[str] = []
        self.owners: list[int] = []
        self.leads: list[tuple[int, int, int]] = []  # entry, first and last token of a lead
        for line in group.lines:
            for run in line:
                found = tokens(run.text)
                if run.lead and found:
                    self._lead(run.entry, found, entries[run.entry])
                self.tokens += found
                self.owners += [run.entry] * len(found)
            self.tokens.append(BREAK)
            self.owners.append(line[-1].entry)

    def _lead(self, entry: int, found: list[str], unit: Entry) -> None:
        start = len(self.tokens)
        end = start + len(found)
        while end > start and found[end - start - 1] == BREAK:
            end -= 1
        label = tokens(unit.label) if unit.label else []
        skip = len(label) if found[:len(label)] == label and len(label) < end - start else 0
        if end > start:
            self.leads.append((entry, start + skip, end - 1))


def invert(pages: list[Page]) -> Inverted:
    """The lists of some pages; entries are counted from the first page's first."""
    pairs: Places = defaultdict(lambda: array("Q"))
    singles: Places = defaultdict(lambda: array("I"))
    pair_leads: Leads = defaultdict(dict)
    single_leads: Leads = defaultdict(dict)
    base = 0
    for page in pages:
        for group in page.groups:
            sequence = _Sequence(group, page.entries)
            _collect(sequence, page.entries, base, pairs, singles)
            for lead in sequence.leads:
                _mark_lead(sequence, lead, base, pair_leads, single_leads)
        base += len(page.entries)
    for term in [term for term in pairs if BREAK in term]:
        del pairs[term]
    for token in [token for token in singles if not token.isalnum()]:
        del singles[token]  # nobody asks for a comma
    return Inverted(
        {term: _with_places(places, pair_leads.get(term, {})) for term, places in pairs.items()},
        {term: _without_places(found, single_leads.get(term, {})) for term, found in singles.items()},
    )


def _collect(sequence: _Sequence, entries: list[Entry], base: int, pairs: Places, singles: Places) -> None:
    """Note every pair and token of a group."""
    owners = sequence.owners
    if owners[0] == owners[-1] and min(owners) == max(owners):
        entry = base + owners[0]
        _note(pairs, grams(sequence.tokens), range(entry << _SHIFT, (entry << _SHIFT) + len(owners)))
        _note(singles, set(sequence.tokens), repeat(entry))
        return
    for owner, found in _by_owner(sequence, entries):
        at = base + owner << _SHIFT
        for place, term in found:
            pairs[term].append(at + place)
    for owner in sorted(set(owners)):
        own = {token for token, whose in zip(sequence.tokens, owners, strict=True) if whose == owner}
        _note(singles, own, repeat(base + owner))


def _note(lists: Places, terms: Iterable[str], numbers: Iterable[int]) -> None:
    """Append to each term's list its number; all of it runs in C, as it is done for every character of the base."""
    deque(map(array.append, map(lists.__getitem__, terms), numbers), maxlen=0)


def _by_owner(sequence: _Sequence, entries: list[Entry]) -> Iterator[tuple[int, list[tuple[int, str]]]]:
    """The pairs of each entry, in order of entry: a pair over a border is the common parent's."""
    found: dict[int, list[tuple[int, str]]] = {}
    owners = sequence.owners
    for place, term in enumerate(grams(sequence.tokens)):
        left, right = owners[place], owners[place + 1]
        owner = left if left == right else common(entries, left, right)
        found.setdefault(owner, []).append((place, term))
    return iter(sorted(found.items()))


def common(entries: list[Entry], left: int, right: int) -> int:
    """The smallest entry around two of one group."""
    around = [left]
    while entries[around[-1]].inline:
        around.append(entries[around[-1]].parent)
    while right not in around and entries[right].inline:
        right = entries[right].parent
    return right


def _mark_lead(sequence: _Sequence, lead: tuple[int, int, int], base: int, pairs: Leads, singles: Leads) -> None:
    entry, first, last = lead
    found = sequence.tokens
    for place in range(first, last + 1):
        begins, ends = BEGINS * (place == first), ENDS * (place == last)
        one = singles[found[place]]
        one[base + entry] = one.get(base + entry, 0) | begins | ends
        if place < last:
            two = pairs[gram(found[place], found[place + 1])]
            two[base + entry] = two.get(base + entry, 0) | begins | ENDS * (place + 1 == last)


def _with_places(found: array[int], leads: dict[int, int]) -> Posting:
    if len(found) == 1:
        first = found[0] >> _SHIFT
        return Posting(first, leads.get(first, -1), first, "", _PLACE[found[0] & _MASK])
    owners = list(map(rshift, found, repeat(_SHIFT)))
    distinct = dict.fromkeys(owners)
    if len(distinct) == len(owners):
        places = "".join(map(_PLACE.__getitem__, map(and_, found, repeat(_MASK))))
    else:
        places = _repeated(found)
        owners = list(distinct)
    return Posting(owners[0], leads.get(owners[0], -1), owners[-1], _gaps(owners, leads), places)


def _repeated(found: array[int]) -> str:
    """The places of a list in which some entries have several."""
    places: list[str] = []
    last = at = -1
    for number in found:
        entry, place = number >> _SHIFT, number & _MASK
        places.append(CODES[(place - at) << 1 | 1] if entry == last else _PLACE[place])
        last, at = entry, place
    return "".join(places)


def _without_places(found: array[int], leads: dict[int, int]) -> Posting:
    return Posting(found[0], leads.get(found[0], -1), found[-1], _gaps(found, leads), "")


def _gaps(owners: Sequence[int], leads: dict[int, int]) -> str:
    """All entries but the first."""
    digits = list(map(_GAP.__getitem__, map(sub, owners[1:], owners)))
    for entry, lead in leads.items():
        at = bisect_left(owners, entry)
        if at:
            digits[at - 1] = _gap(entry - owners[at - 1] - 1, lead)
    return "".join(digits)


class _Places(dict[int, str]):
    """Digits of the first place in an entry."""

    def __missing__(self, place: int) -> str:
        self[place] = digits = CODES[place << 1]
        return digits


class _Gaps(dict[int, str]):
    """Digits of the distance to the entry before, out of any lead."""

    def __missing__(self, distance: int) -> str:
        self[distance] = digits = CODES[(distance - 1) << 1]
        return digits


_PLACE: Final = _Places()
_GAP: Final = _Gaps()


def _gap(gap: int, lead: int) -> str:
    return CODES[gap << 1] if lead < 0 else CODES[gap << 1 | 1] + CODES[lead]


class Lists:
    """Lists joined over the parts of a corpus."""

    def __init__(self) -> None:
        self.entries: dict[str, str] = {}
        self.places: dict[str, str] = {}
        self._last: dict[str, int] = {}

    def extend(self, part: dict[str, Posting], base: int) -> None:
        """Add the lists of a part whose entries begin at ``base``."""
        entries, places, last = self.entries, self.places, self._last
        for term, posting in part.items():
            first = base + posting.first
            if term in last:
                start = _gap(first - last[term] - 1, posting.first_lead)
                entries[term] += start + posting.entries
                places[term] += posting.places
            else:
                entries[term] = _gap(first, posting.first_lead) + posting.entries
                places[term] = posting.places
            last[term] = base + posting.last
