"""Lines of a regulation that hold what should be several: an article behind another, an article behind its heading.

…给予警告。第十条 …… and 第一章 总则 第一条 …… lost a line break on the way through a web page; so may a whole law.
Guarantees: a line is divided only where the number is the next one and stands at the beginning of no later line; every
word stays in its place.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final

from scripts.parse.lines import Line
from scripts.parse.regulation_labels import KIND_WORDS, Label, article_label, division_label

RUN_ON: Final = "run"  # hint of a piece behind which its line goes on
_HEAD: Final = re.compile(r"(?<=[。；：:”）)\s])[【\[]?第[^第条條]{1,12}[条條]")
# 第二章 罚则 第一节 一般规定 between two articles
_DIVISIONS: Final = re.compile(
    r"(?<=[。；”）)\s])(?:(?:第[^第编篇章节編節]{1,6}[编篇章节編節]\s*|[一二三四五六七八九十]{1,3}、)[^。；：，第]{1,30}){1,4}"
    r"(?=第[^第条條]{1,12}[条條])")
_FIRST: Final = re.compile(r"[【\[]?第\s*[一1１]\s*[条條]")
# 第一章 总则, 第一编 总则 第一章 基本规定 right before 第一条
_FIRST_DIVISION: Final = re.compile(r"第\s*[一1１]\s*[编篇章節编节][^。；：，]{1,60}$")
_HEADING: Final = re.compile(r"第|(?:(?<=\s)|^)[一二三四五六七八九十]+、")
_CONTENTS: Final = re.compile(r"目\s*[录次錄]\s*第")
# the end of a title, a record in brackets, blanks: 示例条例（2018年…通过） 目录 …
_FRONT: Final = re.compile(
    rf"(?<=[\s）)])(?=[^\s）)])|(?<=\S)(?=[（(]\s*(?:自|根据)?\s*[12]\d{{3}}年)|(?:(?:{KIND_WORDS})(?=[12]\d{{3}}年|法释|为[了正]|根据《))")
_PARAGRAPH: Final = re.compile(r"(?<=[。；：:;！？])\s+(?=\S)")
_SIGNED: Final = re.compile(
    r"(?<=[施实]行。)\s*(?=[^\s。，]{2,30}\s*[12]\d{3}年\d{1,2}月\d{1,2}日$)|(?<=[施实]行。)\s*(?=附[件表：])")
_LONGEST_LABEL: Final = 40
_LONGEST_GAP: Final = 4  # numbers that may be missing
_MOST_TRIED: Final = 9  # 第一条 that a preamble may name before the articles begin
_FEWEST: Final = 3  # articles in a line that begins with none

Place = tuple[int, int]


def split_runs(lines: Sequence[Line]) -> list[Line]:
    """The lines, those that hold several articles divided."""
    labels = [article_label(line.text) for line in lines]
    later = _later(labels)
    done: list[Line] = []
    last: Place | None = None
    for at, line in enumerate(lines):
        label = labels[at]
        if label and not label.citing:
            last = (label.number, label.sub)
        whole = _whole(line) if last is None else None
        cuts, last = whole or _cuts(line.text, 0, last, later[at], whole=False)
        done += _pieces(line, cuts)
    return done


def _later(labels: Sequence[Label | None]) -> list[Place | None]:
    """For every line the first article that begins a line below it."""
    found: list[Place | None] = []
    below: Place | None = None
    for label in reversed(labels):
        found.append(below)
        if label and not label.citing:
            below = (label.number, label.sub)
    return found[::-1]


def _whole(line: Line) -> tuple[list[int], Place | None] | None:
    """A whole law in one line: where its title, record and table of contents end, and its articles begin."""
    for first in islice(_FIRST.finditer(line.text), _MOST_TRIED):
        cuts, last = _cuts(line.text, first.end(), (1, 0), None, whole=True)
        if not first.start() or last is None or last[0] < _FEWEST:
            continue
        start = _heading_above(line.text[: first.start()])
        front = [*_front(line.text, start), *_headings(line.text, start, first.start()), first.start()]
        signed = _SIGNED.search(line.text, cuts[-1])
        return sorted({at for at in (*front, *cuts, *([signed.end()] if signed else [])) if at}), last
    return None


def _heading_above(front: str) -> int:
    """Where the headings right above the first article begin; behind a table of contents the second 第一章."""
    begins = [at for at in range(len(front)) if front[at] == "第" and _FIRST_DIVISION.match(front, at)]
    if not begins:
        return len(front)
    contents = _CONTENTS.search(front)
    names = [front[at : at + 3] for at in begins]
    return begins[names.index(names[0], 1)] if contents and names.count(names[0]) > 1 else begins[0]


def _headings(text: str, start: int, stop: int) -> Iterator[int]:
    """第一编 总则 第一章 基本规定: where each of these headings begins."""
    places = (start + match.start() for match in _HEADING.finditer(text[start:stop]))
    return (at for at in places if division_label(text[at:stop]) or text[at] != "第")


def _front(text: str, stop: int) -> Iterator[int]:
    """Where the title, the record and the table of contents end; blanks within brackets divide nothing."""
    contents = _CONTENTS.search(text, 0, stop + 1)
    if contents:
        yield contents.start()
    for match in _FRONT.finditer(text, 0, contents.start() if contents else stop):
        before = text[: match.end()]
        if before.count("（") + before.count("(") == before.count("）") + before.count(")"):
            yield match.end()


def _cuts(text: str, begin: int, last: Place | None, later: Place | None, *,
          whole: bool) -> tuple[list[int], Place | None]:
    """Where a line must be divided behind ``begin``, and the number of the last article in it."""
    cuts: list[int] = []
    if last is None and division_label(text) is None:
        return cuts, last
    above = {match.end(): match.start() for match in _DIVISIONS.finditer(text, begin)}
    heads = _heads(text, {*above, *(match.start() for match in _HEAD.finditer(text, begin))})
    known = {label.number for _, label in heads}
    for at, label in heads:
        place = (label.number, label.sub)
        if place == later or not _is_next(last, place, known if whole else None):
            continue
        if later is None and label.tight and not whole and label.number + 1 not in known:  # it may be a citation
            continue
        cuts += [*_headings(text, above.get(at, at), at), at]
        last = place
    if whole or len(cuts) > 1:
        cuts += [match.end() for match in _PARAGRAPH.finditer(text, begin)]
    return sorted(set(cuts)), last


def _heads(text: str, places: set[int]) -> list[tuple[int, Label]]:
    """The article heads at some places; 。第三条规定的… cites, 。第三条 规定… with a blank does not."""
    labels = [(at, article_label(text[at : at + _LONGEST_LABEL])) for at in sorted(places)]
    return [(at, label) for at, label in labels if label and not (label.citing and label.tight)]


def _is_next(last: Place | None, place: Place, known: set[int] | None) -> bool:
    """``known`` numbers stand somewhere in a whole law: one that does not may be left out."""
    if last is None:
        return place == (1, 0)
    skipped = range(last[0] + 1, place[0])
    gap = known is not None and 0 < len(skipped) <= _LONGEST_GAP and known.isdisjoint(skipped)
    return gap or place in ((last[0] + 1, 0), (last[0], last[1] + 1))


def _pieces(line: Line, cuts: list[int]) -> list[Line]:
    if not cuts:
        return [line]
    ends = [*cuts, len(line.text)]
    pieces = [(start, line.text[start:end].rstrip()) for start, end in zip([0, *cuts], ends, strict=True)]
    hints = [RUN_ON] * len(cuts) + [line.hint if not line.hint.startswith("h") else ""]
    divided = [Line(words, line.start + start, hint, line.number)
               for (start, words), hint in zip(pieces, hints, strict=True) if words]
    divided[0].flow = line.flow
    return divided
