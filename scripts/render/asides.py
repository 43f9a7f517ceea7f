"""What stands beside a line: themes, deadlines, the age of a citation, who cites an article.

Guarantees: raw HTML without a blank line in it, outside the document's words; each theme says why (``title``).
"""
from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Final, TypeVar

from scripts.model import Citation, Deadline, Definition, Document, ThemeMark, Unit, page_path
from scripts.render.blocks import BodyBlock
from scripts.render.dates import chinese_date
from scripts.render.escape import html
from scripts.render.links import address
from scripts.render.marks import is_own, newest, replacement
from scripts.render.references import place_name
from scripts.render.site import CitedPlace, Site, themes_by_anchor

_JUDGED: Final = frozenset({"numbered", "inline", "article", "paragraph"})
_Mark = TypeVar("_Mark", Deadline, Citation, Definition)
_BARE: Final = frozenset({"title", "head", "record"})
_CITED_LIMIT: Final = 40  # places named under one article; the work's page has them all


class Asides:
    """The notes of one document, block by block."""

    def __init__(self, site: Site, document: Document) -> None:
        notes = site.notes_of(document)
        self._site = site
        self._page = page_path(document)
        self._document = document
        self._themes = themes_by_anchor(notes)
        self._deadlines = _by_anchor(notes.deadlines)
        self._citations = _by_anchor(notes.citations)
        self._cited = cited_articles(site, document)
        self._definitions = _by_anchor(notes.definitions)
        self._noted = {anchor for group in (self._themes, self._deadlines, self._citations, self._cited,
                                            self._definitions) for anchor in group}

    def beside(self, block: BodyBlock) -> str:
        """The ``<aside>`` of a block; empty when there is nothing to say."""
        if block.form in _BARE or not any(unit.anchor in self._noted for unit in block.units):
            return ""
        parts = [*self._theme_chips(block), *self._due(block), *self._old(block), *self._replaced(block),
                 *self._defined(block), *self._cited_by(block)]
        if not parts:
            return ""
        return f'<aside class="gy-notes" data-for="{block.anchor}">{"".join(parts)}</aside>'

    def _theme_chips(self, block: BodyBlock) -> Iterator[str]:
        chips: dict[str, ThemeMark] = {}
        for unit in block.units:
            if unit.form in _JUDGED or unit.run_in:
                for mark in self._themes.get(unit.anchor, ()):
                    chips.setdefault(mark.theme, mark)
        if links := "".join(self._chip(mark) for mark in chips.values()):
            yield f'<p class="gy-themes">{links}</p>'

    def _chip(self, mark: ThemeMark) -> str:
        theme = self._site.themes.get(mark.theme)
        link = address(self._page, f"themes/{mark.theme}", ".html")
        name, why = html(theme.name if theme else mark.theme), html("、".join(mark.why))
        return f'<a href="{link}" title="依据：{why}">{name}</a>'

    def _due(self, block: BodyBlock) -> Iterator[str]:
        found = dict.fromkeys(d for unit in block.units for d in self._deadlines.get(unit.anchor, ()))
        if words := "、".join(dict.fromkeys(_deadline(d) for d in found)):
            yield f'<p class="gy-due">时限　{words}</p>'

    def _old(self, block: BodyBlock) -> Iterator[str]:
        found: dict[tuple[str, str], tuple[str, str]] = {}  # several articles of one version: said once
        for unit in block.units:
            for citation in self._citations.get(unit.anchor, ()):
                if is_own(self._document, citation):
                    continue
                newer = newest(self._site, citation)
                text = self._site.documents.get(newer.document) if newer else None
                if newer and text:
                    found[citation.version, page_path(text)] = _outdated(citation.version, newer.date)
        for (_, page), (cited, revised) in found.items():
            link = address(self._page, page, ".html")
            yield f'<p class="gy-due">引用为{cited}版，<a href="{link}">{revised}已修订</a></p>'

    def _replaced(self, block: BodyBlock) -> Iterator[str]:
        citations = (c for unit in block.units for c in self._citations.get(unit.anchor, ()))
        found = {(c.regulation, after.id): after for c in citations
                 if (after := replacement(self._site, self._document, c))}
        for (before, _), after in found.items():
            name, page = f"《{html(after.name)}》", self._site.page_of(after)
            link = f'<a href="{address(self._page, page, ".html")}">{name}</a>' if page else name
            yield f'<p class="gy-due">《{html(self._site.works[before].name)}》已由{link}取代</p>'

    def _defined(self, block: BodyBlock) -> Iterator[str]:
        found = dict.fromkeys(d.term for unit in block.units for d in self._definitions.get(unit.anchor, ()))
        if found:
            yield f'<p class="gy-due">定义　{html("、".join(found))}</p>'

    def _cited_by(self, block: BodyBlock) -> Iterator[str]:
        for unit in block.units:
            places = self._cited.get(unit.anchor, ()) if unit.form == "article" else ()
            if places:
                yield _cited_list(self._site, self._page, self._document, unit, places)


def cited_articles(site: Site, document: Document) -> dict[str, tuple[CitedPlace, ...]]:
    """Who cites which article of this text, by the article's anchor; the text's own cross-references left out."""
    found: dict[str, list[CitedPlace]] = {}
    if document.category != "regulation":
        return {}
    for place in site.cited.get(document.regulation, ()):
        citation = place.citation
        own = place.document.regulation == document.regulation
        if citation.article and citation.version == document.version and not own:
            found.setdefault(citation.article.split("-")[0], []).append(place)
    return {anchor: tuple(places) for anchor, places in found.items()}


def _cited_list(site: Site, page: str, document: Document, unit: Unit, places: tuple[CitedPlace, ...]) -> str:
    newest_first = sorted(places[:_CITED_LIMIT], key=lambda p: (-(p.document.year or 0), p.document.id))
    rows = "".join(
        f"<li><i>{year or '未注明年份'}</i>{''.join(_cited_link(site, page, p) for p in group)}</li>"
        for year, group in groupby(newest_first, key=lambda p: p.document.year)
    )
    work = address(page, f"regulations/{document.regulation}", ".html")
    more = f'<p><a href="{work}">全部 {len(places)} 处</a></p>' if len(places) > _CITED_LIMIT else ""
    return (f'<details class="gy-cited" data-article="{unit.anchor}"><summary>被引用 {len(places)}</summary>'
            f"<ul>{rows}</ul>{more}</details>")


def _cited_link(site: Site, page: str, place: CitedPlace) -> str:
    link = address(page, f"{page_path(place.document)}#{place.citation.anchor}", ".html")
    name = place_name(site, place.document, place.citation.anchor)
    return f'<a href="{link}" title="{html(place.document.title)}">{html(name)}</a> '


def _deadline(deadline: Deadline) -> str:
    words = html(" ".join(deadline.text.split()))
    if not (deadline.start or deadline.end):
        return words
    days = "至".join(dict.fromkeys(day for day in (deadline.start, deadline.end) if day))
    return f'<span title="{days}">{words}</span>'


def _outdated(cited: str, newer: str) -> tuple[str, str]:
    """When the cited text and the newer one were made: the years, or the days where the years are the same."""
    if cited[:4] != newer[:4]:
        return f"{cited[:4]}年", f"{newer[:4]}年"
    return chinese_date(cited[:10]), chinese_date(newer[:10])


def _by_anchor(marks: tuple[_Mark, ...]) -> dict[str, tuple[_Mark, ...]]:
    groups: dict[str, list[_Mark]] = {}
    for mark in marks:
        groups.setdefault(mark.anchor, []).append(mark)
    return {anchor: tuple(group) for anchor, group in groups.items()}
