"""Themes of items: up to three each, by weighted words and the place where they stand, every one with its reasons.

Guarantees: a mark names the words that earned it; an item whose words say too little gets no mark rather than a wrong
one; an item's themes judge the whole of it, children included. Pure: same document and vocabulary, same marks.
"""
from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from math import exp
from typing import NamedTuple

from scripts.annotate.theme_words import Hit, theme_words
from scripts.model import Document, Span, ThemeMark, Unit, walk
from scripts.vocabulary import Theme, Vocabulary

ITEM_FORMS = frozenset({"numbered", "inline", "article", "paragraph"})
MOST = 3  # themes an item may carry
LABELLED = frozenset({"numbered", "inline"})  # a label promises a subject; a bare paragraph is often mere transition
ENOUGH = 2.2  # least score of the first theme
ENOUGH_UNLABELLED = 3.0
SHARE = 0.35  # least share of the first theme's score that a further theme needs
THIN = 6.0  # own words that score less leave the judgement to the headings above
LONG = 220  # characters of prose after which further mentions count for less: in a long item everything is mentioned
AGAIN = 0.25  # what each repetition of a word adds, up to three
CLEAR = 4.5  # below this the halves of words are asked too
ECHO_MOST = 2.0  # most that a place multiplies it
# an article's own words must weigh this much, mere hints left out: laws speak of 证据, 培训, 举报 in many a sense
PLAIN = 5.0
TELLING = 2.5

TITLE, OPENING, BODY, ABOVE, NAME = "标题", "段首", "正文", "上级标题", "文题"
PLACES = {TITLE: 3.0, OPENING: 2.0, BODY: 1.0, ABOVE: 0.9, NAME: 0.3}
# most that prose and headings above can earn a theme: the lead sentence says what an item is about
FULL = {BODY: 10.0, ABOVE: 6.0}
AFTER_VAGUE = 1.5
AFTER_COMMA = 0.85  # 运用“四种形态”，保持反腐高压态势: the first clause names the subject
FARTHER = 0.5  # each heading further up weighs this much of the one below it
WHEN_THIN = 2.0  # headings and title of the document count this much more above a thin item


class Score(NamedTuple):
    theme: Theme
    value: float
    why: tuple[str, ...]


# --- places ------------------------------------------------------------------------------------------------------

class Part(NamedTuple):
    """A stretch of an item's surroundings, and what a word found there is worth."""

    place: str
    span: Span
    factor: float


def _clause(document: Document, start: int, end: int) -> Span:
    """Up to the first stop: 二是完善内控流程，… says there what it is about."""
    ends = [at for at in (document.text.find(mark, start + 1, end) for mark in "，。；：！？\n") if at > 0]
    return start, min(ends, default=end)


def _own_parts(document: Document, unit: Unit) -> list[Part]:
    """The lead sentence, its first clause before the rest, or the opening of an item without one; then the prose."""
    start, end = unit.span
    if unit.lead[1] > unit.lead[0]:
        first = _clause(document, *unit.lead)
        heads = [Part(TITLE, first, PLACES[TITLE]), Part(TITLE, (first[1], unit.lead[1]), PLACES[TITLE] * AFTER_COMMA)]
    else:
        start += len(unit.label) if document.text.startswith(unit.label, start) else 0
        heads = [Part(OPENING, _clause(document, start, end), PLACES[OPENING])]
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
        for theme, worth in earned.items():
            full = FULL.get(part.place)
            self.value[theme] += full * (1 - exp(-worth / full)) if full else worth

    def most(self) -> float:
        return max(self.value.values(), default=0.0)

    def reasons(self, theme: str) -> tuple[str, ...]:
        return tuple(sorted((word for word, worth in self.why[theme].items() if worth > 0),
                            key=lambda word: (-self.why[theme][word], word)))


class _Judge:
    """One document's hits, found once and asked for by span."""

    def __init__(self, document: Document, vocabulary: Vocabulary) -> None:
        self.document = document
        self.words = theme_words(vocabulary.themes)
        self.hits = self.words.find(document.text)
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
        return [Score(self.words.themes[theme], round(tally.value[theme], 2), tally.reasons(theme)) for theme in ranked]


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
        return [score for score in scores[:MOST] if score.value >= max(SHARE * scores[0].value, enough / 2)]

    def _plain(self, unit: Unit) -> set[str]:
        """Themes that the unit's own words, each counted once, speak of beyond doubt."""
        sums: dict[str, float] = defaultdict(float)
        for earned in {hit.word: hit.earned for hit in self._in(unit.span)}.values():
            for theme, weight in earned:
                sums[theme] += weight if weight >= TELLING else 0.0
        return {theme for theme, value in sums.items() if value >= PLAIN}


def _items(document: Document) -> Iterator[tuple[tuple[Unit, ...], Unit]]:
    return ((above, unit) for above, unit in walk(document.units) if unit.form in ITEM_FORMS)


def mark_themes(document: Document, vocabulary: Vocabulary) -> tuple[ThemeMark, ...]:
    """Up to three themes for each item, article and paragraph, in document order, the best first."""
    judge = _Judge(document, vocabulary)
    return tuple(ThemeMark(unit.anchor, score.theme.id, score.value, score.why)
                 for above, unit in _items(document) for score in judge.themes(above, unit))


# --- for maintainers ---------------------------------------------------------------------------------------------

def explain(document: Document, anchor: str, vocabulary: Vocabulary) -> str:
    """Every theme that had a say in an item, with its score, its words and what became of it."""
    judge = _Judge(document, vocabulary)
    found = [(above, unit) for above, unit in _items(document) if unit.anchor == anchor]
    if not found:
        return f"{document.id} 中没有条目 {anchor}（标题、称呼、落款等不标主题）"
    above, unit = found[0]
    marked = {score.theme.id for score in judge.themes(above, unit)}
    lines = [f"{document.id}#{anchor}　{_excerpt(document, unit)}"]
    lines += [f"  {'✓' if score.theme.id in marked else '　'} {score.theme.name}　{score.value:g}　{why}"
              for score in judge.scores(above, unit) for why in ["、".join(score.why)]]
    enough = ENOUGH if unit.form in LABELLED else ENOUGH_UNLABELLED
    least = f"首个主题至少 {enough:g} 分，其余至少 {enough / 2:g} 分且不低于首个的 {SHARE:.0%}，最多 {MOST} 个"
    return "\n".join([*lines, f"  标出的条件：{least}" if len(lines) > 1 else "  没有一个主题词"])


def _excerpt(document: Document, unit: Unit, limit: int = 40) -> str:
    text = " ".join(document.text[unit.span[0]:unit.span[1]].split())
    return text if len(text) <= limit else f"{text[:limit]}…"


def untagged_report(documents: Iterable[Document], vocabulary: Vocabulary) -> str:
    """Items without a theme, and phrases that several of them share: words that would help."""
    tagged: list[tuple[str, str]] = []  # text, name of the first theme
    bare: list[str] = []
    lines: list[str] = []
    for document in documents:
        judge = _Judge(document, vocabulary)
        for above, unit in _items(document):
            text = document.text[unit.span[0]:unit.span[1]]
            if scores := judge.themes(above, unit):
                tagged.append((text, scores[0].theme.name))
            else:
                bare.append(_without(text, judge.words.find(text)))
                lines.append(f"  {document.id}#{unit.anchor}　{_excerpt(document, unit)}")
    head = f"共 {len(tagged) + len(bare)} 条，未标主题 {len(bare)} 条"
    helpful = [f"  {phrase}　{count} 条" + (f"，可考虑归入 {theme}" if theme else "")
               for phrase, count, theme in _helpful(bare, tagged)]
    return "\n".join([head, *lines, *(["这些未标条目里反复出现的词："] if helpful else []), *helpful])


_RUN = re.compile(r"[\u4e00-\u9fff]+")
_EMPTY = re.compile(r"[的了和与及在对把将要是为等各从以并不我们由应当个本被可有该其于后前内"
                    r"一二三四五六七八九十年月日第条款项]")


def _phrases(text: str) -> set[str]:
    """Runs of three to six characters that hold no particle or number."""
    return {run[at:at + size] for run in _RUN.findall(text) for size in (6, 5, 4, 3)
            for at in range(len(run) - size + 1) if not _EMPTY.search(run[at:at + size])}


def _without(text: str, hits: Iterable[Hit]) -> str:
    """The text with a stop in the place of the words that are already known."""
    known = {at for hit in hits for at in range(hit.start, hit.end)}
    return "".join("。" if at in known else char for at, char in enumerate(text))


def _helpful(bare: list[str], tagged: list[tuple[str, str]], most: int = 20) -> Iterator[tuple[str, int, str]]:
    """Phrases of at least two untagged items, the most widespread first, with the theme they go with elsewhere."""
    counts = Counter(phrase for text in bare for phrase in _phrases(text))
    shown: list[str] = []
    for phrase, count in sorted(counts.items(), key=lambda pair: (-pair[1], -len(pair[0]), pair[0])):
        if count < 2 or len(shown) == most:
            return
        if any(phrase in other or other in phrase for other in shown):
            continue
        shown.append(phrase)
        themes = Counter(theme for text, theme in tagged if phrase in text)
        best, times = themes.most_common(1)[0] if themes else ("", 0)
        yield phrase, count, best if times * 2 > themes.total() else ""
