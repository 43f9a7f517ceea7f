"""Which headings of a regulation may stand under which: a division closes those of its own rank and below.

Guarantees: an appendix and a second law close everything; a heading without a number takes the place of a number
that is missing, else stands beside the heading before it.
"""
from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Final

from scripts.parse.lines import Line
from scripts.parse.regulation_labels import Label
from scripts.parse.regulation_lines import DIVISIONS, Mark
from scripts.parse.regulation_nodes import Node

APPENDIX_RANK: Final = -1
_NUMBERED_HEADING_RANK: Final = 4  # 一、一般规定 stands below 节 and above 条


def rank_of(at: int, marks: Sequence[Mark], divisions: Sequence[Node]) -> int:
    """The rank of the heading at a place in ``marks``, under the ``divisions`` that are open."""
    mark = marks[at]
    if mark.kind == "法":
        return APPENDIX_RANK
    if mark.kind in DIVISIONS:
        return DIVISIONS.index(mark.kind)
    if mark.label:
        return _NUMBERED_HEADING_RANK + mark.label.rank
    return _rank_of_bare(at, mark.line, marks, divisions)


def close_beside(label: Label, divisions: list[Node]) -> None:
    """Close the heading 二、 for 三、, an item of one sentence that stands beside it."""
    rank = _NUMBERED_HEADING_RANK + label.rank
    beside = [at for at, d in enumerate(divisions) if (d.rank, d.number + 1) == (rank, label.number)]
    if beside:
        del divisions[beside[-1] :]


def _rank_of_bare(at: int, line: Line, marks: Sequence[Mark], divisions: Sequence[Node]) -> int:
    """附则 stands beside the highest divisions; a heading that lost its number where a number is missing."""
    known = [d.rank for d in divisions if d.rank != APPENDIX_RANK]
    if not known or line.compact in ("附则", "附則"):
        return known[0] if known else DIVISIONS.index("章")
    same = next((d.rank for d in divisions if d.hint == line.hint != "" and d.rank != APPENDIX_RANK), None)
    if same is not None:
        return same
    for later in islice(marks, at + 1, None):
        if later.kind in DIVISIONS and later.label:
            rank = DIVISIONS.index(later.kind)
            before = next((d.number for d in divisions if d.rank == rank), 0)
            if later.label.number > before + 1:
                return rank
            break
    return known[-1]
