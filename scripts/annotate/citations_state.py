"""What is known while one document is read: the short names it has bound, what it named and cited last.

Guarantees: a short name binds from its definition to the end of the document; 该条例 means the last one named that is
called so, known to the vocabulary or not.
"""
from __future__ import annotations

import re
from typing import NamedTuple

from scripts.annotate.citations_library import Library
from scripts.annotate.citations_places import Found, Place

KINDS = ("实施细则|实施办法|实施意见|实施方案|暂行规定|暂行办法|暂行条例|条例|规定|办法|规则|细则|准则|章程|规程|通则|"
         "解释|决定|决议|意见|方案|通知|制度|规范|标准|公约|条约|协定|协议|议定书|修正案|法")


class Mention(NamedTuple):
    """Words that cite; ``how``: name (a regulation), own (本法第N条), bare (第N条), here (第N款), number, unclear."""

    start: int
    end: int
    how: str
    name: str = ""
    place: Place = Place()
    steps: int = 0  # 前款 −1, 前两款 −2
    unit: str = ""  # what the steps count: article, clause, item
    year: str = ""  # 《…》（2018年修订）
    rivals: tuple[Place, ...] = ()  # articles said shortly before, whose 款 or 项 may be meant as well
    among: tuple[str, ...] = ()  # names between which it stays open


class Named(NamedTuple):
    """A regulation named somewhere in the text; ``at`` and ``line`` (where its line begins) are places in it."""

    at: int
    line: int
    name: str
    year: str


class Reading:
    """The state of one document's reading; ``found`` are the mentions of the stretch of text at hand."""

    def __init__(self, library: Library, *, articled: bool, quoting: bool) -> None:
        self.library = library
        self.articled = articled  # a text of articles: 前款 and a bare 第N条 mean something
        self.quoting = quoting  # 修正案, 修改…的决定: their 第N条 are another text's
        self.short: dict[str, str] = {}  # 以下简称 → name
        self.found: list[Mention] = []
        self.words = self._word_pattern()
        self.named: list[Named] = []  # last named last
        self.line = 0  # where the line at hand begins
        self.at = 0  # where the stretch at hand begins
        self._unit = ""
        self._above: list[tuple[str, Mention]] = []  # (unit, place cited) in the 款 being read

    def begin(self, at: int, line: int, unit: str) -> None:
        """Go on to a stretch of text at ``at``, in the line that begins at ``line``, of the unit ``unit``."""
        self._above += [(self._unit, mention) for mention in self.found if mention.place.article]
        if _clause(unit) != _clause(self._unit):
            self._above = []
        self.at, self.line, self._unit, self.found = at, line, unit, []

    def before(self) -> list[Mention]:
        """Articles cited before in this stretch, or in the words above a list of 项 (违反本条例第十条的：（一）……)."""
        above = [mention for unit, mention in self._above if unit in (self._unit, _clause(self._unit))]
        return above + [mention for mention in self.found if mention.place.article]

    def add(self, start: int, end: int, how: str, place: Place, *, steps: int = 0, unit: str = "",
            rivals: tuple[Place, ...] = ()) -> None:
        self.found.append(Mention(start, end, how, place=place, steps=steps, unit=unit, rivals=rivals))

    def add_name(self, start: int, name: str, name_end: int, found: list[Found], year: str = "") -> None:
        """A named regulation with its places: the first one's span takes in the name."""
        self.named.append(Named(self.at + start, self.line, name, year))
        if not found or found[0].start - name_end > len("中的 "):
            self.found.append(Mention(start, name_end, "name", name, year=year))
        elif found:
            found = [found[0]._replace(start=start), *found[1:]]
        self.found += [Mention(one.start, one.end, "name", name, one.place, year=year) for one in found]

    def bind(self, short: str, name: str) -> None:
        self.short[short] = name
        self.words = self._word_pattern()

    def antecedent(self, kind: str) -> str:
        """What 该条例 means: the last one named whose name ends so; 该规定 and 该意见 also mean no text at all."""
        for named in reversed(self.named):
            if re.sub(r"（[^）]*）$", "", named.name).endswith(kind):
                return named.name if kind in _ALWAYS_TEXTS or named.line == self.line else ""
        return ""

    def _word_pattern(self) -> re.Pattern[str]:
        """Names without 《》: the vocabulary's, and this document's short names where they are no common word."""
        shorts = [name for name in self.short if not re.fullmatch(KINDS, name) and len(name) > 2]
        words = {*self.library.unbracketed, *shorts, *(f"“{name}”" for name in self.short)}
        longest_first = sorted(words, key=lambda word: (-len(word), word))
        return re.compile("|".join(map(re.escape, longest_first)) or r"(?!)")


_ALWAYS_TEXTS = frozenset({"条例", "法", "准则", "规则", "细则", "章程", "实施细则", "暂行条例"})


def _clause(unit: str) -> str:
    """The 款 a unit stands in: t9-k1-x2 → t9-k1."""
    return unit.partition("-x")[0]


LEFT = frozenset("照据反按用和与及或者以由在对是为从因受的了于将把依合符违见有无如除适定备后前时指担且到")


def may_begin(text: str, at: int, name: str) -> bool:
    """Whether a name can begin at ``at``: 依照刑法, not 军事刑法; 北京市 before a 条例 makes it another one."""
    left = text[at - 1:at] if at else ""
    if left in LEFT or not "\u4e00" <= left <= "\u9fff" or text[:at].endswith("我国"):
        return True
    return name.endswith("法") and len(name) >= 5 and left not in "国省市区州县"
