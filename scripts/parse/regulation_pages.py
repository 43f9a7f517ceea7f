"""What printing left in a text: page numbers between its lines.

Guarantees: a page number (— 3 —, 第3页 共8页, lone figures that count up) is no paragraph of an article, and the words
above and below it are read as if it were not there; it stays in the text, for the page shows every line of the body.
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from scripts.numerals import chinese_to_int
from scripts.parse.lines import Line
from scripts.parse.regulation_nodes import Node, add_paragraph

_DASH: Final = "[-—－–―─·•]"
_PAGE: Final = re.compile(
    rf"(?:{_DASH}{{1,3}}\d{{1,3}}{_DASH}{{1,3}}|第?\d{{1,3}}页(?:[，,/]?共\d{{1,3}}页)?|\d{{1,3}}/\d{{1,3}})")
_FIGURE: Final = re.compile(r"[0-9０-９]{1,3}")


def find_pages(lines: Sequence[Line]) -> frozenset[int]:
    """Places (in ``lines``) of page numbers."""
    found = {at for at, line in enumerate(lines) if _PAGE.fullmatch(line.compact)}
    bare = [(at, chinese_to_int(line.text) or 0) for at, line in enumerate(lines) if _FIGURE.fullmatch(line.compact)]
    if bare and all(after[1] == before[1] + 1 and after[0] > before[0] + 5 for before, after in pairwise(bare)):
        found.update(at for at, _ in bare if len(bare) > 1)
    return frozenset(found)


def cover_pages(top: Node, pages: Sequence[Line], dropped: Sequence[Line]) -> None:
    """Give the page numbers between two units to the one above; one among dropped lines is a paragraph itself."""
    for page in pages:
        above = [child for child in top.children if child.start < page.start]
        start = above[-1].start if above else -1
        if not above or any(start < line.start < page.start for line in dropped):
            add_paragraph(top, page.span)
            top.children.sort(key=lambda child: child.start)
        else:
            above[-1].end = max(above[-1].end, page.span[1])
