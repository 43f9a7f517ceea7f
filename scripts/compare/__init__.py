"""Two versions of one regulation side by side: which article became which, and the words that changed inside.

``align`` finds the pairs, ``words`` marks the words, ``frame`` looks at headings and preambles; ``compare`` puts
all into rows in reading order.
"""
from __future__ import annotations

from scripts.compare.align import Alignment, align
from scripts.compare.articles import Article, articles_of
from scripts.compare.frame import frame_rows
from scripts.compare.rows import Change, Row
from scripts.compare.words import Piece, mark_words
from scripts.model import Document, Struct

__all__ = ["Comparison", "Piece", "Row", "compare"]


class Comparison(Struct, frozen=True):
    """All rows, those of the newer text in its order, those of gone articles where they stood.

    ``frame`` are the rows of what stands around the articles: the preamble, the headings of 编 章 节.
    """

    old: str  # document ids
    new: str
    rows: tuple[Row, ...]
    frame: tuple[Row, ...] = ()

    @property
    def numbers(self) -> tuple[tuple[str, str, Change], ...]:
        """The table of article numbers: old label, new label, change."""
        return tuple((row.old_label, row.new_label, row.change) for row in self.rows)


def compare(old: Document, new: Document) -> Comparison:
    """Compare two versions, the older first."""
    before, after = articles_of(old), articles_of(new)
    found = align(before, after)
    rows = [_row(found, before, after, at) for at in range(len(after))]
    gone = [_gone(found, before[at], after) for at in range(len(before)) if at not in found.new_of]
    places = [at for at in range(len(before)) if at not in found.new_of]
    return Comparison(old=old.id, new=new.id, rows=tuple(_in_place(rows, gone, places, found)),
                      frame=tuple(frame_rows(old, new, before, after, found)))


def _row(found: Alignment, before: list[Article], after: list[Article], at: int) -> Row:
    article = after[at]
    if at in found.old_of:
        partner = before[found.old_of[at]]
        old_pieces, new_pieces = mark_words(partner.text, article.text)
        same = not any(piece.change for piece in (*old_pieces, *new_pieces))
        return Row(change="同" if same else "改", old=partner.anchor, new=article.anchor,
                   old_label=partner.label, new_label=article.label, moved=at in found.moved,
                   renumbered=partner.place != article.place, old_pieces=old_pieces, new_pieces=new_pieces)
    source = found.split_from.get(at)
    words = (Piece(text=article.text, change="增"),)
    if source is None:
        return Row(change="增", new=article.anchor, new_label=article.label, new_pieces=words)
    partner = before[source]
    old_pieces, new_pieces = mark_words(partner.text, article.text)
    return Row(change="拆", old=partner.anchor, new=article.anchor, old_label=partner.label, new_label=article.label,
               old_pieces=old_pieces, new_pieces=new_pieces)


def _gone(found: Alignment, article: Article, after: list[Article]) -> Row:
    target = found.merged_into.get(article.at)
    if target is None:
        return Row(change="删", old=article.anchor, old_label=article.label,
                   old_pieces=(Piece(text=article.text, change="删"),))
    partner = after[target]
    old_pieces, new_pieces = mark_words(article.text, partner.text)
    return Row(change="并", old=article.anchor, new=partner.anchor, old_label=article.label, new_label=partner.label,
               old_pieces=old_pieces, new_pieces=new_pieces)


def _in_place(rows: list[Row], gone: list[Row], places: list[int], found: Alignment) -> list[Row]:
    """Rows of gone articles go behind the row of the nearest article above them that stayed in its place."""
    behind: dict[int, list[Row]] = {}
    for row, place in zip(gone, places, strict=True):
        above = [new for old, new in found.new_of.items() if old < place and new not in found.moved]
        behind.setdefault(max(above, default=-1), []).append(row)
    done = list(behind.get(-1, []))
    for at, row in enumerate(rows):
        done += [row, *behind.get(at, [])]
    return done
