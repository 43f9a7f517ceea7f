"""Signs of advertisements: what they recognise, and the office's own lines that they leave alone."""
from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from scripts.vocabulary import load

ROOT = Path(__file__).parents[2]
SIGNS = load(ROOT / "vocabulary").boilerplate.signs
CASES = yaml.safe_load((Path(__file__).parent / "boilerplate_cases.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("line", CASES["boilerplate"])
def test_advertisement_is_recognised(line: str) -> None:
    assert [sign for sign in SIGNS if sign in line]


@pytest.mark.parametrize("line", CASES["office"])
def test_the_offices_own_line_is_left_alone(line: str) -> None:
    assert [sign for sign in SIGNS if sign in line] == []
