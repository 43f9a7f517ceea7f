"""Finds what a text cites: 《…》, 以下简称, known names without 《》, 该条例, 发文字号, and places of the text itself.

One pass over the text, left to right: a token begins a mention, the table ``READERS`` says who reads it on. What a
mention refers to is said in words (name, place, relation); whether it exists is the library's matter.
Guarantees: mentions are sorted, do not overlap, each lies in the stretch of text it was found in.
"""
from __future__ import annotations

import itertools
import re
from collections.abc import Callable

from scripts.annotate.citations_local import read_article, read_before, read_here, read_own
from scripts.annotate.citations_places import GROUP, NUMBER, places_after
from scripts.annotate.citations_state import KINDS, Mention, Reading, may_begin


def find(reading: Reading, text: str) -> list[Mention]:
    """Mentions in the stretch of text at which ``reading`` has begun."""
    at, words = 0, reading.words
    token, word = _token(text, 0), words.search(text)
    while token or word:
        if word and (token is None or word.start() < token.start()):
            at = _read_word(reading, text, word)
        elif token:
            at = READERS[token.lastgroup or ""](reading, text, token)
        token = _token(text, at) if token and token.start() < at else token
        if reading.words is not words or (word and word.start() < at):  # a short name was bound, or this one is read
            words = reading.words
            word = words.search(text, at)
    return reading.found


def _token(text: str, at: int) -> re.Match[str] | None:
    """The next token; only where a character stands that begins one, for a search of all of TOKEN is slow."""
    for sign in _BEGINNING.finditer(text, at):
        if token := TOKEN.match(text, sign.start()):
            return token
    return None


_TAIL = re.compile(r"[ ]?[（(](?:(?P<trial>试行|暂行|草案|修订草案|征求意见稿|讨论稿|送审稿|审议稿)"
                   r"|(?P<year>\d{4})年?(?:\d+月)?(?:\d+日)?(?:修订|修正|修改|版|本)?(?:版)?)[）)]")


_BRACKETS = re.compile("[《》]")
_LONGEST_NAME = 300


def bracketed(text: str, at: int) -> int:
    """End of the 《…》 that opens at ``at``, nested ones included; -1 when it never closes."""
    depth = 0
    for match in _BRACKETS.finditer(text, at, at + _LONGEST_NAME):
        depth += 1 if match[0] == "《" else -1
        if depth == 0:
            return match.end()
    return -1


def _read_title(reading: Reading, text: str, token: re.Match[str]) -> int:
    end = bracketed(text, token.start())
    if end < 0 or not text[token.end():end - 1].strip():
        return token.end()
    name, year = text[token.end():end - 1].strip(), ""
    tail = _TAIL.match(text, end)
    if tail and tail["trial"]:
        name, end = f"{name}（{tail['trial']}）", tail.end()
    elif tail:
        year, end = tail["year"], tail.end()
    elif inner := re.search(r"[（(](\d{4})年?(?:修订|修正|版)[）)]$", name):
        name, year = name[:inner.start()], inner[1]
    found, stop = places_after(text, end)
    reading.add_name(token.start(), reading.short.get(name, name), end, found, year)
    return stop


_CLOSE = re.compile("[）)]")
_SHORT = re.compile(r"[《“”》]?([^《》“”（）()，,、；;。和]{2,30})[》”]?")


def _read_short_name(reading: Reading, text: str, token: re.Match[str]) -> int:
    """（以下简称《条例》） binds what was named just before it, two short names the two before it."""
    close = _CLOSE.search(text, token.end(), token.end() + _LONGEST_NAME)
    inside = text[token.end():close.start()] if close else ""
    names = [match[1].strip() for match in _SHORT.finditer(inside.split("，")[0])]
    before = [mention for mention in reading.found if mention.how == "name"][-len(names):] if names else []
    if not close or not before or len(before) != len(names):
        return token.end()
    if before[-1].end != token.start() or before[-1].place.article:
        return token.end()
    if any(not re.fullmatch("[、和与及]?", text[one.end:other.start])
           for one, other in itertools.pairwise(before)):
        return token.end()
    if len(names) == 1 and re.match("[两三四五六]|上述|以上", names[0]):
        return token.end()  # 以下简称两部法规 names both, not the last
    for name, mention in zip(names, before, strict=True):
        reading.bind(name, mention.name)
    return token.start() + 1 if "《" in token[0] + inside or token["also"] else close.end()


def _read_that(reading: Reading, text: str, token: re.Match[str]) -> int:
    """该条例第九条: the one named last."""
    name = reading.antecedent(token["that"])
    found, end = places_after(text, token.end())
    if name:
        reading.add_name(token.start(), name, token.end(), found)
        return end
    for at, one in enumerate(found):
        reading.add(token.start() if at == 0 else one.start, one.end, "unclear", one.place)
    return max(end, token.end())


# 保密法律法规 names no 保密法, 监察法规定 does name 监察法
_LONGER = re.compile(rf"(?:实施|执行)(?:{KINDS})|司法解释|修正案|修改|(?<=法)(?:[律院治人官制]|规(?!定))")


def _read_word(reading: Reading, text: str, word: re.Match[str]) -> int:
    """党章, 中央八项规定, or a short name this document has bound."""
    name = word[0].strip("“”")
    if _LONGER.match(text, word.end()) or (word[0] in reading.short and not may_begin(text, word.start(), name)):
        return word.end()
    found, end = places_after(text, word.end())
    reading.add_name(word.start(), reading.short.get(name, name), word.end(), found)
    return max(end, word.end())


_AGENCY = re.compile(r"[\u4e00-\u9fffA-Za-z]{1,12}[ ]?$")
_NO_AGENCY = re.compile(r".*(?:[的了和与及在于由为是经以从据照]|印发|转发|执行|落实|贯彻|文件|发布|废止|通知)")


def _read_number(reading: Reading, text: str, token: re.Match[str]) -> int:
    """中发〔2020〕1号: the agency's sign stands before the year, the sentence goes on before the sign."""
    floor = max([reading.found[-1].end if reading.found else 0, token.start() - 13])
    agency = _AGENCY.search(text[floor:token.start()])
    if agency:
        over = _NO_AGENCY.match(agency[0][:-1])
        start = floor + agency.start() + (over.end() if over else 0)
        reading.found.append(Mention(start, token.end(), "number", text[start:token.end()]))
    return token.end()


# order matters only where two begin at one place: the longer form first
READERS: dict[str, Callable[[Reading, str, re.Match[str]], int]] = {
    "title": _read_title,
    "short": _read_short_name,
    "own": read_own,
    "here": read_here,
    "step": read_before,
    "that": _read_that,
    "number": _read_number,
    "bare": read_article,
}
# the first two characters of all tokens: TOKEN itself is slow to say no
_KIND = "".join(sorted({kind[0] for kind in KINDS.split("|")}))
_BEGINNING = re.compile(rf"[《（(〔\[【﹝]|第(?=[ 　（(]|{NUMBER})|本(?=[条款编章节分{_KIND}])"
                        rf"|[前上](?=[款条项述]|{NUMBER})|[该这](?=[部一{_KIND}])")
TOKEN = re.compile(
    "(?P<title>《)"
    r"|[（(](?P<short>(?P<also>[^（）()《》]{0,60}[，,；;])?(?:以下|下)(?:简称|称|统称)为?[:：]?)"
    rf"|(?<![基根版资样文日])本(?P<own>{KINDS}|编|分编|章|节)(?=[ ]?第{NUMBER})"
    r"|本(?P<here>[条款])(?=第)"
    rf"|(?:本条)?(?<![之以目提从此日年月当])(?:前(?P<count>{NUMBER})?|(?P<upper>上))"
    r"(?P<step>款(?!项)|(?(upper)(?!)|(?:条(?!件|例|约)|项(?!目|工作))))"
    rf"|(?:该|(?:上述|前述|这部|这一)(?=(?:{KINDS})第))(?P<that>{KINDS})(?<!法(?=[人院定律规制官庭则案治]))(?!性)"
    r"|(?P<number>[〔\[（(【﹝](?:19|20)\d\d[〕\]）)】﹞][ ]?(?:第[ ]?)?\d+[ ]?号)"
    rf"|(?P<bare>(?:第{NUMBER}(?:分编|编|章|节)[ 　]*)*{GROUP.pattern})"
)
