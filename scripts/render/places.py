"""Where a unit stands, as a reference says it (第三部分第7项第一点), and its line in the table of contents.

Guarantees: a function of the unit and of what stands above it; nothing here looks at the document as a whole.
"""
from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from scripts.model import Category, Unit
from scripts.numerals import int_to_chinese

Above = tuple[Unit, ...]

_SEGMENT: Final = re.compile(r"([a-z]*)(\d+)(?:\.(\d+))?(?:r(\d+))?$")
_IN_BOTH: Final = {"s": "（{c}）", "n": "第{a}项", "f": "附件{a}", "p": "第{a}段", "tab": "表{a}"}
_IN_PLANS: Final = {**_IN_BOTH, "": "第{c}部分", "m": "（{a}）", "i": "第{c}点"}
_IN_REGULATIONS: Final = {
    **_IN_BOTH, "b": "第{c}编", "fb": "第{c}分编", "c": "第{c}章", "j": "第{c}节",
    "t": "第{c}条", "k": "第{c}款", "x": "第{c}项", "m": "第{c}目",
    "": "第{c}条",  # 一、 of a decision or an amendment is cited as 第一条
}
_UNCITED: Final = frozenset({"title", "head", "record", "salutation", "closing", "signature"})
_LISTED_IN_CONTENTS: Final = frozenset({"section", "numbered", "inline", "article"})
_APPENDIX: Final = re.compile(r"f\d+$")
_NUMBER: Final = re.compile(r"[\d一二三四五六七八九十]")
_CIRCLED_ONE: Final = 0x2460  # ①
_CLAUSE_END: Final = re.compile(r"[。；，：！？\n]")
_CONTENTS_LIMIT: Final = 24
_BARE_LABEL: Final = re.compile(r"[^、．.）):：]$")  # a label whose last character parts nothing


def spoken(above: Above, unit: Unit, category: Category, text: str) -> str:
    """The reference to a unit, without the document's name; empty for matter that is not cited."""
    if unit.form in _UNCITED:
        return ""
    path = (*above, unit)
    if category == "regulation":
        article = next((n for n, u in enumerate(path) if u.form == "article"), 0)
        path = _without_lone_clause(path[article:])
    return "".join(_segment(u, category, text) for u in path)


def contents_line(unit: Unit, text: str) -> str:
    """The unit's line in the table of contents; empty for one that has none."""
    if unit.form not in _LISTED_IN_CONTENTS or unit.anchor == "f0" or (unit.form != "section" and not unit.label):
        return ""
    if unit.form == "article":
        return "".join(unit.label.split())
    words = lead_words(unit, text)
    if not words and unit.form != "section":
        words = _shortened(words_after_label(unit, text))
    gap = " " if words and unit.form == "section" and _BARE_LABEL.search(unit.label) else ""  # 第一章总则, 附件 方案
    return f"{unit.label}{gap}{words}"


def lead_words(unit: Unit, text: str) -> str:
    """Heading or lead sentence on one line, without the 。 that ends it."""
    return " ".join(text[unit.lead[0]:unit.lead[1]].split()).rstrip("。")


def words_after_label(unit: Unit, text: str) -> str:
    """All words of the unit but its label, children included."""
    whole = text[unit.span[0]:unit.span[1]].strip()
    return whole[label_length(whole, unit.label):].strip()


def label_length(whole: str, label: str) -> int:
    """How many characters of the unit's words are its label; blanks inside it do not count (第 二 十 条)."""
    if label and whole.startswith(label):  # as nearly always
        return len(label.rstrip())
    wanted, at = "".join(label.split()), 0
    for character in wanted:
        while at < len(whole) and whole[at].isspace():
            at += 1
        if at >= len(whole) or whole[at] != character:
            return 0
        at += 1
    return at


def _without_lone_clause(path: Above) -> Above:
    """第九条第二项, not 第九条第一款第二项, where the article is one 款."""
    if not path or path[0].form != "article" or sum(c.form == "clause" for c in path[0].children) != 1:
        return path
    return tuple(u for u in path if u.form != "clause")


def _segment(unit: Unit, category: Category, text: str) -> str:
    last = unit.anchor.rsplit("-", 1)[-1]
    if last[0] == "h":
        return f"“{lead_words(unit, text)}”"
    return _appendix(last, unit.label) if _APPENDIX.match(last) else _numbered(last, category)


def _appendix(segment: str, label: str) -> str:
    """附件, 附件二, 附表 as printed; 附件说明 for the line of the text that announces them."""
    if segment == "f0":
        return "附件说明"
    printed = "".join(label.split()).strip("：:")
    named = printed if len(printed) > 1 and (segment == "f1" or _NUMBER.search(printed)) else ""
    return named or ("附件" if segment == "f1" else f"附件{segment[1:]}")


@lru_cache(maxsize=4096)  # few labels, many units: a law repeats 第一款 hundreds of times
def _numbered(segment: str, category: Category) -> str:
    found = _SEGMENT.match(segment)
    if found is None:
        return ""
    kind, number, after, again = found[1], int(found[2]), found[3], found[4]
    if kind == "o":
        place = chr(_CIRCLED_ONE + number - 1) if 1 <= number <= 20 else f"（{number}）"
    else:
        patterns = _IN_REGULATIONS if category == "regulation" else _IN_PLANS
        place = patterns.get(kind, "").format(a=number, c=_chinese(number))
    return place + (f"之{_chinese(int(after))}" if after else "") + (f"（第{again}处）" if again else "")


def _chinese(number: int) -> str:
    return int_to_chinese(number) if number <= 9999 else str(number)


def _shortened(text: str) -> str:
    """The first clause; a comma early on is passed over, so that a line says something."""
    line = " ".join(text.split()).rstrip("。；")
    stop = next((m.start() for m in _CLAUSE_END.finditer(line) if m.start() >= 6), len(line))
    return line[:min(stop, _CONTENTS_LIMIT)] + ("…" if stop > _CONTENTS_LIMIT else "")
