"""Lines of a text file: line ends unified, what has no width taken away, blanks at both ends trimmed.

Indentation and blank lines mean nothing in office texts, so a blank line is no block and a leading 　　 is trimmed.
"""
from __future__ import annotations

import re
from typing import Final

from scripts.model import Block

# \v and \f come from Word, NEL U+0085 from old machines, U+2028 and U+2029 from web pages.
_LINE_END: Final = re.compile("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
# Controls, soft hyphen, zero-width marks and joiners, direction marks, byte-order marks, noncharacters: nothing is
# seen of them, XML forbids some, and a search for the word they stand in would fail.
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff]")


def visible_lines(text: str) -> list[str]:
    """The lines of a decoded file, in order; line n of the file is element n - 1."""
    lines = _LINE_END.split(text)
    return [_INVISIBLE.sub("", line) for line in lines] if _INVISIBLE.search(text) else lines


def blocks(lines: list[str], hints: dict[int, str]) -> tuple[Block, ...]:
    """Lines with words in them; ``hints`` by line number."""
    numbered = ((number, line.strip()) for number, line in enumerate(lines, 1))
    return tuple(Block(line, number, hints.get(number, "")) for number, line in numbered if line)


def remarks(text: str) -> tuple[str, ...]:
    """What a person should know of the characters of a file."""
    lost = text.count("\ufffd")
    return (f"文中有 {lost} 个替换符（�），原文件存盘前已丢字",) if lost else ()
