"""What stands around the articles of two versions: the words before the first one, the headings of 编 章 节.

Guarantees: a heading's counterpart is the one under which most of its articles went on; where no article tells, the one
with the same words. Every heading stands in one row.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Literal, NamedTuple

from scripts.compare.align import Alignment
from scripts.compare.articles import Article
from scripts.compare.rows import Change, Row
from scripts.compare.words import Piece, mark_words
from scripts.model import Document, walk

_DIVISIONS = ("b", "fb", "c", "j")


class Heading(NamedTuple):
    """A 编 章 节; ``holds`` are the places of its articles."""

    anchor: str
    label: str
    words: str
    step: str  # b fb c j
    holds: frozenset[int]


def frame_rows(old: Document, new: Document, before: list[Article], after: list[Article],
               found: Alignment) -> Iterator[Row]:
    """Rows of the preamble and of every heading, in the order of the newer text; those that are gone come last."""
    yield from _preamble(_before_articles(old), _before_articles(new))
    was, now = list(_headings(old, before)), list(_headings(new, after))
    partner = _counterparts(was, now, found)
    for at, heading in enumerate(now):
        yield _row(was[partner[at]] if at in partner else None, heading)
    taken = set(partner.values())
    yield from (_row(heading, None) for at, heading in enumerate(was) if at not in taken)


def _headings(document: Document, articles: list[Article]) -> Iterator[Heading]:
    at = {article.anchor: article.at for article in articles}
    for _, unit in walk(document.units):
        step = unit.anchor.rsplit("-", 1)[-1].rstrip("0123456789r.")
        if unit.form == "section" and step in _DIVISIONS and not unit.anchor.startswith("f1"):
            holds = frozenset(at[inner.anchor] for _, inner in walk((unit,)) if inner.anchor in at)
            words = "".join(document.text[slice(*unit.lead)].split())  # 附 则 is 附则
            yield Heading(unit.anchor, unit.label, words, step, holds)


def _counterparts(was: list[Heading], now: list[Heading], found: Alignment) -> dict[int, int]:
    """Newer heading → older one: by the articles they share, then by their words."""
    votes = Counter({
        (o, n): sum(1 for place in heading.holds if found.old_of.get(place, -1) in former.holds)
        for n, heading in enumerate(now) for o, former in enumerate(was) if former.step == heading.step})
    words = {(o, n) for n, heading in enumerate(now) for o, former in enumerate(was)
             if (former.step, former.words) == (heading.step, heading.words)}
    partner: dict[int, int] = {}
    ranked = sorted(votes, key=lambda pair: (-votes[pair], pair not in words, abs(pair[0] - pair[1])))
    for o, n in ranked:
        if (votes[o, n] or (o, n) in words) and n not in partner and o not in partner.values():
            partner[n] = o
    return partner


def _row(former: Heading | None, heading: Heading | None) -> Row:
    if former and heading:
        old_pieces, new_pieces = mark_words(former.words, heading.words)
        return Row(change="同" if former.words == heading.words else "改", old=former.anchor, new=heading.anchor,
                   old_label=former.label, new_label=heading.label, renumbered=former.label != heading.label,
                   old_pieces=old_pieces, new_pieces=new_pieces)
    if heading:
        return Row(change="增", new=heading.anchor, new_label=heading.label, new_pieces=_whole(heading.words, "增"))
    assert former
    return Row(change="删", old=former.anchor, old_label=former.label, old_pieces=_whole(former.words, "删"))


def _preamble(was: list[str], now: list[str]) -> Iterator[Row]:
    old, new = "\n".join(was), "\n".join(now)
    if old or new:
        old_pieces, new_pieces = mark_words(old, new)
        change: Change = "同" if old == new else "改" if old and new else "增" if new else "删"
        yield Row(change=change, old_pieces=old_pieces, new_pieces=new_pieces)


def _before_articles(document: Document) -> list[str]:
    """Paragraphs above the first article or heading."""
    words = []
    for unit in document.units:
        if unit.form in ("article", "section", "numbered"):
            break
        if unit.form == "paragraph":
            words.append(document.text[slice(*unit.span)].strip())
    return words


def _whole(words: str, change: Literal["增", "删"]) -> tuple[Piece, ...]:
    return (Piece(text=words, change=change),) if words else ()
