"""Pieces: runs of letters that a base writes again and again (监督, 的问题, 人民政府), each coded as one letter is.

A piece is made of two parts, letters or pieces. They are found as in byte-pair encoding, many at a time: a few rounds
over a sample join the neighbours seen most often, each round reading the sample as the one before left it.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import chain, pairwise
from typing import Final

_ROUNDS: Final = 4  # more gain less than one part in a hundred each
_SAMPLE: Final = 60_000  # letters; six times as many find hardly better pieces
_SEEN: Final = 5  # a piece seen less often takes more room in the directory than it saves in what a query fetches

Parts = dict[str, tuple[str, str]]  # piece → the two that it was made of, in the order of learning


def learned(text: str, letters: Collection[str], most: int) -> tuple[Parts, Counter[str]]:
    """At most so many pieces of ``letters``, and how often a sample of ``text`` holds each letter and piece."""
    lines = text.split("\n")
    sample = "\n".join(lines[::len(text) // _SAMPLE + 1])
    known = frozenset(letters) - {"\n"}
    parts: Parts = {}
    found: Iterable[str] = sample
    for done in range(1, _ROUNDS + 1):
        _join(parts, found, known, most * done // _ROUNDS)
        found = Cutter(parts).cut(sample)
    use = Counter(found)
    return _worthwhile(parts, use), use


def _join(parts: Parts, found: Iterable[str], known: frozenset[str], most: int) -> None:
    """Make pieces of the commonest neighbours, until there are so many."""
    pairs = Counter(pairwise(found))
    common = sorted((-count, pair) for pair, count in pairs.items() if count >= _SEEN)
    for _, pair in common:
        if len(parts) >= most:
            return
        piece = "".join(pair)
        if piece not in parts and known.issuperset(piece):
            parts[piece] = pair


def _worthwhile(parts: Parts, use: Mapping[str, int]) -> Parts:
    """The pieces that texts still hold when all are known, and those that are parts of them."""
    needed: set[str] = set()
    for piece, pair in reversed(parts.items()):
        if piece in needed or use[piece] >= _SEEN:
            needed.update((piece, *pair))
    return {piece: pair for piece, pair in parts.items() if piece in needed}


class Cutter:
    """Cuts texts into pieces and single letters, the longest piece first."""

    def __init__(self, pieces: Collection[str]) -> None:
        self._begins = frozenset(piece[:end] for piece in pieces for end in range(2, len(piece) + 1))
        self._pieces = frozenset(pieces)
        self._cuts = _Cuts(self._longest)

    def cut(self, text: str) -> list[str]:
        """The text's pieces and letters in order."""
        return [*chain.from_iterable(map(self._cuts.__getitem__, self.runs(text)))]

    def runs(self, text: str) -> list[str]:
        """The longest beginnings of pieces, one after the other; a short loop: every letter of the base passes it."""
        begins = self._begins
        found: list[str] = []
        keep = found.append
        run = ""
        for char in text:
            longer = run + char
            if longer in begins:
                run = longer
            else:
                keep(run)
                run = char
        keep(run)
        return found

    def _longest(self, run: str) -> int:
        """Length of the longest piece that a run begins with; a letter is one."""
        return next((end for end in range(len(run), 1, -1) if run[:end] in self._pieces), 1)


class _Cuts(dict[str, tuple[str, ...]]):
    """Beginning of a piece → the pieces and letters it is cut into: 人民政 → 人民 + 政."""

    def __init__(self, longest: Callable[[str], int]) -> None:
        super().__init__({"": ()})
        self._longest = longest

    def __missing__(self, run: str) -> tuple[str, ...]:
        end = self._longest(run)
        self[run] = cut = (run[:end], *self[run[end:]])
        return cut
