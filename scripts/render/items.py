"""The items of a document as published: their words, path, role and all that is said of them.

Guarantees: document order; ``text`` holds the children, ``citations terms deadlines`` only what stands in the item's
own words (and in those of unlisted units in it, a 款 of an article).
"""
from __future__ import annotations

from collections import Counter
from typing import TypeVar

from scripts.model import Citation, Deadline, Document, Notes, TermMark, ThemeMark, Unit, page_path
from scripts.records import ItemCitation, ItemDeadline, ItemRecord, ItemTerm, ItemTheme
from scripts.render.listing import Listing
from scripts.render.places import Above, lead_words, words_after_label
from scripts.render.site import Site

_Mark = TypeVar("_Mark", Citation, Deadline, TermMark, ThemeMark)


def url_of(document: Document) -> str:
    return f"{page_path(document)}.html"


def item_records(site: Site, document: Document) -> tuple[ItemRecord, ...]:
    """The items, articles and unlabelled paragraphs of a document."""
    listing = site.listing(document)
    marks = _Marks(site.notes_of(document), listing)
    return tuple(_record(site, document, listing, marks, above, unit) for above, unit in listing.items)


class _Marks:
    """The marks of a document by the item they belong to."""

    def __init__(self, notes: Notes, listing: Listing) -> None:
        self.themes = _grouped(notes.themes, listing)
        self.citations = _grouped(notes.citations, listing)
        self.terms = _grouped(notes.terms, listing)
        self.deadlines = _grouped(notes.deadlines, listing)


def _grouped(marks: tuple[_Mark, ...], listing: Listing) -> dict[str, list[_Mark]]:
    groups: dict[str, list[_Mark]] = {}
    for mark in marks:
        groups.setdefault(listing.owner(mark.anchor), []).append(mark)
    return groups


def _record(
    site: Site, document: Document, listing: Listing, marks: _Marks, above: Above, unit: Unit,
) -> ItemRecord:
    parent = listing.owner(above[-1].anchor) if above else ""
    anchor = unit.anchor
    words = _without_dropped(document, unit)
    return ItemRecord(
        id=f"{document.id}#{anchor}", document=document.id, url=f"{url_of(document)}#{anchor}", label=unit.label,
        path=_path(document, above), form="paragraph" if unit.form == "table" else unit.form,
        parent=f"{document.id}#{parent}" if parent else "", title=_title(document, unit), text=words, role=unit.role,
        themes=_themes(site, marks.themes.get(anchor, [])),
        citations=tuple(_citation(site, c) for c in marks.citations.get(anchor, [])),
        terms=tuple(
            ItemTerm(id=term, text=text, count=count)
            for (term, text), count in Counter((m.term, m.text) for m in marks.terms.get(anchor, [])).items()
        ),
        deadlines=tuple(ItemDeadline(d.text, d.start, d.end) for d in marks.deadlines.get(anchor, [])),
        related=(), edited=False,
    )


def _path(document: Document, above: Above) -> tuple[str, ...]:
    """Headings above an item, run-in ones and lead sentences of the items around it included."""
    return tuple(u.label + lead_words(u, document.text) for u in above if u.form == "section" or u.lead[0] < u.lead[1])


def _title(document: Document, unit: Unit) -> str:
    """The lead sentence, when more words follow it in the item."""
    if unit.lead[0] >= unit.lead[1]:
        return ""
    rest = document.text[unit.lead[1]:unit.span[1]].strip().lstrip("。")
    return lead_words(unit, document.text) if rest.strip() else ""


def _without_dropped(document: Document, unit: Unit) -> str:
    """The item's words without its label, line by line; lines left out of the page are left out here."""
    text = words_after_label(unit, document.text)
    gone = [d for d in document.dropped if unit.span[0] <= d.span[0] < unit.span[1]]
    for dropped in gone:
        text = text.replace(dropped.text, "", 1)
    return "\n".join(bare for line in text.split("\n") if (bare := line.strip()))


def _themes(site: Site, marks: list[ThemeMark]) -> tuple[ItemTheme, ...]:
    strongest: dict[str, ThemeMark] = {}
    for mark in sorted(marks, key=lambda m: (-m.score, m.theme)):
        strongest.setdefault(mark.theme, mark)
    return tuple(
        ItemTheme(id=m.theme, name=site.themes[m.theme].name if m.theme in site.themes else m.theme, score=m.score,
                  why=m.why)
        for m in strongest.values()
    )


def _citation(site: Site, citation: Citation) -> ItemCitation:
    path, sign, anchor = site.target(citation).partition("#")
    return ItemCitation(
        text=citation.text, regulation=citation.regulation, article=citation.article,
        url=f"{path}.html{sign}{anchor}" if path else "",
    )
