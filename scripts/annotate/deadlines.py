"""Deadlines and rhythms in what a text sets to do: 每半年, 9月中旬, 年底前, 限期, 15个工作日内.

Guarantees: the words are kept as written; an interval is added only where year and days are certain. What tells of
the past (成效, 截至6月底, 上半年以来) is no deadline; X月X日 is a placeholder, never a date.
"""
from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from typing import NamedTuple

from scripts.model import Deadline, Document, Unit, own_spans, walk
from scripts.numerals import chinese_to_int

Interval = tuple[str, str]
NONE: Interval = ("", "")
_TOLD = frozenset({"成效", "问题"})
_SILENT = frozenset({"title", "head", "record", "salutation", "closing", "signature"})
_SETTING = frozenset({"工作要点", "工作计划", "方案", "意见", "通知"})  # kinds that set tasks wherever they speak


class Rule(NamedTuple):
    """One way to write a deadline; ``planned``: only among tasks, elsewhere the same words tell of the past."""

    pattern: re.Pattern[str]
    interval: Callable[[re.Match[str], int | None], Interval]
    planned: bool
    signs: str  # the pattern holds one of them: where none stands it need not be tried


_M = r"(?:1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九])"
_Y = r"(?:(?P<year>20\d\d)年|(?P<word>今年|本年度?|明年|次年))?"
_NUMBER = r"(?:\d{1,3}|[一二两三四五六七八九十]{1,3}|半)"
_BY = r"(?:之前|以前|前)"
_D = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_MONDAY = "一(?![课次题讲案篇期轮考练测评条句图]|学(?!习)|报(?![送告]))"  # 每周一课 is 每周, 一课
_LAST_MONTHS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}


def _year(match: re.Match[str], year: int | None) -> int | None:
    if match["year"]:
        return int(match["year"])
    return year + 1 if year and match["word"] in ("明年", "次年") else year


def _day(year: int, month: int, day: int = 0) -> str:
    """ISO date; day 0 is the last of the month."""
    last = monthrange(year, month)[1]
    return f"{year}-{month:02}-{day or last:02}" if day <= last else ""


def _nothing(_match: re.Match[str], _year: int | None) -> Interval:
    return NONE


def _year_end(match: re.Match[str], year: int | None) -> Interval:
    of = _year(match, year)
    return ("", _day(of, 12)) if of else NONE


def _half(match: re.Match[str], year: int | None) -> Interval:
    of = _year(match, year)
    if not of:
        return NONE
    first, last = (1, 6) if match["half"] == "上" else (7, 12)
    return ("", _day(of, last)) if match["by"] else (_day(of, first, 1), _day(of, last))


def _quarter(match: re.Match[str], year: int | None) -> Interval:
    of, last = _year(match, year), _LAST_MONTHS[match["quarter"]]
    if not of or match["by"] in ("前", "之前", "以前"):  # 三季度前: before it begins or ends?
        return NONE
    return ("", _day(of, last)) if match["by"] else (_day(of, last - 2, 1), _day(of, last))


def _month(match: re.Match[str], year: int | None) -> Interval:
    of, month = _year(match, year), chinese_to_int(match["month"])
    if not of or not month:
        return NONE
    part = match["part"]
    if part in ("上旬", "中旬", "下旬"):
        first, last = _TENTHS[part]
        return ("" if match["by"] else _day(of, month, first)), _day(of, month, last)
    if part in ("底", "末"):
        return "", _day(of, month)
    if part in ("份", "内") and not match["by"]:
        return _day(of, month, 1), _day(of, month)
    if part == "" and not match["by"]:  # （4月）
        return _day(of, month, 1), _day(of, month)
    return NONE  # 6月前, 6月初


_TENTHS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 0)}


def _months(match: re.Match[str], year: int | None) -> Interval:
    of, first, last = _year(match, year), chinese_to_int(match["month"]), chinese_to_int(match["until"])
    if not (of and first and last and first <= last) or "初" in (match["since_part"], match["until_part"]):
        return NONE
    since, until = _TENTHS.get(match["since_part"], (1, 0)), _TENTHS.get(match["until_part"], (1, 0))
    return _day(of, first, since[0]), _day(of, last, until[1])


def _days(match: re.Match[str], year: int | None) -> Interval:
    of, first, since = _year(match, year), chinese_to_int(match["month"]), chinese_to_int(match["day"])
    last, until = chinese_to_int(match["until"]) if match["until"] else first, chinese_to_int(match["until_day"])
    if not (of and first and since and last and until) or (first, since) > (last, until):
        return NONE
    return _day(of, first, since), _day(of, last, until)


def _date(match: re.Match[str], year: int | None) -> Interval:
    of, month, day = _year(match, year), chinese_to_int(match["month"]), chinese_to_int(match["day"])
    if not of or not month or not day:
        return NONE
    on = _day(of, month, day)
    return ("" if match["by"] else on), on


_FREE = r"(?<![\dXx×至到—\-－~自从近半整、])"  # 截至6月, 1-6月 and X6月 are cut off elsewhere
_PART = r"(?P<part>[上中下]旬|[底末初份内])"
# 上半年以来, 下半年工作 name a period or a piece of work, no limit
_NAMED = "(?!以来|来|工作|的|重点|任务|打算|计划|总结|情况|纪检|党风|全|我|，全|，我|共)"
RULES: tuple[Rule, ...] = (
    Rule(re.compile(rf"每(?:隔)?{_NUMBER}?个?(?:年度|季度|学期|年|季|月|周(?:[二三四五六日]|{_MONDAY})?|星期|旬)"
                    rf"(?:[底末初]|[上中下]旬|{_NUMBER}日)?{_BY}?"), _nothing, planned=False, signs="每"),
    Rule(re.compile(r"每(?:日|天)(?=报告|上报|通报|调度|汇总|研判|巡查|检查)"), _nothing, planned=False, signs="每"),
    Rule(re.compile(r"(?<!有)限期(?!满|间)|限时(?=(?:办结|整改|完成|销号)(?!率|制|.{0,3}制度))"), _nothing,
         planned=False, signs="限"),
    Rule(re.compile(rf"(?<![近前过去第\d]){_NUMBER}(?:个工作日|个月|个小时|(?<!八)小时|日|天|周|年)(?:之内|以内|内)(?![部容被]|发生|累计|受到|连续|多次)"),
         _nothing, planned=False, signs="内"),  # 八小时以内 is a sphere of life
    Rule(re.compile(rf"(?<![半每]){_Y}(?:年|(?<=[\d今明次本]年))[底末]{_BY}"), _year_end, planned=False, signs="底末"),
    Rule(re.compile(rf"(?<![半每一二两三四五\d]){_Y}(?:年|(?<=[\d今明次本]年))[底末内](?!以来|时|的|考核|述职)"),
         _year_end, planned=True, signs="底末内"),
    Rule(re.compile(rf"{_Y}(?P<half>[上下])半年(?P<by>[底末]?{_BY}|[底末])?{_NAMED}"), _half, planned=True, signs="半"),
    Rule(re.compile(rf"{_FREE}{_Y}第?(?P<quarter>[一二三四1-4])季度(?P<by>[底末]?{_BY}|[底末])?{_NAMED}"),
         _quarter, planned=True, signs="季"),
    Rule(re.compile(rf"{_FREE}{_Y}(?P<month>{_M})月{_PART}?(?P<by>{_BY})"), _month, planned=False, signs="月"),
    Rule(re.compile(rf"{_FREE}{_Y}(?P<month>{_M})月{_PART}(?P<by>)(?!以来|的)"), _month, planned=True, signs="月"),
    Rule(re.compile(rf"(?<=[（(]){_Y}(?P<month>{_M})月(?P<part>)(?P<by>)(?=[）)])"), _month, planned=True, signs="月"),
    Rule(re.compile(rf"{_FREE}{_Y}(?P<month>{_M})月?(?:份|(?P<since_part>[上中下]旬|初))?(?:至|到|—|－|-|~)"
                    rf"(?P<until>{_M})月(?:份|底|末|(?P<until_part>[上中下]旬|初))?(?![\d以])"),
         _months, planned=True, signs="月"),
    Rule(re.compile(rf"{_FREE}{_Y}(?P<month>{_M})月(?P<day>{_D})日(?:至|到|—|－|-|~)(?:(?P<until>{_M})月)?"
                    rf"(?P<until_day>{_D})日(?!以来)"), _days, planned=True, signs="月"),
    Rule(re.compile(rf"{_FREE}{_Y}(?P<month>{_M})月(?P<day>{_D})日(?P<by>{_BY})?"
                    r"(?!以来|至|到|，?印发|，?出台|，?下发)"), _date, planned=True, signs="月"),
    Rule(re.compile(rf"(?:本|当|次|每)?(?:月|季度?)(?:底|末){_BY}"), _nothing, planned=False, signs="底末"),
)
_PAST_BEFORE = re.compile(r"(?:截至|截止到?|截止|自|从|去年|上年|往年|以来|上一年|近|已于|曾于|早在)$")
_PAST_AFTER = re.compile(r"以来|至今|，?已(?!.{0,4}的)|，?共(?!同)|，?累计|召开的")


def mark_deadlines(document: Document) -> tuple[Deadline, ...]:
    """Deadlines and rhythms among a document's own words, in order."""
    out = []
    for above, unit in walk(document.units):
        if unit.form in _SILENT or unit.role in _TOLD:
            continue
        for start, end in own_spans(unit):
            if not _SIGN.search(document.text, start, end):  # as in most units
                continue
            year = _year_of(document, above, unit)
            for match, rule in _matches(document.text[start:end]):
                interval = rule.interval(match, year)
                if _is_set(document, unit, match, rule, interval):
                    span = start + match.start(), start + match.end()
                    out.append(Deadline(unit.anchor, span, match[0], *interval))
    return tuple(sorted(out, key=lambda mark: mark.span))


def _matches(text: str) -> Iterator[tuple[re.Match[str], Rule]]:
    """Longest first where rules overlap."""
    found = [(match, rule) for start, end, signs in _near_signs(text) for rule in RULES
             if not signs.isdisjoint(rule.signs) for match in rule.pattern.finditer(text, start, end)]
    taken: list[tuple[int, int]] = []
    for match, rule in sorted(found, key=lambda pair: (pair[0].start() - pair[0].end(), pair[0].start())):
        start, end = match.span()
        if any(start < other_end and other < end for other, other_end in taken):
            continue
        if _PAST_BEFORE.search(text[max(0, start - 4):start]) or _PAST_AFTER.match(text, end):
            continue
        taken.append((start, end))
        yield match, rule


_SIGN = re.compile("[每限内底末月]|半年|季度")
_REACH = 16  # no deadline is longer before or after its sign


def _near_signs(text: str) -> Iterator[tuple[int, int, set[str]]]:
    """Stretches around the signs of a time with the signs in them, apart from each other: most of a text has none."""
    start = end = 0
    signs: set[str] = set()
    for sign in _SIGN.finditer(text):
        if sign.start() - _REACH > end:
            if end:
                yield start, end, signs
            start, signs = sign.start() - _REACH, set()
        signs.add(sign[0][0])
        end = min(len(text), sign.end() + _REACH)
    if end:
        yield start, end, signs


def _is_set(document: Document, unit: Unit, match: re.Match[str], rule: Rule, interval: Interval) -> bool:
    """Whether the words set a time: those that elsewhere tell of the past, only among tasks or for days to come."""
    until = interval[1]
    if _is_period_reported(document, match[0]) or (until and document.year and int(until[:4]) < document.year):
        return False  # 2019年底前 in a text of 2020 tells of the past
    if unit.form == "section":  # 集中整治（6月至8月） sets a time, 下半年工作打算 is a name
        return rule.planned and unit.role == "任务" and _is_apart(match)
    if unit.form != "table" and (not rule.planned or unit.role == "任务"):
        return True
    if document.kind not in _SETTING or not until or until < document.date:
        return False
    return match[0].endswith("前") or _is_apart(match)


def _is_apart(match: re.Match[str]) -> bool:
    """（8月至10月） after the name of a stage, 7月上旬 alone in a cell."""
    left, right = match.string[:match.start()].rstrip(" "), match.string[match.end():].lstrip(" ")
    return left[-1:] in ("（", "(", "|", "　", "\t", "") and right[:1] in ("）", ")", "，", "|", "\n", "")


def _is_period_reported(document: Document, words: str) -> bool:
    """上半年 in the report of a 上半年 is what is told of, even under a heading of tasks."""
    return document.period is not None and document.period in words and document.period != document.plan_period


_YEAR_AHEAD = re.compile(r"(20\d\d)年(?:度)?(?=[^，。；]{0,14}(?:打算|计划|任务|安排|思路|举措|重点|要求|部署|工作$))")


def _year_of(document: Document, above: tuple[Unit, ...], unit: Unit) -> int | None:
    """The year a task without one means; the tasks of a yearly report may be the next year's: unknown."""
    planned = re.search(r"20\d\d", document.plan_period or "")
    if planned:
        return int(planned[0])
    if document.category == "regulation":
        return None
    for heading in reversed(above):  # 三、2024年工作打算
        if unit.role == "任务" and (said := _YEAR_AHEAD.findall(document.text[slice(*heading.lead)])):
            return int(said[-1])
    if document.kind in ("工作总结", "报告") and document.period in (None, "全年") and unit.role == "任务":
        return None
    return document.year
