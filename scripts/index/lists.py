"""Posting lists → files: a sorted dictionary in files of even size, long lists in files of their own.

A file of the dictionary (``x0``, ``x1`` …) has five columns: terms (a blank stands for the first character of the
term before), entries, the two of places (``places``), of which the second has no separators, and what always stands
around a pair (``Lists.around``), where its list is worth being spared others. Places longer than
half a file stand apart in pieces, one a file (``xl0`` …), which begin with an entry, so that a reader fetches only
those it needs; where the entries are as long too, they stand apart before them and the dictionary does not know the
term. The directory names the terms whose lists are long (``Common``): a reader plans a phrase by them, because rare
pairs tell soonest where it cannot stand.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise
from operator import add
from typing import Final

import msgspec

from scripts.index.files import PART, RECORD, packed
from scripts.index.places import columns, cut
from scripts.index.postings import Lists
from scripts.index.varints import encode

_SIGNS: Final = 6  # characters that a list takes beside its numbers, about
_MOST_COMMON: Final = 600  # terms that the directory names, if their lists are not cut
_FEW: Final = 8  # characters of a list's entries: what has fewer is looked up in the texts
_TELLING: Final = 24  # … and longer than this part of a file


class Common(msgspec.Struct):
    """What the directory says of a family: where files begin, and the terms with long lists.

    ``numbers`` has for each of ``terms`` (spelled as in a file): bits of its length, number of files with its entries,
    with its places, and for each of these but the first how many entries the one before holds. ``around`` has a record
    for each.
    """

    firsts: list[str]
    terms: str
    numbers: str
    around: str


class _Layout(msgspec.Struct):
    """How many files of its own a list gets."""

    bits: int
    entries: int
    places: int


def _layout(entries: int, places: int, size: int) -> _Layout:
    apart = entries > size // 2
    return _Layout((entries + places).bit_length(), -(-entries // size) if apart else 0,
                   -(-places // size) if apart or places > size // 2 else 0)


class Dictionary:
    """The files of one family of lists, first planned, then made."""

    def __init__(self, lists: Lists, family: str) -> None:
        self._family = family
        self._terms = in_order(lists.by_term)
        self._lists = [lists.by_term[term] for term in self._terms]
        self._around = [lists.around(term) if len(own.entries) > _FEW else ""
                        for term, own in zip(self._terms, self._lists, strict=True)]
        self._entries = [len(own.entries) for own in self._lists]
        self._places = [2 * len(own.places) for own in self._lists]
        self._lengths: list[int] = [*map(add, self._entries, self._places)]
        self._apart: dict[int, _Layout] = {}  # number of the term
        self._shelved: list[int] = []
        self._ranges: list[tuple[int, int]] = []

    def size(self) -> int:
        """Characters in files, about."""
        return sum(self._lengths) + _SIGNS * len(self._terms)

    def plan(self, size: int) -> int:
        """Settle how large files are; the answer is how many there will be, at most."""
        self._apart = self._long(size)
        gone = {at for at, layout in self._apart.items() if layout.entries}
        lengths = [length + _SIGNS for length in self._lengths]
        for at, layout in self._apart.items():
            if layout.places:
                lengths[at] -= self._places[at]
        self._shelved = [at for at in range(len(lengths)) if at not in gone]
        self._ranges = list(packed([lengths[at] for at in self._shelved], size))
        return len(self._ranges) + sum(layout.entries + layout.places for layout in self._apart.values())

    def made(self) -> tuple[dict[str, str], Common]:
        """Payloads by name, and what the directory says."""
        files: dict[str, str] = {}
        numbers: list[int] = []
        for at, layout in self._apart.items():
            entries = list(_even(self._lists[at].entries, layout.entries))
            places = list(cut(self._lists[at].places, layout.places)) if layout.places else []
            for piece in (*entries, *(PART.join(columns([text])) for _, text in places)):
                files[f"{self._family}l{len(files)}"] = piece
            numbers += (layout.bits, len(entries), len(places), *(count for count, _ in places[:-1]))
        for number, (start, end) in enumerate(self._ranges):
            files[f"{self._family}{number}"] = self._shelf(self._shelved[start:end])
        firsts = [self._terms[self._shelved[start]] for start, _ in self._ranges]
        return files, Common(firsts, _spelled([self._terms[at] for at in self._apart]), encode(numbers),
                             RECORD.join([self._around[at] for at in self._apart]))

    def _long(self, size: int) -> dict[int, _Layout]:
        """The long lists, in order of terms."""
        least = size // _TELLING
        telling = [at for at, length in enumerate(self._lengths) if length > least]
        longest = sorted((self._lengths[at] for at in telling), reverse=True)[:_MOST_COMMON]
        least = longest[-1] if longest else 0
        layouts = ((at, _layout(self._entries[at], self._places[at], size)) for at in telling)
        return {at: layout for at, layout in layouts
                if layout.places or layout.entries or self._lengths[at] >= least}

    def _shelf(self, chosen: list[int]) -> str:
        lists = [self._lists[at] for at in chosen]
        apart = {at for at in chosen if at in self._apart and self._apart[at].places}
        places = ["" if at in apart else own.places for at, own in zip(chosen, lists, strict=True)]
        return PART.join((_spelled([self._terms[at] for at in chosen]), RECORD.join([own.entries for own in lists]),
                          *columns(places), RECORD.join(self._around[at] for at in chosen)))


def order(term: str) -> bytes:
    """Sort key: the order of UTF-16 units, in which the browser compares strings."""
    return term.encode("utf-16-be", "surrogatepass")


def in_order(terms: Iterable[str]) -> list[str]:
    """Terms sorted; without characters beyond the basic plane their own order is that of UTF-16, and quicker."""
    found = sorted(terms)
    return sorted(found, key=order) if max("".join(found), default="") > "\uffff" else found


def _spelled(terms: list[str]) -> str:
    """Terms in order, the first character only where it changes."""
    before = ""
    parts: list[str] = []
    for term in terms:
        parts.append(" " + term[1:] if term[0] == before else term)
        before = term[0]
    return RECORD.join(parts)


def spelled_out(column: str) -> list[str]:
    """The terms of a column."""
    terms: list[str] = []
    for part in column.split(RECORD) if column else ():
        terms.append(terms[-1][0] + part[1:] if part.startswith(" ") else part)
    return terms


def _even(text: str, pieces: int) -> Iterator[str]:
    for start, end in pairwise(len(text) * at // pieces for at in range(pieces + 1)) if pieces else ():
        yield text[start:end]


class Piece(msgspec.Struct):
    """A file with a part of a long list: its number, and how many entries stand before it."""

    file: int
    start: int


class Long(msgspec.Struct):
    """A long list as a reader finds it: entries in so many files from ``first`` on, then places in others."""

    first: int
    entries: int
    places: list[Piece]
    around: str


def long_lists(common: Common, numbers: Iterator[int]) -> dict[str, Long]:
    """The terms of a directory with where their lists are; ``numbers`` are those of ``common``, decoded."""
    found: dict[str, Long] = {}
    first = 0
    for term, around in zip(spelled_out(common.terms), common.around.split(RECORD), strict=False):
        _, entries, places = next(numbers), next(numbers), next(numbers)
        starts = accumulate((next(numbers) for _ in range(places - 1)), initial=0) if places else ()
        pieces = [Piece(first + entries + at, start) for at, start in enumerate(starts)]
        found[term] = Long(first, entries, pieces, around)
        first += entries + places
    return found
