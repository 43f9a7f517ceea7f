"""What the page of a regulation's text says besides its words: versions, status, citations; its articles for previews.

Guarantees: status and versions come from the corpus; without a work among them the page shows the text alone.
"""
from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from scripts.model import Document, Event, Struct, Unit, Work, page_path, walk
from scripts.render.asides import cited_articles
from scripts.render.card import STATUS_SIGNS
from scripts.render.dates import chinese_date
from scripts.render.links import address, comparison_path
from scripts.render.places import spoken
from scripts.render.site import Site

_CHANGES: Final = ("修订", "修正", "修改")
_PREVIEWED: Final = frozenset({"article", "clause", "subclause", "point", "numbered", "paragraph", "section"})
_MOST_CITED: Final = 5
_DAY: Final = 10  # characters of YYYY-MM-DD; what follows numbers the texts of one day
_PREVIEW_LIMIT: Final = 600
_LEGAL_FORCE: Final = {"现行有效": "InForce", "试行": "InForce", "已被修改": "NotInForce", "已废止": "NotInForce",
                       "尚未生效": "NotInForce"}  # of this wording


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
    """All texts of the regulation, oldest first; empty for a single one."""
    work = site.works.get(document.regulation)
    if work is None or len(work.versions) < 2:
        return ()
    return tuple(_version_links(site, document, work))


def _version_links(site: Site, document: Document, work: Work) -> list[VersionLink]:
    links = []
    for version in work.versions:
        text = site.documents.get(version.document)
        links.append(VersionLink(
            name=(edition(site, text) if text else "") or chinese_date(version.date[:_DAY]) or "日期不详",
            effective=f"{chinese_date(version.effective)}起施行" if version.effective else "施行日期未写明",
            status=version.status,
            sign=STATUS_SIGNS.get(version.status, "idle"),
            link=address(page_path(document), page_path(text), ".html") if text else "",
            here=version.document == document.id,
        ))
    return links


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

    It calls ``kbArticles("<work>/<date>", {anchor: words})``, children included. An article's only 款 is left out: the
    page falls back to what stands above an anchor, t9-k1 to t9.
    """
    texts = {
        unit.anchor: _preview(document, unit) for above, unit in walk(document.units)
        if unit.form in _PREVIEWED and not (unit.form == "clause" and len(above[-1].children) == 1)
    }
    return f"kbArticles({json.dumps(f'{document.regulation}/{document.version}')},{_script_json(texts)});\n"


def legislation(site: Site, document: Document) -> str:
    """The page as schema.org Legislation (JSON-LD), safe inside a script element."""
    version, known = site.version_of(document), site.regulations.get(document.regulation)
    passed = next((e for e in document.record if e.act == "通过"), None)
    data = {
        "@context": "https://schema.org",
        "@type": "Legislation",
        "name": document.title,
        "inLanguage": "zh-CN",
        "legislationIdentifier": document.number or document.id,
        "legislationDate": passed.date if passed else document.date,
        "legislationDateVersion": document.version if document.version[:1].isdigit() else "",
        "legislationPassedBy": {"@type": "Organization", "name": _passed_by(document, passed)},
        "legislationType": known.kind if known else "",
        "legislationLegalForce": _LEGAL_FORCE.get(version.status, "") if version else "",
        "temporalCoverage": _coverage(site, document),
    }
    return _script_json({k: v for k, v in data.items() if v and (not isinstance(v, dict) or v["name"])})


def _coverage(site: Site, document: Document) -> str:
    """From the day of effect to that of the next wording: 2016-07-08/2019-09-01, 2019-09-01/.. for the newest."""
    if not document.effective:
        return ""
    work = site.works.get(document.regulation)
    later = [v for v in work.versions if v.date > document.version and v.date[:1].isdigit()] if work else []
    return f"{document.effective}/{(later[0].effective or later[0].date) if later else '..'}"


def _passed_by(document: Document, passed: Event | None) -> str:
    return (passed.by if passed else "") or document.issuer


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
    if work is None or len(pair) < 2:
        return ""
    return address(page_path(document), comparison_path(work, pair[0], pair[1]), ".html")


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


def _script_json(data: Mapping[str, Any]) -> str:
    """JSON that is JavaScript too and cannot end the script element it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
