"""Posting lists → files: a sorted dictionary in files of even size, long lists in pieces of their own.

A file has three columns: terms (a blank stands for the first character of the term before), entries, places. A list
longer than half a file is replaced by references to pieces:
``file.piece`` for entries (their pieces are simply joined), ``file.piece.index`` for places, where ``index`` is the
place in the list of entries of the first entry in the piece, so that a reader fetches only the pieces it needs.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import msgspec

from scripts.index.files import PART, RECORD, REFERENCE, packed
from scripts.index.invert import Lists
from scripts.index.varints import LAST, MORE

_EVEN: Final = re.escape("".join(d for at, d in enumerate(LAST) if at % 2 == 0)
                         + "".join(d for at, d in enumerate(MORE) if at % 2 == 0))
# 70 and 22 are even: the first digit of a number tells whether the number is, and an even one begins an entry
_NEW_ENTRY: Final = re.compile(rf"(?:(?<=[{re.escape(LAST)}])|\A)[{_EVEN}]")


class Dictionary(msgspec.Struct):
    """The files of one family of lists and the first term of each."""

    files: dict[str, str]
    firsts: list[str]


def order(term: str) -> bytes:
    """Sort key: the order of UTF-16 units, in which the browser compares strings."""
    return term.encode("utf-16-be", "surrogatepass")


class _Pieces:
    """Long lists cut into pieces, packed into files as they come."""

    def __init__(self, family: str, size: int) -> None:
        self.family = family
        self.size = size
        self.files: list[list[str]] = []
        self.room = 0

    def put(self, piece: str) -> str:
        """Store a piece; the answer is its reference."""
        if not self.files or len(piece) > self.room:
            self.files.append([])
            self.room = self.size
        self.room -= len(piece)
        self.files[-1].append(piece)
        return f"{len(self.files) - 1}.{len(self.files[-1]) - 1}"

    def payloads(self) -> dict[str, str]:
        return {f"{self.family}{at}": RECORD.join(pieces) for at, pieces in enumerate(self.files)}


def dictionary(lists: Lists, family: str, size: int) -> Dictionary:
    """Lists as files ``<family>0``, ``<family>1`` …, pieces as ``<family>l0`` …"""
    pieces = _Pieces(f"{family}l", size)
    terms = sorted(lists.entries, key=order)
    records = [_record(lists, term, pieces, size) for term in terms]
    files: dict[str, str] = {}
    firsts: list[str] = []
    for at, (start, end) in enumerate(packed([len(entries) + len(places) + 6 for entries, places in records], size)):
        held = records[start:end]
        files[f"{family}{at}"] = PART.join((
            _spelled(terms[start:end]), RECORD.join(one[0] for one in held), RECORD.join(one[1] for one in held)))
        firsts.append(terms[start])
    return Dictionary(files | pieces.payloads(), firsts)


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
    for part in column.split(RECORD):
        terms.append(terms[-1][0] + part[1:] if part.startswith(" ") else part)
    return terms


def _record(lists: Lists, term: str, pieces: _Pieces, size: int) -> tuple[str, str]:
    entries, places = lists.entries[term], lists.places[term]
    if len(entries) > size // 2:
        entries = REFERENCE + " ".join(
            pieces.put(entries[at:at + size]) for at in range(0, len(entries), size))
    if len(places) > size // 2:
        places = REFERENCE + " ".join(f"{pieces.put(part)}.{index}" for index, part in _cut(places, size))
    return entries, places


def _cut(places: str, size: int) -> Iterator[tuple[int, str]]:
    """Pieces of a list of places, each beginning with an entry, and the number of entries before each."""
    start = index = 0
    while start < len(places):
        found = _NEW_ENTRY.search(places, start + size)
        end = found.start() if found else len(places)
        yield index, places[start:end]
        index += sum(1 for _ in _NEW_ENTRY.finditer(places, start, end))
        start = end
