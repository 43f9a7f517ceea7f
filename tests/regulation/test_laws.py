"""Laws that every parse keeps: nothing lost, order, unique anchors, articles counted another way."""
from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.check.regulation import regulation_findings
from scripts.model import Document, Sidecar, Source, own_spans, walk
from scripts.numerals import int_to_chinese
from scripts.parse.regulation import parse_regulation
from scripts.read import read
from tests.regulation.texts import cases, extract_of, outline, parsed, parsed_text

PLAIN_HEAD = re.compile(r"[#\s]*第[一二三四五六七八九十百千零〇\d]+条(之[一二三四五六七八九十]+)?\s")


def assert_whole(document: Document) -> None:
    """Every visible character is one unit's own or dropped; units follow the text; anchors are unique."""
    owner = [""] * len(document.text)
    begins = []
    for above, unit in walk(document.units):
        begins.append(unit.span[0])
        if above:
            assert above[-1].span[0] <= unit.span[0]
            assert unit.span[1] <= above[-1].span[1]
        for start, end in own_spans(unit):
            for at in range(start, end):
                assert not owner[at] or document.text[at].isspace(), f"{unit.anchor} and {owner[at]} claim {at}"
                owner[at] = unit.anchor
    for dropped in document.dropped:
        assert document.text[slice(*dropped.span)] == dropped.text
        assert not any(owner[slice(*dropped.span)])
        owner[slice(*dropped.span)] = ["dropped"] * len(dropped.text)
    lost = [at for at, name in enumerate(owner) if not name and not document.text[at].isspace()]
    assert not lost, document.text[lost[0] : lost[0] + 30]
    assert begins == sorted(begins)
    anchors = [unit.anchor for _, unit in walk(document.units)]
    assert len(anchors) == len(set(anchors))


def articles_of(document: Document) -> list[str]:
    return [unit.label for _, unit in walk(document.units) if unit.form == "article"]


@pytest.mark.parametrize("name", [name for name, _ in cases("outlines")])
def test_cases_are_whole(name: str) -> None:
    case = dict(cases("outlines"))[name]
    assert_whole(parsed(extract_of(case), case["name"]))


# --- texts made of real words of the trade, in any order -----------------------------------------------------------

NUMBERS = st.integers(1, 12)
WORDS = st.sampled_from([
    "应当登记", "本条例所称保洁，是指清理河道", "有下列情形之一的：", "依照前款规定", "目录", "附则",
    "由主管部门责令改正；", "附加费用", "自2020年1月1日起施行。", "“甲方", "乙方”",
    "《云川市条例》", "的", "规定的情形，", "（略）", "第三条", "一方面", "5.3万元", "。", "，"])
GAPS = st.sampled_from(["", " ", "　", "之一 "])
LINES = st.one_of(
    st.builds(lambda n, gap, w: f"第{int_to_chinese(n)}条{gap}{w}", NUMBERS, GAPS, WORDS),
    st.builds(lambda n, kind, w: f"第{int_to_chinese(n)}{kind} {w}", NUMBERS, st.sampled_from("编章节"), WORDS),
    st.builds(lambda n, w: f"（{int_to_chinese(n)}）{w}", NUMBERS, WORDS),
    st.builds(lambda n, w: f"{int_to_chinese(n)}、{w}", NUMBERS, WORDS),
    st.builds(lambda n, dot, w: f"{n}{dot}{w}", NUMBERS, st.sampled_from(".．、"), WORDS),
    st.builds(lambda n, w: f"({n}){w}", NUMBERS, WORDS),
    st.builds("".join, st.lists(WORDS, min_size=1, max_size=4)),
    st.sampled_from(["附件", "附件1：名单", "附表", "目　录", "序言", "云川市河道条例", "云川市人民政府",
                     "2024年1月5日", "甲 | 乙", "# 标题", "## 第二章 罚则", "①注", "（2020年1月1日公布）"]),
)


@given(st.lists(LINES, min_size=1, max_size=25).map("\n".join))
def test_any_order_of_real_words_is_whole(text: str) -> None:
    document = parsed_text(text, "示例.md")
    assert_whole(document)
    assert parsed_text(text, "示例.md") == document
    for finding in regulation_findings(document):
        assert finding.message
        assert finding.code.isupper()


@given(st.integers(2, 60), st.data())
def test_articles_in_sequence_are_all_found(count: int, data: st.DataObject) -> None:
    """Whatever stands between them, 第一条 … 第N条 with a blank are N articles with these labels."""
    filling = st.lists(st.sampled_from([
        "（一）登记；", "（二）检验。", "目录由档案员编制。", "违反前款规定的，责令改正。", "附加费用另计。",
        "本办法第三条规定的期限不包括节假日。"]), max_size=3)
    lines = ["云川市示例办法"]
    labels = [f"第{int_to_chinese(n)}条" for n in range(1, count + 1)]
    first_words = st.sampled_from(["的士", "规定", "所有船只", "和解", "船只"])
    for label in labels:
        lines += [f"{label}　{data.draw(first_words)}应当登记。", *data.draw(filling)]
    assert articles_of(parsed_text("\n".join(lines))) == labels


@given(st.integers(1, 8), st.integers(1, 8))
def test_clauses_and_items_are_counted_within_their_parent(clauses: int, items: int) -> None:
    lines = ["云川市示例办法", "第一条　甲。", "第二条　有下列情形的："]
    lines += [f"（{int_to_chinese(n)}）情形；" for n in range(1, items + 1)]
    lines += [f"自然段{n}结束。" for n in range(2, clauses + 1)]
    anchors = [unit.anchor for _, unit in walk(parsed_text("\n".join(lines)).units) if unit.anchor.startswith("t2-")]
    expected = ["t2-k1", *(f"t2-k1-x{n}" for n in range(1, items + 1)), *(f"t2-k{n}" for n in range(2, clauses + 1))]
    assert anchors == expected


def test_signs_drop_advertisements_outside_the_body_only() -> None:
    text = ("更多范文请加QQ群\n云川市示例办法\n第一条　加QQ群须经批准。\n第二条　本办法自2020年1月1日起施行。\n"
            "本文来自示例网，加QQ群下载")
    extract = read(text.encode(), "示例.txt")
    document = parsed(extract, signs=("QQ群",))
    assert [dropped.text for dropped in document.dropped] == ["更多范文请加QQ群", "本文来自示例网，加QQ群下载"]
    assert {dropped.reason for dropped in document.dropped} == {"广告"}
    assert_whole(document)


@pytest.mark.real
def test_real_laws(real_files: list[Path]) -> None:
    """Whole, and as many articles as a plain count of line heads finds (but for heads whose number holds a blank)."""
    different = []
    laws = [path for path in real_files if path.suffix == ".md"]
    for path in laws:
        extract = read(path.read_bytes(), path.name)
        source = Source(file=path.name, sha256="", format=extract.format, encoding=extract.encoding)
        document = parse_regulation(extract, source, Sidecar(), ())
        assert_whole(document)
        counted = sum(1 for block in extract.blocks if PLAIN_HEAD.match(block.text))
        if counted != len(articles_of(document)):
            different.append((path.name, counted, len(articles_of(document))))
    assert len(different) <= len(laws) // 100, different


def test_outline_of_nothing_is_a_title() -> None:
    assert outline(parsed_text("云川市示例办法")) == "title title 云川市示例办法\n"
