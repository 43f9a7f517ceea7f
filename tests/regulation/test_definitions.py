"""Definitions: ``definitions.yml`` holds articles and what they define."""
from __future__ import annotations

from typing import Any

import pytest
import yaml

from scripts.annotate.definitions import mark_definitions
from scripts.model import walk
from tests.regulation.texts import HERE, parsed_text

CASES = yaml.safe_load((HERE / "definitions.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[str(number) for number in range(1, len(CASES) + 1)])
def test_definitions(case: dict[str, Any]) -> None:
    document = parsed_text("云川市示例条例\n" + case["text"])
    found = mark_definitions(document)
    units = {unit.anchor: unit for _, unit in walk(document.units)}
    for one in found:
        assert units[one.anchor].span[0] <= one.span[0] < one.span[1] <= units[one.anchor].span[1]
    shown = []
    for one, expected in zip(found, [*case["expect"], *[""] * len(found)], strict=False):
        sentence = document.text[slice(*one.span)]
        shown.append(f"{one.term}@{one.anchor}" + (f" {sentence}" if " " in expected else ""))
    assert shown == case["expect"]
