"""The grammar of places in a regulation: 第N条(之N)第N款第N项第N目, in lists and ranges.

Guarantees: ``read_places`` gives one ``Found`` for each cited place, in order, spans apart from each other; a number
is read, never corrected. 第二、三款 shares its unit: two places, the first span ends before 、.
"""
from __future__ import annotations

import re
from typing import NamedTuple

from scripts.numerals import NUMERAL_CHARACTERS, chinese_to_int


class Place(NamedTuple):
    """A place as cited; 0 or "" where nothing was said. 第二十条之一第三项 = ("20.1", 0, 3, 0)."""

    article: str = ""
    clause: int = 0  # 款
    item: int = 0  # 项
    point: int = 0  # 目


class Found(NamedTuple):
    start: int
    end: int
    place: Place


NUMBER = rf"[{NUMERAL_CHARACTERS}○0-9０-９]+(?:[ 　]+[{NUMERAL_CHARACTERS}]+)*"  # 第 二 十 条 is a scan's blank
_ONE = rf"(?:第[ 　]*[（(]?|[（(])[ 　]*{NUMBER}[ 　]*[）)]?"
_MORE = rf"第?[ 　]*[（(]?{NUMBER}[）)]?"
_JOIN = r"[ 　]*(?:、|和|或者|或|以及|及|与|至|到|—|－|-|~|～)[ 　]*"
# 第三项目标, 第一项工作, 第二款项 are no places
_UNIT = (r"[ 　]*(?:(?P<article>条)(?!件|例|线)|(?P<clause>款)(?!项)"
         r"|(?P<item>项)(?!目|工作|任务|措施|指标|职责|要求|内容|制度|原则)|(?P<point>目)(?!标|的|录|前))")
_AFTER = rf"(?:之(?P<extra>{NUMBER})(?![分日年月个]))?"

GROUP = re.compile(rf"(?P<numbers>{_ONE}(?:{_JOIN}{_MORE})*){_UNIT}{_AFTER}")
_ATTACHED = re.compile(rf"[ 　]*{GROUP.pattern}")
_RANGE_END = re.compile(rf"(?P<numbers>{NUMBER}){_UNIT}{_AFTER}")  # 第三条至五条, 第一款、二款: 第 is said once
_NEXT = re.compile(_JOIN)
_ONE_NUMBER = re.compile(_MORE)
_DIGITS = re.compile(NUMBER)
CHAPTERS = re.compile(rf"(?:第{NUMBER}(?:分编|编|章|节)[ 　]*)+(?=第{NUMBER}条)")
ORDER = ("article", "clause", "item", "point")


NOWHERE = Place()


def read_places(text: str, at: int, base: Place = NOWHERE) -> tuple[list[Found], int]:
    """Places that begin at ``at``, and where the last ends; ``base`` is what is already said (本条, 前款)."""
    group = GROUP.match(text, at)
    if group is None:
        return [], at
    found: list[Found] = []
    place, attached = base, False
    while group is not None:
        unit = _unit(group)
        for start, end, number in _numbers(text, group):
            place = _extend(place, unit, number, group["extra"])
            if attached and found:  # 第九条 + 第二款: one place
                found[-1] = Found(found[-1].start, end, place)
            else:
                found.append(Found(start, end, place))
            attached = False
        group, attached = _following(text, group.end(), unit)
    return found, found[-1].end if found else at


def _unit(group: re.Match[str]) -> str:
    return next(unit for unit in ORDER if group.groupdict().get(unit))


def _numbers(text: str, group: re.Match[str]) -> list[tuple[int, int, int]]:
    """``(start, end, number)`` of each number before a shared unit; the last one's span takes the unit."""
    spans = [match.span() for match in _ONE_NUMBER.finditer(text, *group.span("numbers"))]
    out = []
    for at, (start, end) in enumerate(spans):
        digits = _DIGITS.search(text, start, end)
        number = chinese_to_int(digits[0]) if digits else None
        if number is not None:
            out.append((start, group.end() if at == len(spans) - 1 else end, number))
    return out


def _extend(place: Place, unit: str, number: int, extra: str | None) -> Place:
    if unit == "article":
        more = chinese_to_int(extra) if extra else None
        return Place(f"{number}.{more}" if more else str(number))
    depth = ORDER.index(unit)
    clause, item, point = (number if at == depth else 0 if at > depth else said
                           for at, said in enumerate(place[1:], start=1))
    return Place(place.article, clause, item, point)


def _following(text: str, at: int, unit: str) -> tuple[re.Match[str] | None, bool]:
    """The next group and whether it narrows the same place (第九条第二款) or joins another (第九条、第十条)."""
    attached = _ATTACHED.match(text, at)  # 第 二 条 第 一 款: a scan's blanks
    if attached and ORDER.index(_unit(attached)) > ORDER.index(unit):
        return attached, True
    join = _NEXT.match(text, at)
    if join is None:
        return None, False
    group = GROUP.match(text, join.end()) or _RANGE_END.match(text, join.end())
    if group and not group["numbers"].startswith(("第", "（", "(")) and _unit(group) != unit:
        return None, False  # 第二条、三项制度
    return group, False


_BETWEEN = re.compile(r"(?:中的|中|的)?[ 　]*")


def places_after(text: str, end: int) -> tuple[list[Found], int]:
    """The 条 that follow a name; a name is not followed by a bare 款."""
    start = after_chapters(text, end)
    group = GROUP.match(text, start)
    if group is None or not group["article"]:
        return [], end
    return read_places(text, start)


def after_chapters(text: str, at: int) -> int:
    """第三章第十条: the number of the chapter says nothing that the article's does not."""
    between = _BETWEEN.match(text, at)
    at = between.end() if between else at
    chapters = CHAPTERS.match(text, at)
    return chapters.end() if chapters else at


def anchor(place: Place) -> str:
    """Anchor of a place in a regulation's text; 第X条第X项 means 款 1."""
    out = f"t{place.article}" if place.article else ""
    clause = place.clause or (1 if place.item else 0)
    for letter, number in (("k", clause), ("x", place.item), ("m", place.point)):
        out += f"-{letter}{number}" if number else ""
    return out


_ANCHOR = re.compile(r"(?P<before>(?:.*-)?)t(?P<article>\d+(?:\.\d+)?)(?:-k(?P<clause>\d+))?(?:-x(?P<item>\d+))?")


def place_of(where: str) -> Place:
    """The place an anchor names, empty for what stands in no article."""
    match = _ANCHOR.match(where)
    return Place(match["article"], int(match["clause"] or 0), int(match["item"] or 0)) if match else Place()
