"""Reading: encodings, lines, markup and refusals. A new case is a new entry in ``cases/``."""
from __future__ import annotations

import codecs
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scripts.model import Extract, Removed
from scripts.read import LIMIT, ReadError, read
from scripts.read.plain import plain
from scripts.read.text import visible_lines

CASES = Path(__file__).parent / "cases"


def load(name: str) -> list[Any]:
    return list(yaml.safe_load((CASES / name).read_text(encoding="utf-8")))


def words(text: str) -> str:
    return re.sub(r"\s", "", text)


def joined(extract: Extract) -> str:
    return words("".join(block.text for block in extract.blocks))


# --- lines and markup --------------------------------------------------------------------------------------------

@pytest.mark.parametrize("case", load("lines.yml"), ids=lambda case: case["name"])
def test_lines(case: dict[str, Any]) -> None:
    extract = read(case["text"].encode("utf-8"), case["file"])
    assert [f"{block.line} {block.hint}|{block.text}" for block in extract.blocks] == case["blocks"]
    assert [f"{one.line}+{one.column} {one.text}" for one in extract.markup] == case.get("markup", [])
    assert joined(extract) == words(extract.plain)


def test_a_file_that_lost_characters_before_says_so() -> None:
    assert read("领导\ufffd\ufffd".encode(), "a.txt").notes == ("文中有 2 个替换符（�），原文件存盘前已丢字",)


# --- encodings ---------------------------------------------------------------------------------------------------

ENCODINGS = {
    "utf-8": ("", "utf-8"), "utf-8-sig": ("", "utf-8-sig"), "gb18030": ("", "gb18030"), "gbk": ("", "gb18030"),
    "utf-16-le": ("\ufeff", "utf-16"), "utf-16-be": ("\ufeff", "utf-16"), "utf-32-le": ("\ufeff", "utf-32"),
}


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("text", load("texts.yml"))
def test_short_texts_come_right_in_every_encoding(text: str, encoding: str) -> None:
    mark, expected = ENCODINGS[encoding]
    for length in (4, 5, 6, 7, 8, 9, 10, len(text)):
        for start in range(len(text) - length + 1):
            piece = text[start:start + length].strip()
            if not piece.isascii():
                extract = read((mark + piece).encode(encoding), "a.txt")
                assert (extract.encoding, [block.text for block in extract.blocks]) == (expected, [piece])


TRADITIONAL = ["雲川市統計局工作要點", "一、抓好學習，落實責任。", "二、加強監督。"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "utf-16-be", "big5"])
def test_whole_files_come_right_without_a_mark(encoding: str, end: str) -> None:
    lines = TRADITIONAL if encoding == "big5" else load("texts.yml")
    extract = read(end.join(lines).encode(encoding), "a.txt")
    assert (extract.encoding, [block.text for block in extract.blocks]) == (encoding, lines)


def test_utf8_by_coincidence_is_read_as_gb18030() -> None:
    data = "一些".encode("gb18030")
    assert data.decode("utf-8")  # the trap: the bytes are valid UTF-8
    assert read(data, "a.txt").blocks[0].text == "一些"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_character_cut_off_at_the_end_is_reported(encoding: str) -> None:
    extract = read("云川市统计局机关纪委工作总结和下半年工作打算。".encode(encoding)[:-1], "a.txt")
    assert extract.blocks[0].text == "云川市统计局机关纪委工作总结和下半年工作打算"
    assert extract.notes[0].startswith("文件末尾有 ")


def test_other_words_in_utf8_are_not_taken_for_chinese() -> None:
    text = "Протокол заседания № 5"
    assert read(text.encode(), "a.txt").blocks[0].text == text


# --- refusals ----------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("case", load("refusals.yml"), ids=lambda case: case["name"])
def test_refusals(case: dict[str, Any]) -> None:
    data = bytes.fromhex(case["hex"]) if "hex" in case else case["text"].encode(case.get("encoding", "utf-8"))
    with pytest.raises(ReadError) as caught:
        read(data, case["file"])
    assert caught.value.code == case["code"]
    assert case["says"] in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_size_limit() -> None:
    assert read(b"a" * LIMIT, "a.txt").blocks[0].line == 1
    with pytest.raises(ReadError, match="20 MB") as caught:
        read(b"a" * (LIMIT + 1), "a.txt")
    assert caught.value.code == "TOO_LARGE"


# --- laws --------------------------------------------------------------------------------------------------------

JUNK = st.lists(st.sampled_from(
    ["#", "##", "# ", "**", "*", "<!--", "-->", "---", "title: ", "\\", "1*2*3", "a", "一、", "要求", "（二）", "。",
     "\n", "\r\n", "\r", "\u2028", "\x85", "\x0c", "\x1c", " ", "\u3000",
     "\u200b", "\ufeff", "\x00", "\x07", "\x1a", "\ue000", "\U0002a6d6"]
), max_size=40).map("".join)


@given(JUNK, st.sampled_from(["a.txt", "a.md"]), st.sampled_from(["utf-8", "utf-8-sig", "gb18030"]))
def test_nothing_is_lost_and_all_that_is_taken_away_is_listed(text: str, name: str, encoding: str) -> None:
    text = "云川市\n" + text if name == "a.txt" else text + "\n云川市"
    try:
        extract = read(text.encode(encoding), name)
    except ReadError as error:
        assert error.code in ("BINARY", "UNDECODABLE")  # too many control characters
        return
    assert joined(extract) == words(extract.plain)
    visible = Counter(words("".join(visible_lines(text))))
    assert visible - Counter(joined(extract)) == Counter(words("".join(one.text for one in extract.markup)))
    numbers = [block.line for block in extract.blocks]
    assert numbers == sorted(set(numbers))
    assert all(block.text == block.text.strip() != "" for block in extract.blocks)


@given(st.binary(max_size=200) | st.text().map(lambda text: text.encode("gb18030", "ignore")),
       st.sampled_from(["a.txt", "a.md", "a.html", "a.docx", "", "b"]),
       st.sampled_from([b"", codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF32_BE]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str, mark: bytes) -> None:
    try:
        extract = read(mark + data, name)
    except ReadError as error:
        assert str(error)
    else:
        assert joined(extract) == words(extract.plain) != ""


def test_both_walks_agree_on_every_character() -> None:
    for point in range(sys.maxunicode + 1):
        text = f"甲{chr(point)}乙"
        assert words("".join(visible_lines(text))) == words(plain(text, ())), hex(point)


@pytest.mark.parametrize("claim", [
    Removed(1, "一、", 0),  # words are no markup
    Removed(1, "#", 1),  # not at this place
    Removed(9, "#", 0),  # beyond the file
    Removed(1, "<!-- 甲 --> 乙 -->", 0),  # more than one comment
])
def test_the_second_walk_believes_no_false_markup(claim: Removed) -> None:
    for text in ("一、要求", "# 要求", "<!-- 甲 --> 乙 -->"):
        assert plain(text, (claim,)) == text


@pytest.mark.parametrize("text", ["**a " * 50_000, "<!--" * 50_000, "# " * 50_000, "---\n" + "a: b\n" * 50_000,
                                  "<!--a-->" * 50_000 + "x"])
def test_hostile_markup_is_read_in_time(text: str) -> None:
    extract = read(text.encode(), "a.md")  # quadratic work would take hours here
    assert joined(extract) == words(extract.plain)
