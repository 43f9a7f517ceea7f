"""Finds what a text cites: 《…》, 以下简称, known names without 《》, 第N条 of this text, 前款, 该条例, 发文字号.

One pass over the text, left to right; a token begins a mention, the table ``READERS`` says who reads it on. What a
mention refers to is said in words (name, place, relation); whether it exists is the library's matter.
Guarantees: mentions are sorted, do not overlap, each lies in the stretch of text it was found in.
"""
from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from typing import NamedTuple

from scripts.annotate.citations_library import Library
from scripts.annotate.citations_places import CHAPTERS, GROUP, Found, Place, read_places
from scripts.numerals import NUMERAL_CHARACTERS, chinese_to_int

KINDS = ("实施细则|实施办法|实施意见|实施方案|暂行规定|暂行办法|暂行条例|条例|规定|办法|规则|细则|准则|章程|规程|通则|"
         "解释|决定|决议|意见|方案|通知|制度|规范|标准|公约|修正案|法")
_N = f"[{NUMERAL_CHARACTERS}0-9]"


class Mention(NamedTuple):
    """Words that cite: ``how`` is name (a regulation), own (this text), here (this article), number, unclear."""

    start: int
    end: int
    how: str
    name: str = ""
    place: Place = Place()
    steps: int = 0  # 前款 −1, 前两款 −2
    unit: str = ""  # what the steps count: article, clause, item
    year: str = ""  # 《…》（2018年修订）


class Reader:
    """What is known while reading one document: its short names, what was named last."""

    def __init__(self, library: Library, *, articled: bool, quoting: bool) -> None:
        self.library = library
        self.articled = articled  # a text of articles: 前款 and a bare 第N条 mean something
        self.quoting = quoting  # 修正案, 修改…的决定: their 第N条 are another text's
        self.short: dict[str, str] = {}  # 以下简称 → name
        self.named: list[tuple[int, str]] = []  # (line, name), last named last
        self.line = 0
        self.found: list[Mention] = []
        self.words = self._word_pattern()

    def read(self, text: str, line: int) -> list[Mention]:
        """Mentions in one stretch of text of one unit."""
        self.line, self.found = line, []
        at = 0
        token, word = TOKEN.search(text), self.words.search(text)
        while token or word:
            if word and (token is None or word.start() < token.start()):
                at = _read_word(self, text, word)
            elif token:
                at = READERS[token.lastgroup or ""](self, text, token)
            token = TOKEN.search(text, at) if token and token.start() < at else token
            word = self.words.search(text, at)
        return self.found

    def add(self, start: int, name: str, name_end: int, found: list[Found], year: str = "") -> None:
        """A named regulation, with its places: the first one's span takes in the name."""
        self.named.append((self.line, name))
        if not found:
            self.found.append(Mention(start, name_end, "name", name, year=year))
        for at, one in enumerate(found):
            begin = start if at == 0 and _joined(one, name_end) else one.start
            if at == 0 and begin != start:
                self.found.append(Mention(start, name_end, "name", name, year=year))
            self.found.append(Mention(begin, one.end, "name", name, one.place, year=year))

    def bind(self, short: str, name: str) -> None:
        self.short[short] = name
        self.words = self._word_pattern()

    def antecedent(self, kind: str) -> str:
        """What 该条例 means: the last one named whose name ends so; 该规定 and 该意见 also mean no text at all."""
        for line, name in reversed(self.named):
            if re.sub(r"（[^）]*）$", "", name).endswith(kind):
                return name if kind in ("条例", "法", "准则", "规则", "细则", "章程") or line == self.line else ""
        return ""

    def _word_pattern(self) -> re.Pattern[str]:
        """Names without 《》: the vocabulary's, and this document's short names where they are no common word."""
        shorts = [f"“{name}”" if _common(name) else name for name in self.short]
        quoted = [f"“{name}”" for name in self.short]
        words = sorted({*self.library.unbracketed, *shorts, *quoted}, key=lambda word: (-len(word), word))
        return re.compile("|".join(map(re.escape, words)) or r"(?!)")


def _joined(found: Found, name_end: int) -> bool:
    return found.start - name_end <= len("中的 ")


def _common(name: str) -> bool:
    return re.fullmatch(KINDS, name) is not None or len(name) < 3


# --- readers: each gets the text and the token, answers where to go on -----------------------------------------------

_TAIL = re.compile(r"[ ]?[（(](?:(?P<trial>试行|暂行|草案|修订草案|征求意见稿|讨论稿|送审稿|审议稿)"
                   r"|(?P<year>\d{4})年?(?:\d+月)?(?:\d+日)?(?:修订|修正|修改|版|本)?(?:版)?)[）)]")
_BETWEEN = re.compile(r"(?:中的|中|的)?[ 　]*")


def bracketed(text: str, at: int) -> int:
    """End of the 《…》 that opens at ``at``, nested ones included; -1 when it never closes."""
    depth = 0
    for match in re.compile("[《》]").finditer(text, at):
        depth += 1 if match[0] == "《" else -1
        if depth == 0:
            return match.end()
    return -1


def _read_title(reader: Reader, text: str, token: re.Match[str]) -> int:
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
    found, stop = _places_after(text, end)
    reader.add(token.start(), reader.short.get(name, name), end, found, year)
    return stop


def _places_after(text: str, end: int) -> tuple[list[Found], int]:
    """The 条 that follow a name; a name is not followed by a bare 款."""
    start = _skip(text, end)
    group = GROUP.match(text, start)
    if group is None or not group["article"]:
        return [], end
    return read_places(text, start)


def _skip(text: str, at: int) -> int:
    between = _BETWEEN.match(text, at)
    at = between.end() if between else at
    chapters = CHAPTERS.match(text, at)
    return chapters.end() if chapters else at


_SHORT = re.compile(r"[《“”》]?([^《》“”（）()，,、；;。和]{2,30})[》”]?")


def _read_short_name(reader: Reader, text: str, token: re.Match[str]) -> int:
    """（以下简称《条例》） binds what was named just before it, two short names the two before it."""
    close = re.compile("[）)]").search(text, token.end())
    inside = text[token.end():close.start()] if close else ""
    names = [match[1].strip() for match in _SHORT.finditer(inside.split("，")[0])]
    before = [mention for mention in reader.found if mention.how == "name"][-len(names):] if names else []
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
        reader.bind(name, mention.name)
    return token.start() + 1 if "《" in token[0] + inside or token["also"] else close.end()


def _read_own(reader: Reader, text: str, token: re.Match[str]) -> int:
    """本条例第九条, 本章第三条: this text."""
    found, end = read_places(text, _skip(text, token.end()))
    for at, one in enumerate(found):
        how = "unclear" if reader.quoting or not one.place.article else "own"
        reader.found.append(Mention(token.start() if at == 0 else one.start, one.end, how, place=one.place))
    return max(end, token.end())


def _read_here(reader: Reader, text: str, token: re.Match[str]) -> int:
    """本条第二款, 本款第三项: this article, this 款."""
    found, end = read_places(text, token.end())
    for at, one in enumerate(found):
        how = "own" if one.place.article else "here"
        reader.found.append(Mention(token.start() if at == 0 else one.start, one.end, _known(reader, how),
                                    place=one.place, unit="clause" if token["here"] == "款" else ""))
    return max(end, token.end())


_UNITS = {"条": "article", "款": "clause", "项": "item"}


def _read_before(reader: Reader, text: str, token: re.Match[str]) -> int:
    """前款, 前两款, 前条第一款, 本条前款."""
    steps = chinese_to_int(token["count"]) if token["count"] else 1
    found, end = read_places(text, token.end())
    if not reader.articled or not steps or any(one.place.article for one in found[:1]):
        return token.end()
    unit = _UNITS[token["step"]]
    for at, one in enumerate(found or [Found(token.start(), token.end(), Place())]):
        how = "own" if one.place.article else "here"
        reader.found.append(Mention(token.start() if at == 0 else one.start, one.end, _known(reader, how),
                                    place=one.place, steps=-steps, unit=unit))
    return max(end, token.end())


def _known(reader: Reader, how: str) -> str:
    return "unclear" if reader.quoting or not reader.articled else how


def _read_that(reader: Reader, text: str, token: re.Match[str]) -> int:
    """该条例第九条: the one named last."""
    name = reader.antecedent(token["that"])
    found, end = _places_after(text, token.end())
    if name:
        reader.add(token.start(), name, token.end(), found)
        return end
    for at, one in enumerate(found):
        reader.found.append(Mention(token.start() if at == 0 else one.start, one.end, "unclear", place=one.place))
    return max(end, token.end())


_LEFT = frozenset("照据反按用和与及或者以由在对是为从因受的了于将把依合符违见有如除适定备后前时指担且")
_UNKNOWN = re.compile("(?:依照|按照|根据|依据|违反|适用|符合|属于|比照|[，。；、：（]|^)"
                      rf"([\u4e00-\u9fff]{{1,20}}?(?:{KINDS}))$")


def _may_begin(text: str, at: int) -> bool:
    """Whether a name can begin at ``at``: 依照刑法, not 军事刑法."""
    left = text[at - 1:at] if at else ""
    return left in _LEFT or not "\u4e00" <= left <= "\u9fff" or text[:at].endswith("我国")


def _read_article(reader: Reader, text: str, token: re.Match[str]) -> int:
    """第N条 by itself: of the known name before it (刑法第三条), else of this text."""
    found, end = read_places(text, _skip(text, token.start()))
    if not found or not text.startswith("第", token.start()):
        return token.end()
    start = token.start()
    spoken = _spoken_before(reader, text, start)
    if spoken and found[0].place.article:
        begin, name = spoken
        reader.add(begin, name, start, [found[0]._replace(start=start), *found[1:]])
        return end
    if found[0].place.article and (unknown := _UNKNOWN.search(text, max(0, start - 26), start)):
        reader.add(unknown.start(1), unknown[1], start, [found[0]._replace(start=start), *found[1:]])
        return end
    if reader.articled:
        _add_bare(reader, text, start, found)
    return end


def _add_bare(reader: Reader, text: str, start: int, found: list[Found]) -> None:
    """第十条 alone is this text's, unless another text was named in the same sentence or stands before it."""
    sentence = max(text.rfind(mark, 0, start) for mark in "。；")
    elsewhere = any(mention.start > sentence and mention.how in ("name", "unclear") for mention in reader.found)
    foreign = re.search(rf"(?:{KINDS}|[》章节编该其同原])$", text[max(0, start - 8):start]) is not None
    for one in found:
        how = "own" if one.place.article else "here"
        reader.found.append(Mention(one.start, one.end, "unclear" if elsewhere or foreign else _known(reader, how),
                                    place=one.place))


def _spoken_before(reader: Reader, text: str, end: int) -> tuple[int, str] | None:
    """The longest known name that ends at ``end`` and begins where a name can begin."""
    for length in range(min(end, 40), 1, -1):
        name = text[end - length:end]
        known = reader.short.get(name) or (name if name in reader.library.spoken else "")
        if known and _may_begin(text, end - length):
            return end - length, known
    return None


def _read_word(reader: Reader, text: str, word: re.Match[str]) -> int:
    """党章, 中央八项规定, or a short name this document has bound."""
    name = word[0].strip("“”")
    longer = re.match(rf"(?:实施|执行)(?:{KINDS})|司法解释|修正案|修改", text[word.end():])
    if longer or (name in reader.short and not _may_begin(text, word.start())):
        return word.end()
    found, end = _places_after(text, word.end())
    reader.add(word.start(), reader.short.get(name, name), word.end(), found)
    return max(end, word.end())


_AGENCY = re.compile(r"[\u4e00-\u9fffA-Za-z]{1,12}[ ]?$")
_NO_AGENCY = re.compile(r".*(?:[的了和与及在于由为是经以从据照]|印发|转发|执行|落实|贯彻|文件|发布|废止|通知)")


def _read_number(reader: Reader, text: str, token: re.Match[str]) -> int:
    """中发〔2020〕1号: the agency's sign stands before the year, the sentence goes on before the sign."""
    floor = max([reader.found[-1].end if reader.found else 0, token.start() - 13])
    agency = _AGENCY.search(text[floor:token.start()])
    if agency:
        over = _NO_AGENCY.match(agency[0][:-1])
        start = floor + agency.start() + (over.end() if over else 0)
        reader.found.append(Mention(start, token.end(), "number", text[start:token.end()]))
    return token.end()


# order matters only where two begin at one place: the longer form first
READERS: dict[str, Callable[[Reader, str, re.Match[str]], int]] = {
    "title": _read_title,
    "short": _read_short_name,
    "own": _read_own,
    "here": _read_here,
    "step": _read_before,
    "that": _read_that,
    "number": _read_number,
    "bare": _read_article,
}
TOKEN = re.compile(
    "(?P<title>《)"
    r"|[（(](?P<short>(?P<also>[^（）()《》]{0,60}[，,；;])?(?:以下|下)(?:简称|称|统称)为?[:：]?)"
    rf"|(?<![基根版资成样文日])本(?P<own>{KINDS}|编|分编|章|节)(?=[ ]?第{_N})"
    r"|本(?P<here>[条款])(?=第)"
    rf"|(?:本条)?(?<![之以目提从此日年月当])前(?P<count>{_N}{{0,2}})(?P<step>条(?!件|例|约)|款(?!项)|项(?!目|工作))"
    rf"|该(?P<that>{KINDS})(?<!法(?=[人院定律规制官庭则案治]))(?!性)"
    r"|(?P<number>[〔\[（(【﹝](?:19|20)\d\d[〕\]）)】﹞][ ]?(?:第[ ]?)?\d+[ ]?号)"
    rf"|(?P<bare>(?:第{_N}+(?:分编|编|章|节)[ 　]*)*{GROUP.pattern})"
)
