"""What a text says of itself: year, period, issuer, 发文字号, date, 密级.

Guarantees: nothing is guessed: a placeholder (XX区, X月X日) is no fact, and where the text is silent the fact is empty.
"""
from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from scripts.model import Kind, Role, Unit
from scripts.parse.dates import first_date
from scripts.parse.draft import Draft, Mark
from scripts.parse.matter import has_placeholder, is_body, issue_number, issued_by, secrecy_mark, unit_in
from scripts.parse.roles import heading_of
from scripts.parse.titles import bare_title, is_year_left_open, parts_of, year_in

PeriodRule = Callable[[str], "str | None"]

_YEARLY: Final = ("工作要点", "工作计划", "工作总结", "方案", "报告", "意见")
_OF_A_YEAR: Final = ("工作要点", "工作计划", "工作总结")  # about a whole year, if only the 落款 names one
_REPORTS: Final = ("工作总结", "报告", "讲话")
_QUARTERS: Final = {"一": "一", "二": "二", "三": "三", "四": "四", "1": "一", "2": "二", "3": "三", "4": "四"}
_QUARTER: Final = re.compile(r"(?<!前)第?([一二三四1234])季度")
_OTHER_SPAN: Final = re.compile(
    r"(?<!\d)\d{1,2}月|[一二三四五六七八九十]月|季度|学[期年]|周工作|(?:19|20)\d\d年?[-—~～至]{1,2}(?:19|20)\d\d")
_WHOLE_YEAR: Final = re.compile(
    r"全年|年度|(?:19|20)(?:\d\d|[XxＸ×]{2})年|二[〇○零]..年|明年|来年|新一年|新的一年|年终|年底")
_LEADING_YEAR: Final = re.compile(r"(?:在)?((?:19|20)\d\d)年")
_REPORTED: Final = re.compile(r"现将(?:我\w{1,10}?|本\w{1,4}?)?((?:19|20)\d\d年.{0,30})")
_MEETING: Final = re.compile(r"(?:会议?|大会|全会)上")
_SECOND_HALF: Final = "06"  # what is signed from June on is about its own year
_FIRST_CLAUSE: Final = 40
_HEAD: Final = 10  # lines that are looked at for a mark of secrecy, whatever they turned out to be
_BEFORE_YEAR: Final = re.compile(r"(.{2,30}?)(?:关于|(?:19|20)\d\d年|二[〇○零]..年)")
_SPEAKER: Final = ("在", "关于", "深入", "全市", "全省", "全县", "全区")


def first_half(words: str) -> str | None:
    """上半年, 半年, 年中, 1—6月"""
    return "上半年" if re.search(r"上半年|年中(?![秋央国共小期华层])|(?<!下)半年|1[-—~至]6月", words) else None


def second_half(words: str) -> str | None:
    """下半年, 7—12月"""
    return "下半年" if re.search(r"下半年|7[-—~至]12月", words) else None


def quarter(words: str) -> str | None:
    """一季度, 第3季度; not 前三季度"""
    match = _QUARTER.search(words)
    return f"第{_QUARTERS[match[1]]}季度" if match else None


def whole_year(words: str) -> str | None:
    """全年, 年度, 2024年, 明年; not a month of it, not 2021—2025年"""
    if _OTHER_SPAN.search(words):
        return None
    return "全年" if _WHOLE_YEAR.search(words) else None


PERIOD_RULES: Final[tuple[tuple[str, PeriodRule], ...]] = (
    ("上半年", first_half), ("下半年", second_half), ("第一季度", quarter), ("全年", whole_year))


def find_year(title: str, kind: Kind, preamble: str, date: str, number: str) -> int | None:
    """Of the title; else of the words that begin the preamble; else of the day a text was signed, unless it reports."""
    found = year_in(title)
    if found is not None or is_year_left_open(title):
        return None if is_year_left_open(title) else found
    leading = _LEADING_YEAR.match(preamble)
    if leading:
        return int(leading[1])
    if kind in ("工作总结", "报告") and not _MEETING.search(title) and date[5:7] < _SECOND_HALF:
        return None  # signed in January, it reports on the year before
    signed = date[:4] or (re.findall(r"(?:19|20)\d\d", number) or [""])[0]
    return int(signed) if signed else None


def find_period(words: str, kind: Kind, year: int | None, rules: tuple[tuple[str, PeriodRule], ...]) -> str | None:
    """Of what is reported or planned: the half or quarter a title names, else the year of a yearly text."""
    found = next((period for _, rule in rules if (period := rule(words))), None)
    if found == "全年" and kind not in _YEARLY and not re.search(r"全年|年度|工作要点|工作计划|工作总结(?!会)", words):
        return None  # a speech or a notice of 2024 is not about all of 2024
    if found is None and year is not None and kind in _OF_A_YEAR and not _OTHER_SPAN.search(words):
        return "全年"
    return found


def find_plan_period(title: str, kind: Kind, period: str | None, said: dict[str, Role],
                     rules: tuple[tuple[str, PeriodRule], ...]) -> str | None:
    """Of the 打算 of a text that reports and plans: by the title's second part, else by the heading of that part;
    ``said`` are the headings of the first level and what they say they are about."""
    reported, planned = parts_of(title)
    if not planned and (kind not in _REPORTS or (kind == "讲话" and "成效" not in said.values())):
        return None
    plans = [planned] if planned else [heading for heading, role in said.items() if role == "任务"]
    for words in plans:
        found = next((p for _, rule in rules if ((p := rule(words)) and p != period) or p == "全年"), None)
        if found:
            return found
    following = {"上半年": "下半年", "全年": "全年"}.get(period or "")
    return following if plans and kind != "讲话" and reported else None


def find_issuer(draft: Draft, marks: tuple[Mark, ...], title: str) -> str:
    """Of the 落款; else of the head; else of the words before the year in the title."""
    signed = [unit_in(draft.lines[at].compact) for at, mark in enumerate(marks) if mark.matter == "signature"]
    head = [draft.lines[at].compact for at, mark in enumerate(marks) if mark.matter == "head"]
    issued = [issued_by(text) for text in head] + [unit_in(text) for text in head]
    named = next((unit for unit in [*signed, *issued] if unit and not has_placeholder(unit)), "")
    return named or _unit_in_title(title)


def find_number(draft: Draft, marks: tuple[Mark, ...]) -> str:
    return next(iter(_facts(draft, marks, issue_number)), "")


def find_date(draft: Draft, marks: tuple[Mark, ...]) -> str:
    """Of the 落款; else the one under or above the title. The day of printing (印发) is another day."""
    for matter in ("signature", "head"):
        for at, mark in enumerate(marks):
            text = draft.lines[at].compact
            found = first_date(text) if mark.matter == matter and "印发" not in text else ""
            if found:
                return found
    return ""


def find_secrecy(draft: Draft, marks: tuple[Mark, ...]) -> str:
    """A mark on a line of its own above the body, kept or dropped (law 8)."""
    body = next((at for at, mark in enumerate(marks) if mark.matter == "label"), len(marks))
    for at in range(max(body, min(_HEAD, len(marks)))):
        line = draft.lines[at]
        found = secrecy_mark(line.compact)
        if found:
            return line.text if found == line.compact else found
    return ""


def said_by_headings(units: tuple[Unit, ...], text: str) -> dict[str, Role]:
    """Headings of the first level, also under a heading without label, and their roles."""
    top = [unit for unit in units if unit.form in ("section", "numbered")]
    found = [one for unit in top for one in (unit, *unit.children) if one.level <= 1]
    return {heading: one.role for one in found if (heading := heading_of(one, text))}


def dated_preamble(draft: Draft, marks: tuple[Mark, ...]) -> str:
    """The first clause of the first paragraph, if it begins with a year: 2023年上半年，…; or 现将2023年…报告如下."""
    first = next((at for at, mark in enumerate(marks) if mark.matter == "label"), len(marks))
    prose = [draft.lines[at].text for at in range(first) if marks[at].matter == "paragraph"]
    if prose and _LEADING_YEAR.match(prose[0]):
        return prose[0][:_FIRST_CLAUSE]
    found = next((match for text in prose if (match := _REPORTED.search(text))), None)
    return found[1] if found else ""


def _facts(draft: Draft, marks: tuple[Mark, ...], find: Callable[[str], str]) -> list[str]:
    return [found for at, mark in enumerate(marks)
            if mark.matter == "head" and (found := find(draft.lines[at].compact))]


def _unit_in_title(title: str) -> str:
    match = _BEFORE_YEAR.match(bare_title(title))
    unit = match[1] if match else ""
    return unit if is_body(unit) and not unit.startswith(_SPEAKER) and not has_placeholder(unit) else ""
