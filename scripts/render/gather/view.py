"""What the gathering pages look at: the published records, indexed once by theme, term, year and regulation.

Guarantees: every list is ordered (newest year first, then document order), each unit is counted once: an item
stands for the items inside it that carry the same theme.
"""
from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import Final

import msgspec

from scripts.compare import Comparison
from scripts.model import Document, Role, walk
from scripts.records import (
    CitedBy,
    DocumentRecord,
    FindingRecord,
    ItemRecord,
    ItemTerm,
    RegulationRecord,
    Rows,
    TermRecord,
    ThemeRecord,
    VersionRecord,
)
from scripts.render.dates import chinese_date
from scripts.render.items import url_of
from scripts.render.regulation import edition
from scripts.render.site import Site
from scripts.vocabulary import Vocabulary

ROLES: Final[tuple[Role, ...]] = ("任务", "成效", "问题", "规定", "其他")
_CLAUSE_END: Final = re.compile(r"[。；，：！？]")
_SAYS_SOMETHING: Final = 6  # characters
_NAME_LIMIT: Final = 28
EXCERPT: Final = 78  # characters of an item shown in a list: two lines on a desk screen


class Row(msgspec.Struct, frozen=True):
    """An item in a list, with what the list says of it."""

    item: ItemRecord
    document: DocumentRecord
    why: tuple[str, ...] = ()


class View(msgspec.Struct, frozen=True, dict=True):
    """All records of one site, and the day it is built for."""

    documents: tuple[DocumentRecord, ...]
    items: tuple[ItemRecord, ...]
    regulations: tuple[RegulationRecord, ...]
    themes: tuple[ThemeRecord, ...]
    terms: tuple[TermRecord, ...]
    findings: tuple[FindingRecord, ...]
    vocabulary: Vocabulary
    as_of: str
    document_of: dict[str, DocumentRecord]
    item_of: dict[str, ItemRecord]
    theme_rows: dict[str, tuple[Row, ...]]
    term_rows: dict[str, tuple[Row, ...]]
    comparisons: tuple[Comparison, ...] = ()
    editions: dict[str, str] = msgspec.field(default_factory=dict)  # of regulation texts, by document id

    @cached_property
    def numbers(self) -> Counter[str]:
        """How many items or articles each document holds, by its id."""
        return Counter(item.document for item in self.items if item.form != "paragraph")

    @cached_property
    def versions(self) -> dict[str, tuple[RegulationRecord, VersionRecord]]:
        """The regulation and the entry of each of its texts, by document id."""
        return {version.document: (work, version) for work in self.regulations for version in work.versions}

    def edition(self, version: VersionRecord) -> str:
        """What a version is called: 2021年修订; by its day where nothing else tells it from another."""
        return self.editions.get(version.document) or chinese_date(version.date) or "日期不详的文本"

    def cited_text(self, work: RegulationRecord, cited: CitedBy) -> str:
        """Address of the text of a regulation that a citation opens, from the site's root; empty when it opens none."""
        item = self.item_of.get(cited.item)
        found = (c for c in item.citations if c.regulation == work.id and c.article == cited.article) if item else ()
        return next((c.url.partition("#")[0] for c in found), "")

    @property
    def regulations_with_text(self) -> tuple[RegulationRecord, ...]:
        return tuple(r for r in self.regulations if r.versions)

    @property
    def years(self) -> tuple[int, ...]:
        """Years of the plan documents, newest first."""
        return tuple(sorted({d.year for d in self.documents if d.year and d.category == "plan"}, reverse=True))


def view_of(rows: Rows, site: Site, comparisons: tuple[Comparison, ...] = ()) -> View:
    """Index the records of a site."""
    document_of = {d.id: d for d in rows.documents}
    uses = [*rows.items, *(use for d in site.corpus.documents for use in _headings(site, d))]
    return View(
        documents=rows.documents, items=rows.items, regulations=rows.regulations, themes=rows.themes, terms=rows.terms,
        findings=rows.findings, vocabulary=site.vocabulary, as_of=site.as_of, document_of=document_of,
        item_of={item.id: item for item in rows.items}, comparisons=comparisons,
        theme_rows=_by_theme(rows.items, document_of), term_rows=_by_term(uses, document_of),
        editions={d.id: edition(site, d) for d in site.corpus.documents if d.category == "regulation"},
    )


def _headings(site: Site, document: Document) -> Iterator[ItemRecord]:
    """Headings, titles and salutations that hold a set phrase: no items, yet uses of the phrase."""
    listing = site.listing(document)
    anchors = dict.fromkeys(m.anchor for m in site.notes_of(document).terms if not listing.owner(m.anchor))
    units = {unit.anchor: unit for _, unit in walk(document.units)} if anchors else {}
    for anchor in anchors:
        unit = units[anchor]
        words = document.text[slice(*unit.lead)] or document.text[slice(*unit.span)]
        marks = {m.term: m.text for m in site.notes_of(document).terms if m.anchor == anchor}
        yield ItemRecord(
            id=f"{document.id}#{anchor}", document=document.id, url=f"{url_of(document)}#{anchor}", label=unit.label,
            path=(), form="heading", parent="", title=words, text=words, role=unit.role, themes=(), citations=(),
            terms=tuple(ItemTerm(id=term, text=text, count=1) for term, text in marks.items()), deadlines=(),
            related=(), edited=False,
        )


def _by_theme(items: Iterable[ItemRecord], document_of: dict[str, DocumentRecord]) -> dict[str, tuple[Row, ...]]:
    """Items by theme id; an item whose parent carries the theme too is left to its parent."""
    tagged = {(item.id, theme.id) for item in items for theme in item.themes}
    rows: dict[str, list[Row]] = {}
    for item in items:
        for theme in item.themes:
            if (item.parent, theme.id) not in tagged:
                rows.setdefault(theme.id, []).append(Row(item, document_of[item.document], theme.why))
    return {theme: newest_first(found) for theme, found in rows.items()}


def _by_term(items: Iterable[ItemRecord], document_of: dict[str, DocumentRecord]) -> dict[str, tuple[Row, ...]]:
    rows: dict[str, list[Row]] = {}
    for item in items:
        for term in item.terms:
            rows.setdefault(term.id, []).append(Row(item, document_of[item.document]))
    return {term: newest_first(found) for term, found in rows.items()}


def unlike(cited_by: Iterable[CitedBy]) -> list[CitedBy]:
    """Citations, one for each item and place cited: naming an article twice in an item is citing it once."""
    first: dict[tuple[str, str], CitedBy] = {}
    for cited in cited_by:
        first.setdefault((cited.item, cited.article), cited)
    return list(first.values())


def newest_first(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Rows by year, newest first; within a year in the order of documents and items, which is kept."""
    return tuple(sorted(rows, key=lambda row: -(row.document.year or 0)))


def by_year(rows: Iterable[Row]) -> dict[int | None, tuple[Row, ...]]:
    """Rows grouped by the year of their document, in the order they come."""
    groups: dict[int | None, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.document.year, []).append(row)
    return {year: tuple(found) for year, found in groups.items()}


def item_name(item: ItemRecord) -> str:
    """How a list names an item: 三、7. 突出整治重点 — the nearest heading's label, its own label and lead."""
    above = item.path[-1].split("、")[0] + "、" if item.path and "、" in item.path[-1][:4] else ""
    if item.form == "article":
        return f"{item.label}　{item.title}".rstrip("。　")
    return f"{above}{item.label}{item.title.rstrip('。') or _first_clause(item.text)}"


def _first_clause(text: str) -> str:
    """What names an item without a lead; a comma early on is passed over, so that the name says something."""
    line = " ".join(text.split())
    stop = next((m.start() for m in _CLAUSE_END.finditer(line) if m.start() >= _SAYS_SOMETHING), len(line))
    return line[:stop] if stop <= _NAME_LIMIT else excerpt(line, _NAME_LIMIT)


def rest(item: ItemRecord) -> str:
    """The words that a list shows under the item's name: not the name again."""
    name = item.title or _first_clause(item.text)
    line = " ".join(item.text.split())
    return line.removeprefix(name).lstrip("。：，；、 ") if not name.endswith("…") else line


def excerpt(text: str, limit: int = EXCERPT) -> str:
    """The first words of a text on one line, cut with … where it is longer."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[:limit].rstrip("，、；：") + "…"


def chunks(rows: Sequence[Row], size: int) -> Iterator[tuple[Row, ...]]:
    """``rows`` in pieces of at most ``size``; one empty piece for no rows."""
    for at in range(0, max(len(rows), 1), size):
        yield tuple(rows[at : at + size])
