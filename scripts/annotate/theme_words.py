"""The theme words of a vocabulary: which of them stand in a text, and what each earns for which theme.

Guarantees: a word inside a longer one, or inside an ``unless`` phrase of its theme, does not count.
"""
from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from scripts.annotate.matching import Match, Matcher
from scripts.vocabulary import Theme

ECHO = 0.75  # worth of half a word
SHARED = 4  # a pair of characters in the words of more themes than this (工作, 监督) tells nothing


class Hit(NamedTuple):
    start: int
    end: int
    word: str
    earned: tuple[tuple[str, float], ...]  # theme id, weight


class ThemeWords:
    """The vocabulary's theme words, ready to be found."""

    def __init__(self, themes: tuple[Theme, ...]) -> None:
        self.themes = {theme.id: theme for theme in themes}
        self.weights: dict[str, list[tuple[str, float]]] = defaultdict(list)
        self.unless: dict[str, set[str]] = defaultdict(set)  # phrase -> ids of the themes it silences
        for theme in themes:
            for word in theme.words:
                self.weights[word.text].append((theme.id, word.weight))
            for phrase in theme.unless:
                self.unless[phrase].add(theme.id)
        self.matcher = Matcher((*self.weights, *self.unless))
        self.echoes = _echoes(themes)

    def find(self, text: str) -> list[Hit]:
        """Words that count, by start: none inside a longer word, none inside an ``unless`` phrase of its theme."""
        found = self.matcher.all(text)
        silent = [match for match in found if match.word in self.unless]
        hits: list[Hit] = []
        reach = -1
        for match in found:
            if match.word not in self.weights or match.end <= reach:
                continue
            reach = match.end
            quiet = {theme for other in silent if _inside(match, other) for theme in self.unless[other.word]}
            earned = tuple([pair for pair in self.weights[match.word] if pair[0] not in quiet])
            if earned:
                hits.append(Hit(match.start, match.end, match.word, earned))
        return hits


def _inside(match: Match, other: Match) -> bool:
    return other.start <= match.start and match.end <= other.end


@lru_cache(maxsize=4)
def theme_words(themes: tuple[Theme, ...]) -> ThemeWords:
    return ThemeWords(themes)


def _echoes(themes: tuple[Theme, ...]) -> dict[str, list[tuple[str, float, str]]]:
    """Pairs of characters within words -> themes, worth, and the word: 述责 speaks of 述责述廉, 党纪 of 党纪教育."""
    best: dict[str, dict[str, tuple[float, str]]] = defaultdict(dict)
    for theme in themes:
        for word in theme.words:
            pairs = [word.text[at:at + 2] for at in range(len(word.text) - 1)]
            for pair in pairs if len(pairs) > 1 else ():
                worth = (word.weight / len(pairs) ** 0.5, word.text)
                best[pair][theme.id] = max(best[pair].get(theme.id, worth), worth)
    return {pair: [(theme, ECHO * worth / len(found), word) for theme, (worth, word) in found.items()]
            for pair, found in best.items() if len(found) <= SHARED}
