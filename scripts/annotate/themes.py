"""Themes of items: up to three each, by weighted words and the place where they stand, every one with its reasons.

Guarantees: a mark names the words that earned it; an item whose words say too little gets no mark rather than a wrong
one; an item's themes judge the whole of it, children included. Pure: same document and vocabulary, same marks.
"""
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from math import exp
from typing import NamedTuple

from scripts.annotate.matching import Match
from scripts.annotate.theme_words import TELLING, Hit, ThemeWords, theme_words
from scripts.annotate.words import words_in
from scripts.model import Document, Span, ThemeMark, Unit, walk
from scripts.vocabulary import Theme, Vocabulary

ITEM_FORMS = frozenset({"numbered", "inline", "article", "paragraph"})
MOST = 3  # themes an item may carry
LABELLED = frozenset({"numbered", "inline"})  # a label promises a subject; a bare paragraph is often mere transition
ENOUGH = 2.2  # least score of the first theme
ENOUGH_UNLABELLED = 3.0
SHARE = 0.35  # least share of the first theme's score that a further theme needs
SHARE_UNCLEAR = 0.5  # where it has but one word, and that a mere hint
THIN = 6.0  # own words that score less leave the judgement to the headings above
LONG = 220  # characters of prose after which further mentions count for less: in a long item everything is mentioned
AGAIN = 0.25  # what each repetition of a word adds, up to three
CLEAR = 4.5  # below this the halves of words are asked too
ECHO_MOST = 2.0  # most that a place multiplies it
# an article's own words must weigh this much, mere hints left out: laws speak of 证据, 培训, 举报 in many a sense
PLAIN = 5.0

TITLE, OPENING, BODY, ABOVE, NAME = "标题", "段首", "正文", "上级标题", "文题"
PLACES = {TITLE: 3.0, OPENING: 2.0, BODY: 1.0, ABOVE: 0.9, NAME: 0.3}
# most that prose and headings above can earn a theme: the lead sentence says what an item is about
FULL = {BODY: 10.0, ABOVE: 6.0}
AFTER_VAGUE = 1.5
AFTER_COMMA = 0.85  # 运用“四种形态”，保持反腐高压态势: the first clause names the subject
FARTHER = 0.5  # each heading further up weighs this much of the one below it
REFRAIN = 0.2  # worth of words in a clause that most items of the list share
WHEN_THIN = 2.0  # headings and title of the document count this much more above a thin item


class Score(NamedTuple):
    theme: Theme
    value: float
    why: tuple[str, ...]
    clear: bool  # a telling word or two different ones: enough for a theme beside the first


# --- places ------------------------------------------------------------------------------------------------------

class Part(NamedTuple):
    """A stretch of an item's surroundings, and what a word found there is worth."""

    place: str
    span: Span
    factor: float


_STOP = re.compile("[，。；：！？\n]")


def _clause(document: Document, start: int, end: int) -> Span:
    """Up to the first stop: 二是完善内控流程，… says there what it is about."""
    stop = _STOP.search(document.text, start + 1, end)
    return start, stop.start() if stop else end


def _words(document: Document, unit: Unit) -> Span:
    """The lead sentence, or the whole of an item without one, less its label."""
    if unit.lead[1] > unit.lead[0]:
        return unit.lead
    start = unit.span[0]
    return start + (len(unit.label) if document.text.startswith(unit.label, start) else 0), unit.span[1]


def _own_parts(document: Document, unit: Unit) -> list[Part]:
    """The lead sentence, its first clause before the rest, or the opening of an item without one; then the prose."""
    end = unit.span[1]
    first = _clause(document, *_words(document, unit))
    if unit.lead[1] > unit.lead[0]:
        heads = [Part(TITLE, first, PLACES[TITLE]), Part(TITLE, (first[1], unit.lead[1]), PLACES[TITLE] * AFTER_COMMA)]
    else:
        heads = [Part(OPENING, first, PLACES[OPENING])]
    body = (heads[-1].span[1], end)
    damp = min(1.0, (LONG / max(1, end - body[0])) ** 0.5)
    return [*heads, Part(BODY, body, PLACES[BODY] * damp)]


def _parts_above(above: tuple[Unit, ...]) -> list[Part]:
    leads = [unit.lead for unit in reversed(above) if unit.lead[1] > unit.lead[0]]
    return [Part(ABOVE, lead, PLACES[ABOVE] * FARTHER ** far) for far, lead in enumerate(leads)]


# --- scores ------------------------------------------------------------------------------------------------------

class _Tally:
    """Adds up what hits earn for each theme, and remembers why."""

    def __init__(self) -> None:
        self.value: dict[str, float] = defaultdict(float)
        self.why: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
        self.words: dict[str, set[str]] = defaultdict(set)  # in full, not recalled by a half
        self.told: set[str] = set()  # themes with a telling word

    def add(self, hits: Iterable[Hit], part: Part, factor: float = 1.0) -> None:
        seen: Counter[str] = Counter()
        earned: dict[str, float] = defaultdict(float)
        for hit in hits:
            seen[hit.word] += 1
            again = 1.0 if seen[hit.word] == 1 else AGAIN if seen[hit.word] < 5 else 0.0
            for theme, weight in hit.earned:
                worth = weight * part.factor * factor * again
                earned[theme] += worth
                self.why[theme][f"{hit.word}（{part.place}）"] += worth
                if hit.end:
                    self.words[theme].add(hit.word)
                    self.told |= {theme} if weight >= TELLING else set()
        for theme, worth in earned.items():
            full = FULL.get(part.place)
            self.value[theme] += full * (1 - exp(-worth / full)) if full else worth

    def most(self) -> float:
        return max(self.value.values(), default=0.0)

    def clear(self, theme: str) -> bool:
        return theme in self.told or len(self.words[theme]) > 1

    def reasons(self, theme: str) -> tuple[str, ...]:
        return tuple(sorted((word for word, worth in self.why[theme].items() if worth > 0),
                            key=lambda word: (-self.why[theme][word], word)))


def _refrains(document: Document, starts: list[int]) -> list[Span]:
    """First clauses that most items of a list share, before words of their own: 能担当，要提升专业素养；能担当，要……"""
    def goes_on(clause: Span, whole: Span) -> bool:
        stop = document.text.find("。", clause[1], whole[1])
        at = bisect_left(starts, clause[1])
        return at < len(starts) and starts[at] < (stop if stop > 0 else whole[1])

    found: list[Span] = []
    lists = [document.units, *(unit.children for _, unit in walk(document.units) if unit.children)]
    for units in lists:
        wholes = [_words(document, unit) for unit in units if unit.label]
        clauses = [_clause(document, *whole) for whole in wholes]
        counts = Counter(document.text[slice(*span)] for span in clauses)
        found += [span for span, whole in zip(clauses, wholes, strict=True)
                  if counts[document.text[slice(*span)]] >= max(3, len(clauses) / 2) and goes_on(span, whole)]
    return sorted(found)


_FAR = 1 << 60  # after every end of a span


def _less_refrains(hits: list[Hit], refrains: list[Span]) -> list[Hit]:
    """What every item of a list says tells none from the other."""
    def share(hit: Hit) -> Hit:
        at = bisect_right(refrains, (hit.start, _FAR)) - 1
        if at < 0 or hit.end > refrains[at][1]:
            return hit
        return hit._replace(earned=tuple((theme, weight * REFRAIN) for theme, weight in hit.earned))
    return [share(hit) for hit in hits] if refrains else hits


class Judge:
    """One document's hits, found once and asked for by span."""

    def __init__(self, document: Document, vocabulary: Vocabulary, found: list[Match] | None = None) -> None:
        self.document = document
        self.words = theme_words(vocabulary.themes)
        hits = self.words.find(document.text, found)
        self.hits = _less_refrains(hits, _refrains(document, [hit.start for hit in hits]))
        self.starts = [hit.start for hit in self.hits]
        self.name = self.words.find(document.title)

    def _in(self, span: Span) -> list[Hit]:
        first = bisect_left(self.starts, span[0])
        return [hit for hit in self.hits[first:bisect_left(self.starts, span[1])] if hit.end <= span[1]]

    def _own(self, unit: Unit) -> list[Part]:
        """After a lead that names no subject (突出重点。抓住“关键少数”，…) the next clause counts for more."""
        *heads, body = _own_parts(self.document, unit)
        if heads[0].place == TITLE and not any(self._in(head.span) for head in heads):
            clause = _clause(self.document, *body.span)
            return [*heads, Part(OPENING, clause, AFTER_VAGUE), body._replace(span=(clause[1], body.span[1]))]
        return [*heads, body]

    def scores(self, above: tuple[Unit, ...], unit: Unit) -> list[Score]:
        """All themes with a word in or above the unit, the best first; ties by the order of the file."""
        tally = _Tally()
        for part in self._own(unit):
            tally.add(self._in(part.span), part)
        factor = WHEN_THIN if tally.most() < THIN else 1.0
        for part in _parts_above(above):
            tally.add(self._in(part.span), part, factor)
        tally.add(self.name, Part(NAME, (0, 0), PLACES[NAME]), factor)
        if tally.most() < CLEAR and unit.form in LABELLED:
            self._add_echoes(tally, above, unit)
        order = {theme: at for at, theme in enumerate(self.words.themes)}
        ranked = sorted(tally.value, key=lambda theme: (-tally.value[theme], order[theme]))
        return [Score(self.words.themes[theme], round(tally.value[theme], 2), tally.reasons(theme), tally.clear(theme))
                for theme in ranked]

    def _add_echoes(self, tally: _Tally, above: tuple[Unit, ...], unit: Unit) -> None:
        """Ask the halves of words where no word stands in full: 读原文悟原理 beside 读原著."""
        for part in (*self._own(unit), *_parts_above(above)):
            text = self.document.text[slice(*part.span)]
            taken = self.words.matcher.longest(text)
            pairs = {text[at:at + 2] for at in range(len(text) - 1)
                     if not any(match.start <= at and at + 2 <= match.end for match in taken)}
            tally.add([Hit(0, 0, f"{pair}≈{word}", ((theme, worth),)) for pair in sorted(pairs)
                       for theme, worth, word in self.words.echoes.get(pair, ())],
                      part._replace(factor=min(part.factor, ECHO_MOST)))

    def themes(self, above: tuple[Unit, ...], unit: Unit) -> list[Score]:
        """The scores that are high enough to be marked."""
        plain = self._plain(unit) if self.document.category == "regulation" else None
        scores = self.scores(above, unit) if plain is None or plain else []
        if plain is not None:
            scores = [score for score in scores if score.theme.id in plain]
        enough = ENOUGH if unit.form in LABELLED else ENOUGH_UNLABELLED
        if not scores or scores[0].value < enough:
            return []
        first = scores[0].value
        return scores[:1] + [score for score in scores[1:MOST]
                             if score.value >= max((SHARE if score.clear else SHARE_UNCLEAR) * first, enough / 2)]

    def _plain(self, unit: Unit) -> set[str]:
        """Themes that the unit's own words, each counted once, speak of beyond doubt."""
        sums: dict[str, float] = defaultdict(float)
        for earned in {hit.word: hit.earned for hit in self._in(unit.span)}.values():
            for theme, weight in earned:
                sums[theme] += weight if weight >= TELLING else 0.0
        return {theme for theme, value in sums.items() if value >= PLAIN}


def _may_be_plain(found: list[Match], words: ThemeWords) -> bool:
    """Whether the whole text holds telling words enough to make one theme plain: most laws do not, see ``_plain``."""
    sums: dict[str, float] = defaultdict(float)
    for word in {match.word for match in found}:
        for theme, weight in words.weights.get(word, ()):
            sums[theme] += weight if weight >= TELLING else 0.0
    return max(sums.values(), default=0.0) >= PLAIN


def items(document: Document) -> Iterator[tuple[tuple[Unit, ...], Unit]]:
    return ((above, unit) for above, unit in walk(document.units) if unit.form in ITEM_FORMS)


def mark_themes(
    document: Document, vocabulary: Vocabulary, words: list[Match] | None = None,
) -> tuple[ThemeMark, ...]:
    """Up to three themes for each item, article and paragraph, in document order, the best first.

    Args:
        words: those of the vocabulary in the text, where they have been found before.
    """
    words = words_in(document.text, vocabulary) if words is None else words
    if document.category == "regulation" and not _may_be_plain(words, theme_words(vocabulary.themes)):
        return ()
    judge = Judge(document, vocabulary, words)
    return tuple(ThemeMark(unit.anchor, score.theme.id, score.value, score.why)
                 for above, unit in items(document) for score in judge.themes(above, unit))
