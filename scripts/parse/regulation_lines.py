"""What each line of a regulation is: a division, an article, a list item, an appendix, a heading, a table, prose.

Guarantees: every line gets exactly one mark; a label that a line break brought to the front of a line
(第三十一条的决定》…, 第三章第十条规定的情形…) stays prose, because the numbers around it are looked at.
"""
from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Final, Literal

from scripts.parse.lines import Line
from scripts.parse.regulation_labels import (
    ENDS_AS_REGULATION,
    Label,
    appendix_label,
    article_labels,
    division_label,
    finished,
    list_label,
    point_label,
)

Kind = Literal["编", "分编", "章", "节", "条", "列", "附", "题", "续", "法", "署", "外", "表", "文"]
DIVISIONS: Final = ("编", "分编", "章", "节")
_CIRCLED_RANK: Final = 4
_FEWEST_TABS: Final = 2
_HEADING_LENGTH: Final = 60
_BARE_HEADING_LENGTH: Final = 30
_SHORT_HEADING: Final = 20
_FURTHEST_FIRST_ARTICLE: Final = 12  # lines of record and preamble below the title of a second law
_FURTHEST_NEXT_POINT: Final = 5  # lines from 甲、 to 乙、
_BARE_HEADINGS: Final = ("序言", "前言", "引言", "导言", "总则", "附则", "總則", "附則")


@dataclass(frozen=True, slots=True)
class Mark:
    """A line and what it is.

    题 is an unlabelled heading, 续 the second line of a heading, 法 the title of a second law, 署 a line of a
    signature, 外 what a web page prints below the text, 文 prose.
    """

    line: Line
    kind: Kind
    label: Label | None = None
    heading: bool = False  # of a 列: 一、一般规定 above articles


@dataclass(slots=True)
class _Numbers:
    """What has been counted so far."""

    article: tuple[int, int] | None = None
    division: dict[str, int] = field(default_factory=dict)
    item: dict[int, int] = field(default_factory=dict)
    quoting: bool = False  # a “ stands open; each further paragraph of a quotation opens with “ again


def mark_lines(lines: list[Line]) -> list[Mark]:
    """Mark every line."""
    return _headings(_Labels(lines).marks())


def is_heading_words(text: str, longest: int = _HEADING_LENGTH) -> bool:
    """Whether words may be a heading: short, no sentence."""
    return len(text) <= longest and "。" not in text and (not text or text[-1] not in "，。；：、,;:")


def is_bare_heading(line: Line) -> bool:
    """A heading by its word alone: 序言, 附则."""
    return line.compact in _BARE_HEADINGS


class _Labels:
    """First pass: labels, judged by their numbers."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.articles = article_labels([line.text for line in lines])
        self.tabs = [line.text.count("\t") for line in lines]
        self.tight = self._is_tight()
        self.amending = self._is_amending()
        self.numbers = _Numbers()

    def marks(self) -> list[Mark]:
        marks: list[Mark] = []
        for at, line in enumerate(self.lines):
            mark = self._mark(at, line, marks[-1] if marks else None)
            opened, closed = line.text.rfind("“"), line.text.rfind("”")
            if mark.label or opened != closed:
                self.numbers.quoting = opened > closed
            marks.append(mark)
        return marks

    def _mark(self, at: int, line: Line, before: Mark | None) -> Mark:
        if line.hint == "table" or line.text.startswith("|") or self._is_tabbed(at, before):
            return Mark(line, "表")
        started = self.numbers.article or self.numbers.item  # a record above the first article ends without 。
        open_text = before is not None and before.kind in ("文", "条", "列")
        if line.flow and open_text:
            return Mark(line, "文")
        ended = not started or before is None or not open_text or line.flow is False or finished(before.line.text)
        item = list_label(line.text)
        follows = item is not None and item.number == self.numbers.item.get(item.rank, 0) + 1
        if self.amending and self.numbers.quoting and not (follows and item and item.rank == 0):
            return Mark(line, "文")
        article = self.articles[at]
        if article and self._is_article(at, article, ended=ended):
            self.numbers.article = (article.number, article.sub)
            self.numbers.item.clear()
            return Mark(line, "条", article)
        division = division_label(line.text)
        if division and self._is_division(line, division, ended=ended):
            self.numbers.division[division.kind] = division.number
            return Mark(line, division.kind, division)
        appendix = appendix_label(line.text)
        if appendix and (self.numbers.article or self.numbers.item):
            return Mark(line, "附", appendix)
        if item and (ended or follows or item.number == 1):
            self.numbers.item[item.rank] = item.number
            return Mark(line, "列", item)
        point = point_label(line.text) if self.numbers.item else None
        if point and self._is_point(at, point):
            self.numbers.item[point.rank] = point.number
            return Mark(line, "列", point)
        return Mark(line, "文")

    def _is_point(self, at: int, label: Label) -> bool:
        """甲、 is a 目 below a 项 of an article when 乙、 follows soon."""
        if self.numbers.article is None or label.number != 1:
            return self.numbers.article is not None and label.number == self.numbers.item.get(label.rank, 0) + 1
        below = (point_label(line.text) for line in self.lines[at + 1 : at + 1 + _FURTHEST_NEXT_POINT])
        return any(point and (point.rank, point.number) == (label.rank, 2) for point in below)

    def _is_tabbed(self, at: int, before: Mark | None) -> bool:
        """A row of a table copied as text: tabs between its cells, and in the line above or below."""
        if before and before.kind == "表" and self.tabs[at]:
            return True
        beside = (*self.tabs[max(0, at - 1) : at], *self.tabs[at + 1 : at + 2])
        return min(self.tabs[at], max(beside, default=0)) >= _FEWEST_TABS

    def _is_article(self, at: int, label: Label, *, ended: bool) -> bool:
        follows = self._follows(label)
        if label.citing:
            sure = not label.tight or (self.tight and self._is_missing(at, label))  # 第七条规定甲事项的办法，由…
            return follows and ended and sure and not self._comes_later(at, label)
        if self.numbers.quoting and not follows:
            return False
        if label.tight:
            return (follows and (ended or self.tight)) or (self.tight and ended and self._is_ahead(label))
        return follows or ended

    def _is_ahead(self, label: Label) -> bool:
        return self.numbers.article is None or (label.number, label.sub) > self.numbers.article

    def _follows(self, label: Label) -> bool:
        if self.numbers.article is None:
            return label.number == 1
        last, sub = self.numbers.article
        return (label.number, label.sub) in ((last + 1, 0), (last, sub + 1))

    def _is_missing(self, at: int, label: Label) -> bool:
        """The next article, unsuspected, has the number after this one."""
        later = next((later for later in self.articles[at + 1 :] if later and not later.citing), None)
        return later is not None and (later.number, later.sub) == (label.number + 1, 0)

    def _comes_later(self, at: int, label: Label) -> bool:
        """The same number stands again, unsuspected, before the next one: then this line only cites it."""
        for later in self.articles[at + 1 :]:
            if later and not later.citing:
                return (later.number, later.sub) == (label.number, label.sub)
        return False

    def _is_division(self, line: Line, label: Label, *, ended: bool) -> bool:
        words = line.text[label.end :]
        if not label.tight and len(words) <= _SHORT_HEADING:
            words = words.rstrip("。")  # 第五节 坡道、扶手。
        if label.citing or not is_heading_words(words):
            return False
        follows = label.number in (1, self.numbers.division.get(label.kind, 0) + 1)
        if line.hint.startswith("h"):
            return True
        return (follows and not label.tight) or (ended and (follows or not label.tight))

    def _is_tight(self) -> bool:
        """Whether this text prints 第一条为了… without a blank: then such heads follow one another."""
        heads = [a.number for a in self.articles if a and a.tight and not a.citing]
        return sum(later == number + 1 for number, later in pairwise(heads)) >= 2

    def _is_amending(self) -> bool:
        """Whether 一、 items carry the text (决定, 刑法修正案): articles inside “…” are then quoted ones."""
        for line, article in zip(self.lines, self.articles, strict=True):
            if article and not article.citing and finished(line.text):
                return False
            item = list_label(line.text)
            if item and item.rank == 0 and item.number == 1:
                return not is_heading_words(line.text) and not line.hint.startswith("h")
        return False


def _headings(marks: list[Mark]) -> list[Mark]:
    """Second pass: headings without a label, headings that run over two lines, 一、 above articles, second laws."""
    done: list[Mark] = []
    articles = False
    for at, mark in enumerate(marks):
        after = marks[at + 1] if at + 1 < len(marks) else None
        before = done[-1] if done else None
        articles = articles or mark.kind == "条"
        appended = before is not None and before.kind == "附" and _is_bare_label(before)  # 附件： / 仲裁费用办法
        may_be_title = articles and mark.kind == "文" and not appended
        if may_be_title and _is_second_law(mark, marks[at + 1 : at + 1 + _FURTHEST_FIRST_ARTICLE]):
            done.append(Mark(mark.line, "法"))
            continue
        if mark.kind == "列" and _is_footnote(marks, at):
            done.append(Mark(mark.line, "文"))
        elif mark.kind == "列" and _is_numbered_heading(mark, after, articles=articles):
            done.append(Mark(mark.line, "列", mark.label, heading=True))
        elif mark.kind != "文" or mark.line.flow:
            done.append(mark)
        elif _continues_heading(mark, before, after):
            done.append(Mark(mark.line, "续"))
        elif _is_bare_heading(mark, before, after):
            done.append(Mark(mark.line, "题"))
        else:
            done.append(mark)
    return done


def _is_second_law(mark: Mark, below: list[Mark]) -> bool:
    """A title in the middle of a file, with 第一条 or 第一章 soon below and nothing labelled between."""
    text = mark.line.text
    if not ENDS_AS_REGULATION.search(text) or not is_heading_words(text) or any(c in text for c in "，：《"):
        return False
    first = next((m for m in below if m.label), None)
    return first is not None and first.kind in ("条", *DIVISIONS) and _number(first) == 1


def _is_footnote(marks: list[Mark], at: int) -> bool:
    """A lone ① below an article is a note to it, no list."""
    label = marks[at].label
    if label is None or label.rank != _CIRCLED_RANK or label.number != 1:
        return False
    below = (m for m in islice(marks, at + 1, None) if m.label and (m.kind != "列" or m.label.rank == _CIRCLED_RANK))
    following = next(below, None)
    return following is None or following.kind != "列"


def _number(mark: Mark) -> int:
    return mark.label.number if mark.label else 0


def _is_numbered_heading(mark: Mark, after: Mark | None, *, articles: bool) -> bool:
    """一、一般规定 above articles; where there are no articles, also above text or a deeper list."""
    assert mark.label
    words = mark.line.text
    if mark.label.rank > 1 or not is_heading_words(words) or words[-1] in "？?":
        return False
    if mark.line.hint.startswith("h"):
        return True
    if after is None or len(words) > _BARE_HEADING_LENGTH:
        return False
    deeper = after.kind == "列" and after.label is not None and after.label.rank > mark.label.rank
    return after.kind == "条" or (not articles and mark.label.rank == 0 and (after.kind == "文" or deeper))


def _continues_heading(mark: Mark, before: Mark | None, after: Mark | None) -> bool:
    """第四章 甲、乙、丙 / 丁的特别规定: the second line of a heading, right above what the heading heads."""
    if before is None or before.kind not in (*DIVISIONS, "附", "题"):
        return False
    if not is_heading_words(mark.line.text, _BARE_HEADING_LENGTH):
        return False
    bare = _is_bare_label(before)
    if bare or before.kind == "附":  # 第一章 / 总则, 附件 / 名单
        return bare
    return after is not None and after.kind in (*DIVISIONS, "条") \
        and not is_bare_heading(mark.line) and not is_bare_heading(before.line)


def _is_bare_label(mark: Mark) -> bool:
    """第一章, 附件： alone in their line."""
    return mark.label is not None and mark.label.end >= len(mark.line.text.rstrip("：: "))


def _is_bare_heading(mark: Mark, before: Mark | None, after: Mark | None) -> bool:
    """附则, 序言, or a heading whose number was lost: 。 above, an article below, no sentence itself."""
    line = mark.line
    if is_bare_heading(line) or (line.hint.startswith("h") and is_heading_words(line.text)):
        return True
    if before is None or after is None or after.kind not in ("条", *DIVISIONS):
        return False
    ended = before.kind not in ("文", "条", "列") or before.line.text[-1] in "。！”）"
    return ended and before.kind != "题" and is_heading_words(line.text, _BARE_HEADING_LENGTH) \
        and not any(c in line.text for c in "，（“0123456789")
