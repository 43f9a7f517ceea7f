"""The published data against their promise: field by field, and rule by rule over every item of the samples."""
from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.workspace import ROOT

CONTRACT = yaml.safe_load(Path(__file__).with_name("contract.yml").read_text("utf-8"))
FORMS = {"numbered", "inline", "article", "paragraph"}
_SEGMENT = re.compile(r"(?:[snmophi]?\d+|t\d+(?:\.\d+)?|tab\d+|[fbcj]\d+|fb\d+)(?:r\d+)?")


def data(site: Path, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((site / "data" / f"{name}.json").read_text("utf-8"))
    return found


@pytest.mark.parametrize("name", CONTRACT["fields"])
def test_every_row_has_exactly_the_promised_fields(site: Path, name: str) -> None:
    rows = data(site, name)
    assert rows
    assert {tuple(row) for row in rows} == {tuple(CONTRACT["fields"][name])}


def test_schemas_name_the_promised_parts(site: Path) -> None:
    found: dict[str, list[str]] = {}
    for name in CONTRACT["fields"]:
        schema = json.loads((site / "data" / f"{name}.schema.json").read_text("utf-8"))
        assert schema["type"] == "array"
        for part, body in schema["$defs"].items():
            found[part] = list(body["properties"])
            assert body["required"] == found[part], f"{part}: every field is always written"
    assert {part: found[part] for part in CONTRACT["parts"]} == CONTRACT["parts"]


def test_addresses_that_people_have_written_down_still_lead_there(site: Path) -> None:
    ids = {d["source"]["file"]: d["id"] for d in data(site, "documents")}
    assert {file: ids[file] for file in CONTRACT["addresses"]} == CONTRACT["addresses"]
    items = {item["id"]: item for item in data(site, "items")}
    for expected in CONTRACT["items"]:
        item = items[expected["id"]]
        assert {key: item[key] for key in expected} == expected


def test_documents_say_where_they_come_from(site: Path) -> None:
    for document in data(site, "documents"):
        source = document["source"]
        assert source["sha256"] == hashlib.sha256((ROOT / "sources" / source["file"]).read_bytes()).hexdigest()
        page = f"regulations/{document['id'].replace('@', '/')}" if "@" in document["id"] else f"plans/{document['id']}"
        assert document["url"] == f"{page}.html"
        assert ("@" in document["id"]) == (document["category"] == "regulation") == (document["kind"] == "法规")
        assert all(not heading["text"].endswith("。") for heading in document["headings"])


def test_items_are_what_the_rules_say(site: Path) -> None:
    documents = {d["id"]: d for d in data(site, "documents")}
    rows = data(site, "items")
    kids: dict[str, list[dict[str, Any]]] = {}
    for item in rows:
        kids.setdefault(item["parent"], []).append(item)
    for item in rows:
        name, _, anchor = item["id"].partition("#")
        assert item["document"] == name
        assert item["url"] == f"{documents[name]['url']}#{anchor}"
        assert all(_SEGMENT.fullmatch(part) for part in anchor.split("-")), item["id"]
        assert item["form"] in FORMS
        assert (item["label"] == "") == (item["form"] == "paragraph")
        assert not any(step.endswith("。") for step in item["path"])
        assert item["related"] == []
        assert item["edited"] is False
        _check_words(item, kids.get(item["id"], []))


def _check_words(item: dict[str, Any], children: list[dict[str, Any]]) -> None:
    text, title = item["text"], item["title"]
    assert text == text.strip() != ""
    assert not item["label"] or not text.startswith(item["label"]), item["id"]
    lead, stop, rest = text.partition("。")
    if title:
        assert text.replace("\n", "").startswith(title), item["id"]
        assert "。" not in title, item["id"]
        assert len(text) > len(title) + 1, f"{item['id']}: a title says that more follows"
    elif item["form"] in ("numbered", "inline"):
        assert not (stop and rest.strip()), f"{item['id']}: {lead} is followed by more and is its title"
    for child in children:
        assert child["text"].split("\n")[0] in text, child["id"]


def test_items_stand_in_document_order(site: Path) -> None:
    rows = data(site, "items")
    order = {d["id"]: at for at, d in enumerate(data(site, "documents"))}
    assert [order[item["document"]] for item in rows] == sorted(order[item["document"]] for item in rows)
    for name, url in {(item["document"], item["url"].partition("#")[0]) for item in rows}:
        page = (site / url).read_text("utf-8")
        places = [page.index(f'id="{item["id"].partition("#")[2]}"') for item in rows if item["document"] == name]
        assert places == sorted(places), name


def test_what_gathers_items_agrees_with_them(site: Path) -> None:
    rows = data(site, "items")
    for name in ("themes", "terms"):
        said = {row["id"]: row["items"] for row in data(site, name)}
        found: dict[str, list[str]] = {}
        for item in rows:
            for mark in item[name]:
                if item["id"] not in found.setdefault(mark["id"], []):
                    found[mark["id"]].append(item["id"])
        assert {key: items for key, items in said.items() if items} == found


def test_counts_and_spans_of_marks_hold_in_the_text(site: Path) -> None:
    for item in data(site, "items"):
        assert len(item["themes"]) <= 3
        assert all(theme["why"] and theme["score"] > 0 for theme in item["themes"])
        for mark in (*item["terms"], *item["citations"], *item["deadlines"]):
            assert mark["text"].replace("\n", "") in (item["label"] + item["text"]).replace("\n", ""), mark
        for term in item["terms"]:
            assert item["text"].count(term["text"]) >= term["count"] >= 1
