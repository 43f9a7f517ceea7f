"""The published records (``site/data/*.json``) of a site: what is listed, in document order.

Listed as items are labelled items, inline ones, articles, tables and unlabelled prose outside articles. What is said
of a unit that is not listed (a 款, a heading run in) belongs to the nearest listed unit above it.
"""
from __future__ import annotations

from collections.abc import Callable

from scripts.model import Document, Finding, Notes, walk
from scripts.records import (
    CitedBy,
    DocumentRecord,
    FindingRecord,
    HeadingRecord,
    RegulationRecord,
    SourceRecord,
    TermRecord,
    ThemeRecord,
    VersionRecord,
)
from scripts.render.card import characters
from scripts.render.items import item_records, url_of
from scripts.render.places import lead_words
from scripts.render.ranks import kind_of
from scripts.render.site import CitedPlace, Site

__all__ = ["document_record", "finding_records", "item_records", "regulation_records", "term_records", "theme_records"]


def document_record(site: Site, document: Document) -> DocumentRecord:  # noqa: ARG001 -- as the others
    """A document's metadata and its headings."""
    source = document.source
    return DocumentRecord(
        id=document.id, title=document.title, kind=document.kind, category=document.category, year=document.year,
        period=document.period, plan_period=document.plan_period, issuer=document.issuer, number=document.number,
        date=document.date, source=SourceRecord(source.file, source.sha256, source.format, source.encoding),
        dropped=tuple(d.text for d in document.dropped), url=url_of(document),
        headings=tuple(
            HeadingRecord(id=u.anchor, level=u.level, label=u.label, text=lead_words(u, document.text), run_in=u.run_in)
            for _, u in walk(document.units) if u.form == "section"
        ),
        characters=characters(document),
    )


def finding_records(site: Site) -> tuple[FindingRecord, ...]:
    """All findings; a document is named by its id where it has one."""
    ids = {document.source.file: document.id for document in site.corpus.documents}
    return tuple(_finding(finding, ids) for finding in site.findings)


def regulation_records(site: Site) -> tuple[RegulationRecord, ...]:
    """Every regulation with a text, cited somewhere, or in the vocabulary; by id."""
    names = {work.id: work.name for work in site.corpus.works}
    names |= {entry.id: entry.name for entry in site.vocabulary.regulations}
    names |= {work.id: work.name for work in site.corpus.works if work.name}
    return tuple(_regulation(site, work, names[work]) for work in sorted(names))


def theme_records(site: Site) -> tuple[ThemeRecord, ...]:
    """Every theme of the vocabulary, in its order, with the items that carry it."""
    items = _items_by(site, lambda notes: [(m.anchor, m.theme) for m in notes.themes])
    return tuple(
        ThemeRecord(id=t.id, name=t.name, group=t.group, definition=t.definition, url=f"themes/{t.id}.html",
                    items=items.get(t.id, ()))
        for t in site.vocabulary.themes
    )


def term_records(site: Site) -> tuple[TermRecord, ...]:
    """Every term of the vocabulary, in its order, with the items that use it."""
    items = _items_by(site, lambda notes: [(m.anchor, m.term) for m in notes.terms])
    return tuple(
        TermRecord(id=t.id, text=t.text, aliases=t.aliases, near=t.near, expansion=t.expansion,
                   explanation=t.explanation, source=t.source, url=f"terms/{t.id}.html", items=items.get(t.id, ()))
        for t in site.vocabulary.terms
    )


def _items_by(site: Site, marks: Callable[[Notes], list[tuple[str, str]]]) -> dict[str, tuple[str, ...]]:
    """Ids of the items that carry a mark, by the mark's name, each once, in document order."""
    found: dict[str, dict[str, None]] = {}
    for document in site.corpus.documents:
        marked = marks(site.notes_of(document))
        if not marked:  # as in most laws
            continue
        listing = site.listing(document)
        places = [(listing.owner(anchor), name) for anchor, name in marked]
        order = {unit.anchor: n for n, (_, unit) in enumerate(listing.items)}
        for owner, name in sorted((p for p in places if p[0]), key=lambda p: order[p[0]]):
            found.setdefault(name, {})[f"{document.id}#{owner}"] = None
    return {name: tuple(items) for name, items in found.items()}


def _finding(finding: Finding, ids: dict[str, str]) -> FindingRecord:
    return FindingRecord(
        code=finding.code, severity=finding.severity, document=ids.get(finding.document, finding.document),
        item=finding.item, line=finding.line, message=finding.message, evidence=finding.evidence,
    )


def _regulation(site: Site, work: str, name: str) -> RegulationRecord:
    known, entry = site.works.get(work), site.regulations.get(work)
    versions = known.versions if known else ()
    places = [p for p in site.cited.get(work, ()) if p.document.regulation != work]  # 本法第九条 is no citing
    texts = [site.documents[v.document] for v in versions if v.document in site.documents]
    issuer = entry.issuer if entry else next((t.issuer for t in reversed(texts) if t.issuer), "")
    return RegulationRecord(
        id=work, name=entry.name if entry else name, aliases=entry.aliases if entry else (),
        kind=entry.kind if entry else kind_of(name, issuer), issuer=issuer,
        predecessor=(entry.predecessor if entry else "") or (known.predecessor if known else ""),
        successor=(entry.successor if entry else "") or (known.successor if known else ""),
        confirmed=entry.confirmed if entry else False, sources=entry.sources if entry else (),
        status=known.status if known else "", url=f"regulations/{work}.html",
        versions=tuple(
            VersionRecord(document=v.document, date=v.date, effective=v.effective, status=v.status,
                          url=url_of(site.documents[v.document]) if v.document in site.documents else "")
            for v in versions
        ),
        cited_by=tuple(_cited_by(site, place) for place in places),
    )


def _cited_by(site: Site, place: CitedPlace) -> CitedBy:
    document, citation = place.document, place.citation
    owner = site.listing(document).owner(citation.anchor)
    return CitedBy(
        item=f"{document.id}#{owner}" if owner else document.id, title=document.title, year=document.year,
        issuer=document.issuer, article=citation.article, url=f"{url_of(document)}#{citation.anchor}",
    )
