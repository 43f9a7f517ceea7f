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


def heading(document: Document, words: str) -> Document:
    """The document with its first line as the heading of the rest."""
    head, *rest = document.units
    end = len(words)
    assert head.span == (0, end)
    section = replace(head, anchor="1", form="section", span=(0, len(document.text)), lead=(0, end),
                      children=tuple(rest))
    return replace(document, units=(section,))


@pytest.mark.parametrize(("words", "day"), [
    ("三、2024年工作打算", "2024-06-30"), ("三、2023年总结及2024年打算", "2024-06-30"), ("三、下步打算", ""),
    ("三、对2022年以来的问题整改", "")])
def test_a_heading_names_the_year(words: str, day: str, plan: Plan) -> None:
    document = heading(plan(f"{words}\n6月底前完成。", kind="工作总结", period="全年"), words)
    (found,) = mark_deadlines(document)
    assert found.end == day


def test_times_of_stages_stand_in_their_headings(plan: Plan) -> None:
    document = heading(plan("（二）整治（6月至8月）\n逐项核查。", kind="方案"), "（二）整治（6月至8月）")
    assert [(one.anchor, one.text) for one in mark_deadlines(document)] == [("1", "6月至8月")]
    document = heading(plan("（二）下半年工作\n逐项核查。", kind="方案"), "（二）下半年工作")
    assert mark_deadlines(document) == ()


@pytest.mark.parametrize(("kind", "count"), [("方案", 2), ("讲话", 0)])
def test_cells_of_a_table_set_times(kind: str, count: int, plan: Plan) -> None:
    document = plan("| 排查 | 6月底前 |\n| 复查 | 7月上旬 |", kind=kind)
    (first, last) = document.units
    table = replace(first, anchor="tab1", form="table", role="其他", span=(0, last.span[1]))
    assert len(mark_deadlines(replace(document, units=(table,)))) == count


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
