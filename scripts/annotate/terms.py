"""Set phrases of the vocabulary where they stand in a document: 四种形态, “走读式”谈话, 一岗双责.

Guarantees: every occurrence, the longest phrase first; spans are those of ``Document.text``, never overlap each other
or a forbidden span, never stand inside 《…》 and never cross a unit's edge; a quotation mark beside a phrase belongs to
it when its partner stands inside.
"""
from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache

from scripts.annotate.matching import Match
from scripts.annotate.words import words_in
from scripts.model import Document, Span, Struct, TermMark, Unit
from scripts.vocabulary import Term, Vocabulary

NUMERALS = "一二三四五六七八九十百千两几0123456789"
_BEFORE = NUMERALS + "第零〇０１２３４５６７８９"  # 第八项规定 is no 八项规定, 第四风景区 no 四风, 十三转 no 三转
_PAIRS = {"“": "”", "‘": "’", "「": "」", "『": "』", "〝": "〞"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_TITLE_SIGN = re.compile("[《》\n]")
_PLAIN = "\"＂"  # one sign for both ends: an odd number of them stands open


class _Phrases:
    """The vocabulary's terms, ready to be found."""

    def __init__(self, terms: tuple[Term, ...]) -> None:
        self.term = {word: term.id for term in terms for word in (term.text, *term.aliases)}
        self.unless: dict[str, set[str]] = {}
        for term in terms:
            for phrase in term.unless:
                self.unless.setdefault(phrase, set()).add(term.id)

    def find(self, text: str, found: list[Match]) -> list[Match]:
        """Occurrences of terms among the words ``found``, without those that only look like one."""
        silent = [match for match in found if match.word in self.unless]
        return [match for match in found if match.word in self.term
                and not _continues_a_number(match, text) and not self._silenced(match, silent)]

    def _silenced(self, match: Match, silent: list[Match]) -> bool:
        return any(other.start <= match.start and match.end <= other.end
                   and self.term[match.word] in self.unless[other.word] for other in silent)


@lru_cache(maxsize=4)
def _phrases(terms: tuple[Term, ...]) -> _Phrases:
    return _Phrases(terms)


def _continues_a_number(match: Match, text: str) -> bool:
    return match.word[0] in NUMERALS and match.start > 0 and text[match.start - 1] in _BEFORE


def _titles(text: str) -> Iterator[Span]:
    """《…》 with all that is nested in it; a bracket that is not closed in its line opens nothing."""
    start, depth = 0, 0
    for match in _TITLE_SIGN.finditer(text):
        if match[0] == "\n":
            depth = 0
        elif match[0] == "《":
            start = match.start() if not depth else start
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                yield start, match.end()


def _whole_quotes(text: str, match: Match) -> Span:
    """Take in the quotation mark at either end whose partner is inside: “走读式”谈话, 政治“三力”."""
    inside = text[match.start:match.end]
    before, after = text[match.start - 1:match.start], text[match.end:match.end + 1]
    unopened = sum((char in _CLOSING) - (char in _PAIRS) for char in inside)
    odd = sum(char in _PLAIN for char in inside) % 2 == 1
    if before and ((unopened > 0 and before in _PAIRS) or (odd and before in _PLAIN)):
        return match.start - 1, match.end
    if after and ((unopened < 0 and after in _CLOSING) or (odd and after in _PLAIN)):
        return match.start, match.end + 1
    return match.start, match.end


class _Closed:
    """Spans no mark may touch."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans: list[Span] = []
        for start, end in sorted(spans):
            if self.spans and start <= self.spans[-1][1]:
                self.spans[-1] = self.spans[-1][0], max(end, self.spans[-1][1])
            elif end > start:
                self.spans.append((start, end))
        self.starts = [span[0] for span in self.spans]

    def touches(self, span: Span) -> bool:
        at = bisect_right(self.starts, span[1] - 1) - 1
        return at >= 0 and self.spans[at][1] > span[0]


class Phrase(Struct, frozen=True):
    """A term where it stands, whatever else stands there; ``anchor`` is "" where it runs over a unit's edge."""

    span: Span
    word: str  # as the vocabulary writes it
    anchor: str


def _longest_apart(found: list[Phrase]) -> Iterator[Phrase]:
    """Of phrases that share a character the longest stays, of equals the first."""
    crowd: list[Phrase] = []
    reach = 0
    for one in sorted(found, key=lambda one: (one.span, one.word)):
        if one.span[0] >= reach:
            yield from _winners(crowd)
            crowd = []
        crowd.append(one)
        reach = max(reach, one.span[1])
    yield from _winners(crowd)


def _winners(crowd: list[Phrase]) -> list[Phrase]:
    kept: list[Phrase] = []
    for one in sorted(crowd, key=lambda one: (-len(one.word), one.span)):
        if all(one.span[1] <= other.span[0] or other.span[1] <= one.span[0] for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.span)


def _owner(units: tuple[Unit, ...], span: Span) -> Unit | None:
    """The deepest unit that holds all of the span; none when the span runs from a unit into one of its children."""
    at = bisect_right(units, span[0], key=lambda unit: unit.span[0]) - 1
    if at >= 0 and span[1] <= units[at].span[1]:
        return _owner(units[at].children, span) or (None if _crosses(units[at], span) else units[at])
    return None


def _crosses(unit: Unit, span: Span) -> bool:
    return any(child.span[0] < span[1] and span[0] < child.span[1] for child in unit.children)


def find_phrases(
    document: Document, vocabulary: Vocabulary, words: list[Match] | None = None,
) -> tuple[Phrase, ...]:
    """Every occurrence of a term outside 《…》, in order; they may overlap.

    Args:
        words: those of the vocabulary in the text, where they have been found before.
    """
    text, phrases = document.text, _phrases(vocabulary.terms)
    titles = _Closed(_titles(text))
    found = []
    for match in phrases.find(text, words_in(text, vocabulary) if words is None else words):
        span = _whole_quotes(text, match)
        if not titles.touches(span):
            unit = _owner(document.units, span)
            found.append(Phrase(span, match.word, unit.anchor if unit else ""))
    return tuple(found)


def choose_terms(
    document: Document, vocabulary: Vocabulary, found: Iterable[Phrase], forbidden: Iterable[Span] = (),
) -> tuple[TermMark, ...]:
    """The terms to mark among ``found``; ``forbidden`` are the spans of citations, where other links stand."""
    closed, phrases = _Closed(forbidden), _phrases(vocabulary.terms)
    apart = _longest_apart([one for one in found if not closed.touches(one.span)])
    return tuple(TermMark(one.anchor, one.span, document.text[slice(*one.span)], phrases.term[one.word])
                 for one in apart if one.anchor)


def mark_terms(document: Document, vocabulary: Vocabulary, forbidden: Iterable[Span] = ()) -> tuple[TermMark, ...]:
    """Every occurrence of a term outside ``forbidden`` spans, the longest where several stand."""
    return choose_terms(document, vocabulary, find_phrases(document, vocabulary), forbidden)
