"""Words as Markdown that renders to exactly these words.

Guarantees: what ``words`` returns contains no markup of ours or anyone's; rendered with the site's extensions its text
is the input, blanks apart. Only characters that would otherwise be read as markup are touched, so that a page stays
readable: 1+3+N and 《规则（试行）》 look in the Markdown as they look in the text.
"""
from __future__ import annotations

import re
from html import escape
from typing import Final

# Everywhere in a line: `1*2*3` would lose its stars, <XX单位> would vanish, &lt; would become <.
_INLINE: Final = {
    **{c: "\\" + c for c in "\\`*_[]{}#"},  # a heading would lose the # at its end
    "&": "&amp;", "<": "&lt;", ">": "&gt;",
    **dict.fromkeys("\r\t\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029", " "),  # blanks that some reader takes for a line end
}
_INLINE_SIGN: Final = re.compile("[" + re.escape("".join(_INLINE)) + "]")
# At the start of a line: lists (1. and - before a blank), setext lines, fences, admonitions, definitions
_NUMBER_BEFORE_BLANK: Final = re.compile(r"(\d+)\.(?=[ \t]|$)")
_SIGN_AT_START: Final = re.compile(r"[+\-!]")
_RUN_AT_START: Final = re.compile(r"[~=:?/|]{2,}|[:|](?= )")
# In the value of an attribute Markdown's inline rules apply too
_IN_VALUE: Final = re.compile(r"[\\`*_\[\]{}<>&\"\x00-\x1f]")


def words(text: str, *, at_start: bool = False) -> str:
    """A stretch of one line; ``at_start`` when nothing precedes it in its Markdown block."""
    marked = _INLINE_SIGN.sub(lambda found: _INLINE[found[0]], text)
    return _start(marked) if at_start else marked


def value(text: str) -> str:
    """The text as a quoted attribute value, in raw tags and in attribute lists alike."""
    return _IN_VALUE.sub(lambda found: f"&#{ord(found[0])};" if found[0] >= " " else " ", text)


def html(text: str) -> str:
    """The text inside a block of raw HTML."""
    return escape(text, quote=True)


def _start(text: str) -> str:
    if number := _NUMBER_BEFORE_BLANK.match(text):
        return f"{number[1]}\\.{text[number.end():]}"
    if _SIGN_AT_START.match(text):
        return "\\" + text
    if run := _RUN_AT_START.match(text):
        return "".join(f"&#{ord(c)};" for c in run[0]) + text[run.end():]
    return text
