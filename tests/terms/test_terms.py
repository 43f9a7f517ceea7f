"""Terms in documents: the case table, every phrase of the vocabulary, and the laws of spans."""
from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.annotate.terms import mark_terms
from scripts.model import Document, Source, Span, Unit, own_spans, walk
from scripts.vocabulary import Term, Vocabulary, load

ROOT = Path(__file__).parents[2]
VOCABULARY = load(ROOT / "vocabulary")
CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "cases.yml").read_text(encoding="utf-8"))
PHRASES = [(word, term.id) for term in VOCABULARY.terms for word in (term.text, *term.aliases)]


def document(text: str, cut: int | None = None) -> Document:
    """One paragraph, or two siblings that meet at ``cut``."""
    ends = [0, len(text)] if cut is None else [0, cut, len(text)]
    units = tuple(Unit(f"p{at}", "paragraph", (start, end))
                  for at, (start, end) in enumerate(pairwise(ends), 1))
    return Document("d", "示例", "工作要点", "plan", Source("d.txt", "", "txt", "utf-8"), text, units)


def found(case: dict[str, Any]) -> list[list[str]]:
    text = case["text"]
    spans = [(text.index(word), text.index(word) + len(word)) for word in case.get("forbid", ())]
    cut = text.index(case["unit"]) if "unit" in case else None
    return [[mark.text, mark.term] for mark in mark_terms(document(text, cut), VOCABULARY, spans)]


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    assert found(case) == case["marks"]


def test_the_table_is_large_enough() -> None:
    assert len(CASES) >= 60


@pytest.mark.parametrize("frame", ["要把{}落到实处。", "突出“{}”这个重点。", "（{}）", "{}\n下文"])
def test_every_phrase_of_the_vocabulary_is_found(frame: str) -> None:
    missed = [word for word, term in PHRASES
              if term not in {mark.term for mark in mark_terms(document(frame.format(word)), VOCABULARY)}]
    assert missed == []


def test_the_vocabulary_is_large_and_explained() -> None:
    assert len(VOCABULARY.terms) >= 130
    assert [term.text for term in VOCABULARY.terms if not term.explanation.endswith("。")] == []
    assert [term.text for term in VOCABULARY.terms if "\n" in term.explanation or len(term.explanation) > 80] == []


def test_expansions_hold_what_the_number_promises() -> None:
    """四个意识 has four parts: a part lost in copying is the fault nobody sees."""
    count = {"两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7}
    parts = {term.text: len([part for part in _parts(term.expansion) if part]) for term in VOCABULARY.terms
             if term.expansion and term.text[:2] in {f"{number}个" for number in count}}
    # 七个有之 and 三个区分开来 write pairs in each part, set apart by ； or ，
    assert {text: n for text, n in parts.items() if n % count[text[0]]} == {}


def _parts(expansion: str) -> list[str]:
    for mark in "；，、":
        if mark in expansion:
            return expansion.split(mark)
    return [expansion]


def test_a_mark_belongs_to_the_innermost_unit() -> None:
    text = "一、压实责任\n1.落实一岗双责。一是一案双查。"
    inner = Unit("1-n1-i1", "inline", (text.index("一是"), len(text)), "一是")
    item = Unit("1-n1", "numbered", (text.index("1."), len(text)), "1.", children=(inner,))
    whole = Document("d", "示例", "工作要点", "plan", Source("d.txt", "", "txt", "utf-8"), text,
                     (Unit("1", "section", (0, len(text)), "一、", children=(item,)),))
    assert [(mark.anchor, mark.text) for mark in mark_terms(whole, VOCABULARY)] == [
        ("1-n1", "一岗双责"), ("1-n1-i1", "一案双查")]


def test_text_outside_all_units_is_not_marked() -> None:
    bare = document("落实三会一课。")
    assert mark_terms(Document("d", "", "工作要点", "plan", bare.source, bare.text, ()), VOCABULARY) == ()


def test_another_offices_vocabulary_is_all_that_counts() -> None:
    other = Vocabulary(terms=(Term("yi-biao-tong", "一表通", "基层报表合并。", unless=("一表通达",)),))
    marks = mark_terms(document("推广“一表通”，落实三会一课，一表通达各村。"), other)
    assert [(mark.text, mark.term) for mark in marks] == [("一表通", "yi-biao-tong")]


PIECES = [*(word for word, _ in PHRASES[::7]), *"“”「」\"《》第八、，。\n", "要", "落实"]
FORBIDDEN = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)), max_size=3)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14), FORBIDDEN, st.integers(0, 60))
def test_laws_of_spans(pieces: list[str], closed: list[tuple[int, int]], cut: int) -> None:
    text = "".join(pieces)
    forbidden: list[Span] = [(start, start + length) for start, length in closed]
    whole = document(text, min(cut, len(text)))
    marks = mark_terms(whole, VOCABULARY, forbidden)
    units = {unit.anchor: unit for _, unit in walk(whole.units)}
    assert list(marks) == sorted(marks, key=lambda mark: mark.span)
    for mark in marks:
        assert text[slice(*mark.span)] == mark.text
        assert any(start <= mark.span[0] and mark.span[1] <= end for start, end in own_spans(units[mark.anchor]))
        assert not any(start < mark.span[1] and mark.span[0] < end for start, end in forbidden)
        assert "\n" not in mark.text
        assert "《" not in mark.text
    for one, other in pairwise(marks):
        assert one.span[1] <= other.span[0]
