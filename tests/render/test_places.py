"""References and contents lines as printed, from ``places.yml``; labels found through blanks."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.model import Unit
from scripts.render.places import contents_line, label_length, spoken

CASES = yaml.safe_load((Path(__file__).parent / "places.yml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"] or "nothing")
def test_references(case: dict[str, Any]) -> None:
    path = [Unit(str(anchor), form, (0, 1), label) for anchor, label, form in case["path"]]
    if "clauses" in case:
        clauses = tuple(Unit(f"k{n}", "clause", (0, 1)) for n in range(case["clauses"]))
        path[0] = Unit(path[0].anchor, "article", (0, 1), path[0].label, children=clauses)
    assert spoken(tuple(path[:-1]), path[-1], case.get("category", "plan"), "") == case["says"]


def test_an_unlabelled_heading_is_cited_by_its_words() -> None:
    text = "下步打算。\n1.甲"
    heading = Unit("h1", "section", (0, 9), lead=(0, 4))
    assert spoken((heading,), Unit("h1-n1", "numbered", (6, 9), "1."), "plan", text) == "“下步打算”第1项"


@pytest.mark.parametrize("label, whole, length", [
    ("第二十条", "第 二 十 条 甲", 7),
    ("7.", "7.甲", 2),
    ("一是", "一是", 2),
    ("第二十条", "第二十一条", 0),
    ("", "甲", 0),
    ("（一）", "（一", 0),
])
def test_labels_are_found_through_blanks(label: str, whole: str, length: int) -> None:
    assert label_length(whole, label) == length


@pytest.mark.parametrize("text, form, label, lead, line", [
    ("7.突出重点。甲乙", "numbered", "7.", (2, 6), "7.突出重点"),
    ("一是查漏项；", "inline", "一是", (0, 0), "一是查漏项"),
    ("一是按照年初定下的清单逐项核对并在月底前把结果报送到组里备查", "inline", "一是", (0, 0),
     "一是按照年初定下的清单逐项核对并在月底前把结果报送到…"),
    ("第一章　总则", "section", "第一章", (4, 6), "第一章 总则"),
    ("一、压实责任", "section", "一、", (2, 6), "一、压实责任"),
    ("第 二 十 条　甲", "article", "第 二 十 条", (0, 0), "第二十条"),
    ("甲。", "paragraph", "", (0, 0), ""),
    ("（一）甲；", "subclause", "（一）", (0, 0), ""),
])
def test_contents_lines(text: str, form: Any, label: str, lead: tuple[int, int], line: str) -> None:
    assert contents_line(Unit("x1", form, (0, len(text)), label, lead=lead), text) == line
