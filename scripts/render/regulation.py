"""What the page of a regulation's text says besides its words: versions, status, citations; its articles for previews.

Guarantees: status and versions come from the corpus; without a work among them the page shows the text alone.
"""
from __future__ import annotations

import json
from typing import Any, Final

from scripts.model import Document, Struct, Unit, Version, Work, page_path, walk
from scripts.render.asides import cited_articles
from scripts.render.card import STATUS_SIGNS
from scripts.render.dates import chinese_date
from scripts.render.legislation import script_json
from scripts.render.links import address, comparison_path, replacement_path
from scripts.render.places import spoken
from scripts.render.site import Site

_CHANGES: Final = ("修订", "修正", "修改")
_PREVIEWED: Final = frozenset({"article", "clause", "subclause", "point", "numbered", "paragraph", "section"})
_MOST_CITED: Final = 5
_DAY: Final = 10  # characters of YYYY-MM-DD; what follows numbers the texts of one day
_PREVIEW_LIMIT: Final = 600


class VersionLink(Struct, frozen=True):
    """One point of the line of versions."""

    name: str  # 2021年修订
    effective: str
    status: str
    sign: str  # ok warn bad idle
    link: str
    here: bool


def edition(site: Site, document: Document) -> str:
    """What tells this text from the others of its regulation: 2021年修订; empty for the only text, never amended.

    Where two texts share the short name (two versions of one year) the day is said, and for two of one day the number.
    """
    work = site.works.get(document.regulation)
    texts = [site.documents[v.document] for v in work.versions if v.document in site.documents] if work else []
    own = _short_edition(document, several=len(texts) > 1)
    if sum(_short_edition(text, several=True) == own for text in texts) < 2:
        return own
    day = f"{chinese_date(document.version[:_DAY])}版" if document.version[:1].isdigit() else own
    again = document.version[_DAY + 1:]
    return f"{day}（第{again}份）" if again else day


def _short_edition(document: Document, *, several: bool) -> str:
    change = next((e for e in reversed(document.record) if e.act.startswith(_CHANGES) and e.date), None)
    if change:
        return f"{change.date[:4]}年{change.act}"
    if not several:
        return ""
    return f"{document.version[:4]}年版" if document.version[:4].isdigit() else "日期不详的文本"


def banner(site: Site, document: Document) -> dict[str, str]:
    """Status of this text on the site's day; empty values where it is not known."""
    version = site.version_of(document)
    status = version.status if version else ""
    newest, after = _newest(site, document), _successor(site, document)
    return {
        "status": status,
        "as_of": chinese_date(site.as_of),
        "sign": STATUS_SIGNS.get(status, "idle"),
        "edition": edition(site, document),
        "effective": chinese_date(document.effective),
        "newest": address(page_path(document), page_path(newest), ".html") if newest else "",
        "newest_name": edition(site, newest) if newest else "",
        "comparison": _comparison(site, document),
        "successor": address(page_path(document), page_path(after), ".html") if after else "",
        "successor_name": after.title if after else "",
        "work": address(page_path(document), f"regulations/{document.regulation}", ".html"),
    }


def version_line(site: Site, document: Document) -> tuple[VersionLink, ...]:
    """All texts of the regulation, with those of …（试行） before it, oldest first; empty for a single one."""
    links = [link for work in _line(site, document) for link in _version_links(site, document, work)]
    return tuple(links) if len(links) > 1 else ()


def _line(site: Site, document: Document) -> list[Work]:
    """The regulation between those that it took the place of and those that took its own."""
    works = [work] if (work := site.works.get(document.regulation)) else []
    while works and (before := site.works.get(works[0].predecessor)) and before not in works:
        works.insert(0, before)
    while works and (after := site.works.get(works[-1].successor)) and after not in works:
        works.append(after)
    return works


def _version_links(site: Site, document: Document, work: Work) -> list[VersionLink]:
    links = []
    for version in work.versions:
        text = site.documents.get(version.document)
        links.append(VersionLink(
            name=_version_name(site, work, version, document),
            effective=f"{chinese_date(version.effective)}起施行" if version.effective else "施行日期未写明",
            status=version.status,
            sign=STATUS_SIGNS.get(version.status, "idle"),
            link=address(page_path(document), page_path(text), ".html") if text else "",
            here=version.document == document.id,
        ))
    return links


def _version_name(site: Site, work: Work, version: Version, document: Document) -> str:
    """2021年修订; with the regulation's name where that is another: 示例办法（试行）."""
    text = site.documents.get(version.document)
    own = edition(site, text) if text else ""
    if work.id != document.regulation:
        return f"{work.name}　{own}".strip()
    return own or chinese_date(version.date[:_DAY]) or "日期不详"


def practice(site: Site, document: Document) -> dict[str, Any]:
    """How often this text is cited: documents, places, the articles cited most, those no plan ever took up."""
    cited = cited_articles(site, document)
    articles = [unit for _, unit in walk(document.units) if unit.form == "article"]
    by_plans = {a for a, places in cited.items() if any(p.document.category == "plan" for p in places)}
    often = sorted((u for u in articles if u.anchor in cited), key=lambda u: -len(cited[u.anchor]))[:_MOST_CITED]
    places = [p for found in cited.values() for p in found]
    return {
        "documents": len({p.document.id for p in places}),
        "places": len(places),
        "often": [(_label(u), u.anchor, len(cited[u.anchor])) for u in often],
        "never": [(_label(u), u.anchor) for u in articles if u.anchor not in by_plans],
    }


def definitions(site: Site, document: Document) -> tuple[tuple[str, str, str], ...]:
    """The words this text defines, in its order: term, place (第二条第一款), anchor."""
    found = {d.term: d.anchor for d in reversed(site.notes_of(document).definitions)}  # the first place of each
    places = ((term, site.path(document, anchor)) for term, anchor in reversed(found.items()))
    return tuple((term, spoken(path[:-1], path[-1], "regulation", document.text), path[-1].anchor)
                 for term, path in places if path)


def article_script(document: Document) -> str:
    """A script that hands this text's articles to the page that cites them; works from ``file://``.

    It calls ``kbArticles("<work>/<date>", {anchor: words}, "<title>")``, children included. An article's only 款 is
    left out: the page falls back to what stands above an anchor, t9-k1 to t9.
    """
    texts = {
        unit.anchor: _preview(document, unit) for above, unit in walk(document.units)
        if unit.form in _PREVIEWED and not (unit.form == "clause" and len(above[-1].children) == 1)
    }
    key, title = json.dumps(f"{document.regulation}/{document.version}"), script_json(document.title)
    return f"kbArticles({key},{script_json(texts)},{title});\n"


def _newest(site: Site, document: Document) -> Document | None:
    """The newest other text of the regulation that came after this one."""
    work = site.works.get(document.regulation)
    if work is None or not document.version[:1].isdigit():
        return None
    later = [v for v in work.versions if v.date > document.version and v.date[:1].isdigit()]
    return site.documents.get(later[-1].document) if later else None


def _comparison(site: Site, document: Document) -> str:
    """Where this text stands beside the one before it, or for the oldest the one after it."""
    work = site.works.get(document.regulation)
    texts = [v for v in work.versions if v.document in site.documents] if work else []
    at = next((n for n, v in enumerate(texts) if v.document == document.id), 0)
    pair = texts[max(at - 1, 0):][:2]
    if work is None or not pair:
        return ""
    path = comparison_path(work, *pair) if len(pair) > 1 else _replacement(site, work)
    return address(page_path(document), path, ".html") if path else ""


def _replacement(site: Site, work: Work) -> str:
    """…（试行） beside what took its place, seen from either."""
    before, after = site.works.get(work.predecessor), site.works.get(work.successor)
    for one, other in ((before, work), (work, after)):
        if one and other and one.versions and other.versions and _stands(site, one.versions[-1], other.versions[0]):
            return replacement_path(one, other)
    return ""


def _stands(site: Site, *versions: Version) -> bool:
    return all(version.document in site.documents for version in versions)


def _successor(site: Site, document: Document) -> Document | None:
    """The newest text of the regulation that took this one's place: …（试行） → …."""
    work = site.works.get(document.regulation)
    after = site.works.get(work.successor) if work else None
    return site.documents.get(after.versions[-1].document) if after and after.versions else None


def _label(unit: Unit) -> str:
    return "".join(unit.label.split())


def _preview(document: Document, unit: Unit) -> str:
    lines = (line.strip() for line in document.text[unit.span[0]:unit.span[1]].split("\n"))
    whole = "\n".join(line for line in lines if line)
    return whole if len(whole) <= _PREVIEW_LIMIT else whole[:_PREVIEW_LIMIT] + "…"
