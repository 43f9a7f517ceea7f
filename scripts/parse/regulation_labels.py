"""Labels of regulations: 编 分编 章 节 条 and the labels of lists, as they stand at the beginning of a line.

Guarantees: a label is judged by the line alone; whether it is *the* next article or only a citation that a line break
brought to the front is decided by ``regulation_lines``, which knows the numbers around it.
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from scripts.numerals import NUMERAL_CHARACTERS, chinese_to_int
from scripts.parse.labels import arabic, bracketed, bracketed_arabic, chinese, circled, decimal, label_of

LabelKind = Literal["编", "分编", "章", "节", "条", "列", "附"]

_BLANKS: Final = " \t\u3000\u00a0"
_BLANK: Final = f"[{_BLANKS}]"
_FIGURE: Final = rf"[0-9０-９○{NUMERAL_CHARACTERS}]"
_NUMBER: Final = rf"((?:{_FIGURE}{_BLANK}*)+)"  # 第 二 十 条: scanned texts carry blanks inside
# 第二十条之一, 第3条之1, 第 3-1 條
_ARTICLE: Final = re.compile(
    rf"[【\[]?第{_BLANK}*{_NUMBER}(?:-([0-9]{{1,2}}){_BLANK}*)?[条條]"
    rf"(?:{_BLANK}*之{_BLANK}*([一二三四五六七八九十]{{1,3}}|[0-9０-９]{{1,2}}(?!{_FIGURE}|[年月日])))?[】\]]?")
_DIVISION: Final = re.compile(rf"第{_BLANK}*{_NUMBER}(分{_BLANK}*[编編]|[编編篇章节節])")
_NAMES: Final[dict[str, LabelKind]] = {"章": "章", "节": "节", "節": "节", "分编": "分编", "分編": "分编"}
# What stands after a *citation* that begins a line: 第三章第十条规定的…, 第三十一条的决定》…, 第五条、第六条…
_CITING: Final = re.compile(
    r"第.{1,8}?[章节節条條款项項目]|[（(].{1,4}[)）][项目]|的|规定|所[列称述指定规涉]|[、，,。；;》〉）)”]|[和或与及至到]本?第|以[及外上下内前后]|之")
_RULES: Final = (
    ("一、", chinese), ("（一）", bracketed), ("1.", arabic), ("（1）", bracketed_arabic), ("①", circled))
# （一）项规定的…, （一）至（三）项, 三、四款… are citations, not labels; （八）项目管理制度 is one
_CITED: Final = re.compile(
    rf"[项款目](?:规定|所|至|[和或、及][第（(]|的|中|情形|行为|，)|[至和或及、][（(][{NUMERAL_CHARACTERS}]")
_ENUMERATED: Final = re.compile(rf"[{NUMERAL_CHARACTERS}]{{1,3}}[、款项条章]")
# the first characters of all labels that _RULES know: most lines begin with none
_MAY_BEGIN: Final = re.compile(
    "[0-9０-９〇零一二三四五六七八九十百廿卅（(〔【\\[\u2460-\u249b\u2776-\u277f\u3220-\u3229\u3251-\u32bf]")
_GUARDS: Final = (
    ("decimal", decimal), ("cited", lambda label, rest: label.kind in "sm" and _CITED.match(rest) is not None),
    ("enumerated", lambda label, rest: label.kind == "" and _ENUMERATED.match(rest) is not None))
KIND_WORDS: Final = (
    "法典|法|条例|规定|办法|细则|规则|准则|章程|解释|决定|决议|修正案|规范|规程|守则|通则|制度|批复|公约|民约|基本要求|标准"
    "|條例|規定|辦法|細則|規則|準則|解釋|決定|修正案|規範|規程|通則")
# the last words of a regulation's title; （试行） （修订） （2004年） 2018 may follow
ENDS_AS_REGULATION: Final = re.compile(
    rf"(?:{KIND_WORDS})(?:\s*[（(][^（）()]{{1,20}}[）)])*(?:\s*(?:19|20)\d\d年?(?:[版本]|修[订正])?)?$")
_APPENDIX: Final = re.compile(
    rf"(附{_BLANK}*[件表录錄图圖]|附){_BLANK}*([0-9０-９A-Z{NUMERAL_CHARACTERS}]{{1,3}})?{_BLANK}*([：:]|{_BLANK}|$)")
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_STEM: Final = re.compile(rf"([{_STEMS}])、(?![{_STEMS}])|[（(]([{_STEMS}])[）)]")
_LETTER: Final = re.compile(r"([a-zA-Zａ-ｚ])[.．、)）](?![a-zA-Z0-9])|[（(]([a-zA-Z])[）)]")
_STEM_RANK: Final = 5
_LETTER_RANK: Final = 6
_ENDS: Final = "。；;：:！!？?…”’\"）)】」》"
_LONG_ENOUGH_TO_WRAP: Final = 15
_FEWEST_IN_SERIES: Final = 3


class Label(NamedTuple):
    """What begins a line. ``end`` is where the words after it begin, ``tight`` that no blank divides them."""

    kind: LabelKind
    text: str  # as printed
    end: int
    number: int = 0
    sub: int = 0  # 之一 = 1
    rank: int = 0  # of a list: 一、 0, （一） 1, 1. 2, （1） 3, ① 4, 甲、 5, a. 6
    tight: bool = False
    citing: bool = False  # the words that follow are those of a citation


@lru_cache(maxsize=4096)  # every rule that looks at a line asks again
def article_label(text: str) -> Label | None:
    """第二十条之一, 第20条, 第 二 十 条, 【第二十条】 at the beginning of ``text``."""
    match = _ARTICLE.match(text)
    number = chinese_to_int(match[1]) if match else None
    if match is None or number is None:
        return None
    sub = chinese_to_int(match[2] or match[3] or "") or 0
    rest = text[match.end():]
    words = rest.lstrip().lstrip("：:").lstrip()  # 第一条：领导责任
    return Label("条", match[0], len(text) - len(words), number, sub, tight=rest[:1] not in ("", "：", ":", *_BLANKS),
                 citing=_CITING.match(words) is not None)


def article_labels(texts: Sequence[str]) -> list[Label | None]:
    """The article head at the beginning of each line.

    第一条、保持清洁。 第二条、…: where a whole series is printed so, the 、 belongs to the label and cites nothing.
    """
    labels = [article_label(text) for text in texts]
    at = [n for n, label in enumerate(labels) if label and texts[n].startswith("、", len(label.text))]
    found = [label for n in at if (label := labels[n])]
    if len(found) >= _FEWEST_IN_SERIES and [one.number for one in found] == list(range(1, len(found) + 1)):
        for n, label in zip(at, found, strict=True):
            labels[n] = label._replace(end=len(label.text) + 1, citing=False, tight=False)
    return labels


def division_label(text: str) -> Label | None:
    """第一编, 第一分编, 第一章, 第一节 at the beginning of ``text``; 篇 counts as 编."""
    match = _DIVISION.match(text)
    number = chinese_to_int(match[1]) if match else None
    if match is None or number is None:
        return None
    rest = text[match.end():]
    kind = _NAMES.get("".join(match[2].split()), "编")
    end = len(text) - len(rest.lstrip())
    return Label(kind, match[0], end, number, tight=bool(rest) and not rest[0].isspace(),
                 citing=_CITING.match(rest.lstrip()) is not None)


def list_label(text: str) -> Label | None:
    """一、 （一） 1. （1） ① at the beginning of ``text``."""
    found = label_of(text, _RULES, _GUARDS) if _MAY_BEGIN.match(text) else None
    return Label("列", found.text.rstrip(), found.end, found.number, rank=found.level - 1) if found else None


def point_label(text: str) -> Label | None:
    """甲、 a. a) (a) at the beginning of ``text``: 目 below a 项, never a list of its own."""
    stem, letter = _STEM.match(text), _LETTER.match(text)
    match = stem or letter
    if match is None:
        return None
    sign = next(group for group in match.groups() if group)
    number = _STEMS.index(sign) + 1 if stem else int(unicodedata.normalize("NFKC", sign), 36) - 9
    end = len(text) - len(text[match.end():].lstrip())
    return Label("列", match[0], end, number, rank=_STEM_RANK if stem else _LETTER_RANK)


def appendix_label(text: str) -> Label | None:
    """附件, 附件1：名称, 附表二, 附：; not 附则, not 附加刑也可以….

    The words that follow may run on when the marker has a number or a colon: 附件一 甲（略） 附件二 乙（略）.
    """
    match = _APPENDIX.match(text)
    if match is None or (match[1] == "附" and match[3] not in ("：", ":")):
        return None
    rest = text[match.end():]
    return Label("附", text[: match.end()].strip(), len(text) - len(rest.lstrip()), chinese_to_int(match[2] or "") or 0)


def finished(text: str) -> bool:
    """Whether a line ends where a sentence may end; a short line without ， ends by itself."""
    return not text or text[-1] in _ENDS or (len(text) < _LONG_ENOUGH_TO_WRAP and text[-1] not in "，、,")
