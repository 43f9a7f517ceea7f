"""A document line by line: which units open in a line, and whose words a line continues.

Guarantees: every line that is neither blank nor dropped comes once, in order, less the blanks around it.
"""
from __future__ import annotations

from collections.abc import Iterator

from scripts.model import Document, Span, Struct, Unit, walk
from scripts.render.places import Above


class Line(Struct, frozen=True):
    """One kept line of the source."""

    span: Span
    opening: tuple[tuple[Above, Unit], ...]  # units that begin in it, parents first
    head: tuple[Above, Unit] | None  # the outermost unit that begins with the line
    above: Unit | None  # the innermost unit begun earlier that still runs at its start

    @property
    def owner(self) -> Unit | None:
        """The unit whose words begin the line."""
        return self.head[1] if self.head else self.above


def lines(document: Document) -> Iterator[Line]:
    """The kept lines of a document."""
    dropped = {span_start for d in document.dropped for span_start in _starts(document.text, d.span)}
    upcoming = list(walk(document.units))
    running: list[Unit] = []
    place = 0
    for start, end in _spans(document.text):
        running = [unit for unit in running if unit.span[1] > start]
        opening: list[tuple[Above, Unit]] = []
        while place < len(upcoming) and upcoming[place][1].span[0] < end:
            opening.append(upcoming[place])
            place += 1
        if start not in dropped:
            head = opening[0] if opening and opening[0][1].span[0] <= start else None
            yield Line((start, end), tuple(opening), head, running[-1] if running else None)
        running.extend(unit for _, unit in opening)


def _spans(text: str) -> Iterator[Span]:
    """Lines less the blanks around them; blank ones left out."""
    at = 0
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            start = at + line.index(bare[0])
            yield start, start + len(bare)
        at += len(line) + 1


def _starts(text: str, span: Span) -> Iterator[int]:
    """Where the bare lines inside a dropped span begin."""
    for start, _ in _spans(text[span[0]:span[1]]):
        yield span[0] + start
