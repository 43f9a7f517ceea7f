"""The tokeniser; the browser's stands the same table in tests/browser/test_search_engine.py."""
from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.index.tokens import BREAK, gram, grams, spans, tokens
from scripts.index.varints import decode, encode

CASES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("tokens.json").read_text(encoding="utf-8"))
OFFICE = st.text(st.one_of(st.sampled_from("信访举报，、。；“”《》（）1２aＡ第条-— \n"), st.characters()), max_size=40)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"] or "empty")
def test_a_text_has_these_tokens(case: dict[str, Any]) -> None:
    assert tokens(case["text"]) == case["tokens"]


@given(OFFICE)
def test_spans_are_the_tokens_with_their_places(text: str) -> None:
    found = list(spans(text))
    assert [token for token, _, _ in found] == tokens(text)
    assert all(0 <= start < end <= len(text) for _, start, end in found)
    assert [span[1] for span in found] == sorted(span[1] for span in found)


@given(OFFICE)
def test_tokens_do_not_depend_on_how_a_text_is_cut_at_a_break(text: str) -> None:
    assert tokens(text + BREAK + text) == [*tokens(text), BREAK, *tokens(text)]


@given(OFFICE)
def test_pairs_are_those_of_neighbours(text: str) -> None:
    found = tokens(text)
    assert grams(found) == [gram(*pair) for pair in pairwise(found)]


@given(st.lists(st.integers(0, 2**40)))
def test_numbers_come_back(numbers: list[int]) -> None:
    written = encode(numbers)
    assert list(decode(written)) == numbers
    assert not set(written) & set("'\\ \n")
