"""What printing left in a text: page numbers and running heads between its lines, marks of lists.

Guarantees: a page number (— 3 —, 第3页 共8页, lone figures that count up) is no paragraph of an article, and the words
above and below it are read as if it were not there; it stays in the text, for the page shows every line of the body.
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from scripts.numerals import chinese_to_int
from scripts.parse.lines import Line
from scripts.parse.regulation_nodes import Node, add_paragraph

_DASH: Final = "[-—－–―─·•]"
_PAGE: Final = re.compile(
    rf"(?:{_DASH}{{1,3}}\d{{1,3}}{_DASH}{{1,3}}|第?\d{{1,3}}页(?:[，,/]?共\d{{1,3}}页)?|\d{{1,3}}/\d{{1,3}})")
_MARK: Final = re.compile(r"(?:(?:>|&(?:emsp|ensp|nbsp|#160|#12288|#x3000);)\s*)+(?=\S)|[-*+]\s+(?=\S)")
_ARTICLE: Final = re.compile(r"第.{1,8}[条條]")
_LABELLED: Final = re.compile(r"第.{1,8}[条條章节節编編]|[（(][^（()）]{1,3}[)）]|[①-⑳]")
_WIDEST_GAP: Final = 3  # blanks behind the mark of a list
# 云川市龙舟赛管理办法　第3页, — 3 — 云川市人民政府公报
_NUMBERED_HEAD: Final = re.compile(
    rf"([^，。；：]{{2,40}}?)(?:第\d{{1,3}}页(?:[，,/]?共\d{{1,3}}页)?|{_DASH}\d{{1,3}}{_DASH})"
    rf"|(?:第\d{{1,3}}页|{_DASH}\d{{1,3}}{_DASH})([^，。；：]{{2,40}})")
_FEWEST_HEADS: Final = 3
_LONGEST_HEAD: Final = 40
_FIGURE: Final = re.compile(r"[0-9０-９]{1,3}")


def find_pages(lines: Sequence[Line]) -> frozenset[int]:
    """Places (in ``lines``) of page numbers."""
    found = {at for at, line in enumerate(lines) if _PAGE.fullmatch(line.compact)}
    bare = [(at, chinese_to_int(line.text) or 0) for at, line in enumerate(lines) if _FIGURE.fullmatch(line.compact)]
    if bare and all(after[1] == before[1] + 1 and after[0] > before[0] + 5 for before, after in pairwise(bare)):
        found.update(at for at, _ in bare if len(bare) > 1)
    return frozenset(found | _running_heads(lines, found))


def _running_heads(lines: Sequence[Line], pages: set[int]) -> set[int]:
    """Lines that stand again and again beside page numbers: 云川市人民政府公报 / — 12 —."""
    beside = [at for page in pages for at in (page - 1, page + 1) if 0 <= at < len(lines) and at not in pages]
    counted = Counter(lines[at].compact for at in beside)
    numbered = [(at, match[1] or match[2]) for at, line in enumerate(lines)
                if (match := _NUMBERED_HEAD.fullmatch(line.compact))]
    times = Counter(words for _, words in numbered)
    own = {at for at, words in numbered if times[words] >= _FEWEST_HEADS}
    short = [at for at in beside if len(lines[at].text) <= _LONGEST_HEAD
             and not any(mark in lines[at].text for mark in "。；：，")]
    return own | {at for at in short if counted[lines[at].compact] >= _FEWEST_HEADS}


def join_pages(printed: Sequence[Line], pages: frozenset[int]) -> None:
    """A sentence that a page number divides goes on below it, however short its first part is."""
    kept = [at for at in range(len(printed)) if at not in pages]
    for above, below in pairwise(kept):
        broken = printed[above].text[-1] not in "。；：！？”" and not _may_be_heading(printed[above].text)
        if below - above > 1 and broken and not _LABELLED.match(printed[below].text):
            printed[below].flow = True


def _may_be_heading(text: str) -> bool:
    """第三章　罚则, which a page number may follow; 第三条　牛贩不得在集市外 is cut off."""
    return len(text) <= _LONGEST_HEAD and not any(mark in text for mark in "，、；") and not _ARTICLE.match(text)


def list_marks(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Marks of Markdown lists and quotations (- （一）甲, > （2020年…公布）), &emsp; and the lines without them."""
    marks, bare = [], []
    for line in lines:
        match = _MARK.match(line.text)
        rest = line.text[match.end() :] if match else ""
        if match is None or not (line.text[0] in ">&" or _LABELLED.match(rest)):
            bare.append(line)
            continue
        marks.append(Line(match[0].rstrip(), line.start, "", line.number))
        bare.append(Line(rest, line.start + match.end(), line.hint, line.number))
        bare[-1].flow = line.flow
    return marks, bare


def cover_pages(top: Node, pages: Sequence[Line], dropped: Sequence[Line]) -> None:
    """Give the page numbers between two units to the one above; one among dropped lines is a paragraph itself.

    The > before a record is the record's.
    """
    for page in pages:
        below = next((child for child in top.children if 0 < child.start - page.span[1] <= _WIDEST_GAP), None)
        if below and not below.label and page.text[0] in ">&-*+":
            below.start = page.start
            continue
        above = [child for child in top.children if child.start < page.start]
        start = above[-1].start if above else -1
        if not above or any(start < line.start < page.start for line in dropped):
            add_paragraph(top, page.span)
            top.children.sort(key=lambda child: child.start)
        else:
            above[-1].end = max(above[-1].end, page.span[1])
