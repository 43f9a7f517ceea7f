"""Texts cut into lines of one width: which line goes on with the line above, and which begins a paragraph.

Guarantees: only where many lines are full and end within a sentence is anything said at all; blanks before the first
line of a paragraph decide where the text has them, else the width does; every line stays a line of the text.
"""
from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from scripts.model import Extract
from scripts.parse.lines import Line
from scripts.parse.regulation_labels import article_label, division_label, list_label
from scripts.parse.regulation_lines import is_heading_words

INDENT: Final = 2  # characters before the first line of a paragraph
_NARROWEST: Final = 15  # characters of a printed line
_WIDEST: Final = 60
_FEWEST_FULL: Final = 4
_SLACK: Final = 1  # characters by which a full line is shorter or longer: 。 may not begin a line
_SEARCHED: Final = 40  # lines in which the printed form of a line is looked for
_ENDS: Final = "。；：:;！？!?”"
_NOT_HAN: Final = re.compile("[^\u4e00-\u9fff\uff01-\uff60]")  # Han characters and full-width signs take two columns
_GOES_ON: Final = re.compile(r"但|其中|其(?!他)|必要时|具体|逾期|情节|拒不|上述")  # what seldom begins a 款


class _Layout(NamedTuple):
    """How a text is cut."""

    width: int  # in the units of ``lengths``
    unit: int  # 1 for characters, 2 for columns
    lengths: list[int]
    indents: list[int]
    indented: bool  # every paragraph begins with blanks
    stripped: bool  # it did, but they are lost: the first line of a paragraph is shorter


def mark_flow(extract: Extract, lines: Sequence[Line]) -> None:
    """Set ``Line.flow``: True where a line goes on with the one above, False where it begins a paragraph."""
    raw = _printed(extract, lines)
    layout = _layout(lines, raw)
    if layout is None:
        return
    begins = True
    for at, line in enumerate(lines):
        if at and line.flow is None:
            line.flow = _flow(lines, at, layout, begins=begins)
        begins = line.flow is not True


def _printed(extract: Extract, lines: Sequence[Line]) -> list[str]:
    """The lines with the blanks before them; metadata and comments may have shifted their numbers."""
    printed = extract.plain.split("\n")
    found, at = [], 0
    for line in lines:
        window = range(at, min(len(printed), max(at, line.number - 1) + _SEARCHED))
        place = next((n for n in window if printed[n].strip() == line.text), None)
        found.append(line.text if place is None else printed[place].rstrip())
        at = at if place is None else place + 1
    return found


def _layout(lines: Sequence[Line], raw: list[str]) -> _Layout | None:
    measures: tuple[tuple[int, Callable[[str], int]], ...] = ((1, len), (2, _columns))
    found = [(count, -unit, width, lengths) for unit, measure in measures
             for lengths in [[measure(words) for words in raw]]
             for count, width in [_width(lines, lengths, unit)] if count]
    if not found:
        return None
    _, negative, width, lengths = max(found)
    indents = [len(words) - len(words.lstrip()) for words in raw]
    full = [length >= width - _SLACK * -negative for length in lengths]
    indented = _is_indented(lines, indents, full)
    return _Layout(width, -negative, lengths, indents, indented,
                   not indented and _is_stripped(lines, lengths, width, -negative))


def _width(lines: Sequence[Line], lengths: list[int], unit: int) -> tuple[int, int]:
    """How many lines are full, and the width they were cut at; (0, 0) for lines that end with their paragraphs."""
    slack = _SLACK * unit
    counted, rising = Counter(lengths), sorted(lengths)
    best = (0, 0)
    for width in range(_NARROWEST * unit, _WIDEST * unit + 1):
        longer = len(rising) - bisect_right(rising, width + slack)
        if longer > len(lengths) // 50:
            continue
        full = [at for at, length in enumerate(lengths) if width - slack <= length <= width + slack]
        within = sum(1 for at in full if lines[at].text[-1] not in _ENDS)
        if len(full) >= max(_FEWEST_FULL, len(lengths) // 8) and within * 2 > len(full):
            best = max(best, (sum(counted[w] for w in (width - slack, width)), width))
    return best


def _columns(words: str) -> int:
    """The width of a line where a letter takes half the place of a character."""
    narrow = sum(unicodedata.east_asian_width(c) not in "WFA" for c in _NOT_HAN.findall(words))
    return 2 * len(words) - narrow


def _is_indented(lines: Sequence[Line], indents: list[int], full: list[bool]) -> bool:
    """Whether articles and 项 begin with blanks and lines below a full one that ends in the middle do not."""
    labelled = [indents[at] > 0 for at, line in enumerate(lines) if article_label(line.text) or list_label(line.text)]
    inside = [indents[at + 1] == 0 for at, (line, _) in enumerate(pairwise(lines))
              if full[at] and line.text[-1] not in _ENDS]
    return _most(labelled) and _most(inside)


def _is_stripped(lines: Sequence[Line], lengths: list[int], width: int, unit: int) -> bool:
    """Whether the first lines of articles, when full, are two characters shorter than the other full lines."""
    first = [lengths[at] for at, line in enumerate(lines) if article_label(line.text)]
    short = width - INDENT * unit
    return sum(length == short for length in first) >= 2 and all(length <= short for length in first)


def _most(values: list[bool]) -> bool:
    return len(values) > 1 and sum(values) * 10 >= len(values) * 8


def _flow(lines: Sequence[Line], at: int, layout: _Layout, *, begins: bool) -> bool | None:
    """``begins`` tells whether the line above is the first of its paragraph."""
    above, line = lines[at - 1].text, lines[at].text
    if layout.indented and layout.indents[at]:
        return False
    shorter = INDENT * layout.unit if layout.stripped and begins else 0
    if layout.lengths[at - 1] < layout.width - shorter - _SLACK * layout.unit:
        return None if above[-1] not in _ENDS else False
    if line[0] in "，。；、：）”》" and above[-1] != line[0]:
        return True
    division = division_label(line)
    if division and not division.tight and not division.citing and is_heading_words(line):
        return None
    labelled = article_label(line) or list_label(line) or division
    if layout.indented:
        return None if labelled and above[-1] in _ENDS else True
    if labelled or above[-1] in "：:":
        return None
    return _goes_on(above, line, layout, layout.lengths[at])


def _goes_on(above: str, line: str, layout: _Layout, length: int) -> bool:
    """Below a full line that may have ended its paragraph."""
    if above[-1] not in "。！？”":
        return True
    longer = length > layout.width - INDENT * layout.unit + _SLACK  # than the first line of a paragraph may be
    return _GOES_ON.match(line) is not None or (layout.stripped and longer)
