"""The sample corpus: what each text is, its outline, its links, as a person has read them."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.check import check_document
from scripts.model import Document
from scripts.workspace import Workspace
from tests.samples.texts import (
    HERE,
    annotated,
    documents,
    links_text,
    outline_file,
    outline_text,
    terms_text,
)

FACTS: dict[str, dict[str, Any]] = yaml.load((HERE / "facts.yml").read_text("utf-8"), yaml.BaseLoader)
SOURCES = Workspace().sources


def test_every_sample_is_described() -> None:
    assert sorted(FACTS) == sorted(documents())
    assert {outline_file(name) for name in FACTS} == set((HERE / "outlines").glob("*.txt"))


@pytest.mark.parametrize("name", list(FACTS))
def test_facts(name: str) -> None:
    expected = {key: value for key, value in FACTS[name].items() if key not in ("findings", "line_end")}
    assert _facts(documents()[name]) == {"category": "plan"} | expected


def _facts(document: Document) -> dict[str, Any]:
    names = ("title", "kind", "category", "year", "period", "plan_period", "issuer", "number", "date", "secrecy",
             "effective")
    facts: dict[str, Any] = {name: str(value) for name in names if (value := getattr(document, name))}
    lists = {"dropped": [dropped.text for dropped in document.dropped],
             "record": [f"{event.date} {event.act}" for event in document.record]}
    return facts | {"encoding": document.source.encoding} | {name: value for name, value in lists.items() if value}


@pytest.mark.parametrize("name", FACTS)
def test_bytes_are_as_claimed(name: str) -> None:
    data = (SOURCES / name).read_bytes()
    encoding = FACTS[name]["encoding"]
    assert data.startswith(b"\xef\xbb\xbf") == (encoding == "utf-8-sig")
    assert _is_utf8(data) == encoding.startswith("utf-8")
    text = data.decode(encoding)
    line_end = FACTS[name].get("line_end", "\n")
    assert text.count("\n") == text.count(line_end) > 0
    assert ("\r" in text) == ("\r" in line_end)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


@pytest.mark.parametrize("name", list(FACTS))
def test_outline(name: str) -> None:
    assert outline_text(name) == outline_file(name).read_text("utf-8")


@pytest.mark.parametrize("name", FACTS)
def test_findings(name: str) -> None:
    """Two slips are meant; nothing else in the samples is worth a warning."""
    document = next(one for one in annotated()[0].documents if one.source.file == name)
    found = [f"{one.code} {one.item or one.evidence}" for one in check_document(document, annotated()[1][name])
             if one.severity != "info"]
    assert found == FACTS[name].get("findings", [])


@pytest.mark.parametrize(("file", "text"), [("links.txt", links_text), ("terms.txt", terms_text)])
def test_links(file: str, text: Any) -> None:
    """``python -m tests.samples.write`` writes the lists anew; every changed line wants reading."""
    assert text() == (Path(HERE) / file).read_text("utf-8")
