"""``Site``: all that a page may say, with the look-ups that many pages share, made once.

Guarantees: look-ups are functions of the fields alone; what they list is in document order.
"""
from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType

import msgspec

from scripts.model import (
    Citation,
    Corpus,
    Document,
    Finding,
    Notes,
    Struct,
    TermMark,
    ThemeMark,
    Unit,
    Version,
    Work,
    page_path,
    walk,
)
from scripts.render.listing import Listing
from scripts.vocabulary import Regulation, Term, Theme, Vocabulary

_YEARS = re.compile(r"[12]\d{3}(?=年)|[〇零一二三四五六七八九]{4}(?=年)")


class CitedPlace(Struct, frozen=True):
    """One citation seen from the text it names."""

    document: Document
    citation: Citation


class Site(msgspec.Struct, frozen=True, dict=True):
    """The annotated corpus, the vocabulary, the findings and the day the site is built for."""

    corpus: Corpus
    notes: dict[str, Notes]  # by document id
    vocabulary: Vocabulary
    findings: tuple[Finding, ...]
    as_of: str  # YYYY-MM-DD
    drawn: Mapping[str, msgspec.Raw] = MappingProxyType({})  # plain lines of pages made before, by source file

    def plain_lines(self, document: Document) -> tuple[str, ...]:
        """The lines of a page less its links, see ``blocks``; empty where they have not been made yet."""
        lines = self.drawn.get(document.source.file)
        return msgspec.msgpack.decode(lines, type=tuple[str, ...]) if lines else ()

    @cached_property
    def documents(self) -> dict[str, Document]:
        return {document.id: document for document in self.corpus.documents}

    @cached_property
    def works(self) -> dict[str, Work]:
        return {work.id: work for work in self.corpus.works}

    @cached_property
    def themes(self) -> dict[str, Theme]:
        return {theme.id: theme for theme in self.vocabulary.themes}

    @cached_property
    def terms(self) -> dict[str, Term]:
        return {term.id: term for term in self.vocabulary.terms}

    @cached_property
    def regulations(self) -> dict[str, Regulation]:
        return {regulation.id: regulation for regulation in self.vocabulary.regulations}

    @cached_property
    def cited(self) -> dict[str, tuple[CitedPlace, ...]]:
        """Citations of each regulation, by its id."""
        places: dict[str, list[CitedPlace]] = {}
        for document in self.corpus.documents:
            for citation in self.notes_of(document).citations:
                if citation.regulation:
                    places.setdefault(citation.regulation, []).append(CitedPlace(document, citation))
        return {work: tuple(found) for work, found in places.items()}

    @cached_property
    def findings_by_source(self) -> dict[str, tuple[Finding, ...]]:
        """Findings by what they name: a document's id or its file."""
        found: dict[str, list[Finding]] = {}
        for finding in self.findings:
            found.setdefault(finding.document, []).append(finding)
        return {name: tuple(group) for name, group in found.items()}

    @cached_property
    def series(self) -> dict[tuple[str, str], tuple[Document, ...]]:
        """Plans of one series, oldest first; texts without a year belong to none."""
        groups: dict[tuple[str, str], list[Document]] = {}
        for document in self.corpus.documents:
            if document.category == "plan" and document.year:
                groups.setdefault(series_of(document), []).append(document)
        return {key: tuple(sorted(group, key=lambda d: (d.year or 0, d.date, d.id))) for key, group in groups.items()}

    @cached_property
    def _paths(self) -> dict[str, dict[str, tuple[Unit, ...]]]:
        return {}

    def path(self, document: Document, anchor: str) -> tuple[Unit, ...]:
        """The units from the top down to an anchor; empty when the document has no such anchor."""
        known = self._paths.get(document.id)
        if known is None:  # only what is cited or cites is looked up: not worth doing for all documents at once
            known = self._paths[document.id] = {u.anchor: (*above, u) for above, u in walk(document.units)}
        return known.get(anchor, ())

    @cached_property
    def _listings(self) -> dict[str, Listing]:
        return {}

    def listing(self, document: Document) -> Listing:
        """The items of a document, found once."""
        if document.id not in self._listings:
            self._listings[document.id] = Listing(document)
        return self._listings[document.id]

    def notes_of(self, document: Document) -> Notes:
        return self.notes.get(document.id) or Notes(document=document.id)

    def findings_of(self, document: Document) -> tuple[Finding, ...]:
        names = (document.id, document.source.file)
        return tuple(finding for name in names for finding in self.findings_by_source.get(name, ()))

    def version_of(self, document: Document) -> Version | None:
        """The entry of a regulation's text in its work's line of versions."""
        work = self.works.get(document.regulation)
        return next((v for v in work.versions if v.document == document.id), None) if work else None

    def page_of(self, work: Work) -> str:
        """Path of the text of a regulation that is in force, else of the regulation's page; empty when it has none."""
        held = [self.documents[v.document] for v in work.versions
                if v.status in ("现行有效", "试行") and v.document in self.documents]
        if held:
            return page_path(held[-1])
        cited = any(place.document.regulation != work.id for place in self.cited.get(work.id, ()))
        return f"regulations/{work.id}" if work.versions or cited else ""

    def target(self, citation: Citation) -> str:
        """Path (from the site's root, without suffix) and anchor of what a citation names; empty when unresolved.

        The work's page stands in for a text that is not in the base, the text's head for an anchor it does not have.
        """
        if not citation.regulation and not citation.document:
            return ""
        version = f"{citation.regulation}@{citation.version}" if citation.version else ""
        text = self.documents.get(citation.document or version)
        if text is None:
            return f"regulations/{citation.regulation}" if citation.regulation in self.works else ""
        return page_path(text) + (f"#{citation.article}" if self.path(text, citation.article) else "")


def matter(document: Document) -> frozenset[str]:
    """Anchors of title, head and record: what is named there is history, nobody acts on it."""
    return frozenset(unit.anchor for unit in document.units if unit.form in ("title", "head", "record"))


def series_of(document: Document) -> tuple[str, str]:
    """What the years of one series share: kind and issuer.

    Two texts that name no issuer need not be of one unit: there only the same title, less its year, makes a series.
    """
    return document.kind, document.issuer or _YEARS.sub("", document.title)


def first_marks(marks: tuple[TermMark, ...]) -> tuple[TermMark, ...]:
    """The first occurrence of each term in each unit: one underline says enough."""
    seen: set[tuple[str, str]] = set()
    first: list[TermMark] = []
    for mark in marks:
        if (mark.anchor, mark.term) not in seen:
            seen.add((mark.anchor, mark.term))
            first.append(mark)
    return tuple(first)


def themes_by_anchor(notes: Notes) -> dict[str, tuple[ThemeMark, ...]]:
    """Theme marks by the unit they judge, strongest first."""
    groups: dict[str, list[ThemeMark]] = {}
    for mark in notes.themes:
        groups.setdefault(mark.anchor, []).append(mark)
    return {anchor: tuple(sorted(group, key=lambda m: (-m.score, m.theme))) for anchor, group in groups.items()}
