"""Inside the line of an article: the caption behind its number, the 项 and 目 of a list that runs on in one line.

Guarantees: nothing is taken for a caption that is all the article says (第一百九十九条 （删去）).
"""
from __future__ import annotations

import re
from typing import Final

from scripts.numerals import NUMERAL_CHARACTERS, chinese_to_int
from scripts.parse.lines import Line
from scripts.parse.regulation_labels import Label, list_label
from scripts.parse.regulation_nodes import Node

_CAPTION: Final = re.compile(r"[（(【〔\[]([^（()）【】〔〕]{1,30})[）)】〕\]]")
_INLINE_ITEM: Final = re.compile(rf"(?<=[：；。:;])\s*([（(]([{NUMERAL_CHARACTERS}]{{1,3}})[）)])(?![项目款])")


def set_caption(node: Node, line: Line, label: Label, *, has_text_below: bool) -> int:
    """（立法目的）behind the number, or the words of an article printed as a heading.

    Returns:
        Where the text of the article begins in the line.
    """
    words = line.text[label.end :]
    match = _CAPTION.match(words)
    if match and list_label(words) is None and (match.end() < len(words) or has_text_below):
        start, end = (line.start + label.end + at for at in match.span(1))
        node.lead, node.end = (start, end), line.start + label.end + match.end()
        rest = words[match.end() :]
        return len(line.text) - len(rest.lstrip())
    if words and line.hint.startswith("h") and words[-1] not in "。；：":
        node.lead, node.end = (line.start + label.end, line.span[1]), line.span[1]
        return len(line.text)
    return label.end


_INLINE_POINT: Final = re.compile(
    r"(?<=[：；:;])\s*(([0-9０-９]{1,2})[.．、](?![0-9０-９])|[（(]([0-9０-９]{1,2})[）)](?!项))")


def inline_points(text: str) -> list[tuple[int, int, Label]]:
    """（二）在下列地点：1.车站；2.码头。 in one line: start, end and label of each 目; one alone is none."""
    found = list(_INLINE_POINT.finditer(text))
    numbers = [chinese_to_int(match[2] or match[3]) for match in found]
    if len(found) < 2 or numbers != list(range(1, len(found) + 1)):
        return []
    stops = [*(match.start(1) for match in found[1:]), len(text)]
    ranks = [2 if match[2] else 3 for match in found]
    return [(match.start(1), stop, Label("列", match[1], match.end(1) - match.start(1), number, rank=ranks[number - 1]))
            for number, (match, stop) in enumerate(zip(found, stops, strict=True), 1)]


def inline_items(text: str) -> list[tuple[int, int, Label]]:
    """有下列情形之一：（一）…；（二）…。 in one line: start, end and label of each （N）; one alone is none."""
    found = list(_INLINE_ITEM.finditer(text))
    numbers = [chinese_to_int(match[2]) for match in found]
    if len(found) < 2 or numbers != list(range(1, len(found) + 1)):
        return []
    stops = [*(match.start(1) for match in found[1:]), len(text)]
    return [(match.start(1), stop, Label("列", match[1], match.end(1) - match.start(1), number, rank=1))
            for number, (match, stop) in enumerate(zip(found, stops, strict=True), 1)]
