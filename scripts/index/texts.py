"""Entries → files of texts, and the columns that sort, filter and count them.

A text file holds whole families (a parent with its children), so that a hit is shown from one file. It has four
columns: the documents it touches, the paths (headings above), a record and a text an entry.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from scripts.index.entries import Entry, Page
from scripts.index.files import FIELD, PART, RECORD
from scripts.index.html import ITEM_FORMS
from scripts.index.letters import Letters
from scripts.index.varints import encode

FORMS = ("title", "head", "record", "salutation", "closing", "signature", "table", "section", "numbered", "inline",
         "article", "clause", "subclause", "point", "paragraph", "page")
MATTER_SHAPE = 18  # shape of head matter, salutation, closing and the like
TITLE_SHAPE = 20  # shape of a title; a heading of level n: 20 + n; an item: depth * 2 + inline


Written = list[tuple[Entry, str, str]]  # entries of a family with record and text


class Tables:
    """Small vocabularies whose words stand in the directory; records hold their numbers."""

    def __init__(self) -> None:
        self.roles: list[str] = [""]
        self.themes: list[str] = []

    def role(self, name: str) -> int:
        return _number(self.roles, name)

    def theme(self, name: str) -> int:
        return _number(self.themes, name)


def _number(names: list[str], name: str) -> int:
    if name not in names:
        names.append(name)
    return names.index(name)


def families(page: Page) -> Iterator[tuple[int, int]]:
    """``(start, end)`` of each entry without parent and the entries after it that have one."""
    starts = [at for at, entry in enumerate(page.entries) if entry.parent < 0]
    yield from zip(starts, [*starts[1:], len(page.entries)], strict=True)


class Chunk:
    """A text file in the making."""

    def __init__(self, first: int) -> None:
        self.first = first
        self.documents: list[str] = []
        self.paths: list[str] = []
        self.records: list[str] = []
        self.texts: list[str] = []
        self.size = 0

    def add(self, page: Page, entries: Written, *, new_page: bool) -> None:
        if new_page or not self.documents:
            self.documents.append(FIELD.join((
                str(len(self.records)), page.url, page.document, page.title, page.kind, page.category,
                str(page.year or ""), page.issuer)))
        for entry, record, text in entries:
            path = "\x1c".join(entry.path)
            if path not in self.paths:
                self.paths.append(path)
            self.records.append(f"{self.paths.index(path)}{FIELD}{record}")
            self.texts.append(text)
        self.size += weight(entries)

    def payload(self, letters: Letters) -> str:
        paths = [letters.write(path) for path in self.paths]
        return PART.join(RECORD.join(part) for part in (self.documents, paths, self.records, self.texts))


def weight(entries: Written) -> int:
    return sum(len(record) + len(text) + 2 for _, record, text in entries)


def written(pages: Iterable[Page], tables: Tables, letters: Letters) -> Iterator[tuple[Page, list[Written]]]:
    """The families of every page as they stand in a file."""
    for page in pages:
        lines = [(entry, record(entry, at, tables), letters.write(entry.text)) for at, entry in enumerate(page.entries)]
        yield page, [lines[start:end] for start, end in families(page)]


def chunks(pages: Iterable[tuple[Page, list[Written]]], size: int) -> Iterator[Chunk]:
    """Text files of about ``size`` bytes."""
    chunk = Chunk(0)
    done = 0
    for page, found in pages:
        new_page = True
        for family in found:
            if chunk.records and chunk.size + weight(family) > size:
                yield chunk
                chunk = Chunk(done)
            chunk.add(page, family, new_page=new_page)
            new_page = False
            done += len(family)
    if chunk.records:
        yield chunk


def record(entry: Entry, at: int, tables: Tables) -> str:
    """``anchor numbers``: form, distance to the parent, inline, lengths of label and lead, role, themes."""
    numbers = (FORMS.index(entry.form), at - entry.parent if entry.parent >= 0 else 0, int(entry.inline),
               len(entry.label), entry.lead, tables.role(entry.role), *(tables.theme(name) for name in entry.themes))
    return FIELD.join((entry.anchor, encode(numbers)))


def shape(page: Page) -> list[int]:
    """What each entry is in the outline, one small number each."""
    depth: list[int] = []
    shapes: list[int] = []
    for entry in page.entries:
        depth.append(depth[entry.parent] + 1 if entry.parent >= 0 else 0)
        if entry.form in ("section", "title", "page"):
            shapes.append(TITLE_SHAPE + entry.level)
        elif entry.form in ITEM_FORMS:
            shapes.append(min(depth[-1], 8) * 2 + entry.inline)
        else:
            shapes.append(MATTER_SHAPE)
    return shapes


def runs(numbers: Iterable[int]) -> str:
    """A column as runs: value, length less one."""
    return encode(n for value, same in groupby(numbers) for n in (value, sum(1 for _ in same) - 1))
