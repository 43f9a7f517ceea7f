"""Finds the words of a vocabulary in a text, all in one pass.

Guarantees: positions are those of the text as given; quotation marks are transparent (“走读式”谈话 is 走读式谈话) and
full-width letters and digits equal their plain forms; a match never crosses a line end, because no word holds one.
"""
from __future__ import annotations

import string
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

QUOTES = "“”‘’「」『』〝〞\"＂"
_FOLD = {ord(char) + 0xFEE0: char for char in string.ascii_letters + string.digits + "+"}


class Match(NamedTuple):
    start: int
    end: int
    word: str  # as the vocabulary writes it


class Folded(NamedTuple):
    """A text without quotation marks; ``at[i]`` is the place of its character i in the original."""

    text: str
    at: list[int]


def fold(text: str) -> Folded:
    """Drop quotation marks, make full-width letters and digits plain."""
    at = [i for i, char in enumerate(text) if char not in QUOTES]
    return Folded("".join([text[i] for i in at]).translate(_FOLD), at)


class Matcher:
    """A set of words, indexed by their first two characters: set phrases rarely share them, so few are tried."""

    def __init__(self, words: Iterable[str]) -> None:
        self._by_start: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for word in sorted(set(words), key=lambda word: (-len(word), word)):
            folded = fold(word).text
            if len(folded) > 1:  # one character is no phrase: it would stand in every sentence
                self._by_start[folded[:2]].append((folded, word))

    def all(self, text: str) -> list[Match]:
        """Every occurrence of every word, also inside another; by start, the longest first."""
        folded, at = fold(text)
        at.append(len(text))
        found: list[Match] = []
        for start in range(len(folded) - 1):
            for plain, word in self._by_start.get(folded[start:start + 2], ()):
                if folded.startswith(plain, start):
                    found.append(Match(at[start], at[start + len(plain) - 1] + 1, word))
        return found

    def longest(self, text: str) -> list[Match]:
        """Occurrences that lie inside no longer one; two that merely overlap both stay."""
        return outermost(self.all(text))


def outermost(matches: list[Match]) -> list[Match]:
    """Drop each match that lies within a longer one; ``matches`` come by start, the longest first."""
    kept: list[Match] = []
    reach = -1
    for match in matches:
        if match.end > reach:
            kept.append(match)
            reach = match.end
    return kept
