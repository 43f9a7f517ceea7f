"""The built sample site as a whole: links lead somewhere, nothing leaves the site, the data say what pages show."""
from __future__ import annotations

import json
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import msgspec
import pytest
from lxml import html

from scripts.published import TYPES

_NOT_LINKS = ("data:", "mailto:", "javascript:")
_SPACES = re.compile(r"\s+")


@cache
def tree(path: Path) -> Any:
    return html.fromstring(path.read_bytes().decode("utf-8"))


@cache
def anchors(path: Path) -> frozenset[str]:
    return frozenset(tree(path).xpath("//@id"))


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def data(site: Path, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((site / "data" / f"{name}.json").read_text("utf-8"))
    return found


def test_every_link_and_anchor_exists(site: Path) -> None:
    broken = []
    for page in pages(site):
        for address in set(tree(page).xpath("//a/@href | //link/@href | //*/@src")):
            parts = urlsplit(address)
            if address.startswith(_NOT_LINKS) or page.name == "404.html":
                continue
            assert not parts.scheme, f"{page.relative_to(site)} leaves the site: {address}"
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            if not target.is_file():
                broken.append(f"{page.relative_to(site)} → {address}")
            elif target.suffix == ".html" and parts.fragment and unquote(parts.fragment) not in anchors(target):
                broken.append(f"{page.relative_to(site)} → {address} (no anchor)")
    assert broken == []


def test_ids_are_unique_in_every_page(site: Path) -> None:
    counts = {str(page.relative_to(site)): Counter(tree(page).xpath("//@id")) for page in pages(site)}
    assert [(page, id_) for page, ids in counts.items() for id_, number in ids.items() if number > 1] == []


@pytest.mark.parametrize("name", TYPES)
def test_data_keep_their_contract(site: Path, name: str) -> None:
    raw = (site / "data" / f"{name}.json").read_bytes()
    rows = msgspec.json.decode(raw, type=list[TYPES[name]])  # type: ignore[valid-type]  # chosen at run time
    assert name == "findings" or rows
    schema = json.loads((site / "data" / f"{name}.schema.json").read_text("utf-8"))
    fields = schema["$defs"][TYPES[name].__name__]["properties"]
    assert set(json.loads(raw)[0] if rows else fields) == set(fields)


def test_items_stand_where_their_address_says_with_their_words(site: Path) -> None:
    for item in data(site, "items"):
        url, _, anchor = item["url"].partition("#")
        assert anchor in anchors(site / url), item["url"]
        words = _SPACES.sub("", " ".join(tree(site / url).xpath("//*[@data-src]//text()")))
        assert _SPACES.sub("", item["text"]) in words, item["id"]


def test_items_are_unique_and_stand_below_their_parents(site: Path) -> None:
    rows = data(site, "items")
    items = {item["id"]: item for item in rows}
    assert len(items) == len(rows)
    for item in rows:
        if item["parent"]:
            parent = items[item["parent"]]
            assert item["path"][: len(parent["path"])] == parent["path"], item["id"]
            assert _SPACES.sub("", item["text"]) in _SPACES.sub("", parent["text"]), item["id"]


def test_paths_are_made_of_the_headings_above(site: Path) -> None:
    documents = data(site, "documents")
    headings = {d["id"]: {(h["label"] + h["text"]).rstrip("。") for h in d["headings"]} for d in documents}
    tops = [item for item in data(site, "items") if item["path"] and not item["parent"]]
    assert tops
    assert [i["id"] for i in tops if not {step.rstrip("。") for step in i["path"]} <= headings[i["document"]]] == []


def test_what_points_to_a_theme_term_or_regulation_finds_it(site: Path) -> None:
    names = ("themes", "terms", "regulations")
    themes, terms, regulations = ({row["id"] for row in data(site, name)} for name in names)
    for item in data(site, "items"):
        assert {t["id"] for t in item["themes"]} <= themes
        assert {t["id"] for t in item["terms"]} <= terms
        assert {c["regulation"] for c in item["citations"] if c["regulation"]} <= regulations
        for citation in item["citations"]:
            url, _, anchor = citation["url"].partition("#")
            assert not url or (site / url).is_file(), citation
            assert not anchor or anchor in anchors(site / url), citation


def test_pages_say_what_they_are(site: Path) -> None:
    for page in pages(site):
        titles = tree(page).xpath("//title/text()")
        assert "".join(titles).strip(), page
        assert len(tree(page).xpath("//h1")) == 1, page
        assert tree(page).xpath("/html/@lang")[0].startswith("zh"), page


def test_nothing_of_the_sources_is_offered_for_download(site: Path) -> None:
    assert not [p for p in site.rglob("*") if p.suffix in (".txt", ".docx", ".doc", ".pdf") and p.name != "robots.txt"]
