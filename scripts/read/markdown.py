"""Markup of Markdown files that is no word of the text: metadata at the top, comments, heading marks, bold marks.

Everything else (list marks, ``>``, ``*``, a lone ``**``) stays as it is: in office texts it is more often a word than
a mark (张**同志). What is taken away is listed with its place; the lines keep their numbers.
"""
from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import Final, NamedTuple

from scripts.model import Removed, Span

_HOLE: Final = "\0"  # stands where markup was found; no visible line holds it
_HEADING: Final = re.compile(r"[\s\0]*(#{1,6})(?=[\s\0]|$|[\u4e00-\u9fff《“（])")  # `#标题` is one, `#5 机组` is none
_CLOSING: Final = re.compile(r"(?<=\s)#+(?=[\s\0]*$)")
_BOLD: Final = re.compile(r"\*\*(?=[^\s*])")
_BOLD_END: Final = re.compile(r"(?<=[^\s*])\*\*")
_FENCE: Final = re.compile(r"-{3}\s*")
_YAML: Final = re.compile(r"\s*|\s*#.*|[\w.-]+\s*:(\s.*)?|\s+.*|-\s.*")


class Stripped(NamedTuple):
    """The lines without their markup, the heading hints by line number, and what was taken away, in order."""

    lines: list[str]
    hints: dict[int, str]
    markup: tuple[Removed, ...]


def strip_markup(lines: list[str]) -> Stripped:
    """Take the markup out of the visible lines of a Markdown file."""
    text = "\n".join(lines)
    spans = list(_metadata(lines))
    masked = _mask(text, spans)
    comments = list(_comments(masked))
    masked = _mask(masked, comments)
    hints: dict[int, str] = {}
    marks: list[Span] = []
    start = 0
    for number, line in enumerate(masked.split("\n"), 1):
        found = sorted((*_heading(line, number, hints), *(_bold(line) if "**" in line else ())))
        marks.extend((start + first, start + last) for first, last in found)
        start += len(line) + 1
    spans = sorted((*spans, *comments, *marks))
    return Stripped(_mask(masked, marks).replace(_HOLE, "").split("\n"), hints, tuple(_listed(text, lines, spans)))


def _mask(text: str, spans: Iterable[Span]) -> str:
    """``text`` with holes in place of the spans; line ends stay."""
    pieces, at = [], 0
    for start, end in spans:
        pieces += [text[at:start], "\n".join(_HOLE * len(line) for line in text[start:end].split("\n"))]
        at = end
    return "".join((*pieces, text[at:]))


def _listed(text: str, lines: list[str], spans: Iterable[Span]) -> Iterator[Removed]:
    starts = [0, *accumulate(len(line) + 1 for line in lines)]
    for start, end in spans:
        line = bisect_right(starts, start)
        yield Removed(line, text[start:end], start - starts[line - 1])


def _metadata(lines: list[str]) -> Iterator[Span]:
    """YAML between two lines ``---`` at the top of the file; two rules with prose between them are none."""
    if not _FENCE.fullmatch(lines[0]):
        return
    for index, line in enumerate(lines[1:], 1):
        if _FENCE.fullmatch(line):
            if any(":" in inside for inside in lines[1:index]):
                yield 0, len("\n".join(lines[:index + 1]))
            return
        if not _YAML.fullmatch(line):
            return


def _comments(text: str) -> Iterator[Span]:
    """``<!-- … -->``, over several lines too; one without an end is text."""
    end = 0
    while (start := text.find("<!--", end)) >= 0 and (close := text.find("-->", start + 4)) >= 0:
        end = close + 3
        yield start, end


def _heading(line: str, number: int, hints: dict[int, str]) -> Iterator[Span]:
    """The ``#`` before a heading, and those that may close it."""
    match = _HEADING.match(line)
    if match is None:
        return
    hints[number] = f"h{len(match.group(1))}"
    yield match.span(1)
    if closing := _CLOSING.search(line, match.end()):
        yield closing.span()


def _bold(line: str) -> Iterator[Span]:
    """Pairs of ``**`` with words between them."""
    at = 0
    while (first := _BOLD.search(line, at)) and (last := _BOLD_END.search(line, first.end() + 1)):
        yield first.span()
        yield last.span()
        at = last.end()
