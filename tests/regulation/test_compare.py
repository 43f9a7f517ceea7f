"""Versions compared: each file in ``comparisons/`` holds two texts, the rows, and words as [-gone-]{+new+}."""
from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.compare import Comparison, Row, compare
from scripts.compare.words import mark_words
from scripts.model import Document
from scripts.numerals import int_to_chinese
from tests.regulation.texts import cases, parsed_text

CASES = list(cases("comparisons"))
SUBJECTS = ["渡船", "茶馆", "集市", "路灯", "井盖", "水渠", "门卫", "档案", "食堂", "会费", "值班", "车辆"]
DUTIES = ["应当每年检验一次", "由乡镇政府负责管理", "不得擅自转让或者出租", "应当建立登记台账并长期保存",
          "依法公开接受村民监督"]


def told(row: Row) -> str:
    signs = ("改号" if row.renumbered else "", "移" if row.moved else "")
    return " ".join(filter(None, (row.change, row.old_label or "-", row.new_label or "-", *signs)))


def words_of(row: Row) -> str:
    """Old words and new words in one line, where both sides agree but for the marked ones."""
    old, new = list(row.old_pieces), list(row.new_pieces)
    line = ""
    while old or new:
        if old and old[0].change:
            line += f"[-{old.pop(0).text}-]"
        elif new and new[0].change:
            line += f"{{+{new.pop(0).text}+}}"
        else:
            line += old.pop(0).text
            new.pop(0)
    return line


def compared(old: str, new: str) -> Comparison:
    return compare(parsed_text(old), parsed_text(new))


@pytest.mark.parametrize("case", [case for _, case in CASES], ids=[name for name, _ in CASES])
def test_rows(case: dict[str, Any]) -> None:
    comparison = compared(case["old"], case["new"])
    assert [told(row) for row in comparison.rows] == case["rows"]
    assert {label: words_of(row) for row in comparison.rows for label in case.get("words", {})
            if label in (row.new_label, row.old_label) and row.change == "改"
            and label == (row.new_label or row.old_label)} == case.get("words", {})


@pytest.mark.parametrize("case", [case for _, case in CASES if "frame" in case])
def test_frame(case: dict[str, Any]) -> None:
    """Preamble and headings; a text beside itself has nothing but the same ones."""
    frame = compared(case["old"], case["new"]).frame
    assert [f"{told(row)} {words_of(row)}" for row in frame] == case["frame"]
    assert {row.change for row in compared(case["old"], case["old"]).frame} == {"同"}


def test_table_of_numbers() -> None:
    case = dict(CASES)["renumbered"]
    assert compared(case["old"], case["new"]).numbers[1:3] == (("", "第二条", "增"), ("第二条", "第三条", "改"))


ARTICLES = st.lists(st.builds(lambda subject, duty, n: f"{subject}{duty}，期限为{n}日。", st.sampled_from(SUBJECTS),
                              st.sampled_from(DUTIES), st.integers(1, 30)), min_size=1, max_size=12, unique=True)


def law_of(articles: list[str]) -> Document:
    lines = [f"第{int_to_chinese(n)}条　{words}" for n, words in enumerate(articles, 1)]
    return parsed_text("\n".join(["云川市示例办法", *lines]))


@given(ARTICLES, ARTICLES)
def test_every_article_stands_in_the_rows_once_as_counterpart(old: list[str], new: list[str]) -> None:
    before, after = law_of(old), law_of(new)
    rows = compare(before, after).rows
    now = [row.new for row in rows if row.change in ("同", "改", "增", "拆")]
    assert now == [f"t{n}" for n in range(1, len(new) + 1)]
    kept = [row.old for row in rows if row.change in ("同", "改", "删", "并")]
    assert sorted(kept) == sorted(f"t{n}" for n in range(1, len(old) + 1))
    for row in rows:
        assert all(piece.text for piece in (*row.old_pieces, *row.new_pieces))


@given(ARTICLES, st.randoms(use_true_random=False))
def test_unchanged_articles_are_found_wherever_they_stand(articles: list[str], random: Any) -> None:
    shuffled = list(articles)
    random.shuffle(shuffled)
    rows = compare(law_of(articles), law_of(shuffled)).rows
    assert {row.change for row in rows} == {"同"}
    assert compare(law_of(articles), law_of(articles)).rows == tuple(
        Row(change="同", old=f"t{n}", new=f"t{n}", old_label=f"第{int_to_chinese(n)}条",
            new_label=f"第{int_to_chinese(n)}条", old_pieces=row.old_pieces, new_pieces=row.old_pieces)
        for n, row in enumerate(compare(law_of(articles), law_of(articles)).rows, 1))


@given(st.text("应当可以每年半检验，。一次\n", max_size=60), st.text("应当可以每年半检验，。一次\n", max_size=60))
def test_pieces_joined_are_the_texts(old: str, new: str) -> None:
    before, after = mark_words(old, new)
    assert "".join(piece.text for piece in before) == old
    assert "".join(piece.text for piece in after) == new
    shared = ("".join(p.text for p in before if not p.change), "".join(p.text for p in after if not p.change))
    assert shared[0] == shared[1]
    assert any(piece.change for piece in (*before, *after)) == (old != new)
