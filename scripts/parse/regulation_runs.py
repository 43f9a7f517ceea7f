"""Lines of a regulation that hold what should be several: an article behind another, an article behind its heading.

…给予警告。第十条 …… and 第一章 总则 第一条 …… lost a line break on the way through a web page. Guarantees: a line is
divided only where the number is the next one and stands at the beginning of no later line; every word stays in its
place.
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from scripts.parse.lines import Line
from scripts.parse.regulation_labels import Label, article_label, division_label

RUN_ON: Final = "run"  # hint of a piece behind which its line goes on
_HEAD: Final = re.compile(r"(?<=[。；：:”）)\s])[【\[]?第[^第条]{1,12}条")
_DIVISION: Final = re.compile(r"(?<=[。；”）)\s])第[^第编篇章节]{1,6}[编篇章节]\s*[^。；：，第]{1,30}$")

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
        cuts, last = _cuts(line, last, later[at])
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


def _cuts(line: Line, last: Place | None, later: Place | None) -> tuple[list[int], Place | None]:
    """Where the line must be divided, and the number of the last article in it."""
    cuts: list[int] = []
    if last is None and division_label(line.text) is None:
        return cuts, last
    for match in _HEAD.finditer(line.text):
        label = article_label(line.text[match.start():])
        place = (label.number, label.sub) if label else None
        if label is None or place is None or label.citing or place == later or not _is_next(last, place):
            continue
        if later is None and label.tight:  # nothing below shows that a number is missing
            continue
        division = _DIVISION.search(line.text[cuts[-1] if cuts else 0 : match.start()].rstrip())
        if division and division_label(division[0]):
            cuts.append((cuts[-1] if cuts else 0) + division.start())
        cuts.append(match.start())
        last = place
    return cuts, last


def _is_next(last: Place | None, place: Place) -> bool:
    if last is None:
        return place == (1, 0)
    return place in ((last[0] + 1, 0), (last[0], last[1] + 1))


def _pieces(line: Line, cuts: list[int]) -> list[Line]:
    if not cuts:
        return [line]
    ends = [*cuts, len(line.text)]
    pieces = [(start, line.text[start:end].rstrip()) for start, end in zip([0, *cuts], ends, strict=True)]
    hints = [RUN_ON] * len(cuts) + [line.hint if not line.hint.startswith("h") else ""]
    return [Line(words, line.start + start, hint, line.number)
            for (start, words), hint in zip(pieces, hints, strict=True) if words]
