"""Regulations whole: each file in ``outlines/`` is a text and what must become of it.

A new case is a new file: ``about``, ``name`` and ``text`` (or ``blocks`` of a Word file), ``expect``.
"""
from __future__ import annotations

from typing import Any

import pytest

from scripts.check.regulation import regulation_findings
from scripts.model import Sidecar
from scripts.parse.regulation import looks_like_regulation
from tests.regulation.texts import cases, extract_of, outline, parsed

CASES = list(cases("outlines"))


@pytest.mark.parametrize("case", [case for _, case in CASES], ids=[name for name, _ in CASES])
def test_outline(case: dict[str, Any]) -> None:
    document = parsed(extract_of(case), case["name"])
    expect = case["expect"]
    shown = "".join(line.rstrip() + "\n" for line in outline(document).splitlines())
    assert shown == expect["outline"].rstrip("\n") + "\n"
    assert {
        "title": document.title, "version": document.version, "effective": document.effective,
        "issuer": document.issuer, "number": document.number,
        "record": [f"{event.date} {event.act}" for event in document.record],
        "dropped": [dropped.text for dropped in document.dropped],
        "findings": [f"{found.code} {found.item}".strip() for found in regulation_findings(document)],
    } == {"version": "undated", "effective": "", "issuer": "", "number": "", "record": [], "dropped": [],
          "findings": []} | {key: value for key, value in expect.items() if key != "outline"}


@pytest.mark.parametrize("case", [case for _, case in CASES], ids=[name for name, _ in CASES])
def test_is_a_regulation(case: dict[str, Any]) -> None:
    assert looks_like_regulation(extract_of(case), case["name"], Sidecar())
