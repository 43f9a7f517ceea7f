"""The index of a hand-made base: what is an entry, what a phrase finds, how many files there are."""
from __future__ import annotations

import pytest

from scripts.index.corpus import jobs
from scripts.index.files import crc, most_files, opened, packed, sealed
from scripts.index.program import FIRST, PROGRAM, REST, bare, scripts
from scripts.index.query import Index
from scripts.index.words import everyday
from scripts.workspace import ROOT
from tests.index import base

PHRASES = {
    "信访举报": ["yun-chuan-2022#1-n2", "qing-wan-2020#1-s1"],
    "对磅秤逐台": ["yun-chuan-2022#1-n1"],
    "一次，二是对": ["yun-chuan-2022#1-n2"],
    "举报": ["yun-chuan-2022#1-n2", "yun-chuan-2022#1-n2-i1", "yun-chuan-2022#1-n2-i2", "qing-wan-2020#1-s1"],
    "校验收购": [],
    "台账": [],
    "账": ["yun-chuan-2022#2-n3", "liang-ku-ban-fa@2021-03-01#t9"],
    "账目由监督岗": ["liang-ku-ban-fa@2021-03-01#t9"],
    "收藏夹只存在": ["help.html#shou-cang"],
    "2021年2月": ["liang-ku-ban-fa@2021-03-01#record"],
    "": [],
    "。": [],
}


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(base.files())


@pytest.mark.parametrize("phrase", PHRASES)
def test_a_phrase_finds_the_smallest_units_that_hold_it(index: Index, phrase: str) -> None:
    assert index.ids(phrase) == PHRASES[phrase]


def test_pages_stand_in_the_order_of_equal_hits() -> None:
    todo = jobs(reversed(base.pages()), base.documents(), base.items())
    assert [job.page.url.split("/")[-1] for job in todo] == [
        "yun-chuan-2022.html", "qing-wan-2020.html", "help.html", "2021-03-01.html"]


def test_children_stand_inside_their_parents() -> None:
    page = next(job.read() for job in jobs(base.pages(), base.documents(), base.items()) if "2022" in job.page.url)
    inside = {entry.anchor: page.entries[entry.parent].anchor for entry in page.entries if entry.parent >= 0}
    assert inside == {"1-n2-i1": "1-n2", "1-n2-i2": "1-n2", "2-n3-m1": "2-n3", "2-n3-m2": "2-n3"}
    leads = {entry.anchor: entry.text[:entry.lead] for entry in page.entries if entry.lead}
    assert leads["1-n2"] == "2.畅通信访举报。"
    assert leads["2"] == "二、守住出库底线"


def test_the_same_pages_give_the_same_bytes() -> None:
    assert base.files() == base.files()


def test_there_are_no_more_files_than_allowed() -> None:
    assert len(base.files()) <= most_files(len(base.items()))


def test_a_file_says_what_it_is() -> None:
    files = sealed({"t0": "甲'\\\n\u2028乙", "dir": "{}"})
    build, payload = opened("search/t0.js", files["search/t0.js"])
    assert payload == "甲'\\\n\u2028乙"
    assert f"'{build}'" in files["search/dir.js"].decode()
    assert crc("") == 0


def test_records_fill_files_in_order() -> None:
    assert list(packed([3, 3, 3, 9, 1, 1], 6)) == [(0, 2), (2, 3), (3, 4), (4, 6)]
    assert list(packed([], 6)) == []


def test_every_part_of_the_program_is_in_one_of_its_files() -> None:
    parts = {path.stem for path in (ROOT / "scripts/index/browser").iterdir()}
    assert parts == {*FIRST, *REST}
    assert not set(FIRST) & set(REST)
    assert all(f"engine.{part} = {{" in scripts()[PROGRAM].decode() for part in FIRST)


def test_a_script_loses_its_comments_and_nothing_else() -> None:
    script = '/* a\n   b */\n(function () {\n  var a = "x // y"; // why\n  /* c */\n  var r = /\\/*/;\n})();\n'
    assert bare(script) == '(function () {\nvar a = "x // y";\nvar r = /\\/*/;\n})();\n'


@pytest.mark.parametrize(("mean", "kept"), [
    (("灯塔故事", "没有这词"), ["灯塔故事"]),
    (("没有这词", "灯塔故事", "工作"), ["灯塔故事", "工作"]),
    (("没有这词", "也没有", "工作"), []),  # what is left says too little
    (("没有这词",), []),
])
def test_everyday_words_are_kept_where_the_telling_ones_are_written(mean: tuple[str, ...], kept: list[str]) -> None:
    pairs = {"灯塔", "塔故", "故事", "工作"}
    assert everyday([(("说法",), mean)], pairs) == ("说法\x1e" + "\x1f".join(kept) if kept else "")
