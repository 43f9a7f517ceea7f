"""Annotations spliced into one line, once: wraps over spans of the text become Markdown.

Guarantees: the words come out in order, each once; wraps nest, whatever their order of arrival: what crosses a wrap of
the structure is cut at its edge, and of two overlapping marks the first in rank stays (a citation before a term).
"""
from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from scripts.model import Span, Struct
from scripts.render.escape import words


class Wrap(Struct, frozen=True):
    """Markup around a span of the text; ``before`` and ``after`` carry no words."""

    span: Span
    before: str
    after: str


def spliced(text: str, line: Span, structure: tuple[Wrap, ...], marks: tuple[Wrap, ...], prefix: str = "") -> str:
    """Markdown of ``text[line]``.

    Args:
        structure: properly nested, parents before children where they begin and end together.
        marks: by rank; links, which must not nest in each other.
        prefix: what the block begins with, "## ".
    """
    if not structure and not marks:  # as in most paragraphs
        return prefix + words(text[line[0]:line[1]], at_start=not prefix)
    edges = {edge for wrap in structure for edge in wrap.span}
    pieces = [piece for mark in disjoint(marks) for piece in _cut(mark, line, edges)]
    writer = _Writer(text, line[0], prefix)
    for wrap in sorted((*structure, *pieces), key=lambda wrap: (wrap.span[0], -wrap.span[1])):
        writer.write_until(wrap.span[0])
        writer.open(wrap)
    writer.write_until(line[1])
    return "".join(writer.parts)


def disjoint(marks: Iterable[Wrap]) -> list[Wrap]:
    """The marks that overlap none of those before them."""
    kept: list[Wrap] = []
    for mark in marks:
        if all(mark.span[1] <= other.span[0] or other.span[1] <= mark.span[0] for other in kept):
            kept.append(mark)
    return kept


def _cut(mark: Wrap, line: Span, edges: set[int]) -> list[Wrap]:
    start, end = max(mark.span[0], line[0]), min(mark.span[1], line[1])
    if start >= end:
        return []
    stops = [start, *sorted(edge for edge in edges if start < edge < end), end]
    return [Wrap((a, b), mark.before, mark.after) for a, b in pairwise(stops)]


class _Writer:
    """Writes words and markup from left to right."""

    def __init__(self, text: str, at: int, prefix: str) -> None:
        self.parts: list[str] = [prefix] if prefix else []
        self._text = text
        self._at = at
        self._opened: list[Wrap] = []

    def open(self, wrap: Wrap) -> None:
        self.parts.append(wrap.before)
        self._opened.append(wrap)

    def write_until(self, to: int) -> None:
        """Write the words up to ``to``, closing what ends on the way."""
        while self._opened and self._opened[-1].span[1] <= to:
            self._write(self._opened[-1].span[1])
            self.parts.append(self._opened.pop().after)
        self._write(to)

    def _write(self, to: int) -> None:
        if to > self._at:
            self.parts.append(words(self._text[self._at:to], at_start=not self.parts))
            self._at = to
