"""Laws: nothing lost on any text, a printed outline comes back, anchors are stable, real texts keep every character."""
from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.model import Sidecar, Source, walk
from scripts.parse import parse
from scripts.parse.plan import parse_plan
from scripts.read import read
from tests.parse.outlines import Item, printed, series, tree_in, tree_of
from tests.parse.parsing import SIGNS, assert_tiled, extract_of, parse_text

PIECES = (
    "一、", "二、", "十一、", "（一）", "(二）", "1.", "2、", "3. ", "（1）", "2）", "①", "⒈", "㈠",
    "一是", "二是", "三是", "一要", "二要", "\n一是甲；二是乙。\n", "\n照旧。\n",
    "5.3亿", "2020.1", "三、四季度", "举一反三、", "X月X日",
    "。", "；", "，", "、", "：", "“", "”", "（", "）", "\n", "\n", "\n", "　", " ", "\t", "|", "——",
    "同志们：", "同志们，", "谢谢大家！", "特此通知。", "附件1", "附件：1.清单", "云川市综合服务局", "2024年1月5日",
    "秘密★1年", "云综发〔2024〕3号", "2024年工作要点", "2023年工作总结及下半年打算", "存在问题", "第一部分",
    "抄送：各科室", *SIGNS,
)
TAILS = ("", "谢谢大家！", "特此报告。\n云川市综合服务局\n2024年1月5日", "附件1\n任务清单\n一、报送\n二、审核")


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=60).map("".join))
def test_nothing_is_lost(text: str) -> None:
    assert_tiled(parse_text(text))


@given(series(""), st.sampled_from(TAILS))
def test_printed_outline_comes_back(outline: list[Item], tail: str) -> None:
    text = "\n".join(["2024年工作要点", "前言。", *(line for item in outline for line in printed(item)), tail])
    document = parse_text(text)
    assert_tiled(document)
    sections = [unit for unit in document.units if unit.form in ("section", "numbered") and unit.label[:2] != "附件"]
    assert [tree_in(document, unit) for unit in sections] == [tree_of(item) for item in outline]


@given(series(""))
def test_anchors_do_not_change_when_text_is_added_below(outline: list[Item]) -> None:
    text = "\n".join(["2024年工作要点", *(line for item in outline for line in printed(item))])
    before = [unit.anchor for _, unit in walk(parse_text(text).units)]
    after = [unit.anchor for _, unit in walk(parse_text(text + "\n九十、补充安排\n1.照旧。再议。").units)]
    assert after[:len(before)] == before


@pytest.mark.parametrize("line", [
    "一是。" * 20_000, "”" * 60_000, "“（" * 30_000 + "。", "一" + " " * 60_000 + "、", "1" * 60_000, "." * 60_000,
    "，一要二要、三要" * 8_000, "入群众" * 20_000, "一、" * 30_000, "第一条" * 20_000])
def test_long_lines_of_junk_finish(line: str) -> None:
    text = f"2024年工作要点\n{line}"
    assert_tiled(parse(extract_of(text), Source("junk.txt", "", "txt", "utf-8"), Sidecar(), SIGNS))


def test_many_lines_finish() -> None:
    lines = [("一是好。", "一要好。", "二是好。", "附件1", "同志们：")[n % 5] for n in range(5_000)]
    assert_tiled(parse_text("\n".join(lines)))


@pytest.mark.real
def test_real_texts_are_tiled(real_files: list[Path]) -> None:
    """Also regulations, read as a plain outline: nothing may be lost whatever a text turns out to be."""
    for path in real_files:
        extract = read(path.read_bytes(), path.name)
        source = Source(path.name, "", extract.format, extract.encoding)
        assert_tiled(parse_plan(extract, source, Sidecar(), SIGNS))
        assert_tiled(parse(extract, source, Sidecar(), SIGNS))
