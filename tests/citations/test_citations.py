"""What texts cite, and what of it can be trusted. The cases are tables of words in ``cases/``."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from scripts.annotate.citations import mark_citations
from scripts.annotate.citations_library import Library
from scripts.model import (
    Block,
    Citation,
    Corpus,
    Document,
    Extract,
    Sidecar,
    Source,
    Unit,
    Version,
    Work,
    own_spans,
    walk,
)
from scripts.parse.regulation import parse_regulation
from scripts.vocabulary import Vocabulary

CASES = Path(__file__).parent / "cases"
Plan = Callable[..., Document]


def table(name: str) -> list[Any]:
    return list(yaml.load((CASES / f"{name}.yml").read_text(encoding="utf-8"), yaml.BaseLoader))


def said(citations: tuple[Citation, ...]) -> list[list[str]]:
    """A citation as the tables write it: words, regulation, place, reason, without empty ends."""
    rows = [[one.text, one.regulation, one.article, one.reason] for one in citations]
    for row in rows:
        while len(row) > 1 and not row[-1]:
            row.pop()
    return rows


def trimmed(rows: list[list[str]]) -> list[list[str]]:
    """Without empty ends, and without the place where nothing is resolved (it tells what was understood)."""
    out = []
    for row in rows:
        while len(row) > 1 and not row[-1]:
            row.pop()
        out.append([row[0], "", "", row[3]] if len(row) == 4 and not row[1] else row)
    return out


@pytest.mark.parametrize("text, cites", [*table("names"), *table("places"), *table("short-names"), *table("bare")])
def test_a_plan_cites(text: str, cites: list[list[str]], plan: Plan, library: Library) -> None:
    document = plan(text.replace("\\n", "\n"))
    assert trimmed(said(mark_citations(document, library))) == trimmed(cites)
    assert_in_units(document, mark_citations(document, library))


def with_words(document: Document, anchor: str, words: str) -> Document:
    """The document with the words of one unit replaced, same outline."""
    unit = next(unit for _, unit in walk(document.units) if unit.anchor == anchor)
    start, end = unit.span
    kept = len(unit.label) if unit.form != "clause" else 0
    words = document.text[start:start + kept] + words
    shift = len(words) - (end - start)

    def moved(one: Unit) -> Unit:
        def at(place: int) -> int:
            return place + shift if place >= end else place
        return replace(one, span=(at(one.span[0]), at(one.span[1])), children=tuple(map(moved, one.children)))

    return replace(document, text=document.text[:start] + words + document.text[end:],
                   units=tuple(map(moved, document.units)))


@pytest.mark.parametrize("anchor, words, cites", table("own"))
def test_a_regulation_cites_itself(anchor: str, words: str, cites: list[list[str]], library: Library,
                                   regulations: dict[str, Document]) -> None:
    document = with_words(regulations["tan-hua@2022-06-10"], anchor, words)
    found = tuple(one for one in mark_citations(document, library) if one.anchor == anchor)
    assert trimmed(said(found)) == trimmed(cites)
    assert {one.version for one in found if one.regulation == "tan-hua" and not one.reason} <= {"2022-06-10"}


@pytest.mark.parametrize("known, text, version, place, reason", table("versions"))
def test_the_version_of_the_day(known: dict[str, str], text: str, version: str, place: str, reason: str,
                                plan: Plan, library: Library) -> None:
    facts: dict[str, object] = {"year": int(known["year"]) if "year" in known else None, "date": known.get("date", "")}
    (found,) = mark_citations(plan(f"落实{text}要求。", **facts), library)
    assert (found.version, found.article, found.reason) == (version, place, reason)


def test_an_amendment_cites_another_text(regulations: dict[str, Document], library: Library) -> None:
    """第三条 in a 决定 is the amended text's: named it is found, alone it is not taken for the 决定's own."""
    text = with_words(regulations["tan-hua@2022-06-10"], "t5-k1", "第三条修改为：“依照本办法第二条办理”。")
    decision = replace(text, title="关于修改《云川市议事办法》的决定", regulation="jue-ding", version="2023-01-01")
    found = [one for one in mark_citations(decision, library) if one.anchor == "t5-k1"]
    assert [(one.text, one.regulation, one.reason) for one in found] == [("本办法第二条", "", "所指不明")]


def test_a_number_printed_twice_is_not_chosen_from() -> None:
    """Two articles 第二条, or two laws in one file: no link, a reason."""
    lines = ("灯会办法", "第一条 依照本办法第二条、第三条办理。", "第二条 挂灯。", "第二条 收灯，依照前条办理。",
             "第三条 谢客。")
    extract = Extract("txt", "utf-8", tuple(Block(line, at) for at, line in enumerate(lines, 1)), "")
    text = parse_regulation(extract, Source("灯会.txt", "", "txt", "utf-8"), Sidecar(), ())
    text = replace(text, regulation="deng-hui")
    work = Work("deng-hui", text.title, (Version(text.id, text.version, "", ""),))
    found = mark_citations(text, Library(Corpus((text,), (work,)), Vocabulary()))
    assert [(one.text, one.article, one.reason) for one in found] == [
        ("本办法第二条", "", "条号重复"), ("第三条", "t3", ""), ("前条", "", "所指不明")]


def test_the_number_in_the_head_is_the_texts_own(plan: Plan, library: Library) -> None:
    document = plan("青纪发〔2023〕1号\n落实青纪发〔2022〕9号要求。")
    head, body = document.units
    document = replace(document, units=(replace(head, form="head"), body))
    assert [one.text for one in mark_citations(document, library)] == ["青纪发〔2022〕9号"]


def assert_in_units(document: Document, citations: tuple[Citation, ...]) -> None:
    """Spans are slices, sorted, apart, each inside one unit's own words."""
    own = {}
    for _, unit in walk(document.units):
        own[unit.anchor] = list(own_spans(unit))
    last = 0
    for one in citations:
        start, end = one.span
        assert last <= start < end
        assert document.text[start:end] == one.text
        assert any(first <= start and end <= after for first, after in own[one.anchor])
        last = end


PIECES = (
    *"《》〈〉）（第九条款项目、和至前两本该法。；\n “”号",
    "中国共产党纪律处分条例", "监察法", "云川市廉政谈话办法", "（试行）", "（以下简称", "《条例》", "条例",
    "十二", "之一", "（一）", "办法", "党章", "中发〔2020〕", "XX", "依照", "规定", "2018年", "修订",
)


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_words_keep_the_law_of_spans(library: Library, plan: Plan, pieces: list[str]) -> None:
    text = "".join(pieces)
    document = plan(text)
    assert_in_units(document, mark_citations(document, library))


@given(st.lists(st.sampled_from(PIECES), max_size=30).filter(lambda pieces: "\n" not in pieces),
       st.sampled_from(["t2-k1-x2", "t3-k2", "t5-k1"]))
def test_any_words_in_an_article_keep_it_too(library: Library, regulations: dict[str, Document], pieces: list[str],
                                             anchor: str) -> None:
    document = with_words(regulations["tan-hua@2022-06-10"], anchor, "".join(pieces))
    citations = mark_citations(document, library)
    assert_in_units(document, citations)
    for one in citations:
        if one.version and one.article:
            assert one.article in library.anchors(f"{one.regulation}@{one.version}")


@given(st.integers(1, 300), st.integers(1, 9), st.integers(1, 20))
def test_a_place_is_read_as_it_is_written(library: Library, plan: Plan, article: int, clause: int, item: int) -> None:
    from scripts.numerals import int_to_chinese
    words = f"《监察法》第{int_to_chinese(article)}条第{int_to_chinese(clause)}款第{int_to_chinese(item)}项"
    (found,) = mark_citations(plan(f"依照{words}办理。"), library)
    assert (found.text, found.article) == (words, f"t{article}-k{clause}-x{item}")
