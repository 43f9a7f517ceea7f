"""Pages and records → pages ready to be inverted, in the order in which equal hits are shown.

Order: plans before hand-written pages before regulations, newer before older, then by date, title and id. An entry's
number is its place in that order, so that lists come out of the index ranked.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import unescape
from typing import Final

import msgspec

from scripts.index.entries import Page
from scripts.index.handwritten import is_handwritten, read_handwritten
from scripts.index.html import Known, article_of, read_document
from scripts.records import DocumentRecord, ItemRecord

CATEGORIES: Final = ("plan", "page", "regulation")
_EDITION: Final = re.compile(r'<article\b[^>]*\bdata-edition="([^"]*)"')
_DOCUMENT: Final = re.compile(r'<article\b[^>]*\bdata-document="([^"]*)"')


class Job(msgspec.Struct, array_like=True):
    """A page to be read: small enough to travel to another process."""

    page: Page
    article: str
    known: dict[str, Known]

    def read(self) -> Page:
        if self.page.category == "page":
            return read_handwritten(self.page, self.article)
        return read_document(self.page, self.article, self.known)


def jobs(
    pages: Iterable[tuple[str, str]], documents: Sequence[DocumentRecord], items: Sequence[ItemRecord],
) -> list[Job]:
    """One job for each page that has words of its own, in the order of the index."""
    by_url = {record.url: record for record in documents}
    by_id = {record.id: record for record in documents}
    known = _known(documents, items)
    found: list[tuple[tuple[object, ...], Job]] = []
    for url, html in pages:
        article = article_of(html)
        mark = _DOCUMENT.match(article)
        record = by_url.get(url) or (by_id.get(mark[1]) if mark else None)
        if record:
            found.append((_rank(record), Job(_page(url, record, _edition(article)), article, known.get(record.id, {}))))
        elif is_handwritten(url, article):
            found.append(((1, 0, "", "", url), Job(Page(url, "", category="page"), article, {})))
    found.sort(key=lambda pair: pair[0])
    return [job for _, job in found]


def _rank(record: DocumentRecord) -> tuple[object, ...]:
    later = "".join(chr(0x10FFFF - ord(char)) for char in record.date)  # newer first among strings
    return (CATEGORIES.index(record.category), -(record.year or 0), later or "\U0010ffff", record.title, record.id)


def _page(url: str, record: DocumentRecord, edition: str) -> Page:
    return Page(url, record.title, record.id, record.kind, record.category, record.year or 0, record.issuer,
                edition=edition)


def _edition(article: str) -> str:
    mark = _EDITION.match(article)
    return unescape(mark[1]) if mark else ""


def _known(documents: Sequence[DocumentRecord], items: Sequence[ItemRecord]) -> dict[str, dict[str, Known]]:
    """What the records say, by document and anchor."""
    found: dict[str, dict[str, Known]] = {record.id: {} for record in documents}
    for record in documents:
        above: list[tuple[int, str]] = []
        for heading in record.headings:
            while above and above[-1][0] >= heading.level:
                above.pop()
            path = tuple(text for _, text in above)
            found[record.id][heading.id] = Known("section", heading.label, heading.level, path=path)
            above.append((heading.level, heading.label + heading.text))
    for item in items:
        anchor = item.id.partition("#")[2]
        themes = tuple(theme.id for theme in item.themes)
        found.setdefault(item.document, {})[anchor] = Known(
            item.form, item.label, role=item.role, themes=themes, path=item.path)
    return found
