"""Regulations as the sites, gazettes, databases and scans print them: each file in ``kinds/`` is one form.

A new case is a new file: ``about``, ``name``, ``text``, and under ``expect`` the anchors in order and those facts that
matter (title, version, effective, issuer, number, record, dropped, leads).
"""
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scripts.check.gate import check_identity, site_markdown
from scripts.model import Document, Sidecar, walk
from scripts.parse.regulation import looks_like_regulation
from scripts.render import document_page
from tests.regulation.test_laws import assert_whole
from tests.regulation.texts import cases, extract_of, parsed
from tests.render import samples

CASES = [pytest.param(case, id=name) for name, case in cases("kinds")]
RENDER = site_markdown(Path(__file__).parents[2] / "mkdocs.yml")


def facts(document: Document, leads: dict[str, str]) -> dict[str, Any]:
    units = [unit for _, unit in walk(document.units)]
    return {
        "anchors": " ".join(unit.anchor for unit in units), "title": document.title, "version": document.version,
        "effective": document.effective, "issuer": document.issuer, "number": document.number,
        "record": [f"{event.date} {event.act}" for event in document.record],
        "dropped": [dropped.text for dropped in document.dropped],
        "leads": {unit.anchor: document.text[slice(*unit.lead)] for unit in units if unit.anchor in leads},
    }


@pytest.mark.parametrize("case", CASES)
def test_kind(case: dict[str, Any]) -> None:
    extract, expect = extract_of(case), case["expect"]
    assert looks_like_regulation(extract, case["name"], Sidecar())
    document = parsed(extract, case["name"])
    found = facts(document, expect.get("leads", {}))
    assert {key: found[key] for key in expect} == expect
    assert_whole(document)


@pytest.mark.parametrize("case", CASES)
def test_kind_is_published_whole(case: dict[str, Any]) -> None:
    extract = extract_of(case)
    document = parsed(extract, case["name"])
    assert check_identity(extract.plain, document, RENDER(document_page(samples.site(document), document))) == ()
