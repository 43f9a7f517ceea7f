"""A regulation as a work: facts, versions, who cites it and how, which articles practice never took up."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec

from scripts.records import CitedBy, ItemRecord, RegulationRecord
from scripts.render.gather.page import page
from scripts.render.gather.view import View


class Practice(msgspec.Struct, frozen=True):
    """One article and the tasks that invoke it."""

    article: str  # 第九条
    anchor: str
    uses: tuple[CitedBy, ...]


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
        taken = _by_article(work, text)
        yield page(
            f"regulations/{work.id}.md", "work.md.j2", work.name, "work", toc=True, work=work,
            entry=entries.get(work.id), latest=latest, practice=taken, idle=_idle(taken, text),
            years=_by_year(work.cited_by), before=names.get(work.predecessor), after=names.get(work.successor),
            has_page=has_page,
            pairs=list(zip(work.versions, work.versions[1:], strict=False)), as_of=view.as_of,
        )


def _by_article(work: RegulationRecord, articles: list[ItemRecord]) -> list[Practice]:
    """Articles that are cited, in their order; citations of a 款 or 项 count for its article."""
    uses: dict[str, list[CitedBy]] = {}
    for cited in work.cited_by:
        uses.setdefault(cited.article.split("-")[0], []).append(cited)
    by_anchor = {a.id.partition("#")[2]: a for a in articles}
    return [Practice(by_anchor[anchor].label, anchor, tuple(uses[anchor])) for anchor in by_anchor if anchor in uses]


def _idle(practice: list[Practice], articles: list[ItemRecord]) -> list[tuple[str, str]]:
    """Label and anchor of the articles that nobody cites."""
    taken = {p.anchor for p in practice}
    return [(a.label, a.id.partition("#")[2]) for a in articles if a.id.partition("#")[2] not in taken]


def _by_year(cited: tuple[CitedBy, ...]) -> list[tuple[int | None, int, list[CitedBy]]]:
    number = Counter(c.year for c in cited)
    return [(year, number[year], [c for c in cited if c.year == year])
            for year in sorted(number, key=lambda y: -(y or 0))]
