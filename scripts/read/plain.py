"""The words of a text file by a second way: the left side of the identity gate.

Guarantees: the decoded file itself, less what has no width and less the markup the reader lists. Markup is believed
only where it stands at the place given and looks like markup; no rule of the reader is used, so none can hide a loss.
"""
from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import accumulate, chain
from typing import Final

from scripts.model import Removed

_WIDTHLESS: Final = dict.fromkeys(chain(
    range(0x09), range(0x0E, 0x1C), (0x1F,), range(0x7F, 0x85), range(0x86, 0xA0),  # controls that end no line
    (0xAD, 0x61C, 0x180E), range(0x200B, 0x2010), range(0x202A, 0x202F), range(0x2060, 0x2070),
    (0xFEFF, 0xFFF9, 0xFFFA, 0xFFFB, 0xFFFE, 0xFFFF)))
_WITHOUT_WIDTH: Final = re.compile(f"[{re.escape(''.join(map(chr, _WIDTHLESS)))}]")


def plain(decoded: str, markup: Iterable[Removed]) -> str:
    """``decoded`` with unified line ends, without ``markup`` and characters that have no width."""
    lines = decoded.splitlines()
    if _WITHOUT_WIDTH.search(decoded):  # in few files; translating costs more than all else here
        lines = [line.translate(_WIDTHLESS) for line in lines]
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    whole = "\n".join(lines)
    kept, at = [], 0
    for removed in markup:
        start = starts[min(removed.line, len(starts)) - 1] + removed.column
        if start >= at and whole.startswith(removed.text, start) and _is_markup(removed.text):
            kept.append(whole[at:start])
            at = start + len(removed.text)
    return "".join((*kept, whole[at:]))


def _is_markup(text: str) -> bool:
    if text.startswith("<!--"):
        return text.find("-->", 4) == len(text) - 3
    if text.startswith(("---\n", "--- ")):
        return text.rstrip().endswith("\n---")
    return text == "**" or set(text) == {"#"}
