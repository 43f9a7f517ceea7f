"""Finds the words of a vocabulary in a text, all in one pass.

Guarantees: positions are those of the text as given; quotation marks are transparent (“走读式”谈话 is 走读式谈话) and
full-width letters and digits equal their plain forms; a match never crosses a line end, because no word holds one.
"""
from __future__ import annotations

import re
import string
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import compress, count, islice
from operator import concat
from typing import NamedTuple

QUOTES = "“”‘’「」『』〝〞\"＂"
_QUOTE = re.compile(f"[{QUOTES}]")
_FOLD = {ord(char) + 0xFEE0: char for char in string.ascii_letters + string.digits + "+"}
_WIDE = re.compile(f"[{''.join(map(chr, _FOLD))}]")


class Match(NamedTuple):
    start: int
    end: int
    word: str  # as the vocabulary writes it


class Folded(NamedTuple):
    """A text without quotation marks; ``at[i]`` is the place of its character i in the original, its end the last."""

    text: str
    at: Sequence[int]


@lru_cache(maxsize=8)  # themes and terms look at the same text one after the other
def fold(text: str) -> Folded:
    """Drop quotation marks, make full-width letters and digits plain."""
    at: list[int] = []
    start = 0
    for quote in _QUOTE.finditer(text):
        at.extend(range(start, quote.start()))
        start = quote.end()
    at.extend(range(start, len(text) + 1))
    plain = _QUOTE.sub("", text)
    return Folded(plain.translate(_FOLD) if _WIDE.search(plain) else plain, at)


class Matcher:
    """A set of words, indexed by their first three characters: set phrases rarely share them, so few are tried."""

    def __init__(self, words: Iterable[str]) -> None:
        # first two characters → third character → (folded, word), the longest first; "" where no third one fits
        self._by_start: dict[str, dict[str, list[tuple[str, str]]]] = {}
        for length, plain, word in sorted((-len(fold(word).text), fold(word).text, word) for word in set(words)):
            thirds = self._by_start.setdefault(plain[:2], {"": []})
            if length < -2:
                thirds.setdefault(plain[2], []).append((plain, word))
            elif length == -2:  # one character is no phrase: it would stand in every sentence
                for found in thirds.values():
                    found.append((plain, word))

    def all(self, text: str) -> list[Match]:
        """Every occurrence of every word, also inside another; by start, the longest first."""
        folded, at = fold(text)
        # built-ins alone, for this runs over every character: where two stand that begin a word
        pairs = map(concat, folded, islice(folded, 1, None))
        found: list[Match] = []
        for start in compress(count(), map(self._by_start.__contains__, pairs)):
            thirds = self._by_start[folded[start:start + 2]]
            for plain, word in thirds.get(folded[start + 2:start + 3], thirds[""]):
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
