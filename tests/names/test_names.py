"""Numerals, slugs and normal forms: every case is a line of ``cases.yml``."""
from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scripts.names import document_id, regulation_id, regulation_key, slug
from scripts.numerals import chinese_to_int, int_to_chinese

CASES = yaml.safe_load((Path(__file__).parent / "cases.yml").read_text("utf-8"))


@pytest.mark.parametrize(("text", "value"), CASES["numerals"].items())
def test_numeral(text: str, value: int | None) -> None:
    assert chinese_to_int(text) == value


@given(st.integers(0, 9999))
def test_numerals_round_trip(value: int) -> None:
    assert chinese_to_int(int_to_chinese(value)) == value


def test_numerals_stop_where_labels_do() -> None:
    with pytest.raises(ValueError, match="10000"):
        int_to_chinese(10000)


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    value = chinese_to_int(text)
    assert value is None or 0 <= value <= 9999


@pytest.mark.parametrize(("text", "expected"), CASES["slugs"].items())
def test_slug(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(st.text(), st.integers(1, 48))
def test_slug_alphabet_and_length(text: str, limit: int) -> None:
    made = slug(text, limit)
    assert len(made) <= limit
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert made == made.strip("-")


@pytest.mark.parametrize(("name", "key"), CASES["keys"].items())
def test_regulation_key(name: str, key: str) -> None:
    assert regulation_key(name) == key


def test_document_ids_tell_folders_apart_but_not_formats() -> None:
    assert document_id("甲/要点.txt") != document_id("乙/要点.txt")
    assert document_id("甲/要点.txt") == document_id("甲/要点.docx")
    assert document_id("要点.txt").startswith("yao-dian-")
    assert document_id("——.txt").startswith("text-")


def test_document_id_is_the_same_for_both_unicode_forms() -> None:
    assert document_id("cafe\u0301.txt") == document_id("caf\u00e9.txt")


def test_trial_text_is_another_regulation() -> None:
    assert regulation_id("监察条例（试行）") != regulation_id("监察条例")
    assert regulation_id("《监察条例》") == regulation_id("监察条例")
