"""Labels at the beginning of a line: 一、 （一） 1. （1） ①, and what only looks like one (5.3亿, 三、四季度).

Guarantees: a label is judged by its own line alone; ``kind`` is its class as it stands in anchors ("" for 一、).
"""
from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, NamedTuple

from scripts.numerals import chinese_to_int

_NUMERAL: Final = "[〇零一二三四五六七八九十百廿卅]{1,5}"
_DIGITS: Final = "[0-9０-９]"
_CHINESE: Final = re.compile(rf"({_NUMERAL})\s*[、，,．.]")
_BRACKETED: Final = re.compile(rf"(?:[（(〔【\[]\s*({_NUMERAL})\s*[）)〕】\]]|({_NUMERAL})\s*[）)])\s*[、，,．.]?")
_ARABIC: Final = re.compile(rf"({_DIGITS}{{1,3}})\s*[.．、,，]")
_BRACKETED_ARABIC: Final = re.compile(
    rf"(?:[（(〔【\[]\s*({_DIGITS}{{1,2}})\s*[）)〕】\]]|({_DIGITS}{{1,2}})\s*[）)])\s*[、．.]?")
_LARGEST: Final = 199
# signs that hold a number: (first, how many, number of the first)
_SIGNS_BRACKETED: Final = ((0x3220, 10, 1),)  # ㈠
_SIGNS_ARABIC: Final = ((0x2488, 20, 1),)  # ⒈
_SIGNS_BRACKETED_ARABIC: Final = ((0x2474, 20, 1),)  # ⑴
_SIGNS_CIRCLED: Final = ((0x2460, 20, 1), (0x3251, 15, 21), (0x32B1, 15, 36), (0x2776, 10, 1))  # ① ㉑ ㊱ ❶

_YEAR_OR_LONG_NUMBER: Final = re.compile(r"(?:19|20)\d\d\s*年|\d{5}")
_PERIODS: Final = re.compile(rf"\s*(?:{_NUMERAL}|{_DIGITS}{{1,3}})\s*(?:季度|月|日|号|中全会|次全会|产业|线|、)")
# （一）项规定的…, （一）至（三）项; but （八）项目管理制度 and （二）条件保障 are labels
_CITED: Final = re.compile(
    r"\s*(?:[项款目条](?:规定|所|至|[和或、及]|的|中|情形|行为|，|第)|[至和或及、]\s*[（(]|[\[【]\d)")


class Label(NamedTuple):
    """What begins a line: its class, its words as printed, where the words after it begin."""

    kind: str  # "" 一、  s （一）  n 1.  m （1）  o ①  i 一是  f 附件  h no label
    level: int
    text: str
    end: int
    number: int


LabelRule = Callable[[str], Label | None]
Guard = Callable[[Label, str], bool]


def chinese(text: str) -> Label | None:
    """一、 also typed 一, 一． 一 、"""
    return _label(text, _CHINESE.match(text), "", 1)


def bracketed(text: str) -> Label | None:
    """（一） also (一) （一）、 (一） 一） ㈠"""
    return _sign(text, _SIGNS_BRACKETED, "s", 2) or _label(text, _BRACKETED.match(text), "s", 2)


def arabic(text: str) -> Label | None:
    """1. also 1． 1、 "1. " "1 ." ⒈"""
    return _sign(text, _SIGNS_ARABIC, "n", 3) or _label(text, _ARABIC.match(text), "n", 3)


def bracketed_arabic(text: str) -> Label | None:
    """（1） also (1) 1） ⑴"""
    return _sign(text, _SIGNS_BRACKETED_ARABIC, "m", 4) or _label(text, _BRACKETED_ARABIC.match(text), "m", 4)


def circled(text: str) -> Label | None:
    """① … ⑳ ㉑ … ㊿ ❶"""
    return _sign(text, _SIGNS_CIRCLED, "o", 5)


def decimal(label: Label, rest: str) -> bool:
    """5.3亿, 9.30, 1,000人 — but 1.2024年… and 2.12345热线… are labels."""
    separated = label.kind == "n" and label.text[-1] != "、"
    return separated and rest[:1].isdigit() and not _YEAR_OR_LONG_NUMBER.match(rest)


def periods(label: Label, rest: str) -> bool:
    """三、四季度要抓紧，… 1、2月份，… — but 二、三季度工作打算 is a heading."""
    return label.kind in ("", "n") and bool(_PERIODS.match(rest)) and any(c in rest for c in "，。；")


def cited(label: Label, rest: str) -> bool:
    """（一）项规定…, （一）至（三）项…; [1] [2] [3] 下一页"""
    return label.kind in ("s", "m") and bool(_CITED.match(rest))


def label_of(text: str, rules: tuple[tuple[str, LabelRule], ...],
             guards: tuple[tuple[str, Guard], ...]) -> Label | None:
    """The label that begins a line, by the first rule that sees one, unless a guard knows better."""
    for _, rule in rules:
        label = rule(text)
        if label is not None:
            rest = text[len(label.text):]
            return None if any(guard(label, rest) for _, guard in guards) else label
    return None


def _label(text: str, match: re.Match[str] | None, kind: str, level: int) -> Label | None:
    if match is None:
        return None
    number = chinese_to_int(next(group for group in match.groups() if group))
    if number is None or number > _LARGEST:
        return None
    return Label(kind, level, match[0], _after_blanks(text, match.end()), number)


def _sign(text: str, signs: tuple[tuple[int, int, int], ...], kind: str, level: int) -> Label | None:
    for first, count, number in signs:
        if text and first <= ord(text[0]) < first + count:
            printed = text[:2] if text[1:2] in ("、", ".", "．") else text[0]
            return Label(kind, level, printed, _after_blanks(text, len(printed)), ord(text[0]) - first + number)
    return None


def _after_blanks(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at
