"""What maintainers of the theme words look at: why an item carries its themes, and which items carry none.

Guarantees: nothing is decided here; the scores are those of ``themes``.
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from scripts.annotate.theme_words import Hit
from scripts.annotate.themes import ENOUGH, ENOUGH_UNLABELLED, LABELLED, MOST, SHARE, Judge, items
from scripts.model import Document, Unit
from scripts.vocabulary import Vocabulary


def explain(document: Document, anchor: str, vocabulary: Vocabulary) -> str:
    """Every theme that had a say in an item, with its score, its words and what became of it."""
    judge = Judge(document, vocabulary)
    found = [(above, unit) for above, unit in items(document) if unit.anchor == anchor]
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
        judge = Judge(document, vocabulary)
        for above, unit in items(document):
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
