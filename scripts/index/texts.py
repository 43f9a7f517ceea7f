"""Entries → files of texts, and the columns that sort, filter and count them.

A text file holds whole families (a parent with its children), so that a hit is shown from one file. It has four
columns: the documents it touches, the paths (headings above), a record and a text an entry.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from operator import itemgetter
from typing import Final

import msgspec

from scripts.index.entries import Entry, Page
from scripts.index.files import FIELD, PART, RECORD, packed
from scripts.index.html import ITEM_FORMS
from scripts.index.letters import Letters
from scripts.index.varints import encode
from scripts.records import ItemRecord, ThemeRecord

FORMS: Final = ("title", "head", "record", "salutation", "closing", "signature", "table", "section", "numbered",
                "inline", "article", "clause", "subclause", "point", "paragraph", "page")
MATTER_SHAPE: Final = 18  # shape of head matter, salutation, closing and the like
TITLE_SHAPE: Final = 20  # shape of a title; a heading of level n: 20 + n; an item: depth * 2 + inline
_DEEPEST: Final = 8
_PATH: Final = "\x1c"  # between the headings of a path


class Tables(msgspec.Struct, array_like=True):
    """Small vocabularies whose words stand in the directory; records hold their numbers."""

    roles: list[str]
    themes: list[str]


class Line(msgspec.Struct, array_like=True):
    """An entry as it stands in a text file."""

    path: str
    record: str
    text: str

    @property
    def size(self) -> int:
        return len(self.record) + len(self.text) + 4


class Written(msgspec.Struct, array_like=True):
    """A page ready for the files: its lines by family, and a row of each column for every entry."""

    page: Page  # without entries
    families: list[list[Line]]
    sizes: list[int]  # of families, in characters
    shapes: list[int]
    roles: list[int]
    themes: list[tuple[int, ...]]


def tables(items: Sequence[ItemRecord], themes: Sequence[ThemeRecord]) -> Tables:
    """Roles and themes of a base, numbered."""
    roles = dict.fromkeys(("", *sorted({item.role for item in items})))
    used = sorted({theme.id for item in items for theme in item.themes})
    return Tables(list(roles), list(dict.fromkeys((*(theme.id for theme in themes), *used))))


def write(page: Page, known: Tables, letters: Letters) -> Written:
    """A page's entries as lines and columns."""
    roles = {name: number for number, name in enumerate(known.roles)}
    themes = {name: number for number, name in enumerate(known.themes)}
    entries = page.entries
    own_roles = [roles.get(entry.role, 0) for entry in entries]
    own_themes = [tuple(themes[name] for name in entry.themes if name in themes) for entry in entries]
    paths = {path: letters.write(_PATH.join(path)) for path in {entry.path for entry in entries}}
    lines = [
        Line(paths[entry.path], _record(entry, at, own_roles[at], own_themes[at]), letters.write(entry.text))
        for at, entry in enumerate(entries)
    ]
    families = [lines[start:end] for start, end in _families(entries)]
    sizes = [sum(line.size for line in family) for family in families]
    bare = msgspec.structs.replace(page, entries=[], groups=[])
    return Written(bare, families, sizes, _shapes(entries), own_roles, own_themes)


def _record(entry: Entry, at: int, role: int, themes: tuple[int, ...]) -> str:
    """``anchor numbers``: form, distance to the parent, inline, lengths of label and lead, role, themes."""
    numbers = (FORMS.index(entry.form), at - entry.parent if entry.parent >= 0 else 0, int(entry.inline),
               len(entry.label), entry.lead, role, *themes)
    return entry.anchor + FIELD + encode(numbers)


def _families(entries: list[Entry]) -> Iterator[tuple[int, int]]:
    """``(start, end)`` of each entry without parent and the entries after it that have one."""
    starts = [at for at, entry in enumerate(entries) if entry.parent < 0]
    yield from zip(starts, [*starts[1:], len(entries)], strict=True)


def _shapes(entries: list[Entry]) -> list[int]:
    """What each entry is in the outline, one small number each."""
    depth: list[int] = []
    shapes: list[int] = []
    for entry in entries:
        depth.append(depth[entry.parent] + 1 if entry.parent >= 0 else 0)
        if entry.form in ("section", "title", "page"):
            shapes.append(TITLE_SHAPE + entry.level)
        elif entry.form in ITEM_FORMS:
            shapes.append(min(depth[-1], _DEEPEST) * 2 + entry.inline)
        else:
            shapes.append(MATTER_SHAPE)
    return shapes


class Chunk:
    """A text file in the making."""

    def __init__(self, first: int) -> None:
        self.first = first
        self._documents: list[str] = []
        self._paths: dict[str, int] = {}
        self._records: list[str] = []
        self._texts: list[str] = []

    def begin(self, page: Page) -> None:
        """The lines that follow are of this page."""
        self._documents.append(FIELD.join((
            str(len(self._records)), page.url, page.document, page.title, page.kind, page.category,
            str(page.year or ""), page.issuer, page.edition)))

    def add(self, family: list[Line]) -> None:
        for line in family:
            path = self._paths.setdefault(line.path, len(self._paths))
            self._records.append(f"{path}{FIELD}{line.record}")
            self._texts.append(line.text)

    def payload(self) -> str:
        return PART.join(RECORD.join(part) for part in (self._documents, self._paths, self._records, self._texts))


def cuts(pages: Iterable[Written], size: int) -> list[tuple[int, int]]:
    """``(first, end)`` of the families in each text file of about ``size`` characters."""
    return list(packed([own for written in pages for own in written.sizes], size))


def chunks(pages: Iterable[Written], ranges: Iterable[tuple[int, int]]) -> Iterator[Chunk]:
    """The text files that hold these families."""
    families = ((written.page, family) for written in pages for family in written.families)
    done = 0
    for first, end in ranges:
        chunk = Chunk(done)
        for page, of_page in groupby(islice(families, end - first), itemgetter(0)):
            chunk.begin(page)
            for _, family in of_page:
                chunk.add(family)
                done += len(family)
        yield chunk


def runs(numbers: Iterable[int]) -> str:
    """A column as runs: value, length less one."""
    return encode(n for value, same in groupby(numbers) for n in (value, sum(1 for _ in same) - 1))
