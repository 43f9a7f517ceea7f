"""Deadlines: the words are kept, an interval only where it is certain."""
from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from scripts.annotate.deadlines import mark_deadlines
from scripts.model import Document

CASES = yaml.load((Path(__file__).parent / "cases" / "deadlines.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
Plan = Callable[..., Document]


@pytest.mark.parametrize("role, text, expected", CASES)
def test_deadlines(role: str, text: str, expected: list[list[str]], plan: Plan) -> None:
    document = plan(text)
    document = replace(document, units=tuple(replace(unit, role=role) for unit in document.units))
    assert [[one.text, one.start, one.end] for one in mark_deadlines(document)] == expected


def test_no_year_no_interval(plan: Plan) -> None:
    (found,) = mark_deadlines(plan("年底前完成。", year=None))
    assert (found.text, found.start, found.end) == ("年底前", "", "")


def test_tasks_of_a_yearly_report_are_another_years(plan: Plan) -> None:
    (found,) = mark_deadlines(plan("年底前完成。", kind="工作总结", period="全年"))
    assert found.end == ""
    (found,) = mark_deadlines(plan("年底前完成。", kind="工作总结", period="全年", plan_period="2024"))
    assert found.end == "2024-12-31"


def test_a_report_of_half_a_year_tells_of_it(plan: Plan) -> None:
    text = "上半年补齐短板，下半年开展检查。"
    found = mark_deadlines(plan(text, kind="工作总结", period="上半年", plan_period="下半年"))
    assert [one.text for one in found] == ["下半年"]


PIECES = (
    *"每月年底前内9三日上第至X，。\n",
    "半年", "季度", "12", "上旬", "2023年", "今年", "个工作日", "限期", "截至", "以来",
)


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_words_keep_the_law_of_spans(plan: Plan, pieces: list[str]) -> None:
    document = plan("".join(pieces))
    last = 0
    for one in mark_deadlines(document):
        assert last <= one.span[0] < one.span[1]
        assert document.text[slice(*one.span)] == one.text
        assert "\n" not in one.text
        last = one.span[1]
        days = [date.fromisoformat(day) for day in (one.start, one.end) if day]
        assert days == sorted(days)
