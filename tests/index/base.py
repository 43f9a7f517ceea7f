"""The hand-made base of ``site.yml`` as pages and records, and its search files."""
from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from scripts.index import build
from scripts.records import (
    DocumentRecord,
    HeadingRecord,
    ItemRecord,
    ItemTheme,
    RegulationRecord,
    SourceRecord,
    TermRecord,
    ThemeRecord,
    VersionRecord,
)

HERE = Path(__file__).parent
FRAME = "<!doctype html><html><body><nav>菜单里的粮库</nav>{}<footer>页脚</footer></body></html>"
NAMES = {"zuo-feng": "作风建设", "xin-fang": "信访举报"}


@cache
def told() -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((HERE / "site.yml").read_text(encoding="utf-8"))
    return data


def pages() -> list[tuple[str, str]]:
    """``(url, html)`` in an order that means nothing."""
    texts = [(d["url"], _article(d)) for d in told()["documents"]]
    return [(url, FRAME.format(html)) for url, html in (*texts, *((p["url"], p["html"]) for p in told()["pages"]))]


def _article(d: dict[str, Any]) -> str:
    return "\n".join((f'<article class="gy" data-document="{d["id"]}">', *d["lines"], "</article>"))


def documents() -> list[DocumentRecord]:
    return [DocumentRecord(
        id=d["id"], title=d["title"], kind=d["kind"], category=d["category"], year=d["year"], period=None,
        plan_period=None, issuer=d.get("issuer", ""), number="", date=str(d.get("date", "")),
        source=SourceRecord("", "", "txt", "utf-8"), dropped=(), url=d["url"], characters=0,
        headings=tuple(HeadingRecord(str(h[0]), h[1], h[2], h[3], run_in=False) for h in d["headings"]),
    ) for d in told()["documents"]]


def items() -> list[ItemRecord]:
    return [_item(d, *row) for d in told()["documents"] for row in d["items"]]


def _item(
    d: dict[str, Any], anchor: str, form: str, label: str, title: str, role: Any, themes: list[str],
) -> ItemRecord:
    above = tuple(h[2] + h[3] for h in d["headings"] if anchor.startswith(f"{h[0]}-"))
    return ItemRecord(
        id=f"{d['id']}#{anchor}", document=d["id"], url=f"{d['url']}#{anchor}", label=label, path=above, form=form,
        parent="", title=title, text="", role=role, themes=tuple(ItemTheme(t, NAMES[t], 1.0, ("",)) for t in themes),
        citations=(), terms=(), deadlines=(), related=(), edited=False)


def files() -> dict[str, bytes]:
    """The search files of the base."""
    said = [(pair["say"], pair["mean"]) for pair in told()["everyday"]]
    return build(pages(), documents(), items(), _regulations(), _themes(), _terms(), said)


def _regulations() -> list[RegulationRecord]:
    return [RegulationRecord(
        id=r["id"], name=r["name"], aliases=tuple(r["aliases"]), kind="", issuer="", predecessor="", successor="",
        confirmed=False, sources=(), status="现行有效", url=r["url"], cited_by=(),
        versions=(VersionRecord(r["document"], "2021-03-01", "2021-03-01", "现行有效",
                                "regulations/liang-ku-ban-fa/2021-03-01.html"),),
    ) for r in told()["regulations"]]


def _themes() -> list[ThemeRecord]:
    return [ThemeRecord(t["id"], t["name"], "", "", f"themes/{t['id']}.html", ()) for t in told()["themes"]]


def _terms() -> list[TermRecord]:
    return [TermRecord(
        id=t["id"], text=t["text"], aliases=tuple(t.get("aliases", ())), near=tuple(t.get("near", ())), expansion="",
        explanation="", source="", url=f"terms/{t['id']}.html", items=()) for t in told()["terms"]]
