"""What machines read of a regulation: schema.org Legislation (JSON-LD), for each text and for the regulation as such.

Guarantees: only what is known is said; the JSON cannot end the script element it stands in; addresses are relative to
the page, as all of the site's are.
"""
from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from scripts.model import Document, Event, page_path
from scripts.records import RegulationRecord
from scripts.render.links import relative
from scripts.render.ranks import kind_of
from scripts.render.site import Site

_FORCE: Final = "https://schema.org/"
_LEGAL_FORCE: Final = {"现行有效": f"{_FORCE}InForce", "试行": f"{_FORCE}InForce", "已被修改": f"{_FORCE}NotInForce",
                       "已废止": f"{_FORCE}NotInForce", "尚未生效": f"{_FORCE}NotInForce"}  # of this wording
_DAY: Final = 10  # characters of YYYY-MM-DD; what follows numbers the texts of one day


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
        "legislationType": known.kind if known else kind_of(document.title, document.issuer),
        "legislationLegalForce": _LEGAL_FORCE.get(version.status, "") if version else "",
        "temporalCoverage": _coverage(site, document),
        "exampleOfWork": _reference(page_path(document), f"regulations/{document.regulation}.html",
                                    site.works[document.regulation].name if document.regulation in site.works else ""),
    }
    return script_json(_said(data))


def work_legislation(page: str, work: RegulationRecord) -> str:
    """The regulation as such, with its texts (``workExample``)."""
    return script_json(_said({
        "@context": "https://schema.org",
        "@type": "Legislation",
        "name": work.name,
        "alternateName": list(work.aliases),
        "inLanguage": "zh-CN",
        "legislationIdentifier": work.id,
        "legislationPassedBy": {"@type": "Organization", "name": work.issuer},
        "legislationType": work.kind,
        "legislationLegalForce": _LEGAL_FORCE.get(work.status, ""),
        "workExample": [
            {**_reference(page, v.url, work.name), "legislationDateVersion": v.date[:_DAY]}
            for v in work.versions if v.url and v.date[:1].isdigit()
        ],
    }))


def _reference(page: str, url: str, name: str) -> dict[str, str]:
    return {"@type": "Legislation", "@id": relative(page, url), "name": name}


def _said(data: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in data.items() if v and (not isinstance(v, dict) or v["name"])}


def _coverage(site: Site, document: Document) -> str:
    """From the day of effect to that of the next wording: 2016-07-08/2019-09-01, 2019-09-01/.. for the newest."""
    if not document.effective:
        return ""
    work = site.works.get(document.regulation)
    later = [v for v in work.versions if v.date > document.version and v.date[:1].isdigit()] if work else []
    after = site.works.get(work.successor) if work else None
    next_ = next(iter([*later, *(after.versions if after else ())]), None)
    version = site.version_of(document)
    if next_ is None and version and version.status == "已废止":
        return ""  # it ended, and nothing says when
    return f"{document.effective}/{(next_.effective or next_.date) if next_ else '..'}"


def _passed_by(document: Document, passed: Event | None) -> str:
    return (passed.by if passed else "") or document.issuer


def script_json(data: Mapping[str, Any] | str) -> str:
    """JSON that is JavaScript too and cannot end the script element it stands in."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
