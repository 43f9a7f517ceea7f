"""A regulation as a work: facts, versions, who cites it and how, which articles practice never took up."""
from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from markupsafe import Markup

from scripts.records import CitedBy, ItemRecord, RegulationRecord, VersionRecord
from scripts.render.dates import chinese_date
from scripts.render.gather.compare import comparisons_of
from scripts.render.gather.page import page
from scripts.render.gather.view import View, item_name, unlike
from scripts.render.legislation import work_legislation


class Use(msgspec.Struct, frozen=True):
    """One item that cites: named as lists name it."""

    name: str
    cited: CitedBy
    article: str = ""  # anchor in the newest text; empty where the article cited has no successor there
    by_regulation: bool = False


class Source(msgspec.Struct, frozen=True):
    """One document and its places that cite."""

    cited: CitedBy  # the first of them, for title, year and issuer
    url: str
    uses: tuple[Use, ...]


class Practice(msgspec.Struct, frozen=True):
    """One article and the tasks that invoke it."""

    article: str  # 第九条
    anchor: str
    number: int
    sources: list[Source]


def has_page(work: RegulationRecord) -> bool:
    """A work gets a page when the base holds its text or cites it; the rest of the vocabulary is only listed."""
    return bool(work.versions or work.cited_by)


def work_pages(view: View) -> Iterator[tuple[str, str]]:
    """``regulations/<work>.md`` for every work that has a text or is cited."""
    entries = {r.id: r for r in view.vocabulary.regulations}
    names = {r.id: r for r in view.regulations}
    articles: dict[str, list[ItemRecord]] = {}
    for item in view.items:
        if item.form == "article":
            articles.setdefault(item.document, []).append(item)
    for work in (w for w in view.regulations if has_page(w)):
        latest = work.versions[-1] if work.versions else None
        text = articles.get(latest.document, []) if latest else []
        named = _uses(view, work, text)
        taken = _by_article(named, text)
        yield page(
            f"regulations/{work.id}.md", "work.md.j2", work.name, "work", toc=True, work=work,
            current=_in_force(work), entry=entries.get(work.id), latest=latest, practice=taken, idle=_idle(named, text),
            number=len(named), years=_by_year(named), has_page=has_page,
            before=names.get(work.predecessor), after=names.get(work.successor),
            legislation=Markup(work_legislation(f"regulations/{work.id}.md", work)),  # noqa: S704 -- JSON, its < escaped
            pairs=comparisons_of(view, work), as_of=chinese_date(view.as_of), edition=view.edition, day=chinese_date,
        )


def _in_force(work: RegulationRecord) -> VersionRecord | None:
    """The text that holds on the site's day; the newest where none does."""
    held = [version for version in work.versions if version.status in ("现行有效", "试行")]
    return next(iter([*held[-1:], *work.versions[-1:]]), None)


def _uses(view: View, work: RegulationRecord, articles: list[ItemRecord]) -> list[Use]:
    """The items that cite a work, one for each item and article, named."""
    successors = _successors(view, work, articles)
    return [_use(view, cited, successors.get((view.cited_text(work, cited), cited.article.partition("-")[0]), ""))
            for cited in unlike(work.cited_by)]


def _use(view: View, cited: CitedBy, article: str) -> Use:
    item, citing = view.item_of.get(cited.item), view.document_of.get(cited.item.partition("#")[0])
    by_regulation = citing is not None and citing.category == "regulation"
    return Use(_name(item) if item else "", cited, article, by_regulation)


def _successors(view: View, work: RegulationRecord, articles: list[ItemRecord]) -> dict[tuple[str, str], str]:
    """What an article of each text became in the newest: 2020年版第六条 may stand there as 第七条."""
    if not work.versions:
        return {}
    newest, url_of = work.versions[-1], {v.document: v.url for v in work.versions}
    became = {(newest.url, anchor): anchor for anchor in (a.id.partition("#")[2] for a in articles)}
    for comparison in view.comparisons:
        if comparison.new == newest.document and comparison.old in url_of:
            became |= {(url_of[comparison.old], row.old): row.new for row in comparison.rows if row.change in "同改并"}
    return became


def _name(item: ItemRecord) -> str:
    """Short: many names of one text stand in a row."""
    return item.label if item.form == "article" else item_name(item)


def _sources(uses: Iterable[Use]) -> list[Source]:
    """Uses by the document that they stand in, newest year first; a place that cites twice is named once."""
    groups: dict[str, dict[str, Use]] = {}
    for use in uses:
        groups.setdefault(use.cited.item.partition("#")[0], {}).setdefault(use.cited.item, use)
    found = [tuple(group.values()) for group in groups.values()]
    found.sort(key=lambda group: -(group[0].cited.year or 0))
    return [Source(group[0].cited, group[0].cited.url.partition("#")[0], group) for group in found]


def _by_article(named: list[Use], articles: list[ItemRecord]) -> list[Practice]:
    """Articles of the newest text that are cited, in their order; a 款 or 项 counts for its article."""
    uses: dict[str, list[Use]] = {}
    for use in named:
        uses.setdefault(use.article, []).append(use)
    by_anchor = {a.id.partition("#")[2]: a for a in articles}
    return [Practice(by_anchor[anchor].label, anchor, len(uses[anchor]), _sources(uses[anchor]))
            for anchor in by_anchor if anchor in uses]


def _idle(named: list[Use], articles: list[ItemRecord]) -> list[tuple[str, str]]:
    """Label and anchor of the articles that no plan, summary or speech takes up; a regulation's word is no practice."""
    taken = {use.article for use in named if not use.by_regulation}
    return [(a.label, a.id.partition("#")[2]) for a in articles if a.id.partition("#")[2] not in taken]


def _by_year(named: list[Use]) -> list[tuple[int | None, int, list[Source]]]:
    years: dict[int | None, list[Use]] = {}
    for use in named:
        years.setdefault(use.cited.year, []).append(use)
    return [(year, len(years[year]), _sources(years[year])) for year in sorted(years, key=lambda y: -(y or 0))]
