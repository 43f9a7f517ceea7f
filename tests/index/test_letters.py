"""Texts in the digits of a base's letters and pieces; the browser reads the same cases in tests/browser."""
from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.index.letters import Letters, Reader, Table, table_for
from scripts.index.pieces import Cutter, learned

CASES: dict[str, list[str]] = json.loads(Path(__file__).with_name("letters.json").read_text(encoding="utf-8"))
FEW = st.text(st.sampled_from("监督检查组a1，。 \n\x1c\x00\x7f\u2028\U00020000'\\"), max_size=60)


def table() -> Table:
    """The table of a base that says everything ten times."""
    return table_for("\n".join(CASES["sample"] * 10))


@pytest.mark.parametrize("text", CASES["texts"])
def test_a_text_comes_back(text: str) -> None:
    assert Reader(table()).read(Letters(table()).write(text)) == text


@given(FEW, st.lists(st.one_of(FEW, st.text())))
def test_any_text_comes_back(sample: str, texts: list[str]) -> None:
    made = table_for(f"{sample}\n" * 8)
    assert [Reader(made).read(Letters(made).write(text)) for text in texts] == texts


@given(FEW)
def test_pieces_in_a_row_are_the_text(text: str) -> None:
    parts, _ = learned(f"{text}\n" * 8, set(text), 40)
    assert "".join(Cutter(parts).cut(text)) == text


def test_what_is_written_often_is_one_piece() -> None:
    codes = table().codes()
    assert {"监督检查", "粮库", "磅秤"} <= codes.keys()
    assert len(set(codes.values())) == len(codes)
    assert len(Letters(table()).write("粮库监督检查组")) < len("粮库监督检查组")


def test_a_piece_is_cut_where_it_is_not_whole() -> None:
    assert Cutter({"监督", "监督检查"}).cut("监督检查了监督检") == ["监督检查", "了", "监督", "检"]


def test_what_is_seldom_written_makes_no_piece() -> None:
    assert learned("\n".join(CASES["sample"]), set("监督检查"), 40)[0] == {}
