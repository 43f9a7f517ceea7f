"""The lines of a document: its blocks without the blanks around them, each with its place in the text.

Guarantees: indentation and blank lines mean nothing (rule 8): a line begins and ends with a visible character.
"""
from __future__ import annotations

from functools import cached_property
from typing import Final

from scripts.model import Extract, Span

SENTENCE_ENDS: Final = "。！？；!?;"
CLOSERS: Final = "”’\"'）)】》」』"
LONGEST_SHORT_LINE: Final = 200  # nothing that frames a text (title, unit, date …) is longer


class Line:
    """A visible line; ``start`` and ``end`` are offsets in ``Document.text``, ``number`` is the line of the source."""

    def __init__(self, text: str, start: int, hint: str = "", number: int = 0) -> None:
        self.text = text
        self.start = start
        self.hint = hint
        self.number = number
        self.flow: bool | None = None  # in a text cut at one width: goes on with the line above, or begins anew

    @property
    def span(self) -> Span:
        return self.start, self.start + len(self.text)

    @cached_property
    def compact(self) -> str:
        """The words without blanks (工 作 总 结); empty for a line too long to frame a text."""
        return "".join(self.text.split()) if len(self.text) <= LONGEST_SHORT_LINE else ""


def lines_of(extract: Extract) -> tuple[str, tuple[Line, ...]]:
    """The text of a document (blocks joined by line feeds) and its lines; a blank block has no line."""
    lines: list[Line] = []
    at = 0
    for block in extract.blocks:
        words = block.text.strip()
        if words:
            lines.append(Line(words, at + block.text.index(words), block.hint, block.line))
        at += len(block.text) + 1
    return "\n".join(block.text for block in extract.blocks), tuple(lines)


def is_short(text: str, longest: int) -> bool:
    """Whether a line may be a heading or a name: short, and no sentence."""
    return 0 < len(text) <= longest and not any(c in text for c in SENTENCE_ENDS) and text[-1] not in "，、：,:"
