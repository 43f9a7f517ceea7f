"""The published data, a contract: ``site/data/*.json`` are lists of these records.

The JSON Schemas beside the files are generated from these types; a change here is a change for every consumer.
"""
from __future__ import annotations

import msgspec

from scripts.model import Category, Kind, Role, Severity


class Record(msgspec.Struct, frozen=True):
    """Base of the published records: every field is always written."""


class SourceRecord(Record):
    file: str
    sha256: str
    format: str
    encoding: str


class HeadingRecord(Record):
    id: str  # anchor in the document's page
    level: int
    label: str
    text: str
    run_in: bool


class DocumentRecord(Record):
    id: str
    title: str
    kind: Kind
    category: Category
    year: int | None
    period: str | None
    plan_period: str | None
    issuer: str
    number: str
    date: str
    source: SourceRecord
    dropped: tuple[str, ...]
    url: str
    headings: tuple[HeadingRecord, ...]
    characters: int


class ItemTheme(Record):
    id: str
    name: str
    score: float
    why: tuple[str, ...]


class ItemCitation(Record):
    text: str
    regulation: str
    article: str
    url: str


class ItemTerm(Record):
    id: str
    text: str
    count: int


class ItemDeadline(Record):
    text: str
    start: str
    end: str


class ItemRelated(Record):
    id: str
    score: float
    why: str


class ItemRecord(Record):
    id: str  # "<document>#<anchor>"
    document: str
    url: str
    label: str
    path: tuple[str, ...]
    form: str  # numbered | inline | article | paragraph
    parent: str
    title: str
    text: str
    role: Role
    themes: tuple[ItemTheme, ...]
    citations: tuple[ItemCitation, ...]
    terms: tuple[ItemTerm, ...]
    deadlines: tuple[ItemDeadline, ...]
    related: tuple[ItemRelated, ...]
    edited: bool


class FindingRecord(Record):
    code: str
    severity: Severity
    document: str
    item: str
    line: int
    message: str
    evidence: str


class CitedBy(Record):
    item: str  # item id
    title: str  # title of the citing document
    year: int | None
    issuer: str
    article: str
    url: str


class VersionRecord(Record):
    document: str
    date: str
    effective: str
    status: str
    url: str


class RegulationRecord(Record):
    id: str
    name: str
    aliases: tuple[str, ...]
    kind: str
    issuer: str
    predecessor: str
    successor: str
    confirmed: bool
    sources: tuple[str, ...]
    status: str
    url: str
    versions: tuple[VersionRecord, ...]
    cited_by: tuple[CitedBy, ...]


class ThemeRecord(Record):
    id: str
    name: str
    group: str
    definition: str
    url: str
    items: tuple[str, ...]


class TermRecord(Record):
    id: str
    text: str
    aliases: tuple[str, ...]
    near: tuple[str, ...]  # near-synonyms: they widen a query, and are not found in texts
    expansion: str
    explanation: str
    source: str
    url: str
    items: tuple[str, ...]


class Rows(msgspec.Struct, frozen=True):
    """All published records of one site."""

    documents: tuple[DocumentRecord, ...]
    items: tuple[ItemRecord, ...]
    findings: tuple[FindingRecord, ...]
    regulations: tuple[RegulationRecord, ...]
    themes: tuple[ThemeRecord, ...]
    terms: tuple[TermRecord, ...]
