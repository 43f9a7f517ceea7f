"""Readers of places in the text itself or after a name without 《》: 本法第N条, 前款, 本条第二款, 第N条, 刑法第N条."""
from __future__ import annotations

import re

from scripts.annotate.citations_bare import VERBS, add_after_names, latest
from scripts.annotate.citations_places import NOWHERE, Found, Place, after_chapters, read_places
from scripts.annotate.citations_state import KINDS, LEFT, Reading, may_begin
from scripts.numerals import chinese_to_int

_UNITS = {"条": "article", "款": "clause", "项": "item"}
_UNKNOWN = re.compile(rf"(?:.*(?:{VERBS}|[，。；、：（）“”]))?((?:(?!第)[\u4e00-\u9fff]){{1,20}}(?:{KINDS}))$")
_BARE_LEFT = LEFT | frozenset("守按理置据除因同")
_FOREIGN = re.compile(rf"(?:{KINDS}|[》章节编该其同原])$")


def read_own(reading: Reading, text: str, token: re.Match[str]) -> int:
    """本条例第九条, 本章第三条: this text."""
    found, end = read_places(text, after_chapters(text, token.end()))
    for one in _from(token.start(), found):
        reading.add(one.start, one.end, "own" if one.place.article and not reading.quoting else "unclear", one.place)
    return max(end, token.end())


def read_here(reading: Reading, text: str, token: re.Match[str]) -> int:
    """本条第二款, 本款第三项: this article, this 款."""
    found, end = read_places(text, token.end())
    for one in _from(token.start(), found):
        reading.add(one.start, one.end, _here(reading, one.place), one.place,
                    unit="clause" if token["here"] == "款" else "")
    return max(end, token.end())


def read_before(reading: Reading, text: str, token: re.Match[str]) -> int:
    """前款, 前两款, 前条第一款, 本条前款, 上款."""
    steps = chinese_to_int(token["count"]) if token["count"] else 1
    found, end = read_places(text, token.end())
    if not reading.articled or not steps or any(one.place.article for one in found[:1]):
        return token.end()
    for one in _from(token.start(), found) or [Found(token.start(), token.end(), NOWHERE)]:
        reading.add(one.start, one.end, _here(reading, one.place), one.place, steps=-steps, unit=_UNITS[token["step"]])
    return max(end, token.end())


def _from(start: int, found: list[Found]) -> list[Found]:
    """The first place's span begins with the words before it: 本条 + 第二款."""
    return [found[0]._replace(start=start), *found[1:]] if found else []


def _here(reading: Reading, place: Place) -> str:
    """前款第一项和第十条: the list has gone on to another article."""
    if reading.quoting or not reading.articled:
        return "unclear"
    return "own" if place.article else "here"


def read_article(reading: Reading, text: str, token: re.Match[str]) -> int:
    """第N条 by itself: of the known name before it (刑法第三条), else of this text."""
    found, end = read_places(text, after_chapters(text, token.start()))
    start = token.start()
    if not found or not text.startswith("第", start) or text.rfind("《", 0, start) > text.rfind("》", 0, start):
        return token.end()
    if found[0].place.article and (named := _name_before(reading, text, start)):
        begin, name = named
        reading.add_name(begin, name, start, _from(start, found))
    elif reading.quoting:
        pass  # 增加一条，作为第十条之一: another text's
    elif not reading.articled:
        add_after_names(reading, text, found)
    elif not _is_head(text, start, end):
        _add_bare(reading, text, start, found)
    return end


def _name_before(reading: Reading, text: str, end: int) -> tuple[int, str] | None:
    """Where the name that ends at ``end`` begins, and what it is: known, unknown (…法), or said before its brackets."""
    for length in range(min(end, 40), 1, -1):  # the longest first: 监察法实施条例 before 条例
        name = text[end - length:end]
        known = reading.short.get(name) or (name if name in reading.library.spoken else "")
        if known and may_begin(text, end - length, name):
            return end - length, known
    if unknown := _UNKNOWN.match(text, max(0, end - 26), end):
        return unknown.start(1), latest(reading, unknown[1]) or unknown[1]
    last = next((mention for mention in reversed(reading.found) if mention.how == "name"), None)
    if last and not last.place.article and re.fullmatch(r"(?:[（(][^（）()]*)?[）)]", text[last.end:end]):
        return end, last.name  # 《…》（以下称监察法）第十条
    return None


def _is_head(text: str, start: int, end: int) -> bool:
    """An article that lost its line break: “……执行。 第二十三条 临时……”."""
    return text[end:end + 1] in (" ", "　") and text[max(0, start - 16):start].rstrip(" 　")[-1:] in ("", "。", "\n")


def _add_bare(reading: Reading, text: str, start: int, found: list[Found]) -> None:
    """第十条 alone is this text's, unless another text was named in the same sentence or stands before it."""
    before = "".join(text[max(0, start - 16):start].split(" "))  # 刑 法 第 二 条: a scan's blanks
    left, foreign = before[-1:], _FOREIGN.search(before[-8:])
    if found[0].place.article and not foreign and "\u4e00" <= left <= "\u9fff" and left not in _BARE_LEFT:
        return  # 以临海第一条山脊为界
    sentence = max(text.rfind(mark, 0, start) for mark in "。；")
    cited = reading.before()
    elsewhere = any(mention.start > sentence and mention.how in ("name", "unclear") for mention in reading.found)
    for one in found:
        how = "bare" if one.place.article else "here"
        if how == "here":
            elsewhere = elsewhere or any(mention.how == "name" for mention in cited)
        rivals = () if one.place.article else tuple(dict.fromkeys(mention.place for mention in cited))
        reading.add(one.start, one.end, "unclear" if elsewhere or foreign else how, one.place, rivals=rivals)
