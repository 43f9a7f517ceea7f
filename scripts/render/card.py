"""The facts of a document: the card under its title, its neighbours, the regulations it cites.

Guarantees: nothing here is a word of the text; whatever is unknown is left out, never filled in.
"""
from __future__ import annotations

from collections import Counter
from typing import Final

from scripts.model import Citation, Document, Struct, Work, page_path, walk
from scripts.render.dates import chinese_date
from scripts.render.links import address, comparison_path
from scripts.render.marks import newest, replacement
from scripts.render.ranks import kind_of
from scripts.render.references import labels
from scripts.render.site import Site, matter, series_of

FORMATS: Final = {"txt": "TXT", "md": "Markdown", "docx": "Word", "doc": "Word", "pdf": "PDF", "ofd": "OFD",
                  "html": "网页", "rtf": "RTF"}
STATUS_SIGNS: Final = {"现行有效": "ok", "试行": "idle", "已被修改": "warn", "已废止": "bad", "尚未生效": "idle"}
_YEAR: Final = 4  # characters of YYYY-MM-DD


class Fact(Struct, frozen=True):
    """One line of the card."""

    name: str
    value: str
    link: str = ""


class CitedRow(Struct, frozen=True):
    """One line of 引用的法规: all citations of one place in one text."""

    text: str
    link: str  # empty when unresolved
    places: tuple[tuple[str, str], ...]  # name and anchor
    version: str
    status: str
    comparison: str  # the cited version beside the newest, when that is another
    reason: str


def characters(document: Document) -> int:
    """Characters of the published words, blanks not counted."""
    dropped = sum(_solid(d.text) for d in document.dropped)
    return _solid(document.text) - dropped


def facts(site: Site, document: Document) -> tuple[Fact, ...]:
    """Kind, issuer, period, number and date, as far as they are known."""
    known = (
        *(_regulation_facts(site, document) if document.category == "regulation" else _plan_facts(document)),
        Fact("文号", document.number),
        Fact("日期", chinese_date(document.date)),
        Fact("密级", document.secrecy),
        Fact("条目", _counted(document)),
    )
    return tuple(fact for fact in known if fact.value)


def _plan_facts(document: Document) -> tuple[Fact, ...]:
    """What the lists of plans are sorted by, with links to them."""
    kinds, issuers, years = (address(page_path(document), f"lists/{n}", ".html") for n in ("kinds", "issuers", "years"))
    return (
        Fact("类型", document.kind, kinds),
        Fact("单位", document.issuer, issuers),
        Fact("年度", span(document), f"{years}#y{document.year}"),
        Fact("打算时段" if document.kind == "工作总结" else "部署时段", document.plan_period or ""),
    )


def _regulation_facts(site: Site, document: Document) -> tuple[Fact, ...]:
    known = site.regulations.get(document.regulation)
    effective = chinese_date(document.effective)
    return (
        Fact("类型", known.kind if known else kind_of(document.title, document.issuer) or document.kind),
        Fact("单位", document.issuer or (known.issuer if known else "")),
        Fact("施行", f"{effective}起" if effective else ""),
    )


def neighbours(site: Site, document: Document) -> tuple[Document | None, Document | None]:
    """The documents of the same kind and issuer in the nearest year before and after; the same period first."""
    group = site.series.get(series_of(document), ())
    year = document.year or 0
    older = [d for d in group if (d.year or 0) < year]
    newer = [d for d in group if (d.year or 0) > year]
    return _nearest(older[::-1], document), _nearest(newer, document)


def cited_rows(site: Site, document: Document) -> tuple[CitedRow, ...]:
    """The citations of a document, one row for each text and article, in order of first occurrence."""
    apart = matter(document)
    groups: dict[tuple[str, str, str, str], list[Citation]] = {}
    for citation in site.notes_of(document).citations:
        if citation.regulation and citation.regulation == document.regulation:
            continue  # 本法第九条: a cross-reference, not a regulation cited
        if citation.anchor in apart:
            continue
        named = citation.regulation or citation.name or citation.text
        groups.setdefault((named, citation.version, citation.article, citation.reason), []).append(citation)
    return tuple(_row(site, document, group) for group in groups.values())


def _row(site: Site, document: Document, group: list[Citation]) -> CitedRow:
    first = group[0]
    page = page_path(document)
    target = site.target(first)
    work = site.works.get(first.regulation)
    version = next((v for v in work.versions if v.date == first.version), None) if work else None
    after = replacement(site, document, first)
    anchors = tuple(dict.fromkeys(c.anchor for c in group))
    return CitedRow(
        text=first.text if first.text.startswith("《") or not first.name else f"《{first.name.strip('《》')}》",
        link=address(page, target, ".html") if target else "",
        places=tuple((labels(site, document, anchor) or "正文", anchor) for anchor in anchors),
        version=f"{first.version[:_YEAR]}年版" if first.version[:_YEAR].isdigit() else "",
        status=(version.status if version else work.status if work else "") if target else "未识别",
        comparison=_comparison(site, page, first),
        reason="，".join(said for said in (
            _reason(first) if not target else first.reason or ("" if version else _without_text(work)),
            f"已由《{after.name}》取代" if after else "") if said),
    )


def _comparison(site: Site, page: str, citation: Citation) -> str:
    newer, work = newest(site, citation), site.works.get(citation.regulation)
    cited = next((v for v in work.versions if v.date == citation.version), None) if work else None
    path = comparison_path(work, cited, newer) if work and cited and newer else ""
    return address(page, path, ".html") if path else ""


def _without_text(work: Work | None) -> str:
    return "" if work is None or work.versions else "本库没有收入文本"


def _reason(citation: Citation) -> str:
    names = "、".join(citation.candidates)
    return (citation.reason or "未收录") + (f"：{names}" if names else "")


def _nearest(group: list[Document], document: Document) -> Document | None:
    if not group:
        return None
    nearest = [d for d in group if d.year == group[0].year]
    return next((d for d in nearest if d.period == document.period), nearest[0])


def span(document: Document) -> str:
    """2021年上半年; a whole year by its number alone."""
    part = document.period if document.period and document.period != "全年" else ""
    return (f"{document.year}年" if document.year else "") + part


def _counted(document: Document) -> str:
    forms = Counter(unit.form for _, unit in walk(document.units))
    if document.category == "regulation":
        return f"{forms['article']} 条" if forms["article"] else ""
    parts = (("{} 项", forms["numbered"]), ("子项 {} 条", forms["inline"]))
    return "，".join(name.format(number) for name, number in parts if number)


def contents_title(document: Document) -> str:
    """目录 · 5 部分 19 项."""
    sections = [unit for unit in document.units if unit.form == "section"]
    top = sum(not unit.anchor.startswith("f") or unit.anchor.startswith("fb") for unit in sections)  # 附件 apart
    letters = {unit.anchor.rstrip("0123456789") for unit in sections}
    name = next((name for letter, name in (("b", "编"), ("c", "章"), ("j", "节")) if letter in letters), "部分")
    counted = " ".join(part for part in (f"{top} {name}" if top else "", _counted(document).split("，")[0]) if part)
    return f"目录 · {counted}" if counted else "目录"


def _solid(text: str) -> int:
    return len("".join(text.split()))
