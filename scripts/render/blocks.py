"""The body of a document page: one Markdown block for each kept line, as the page contract says.

Guarantees: a block's words are its line's words; ``data-src`` is the line's place in ``Document.text``; every unit's
anchor is an id exactly once, on the block it begins with or on a span inside.
"""
from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from scripts.model import Document, Span, Struct, Unit
from scripts.render.escape import value
from scripts.render.lines import Line, lines
from scripts.render.marks import Marks
from scripts.render.places import Above, contents_line, label_length, spoken
from scripts.render.splice import Wrap, spliced

_DEEPEST: Final = 6  # h6
_BOLD_LABELS: Final = ("i",)  # 一是 is bold wherever it stands


class BodyBlock(Struct, frozen=True):
    """A line of the page with the units that begin in it."""

    markdown: str
    form: str  # of the unit whose words begin the line
    anchor: str  # of the first unit that begins in it, else ""
    units: tuple[Unit, ...]


def body_blocks(document: Document, marks: Marks, plain: tuple[str, ...] = ()) -> Iterator[BodyBlock]:
    """The document's lines as Markdown blocks.

    Args:
        plain: the ``plain_lines`` of the document, where they have been made before: few lines have a link in them.
    """
    titles = 0
    for number, line in enumerate(lines(document)):
        form = _form(line)
        titles += form == "title"
        links = marks.within(line.span)
        first = form == "title" and titles == 1
        yield BodyBlock(
            markdown=plain[number] if plain and not links else _markdown(document, line, links, first_title=first),
            form=form,
            anchor=line.opening[0][1].anchor if line.opening else "",
            units=tuple(unit for _, unit in line.opening),
        )


def plain_lines(document: Document) -> tuple[str, ...]:
    """The Markdown of each line as it is without links: what a document tells of its page by itself."""
    every = list(lines(document))
    first = next((number for number, line in enumerate(every) if _form(line) == "title"), -1)
    return tuple(_markdown(document, line, (), first_title=number == first) for number, line in enumerate(every))


def _form(line: Line) -> str:
    return line.owner.form if line.owner else "paragraph"


def _markdown(document: Document, line: Line, links: tuple[Wrap, ...], *, first_title: bool) -> str:
    heading = _heading(line, first_title=first_title)
    text = spliced(document.text, line.span, tuple(_structure(document, line)), links, heading)
    attributes = _attributes(document, line, _form(line))
    return f"{text} {attributes}" if heading else f"{text}\n{attributes}"


def _heading(line: Line, *, first_title: bool) -> str:
    """``## `` and the like for a line that is a heading whole; empty for prose."""
    if first_title:
        return "# "
    if line.head and line.head[1].form == "section" and not line.head[1].run_in:
        return "#" * _depth(line.head[0]) + " "
    return ""


def _depth(above: Above) -> int:
    """Level of a heading: its depth on the page, under the title."""
    return min(2 + len(above), _DEEPEST)


def _attributes(document: Document, line: Line, form: str) -> str:
    """``{ #3-n7 .gy-u .gy-numbered data-src="431" … }``."""
    parts = ["." + name for name in _classes(line, form)]
    parts.append(f'data-src="{line.span[0]}"')
    if line.head:
        parts.insert(0, f"#{line.head[1].anchor}")
        parts.extend(_data(document, *line.head))
    elif line.above:
        parts.append(f'data-of="{line.above.anchor}"')
    return "{ " + " ".join(parts) + " }"


def _data(document: Document, above: Above, unit: Unit) -> Iterator[str]:
    """What the table of contents and 复制出处 need to know of a unit."""
    if contents := contents_line(unit, document.text):
        yield f'data-toc="{value(contents)}"'
    if cite := spoken(above, unit, document.category, document.text):
        yield f'data-cite="{value(cite)}"'


def _classes(line: Line, form: str) -> Iterator[str]:
    unit = line.head[1] if line.head else None
    if unit is None:
        yield f"gy-{form}"
        yield "gy-more"  # goes on where the line before ended
        return
    if form == "section":
        yield "gy-runin" if unit.run_in else "gy-h"
    else:
        yield "gy-u"
        yield f"gy-{form}"
    if unit.level:
        yield f"gy-l{unit.level}"


def _letters(anchor: str) -> str:
    """Class of the label that ends an anchor: c for c1, k for t9-k2."""
    return anchor.rsplit("-", 1)[-1].rstrip("0123456789.")


def _structure(document: Document, line: Line) -> Iterator[Wrap]:
    """Wraps for the units that begin in the line, their labels and leads; the block itself carries the first."""
    for above, unit in line.opening:
        start, end = max(unit.span[0], line.span[0]), min(unit.span[1], line.span[1])
        if (above, unit) != line.head:
            data = "".join(" " + part for part in _data(document, above, unit))
            yield Wrap((start, end), f'<span id="{unit.anchor}" class="gy-u gy-{unit.form}"{data}>', "</span>")
        yield from _emphasis(document, line.span, (start, end), above, unit)


def _emphasis(document: Document, line: Span, inner: Span, above: Above, unit: Unit) -> Iterator[Wrap]:
    """Bold beginnings: a run-in heading or lead sentence, 第九条, 一是."""
    text = document.text
    label_end = inner[0] + label_length(text[inner[0]:inner[1]], unit.label)
    if unit.form == "article":
        yield Wrap((inner[0], label_end), '<strong class="gy-art">', "</strong>")
    elif unit.lead[0] < unit.lead[1] <= line[1] and unit.form in ("numbered", "section") and _is_prose(unit):
        name = "gy-head" if unit.form == "section" else "gy-lead"
        stop = unit.lead[1] + (text[unit.lead[1]:unit.lead[1] + 1] in ("。", "：") and unit.lead[1] < line[1])
        opening = f'<strong class="{name}" role="heading" aria-level="{_depth(above)}">'
        yield Wrap((inner[0], stop), opening, "</strong>")
    elif _letters(unit.anchor).startswith(_BOLD_LABELS):
        yield Wrap((inner[0], label_end), '<b class="gy-label">', "</b>")


def _is_prose(unit: Unit) -> bool:
    """A section that is no run-in heading is an h2 already."""
    return unit.form != "section" or unit.run_in
