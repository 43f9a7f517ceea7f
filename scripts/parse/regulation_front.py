"""What stands above the body of a regulation: head matter, title, record of passage and amendment, preamble.

Guarantees: every line above the body falls into exactly one group, groups keep the order of the lines.
"""
from __future__ import annotations

import re
from typing import Final, Literal, NamedTuple

from scripts.parse.lines import Line
from scripts.parse.matter import is_head, issue_number
from scripts.parse.regulation_labels import ENDS_AS_REGULATION
from scripts.parse.regulation_record import dates_in, order_in
from scripts.parse.regulation_site import field_words, is_column, is_field, is_site

FrontForm = Literal["title", "head", "record", "salutation", "paragraph"]

_ONLY_MARK: Final = re.compile(
    r"[（(](?:试行|暂行|草案|送审稿|征求意见稿|(?:\d{4}年?)?(?:第[一二三四五六]次)?(?:修订|修正|修改)?[版本稿]?)[）)]")
# 《示例规定》（全文）
_WHOLE: Final = re.compile(r"^《([^《》]+)》\s*(?:[（(]全文[）)])?$|^([^《》]+?)\s*[（(]全文[）)]$")
_SOURCE: Final = re.compile(r"^(?:信息|本文|文章|稿件|文件)?(?:来源|出处)[：:]|^(?:发布|公布|成文)(?:日期|时间)[：:]")
_SENTENCE: Final = "。；：，;:,"
_ORGAN_END: Final = re.compile(r"(?:委员会|委|法院|检察院|国务院|政府|[部局厅署院办令号]|办公室|大会|公告|党组|通知)$")
_ISSUES_JOINTLY: Final = re.compile(r"^[^，。；：\d]{2,20}(?:委员会|法院|检察院|[部局厅署])$")
_ACTS: Final = re.compile(
    r"修正|修[订訂]|修改|通[过過]|批准|公布|[发發]布|[颁頒]布|印[发發]|施行|[实實]施|[废廢]止|[决決]定》")
_RECORD_START: Final = re.compile(r"^[（(〔\[]?\s*(?:根据)?\s*(?:\d{4}|[〇○零一二三四五六七八九十]{4})\s*年")
_UNDATED_RECORD: Final = re.compile(r"^[（(]?\s*自?(?:公布|[发發]布|颁布|印发|通过)之?日起?(?:施行|实施)\s*[）)]?$")
# 各市人民政府：, 云川省高级人民法院：
_SALUTATION: Final = re.compile(
    r"^[各全][^，。]{1,60}(?<!如下)[：:]$|^[^，。：《]{2,60}(?:法院|检察院|政府|委员会|[^决规]定?委|[局厅部院署办]|办公室|公司)[：:]$")
_LONGEST_TITLE_LINE: Final = 90
_LONGEST_TITLE: Final = 200
_LONGEST_NAME: Final = 30
_SHORTEST_PART: Final = 8
_PLACE: Final = re.compile(r"[省市县区州旗盟镇乡村国社司校会]$|关于|[、和与及的]$|《")


class Group(NamedTuple):
    """Neighbouring lines of one form."""

    form: FrontForm
    lines: tuple[Line, ...]


def group_front(lines: list[Line], breaks: frozenset[int]) -> list[Group]:
    """Divide the lines above the body; no group runs over a dropped line, ``breaks`` are where the text goes on."""
    title = find_title(lines)
    name = "".join(lines[at].compact for at in title)
    forms: list[FrontForm] = []
    for at in range(len(lines)):
        if at in title:
            forms.append("title")
        elif title and at < title[0]:
            forms.append("head")
        else:
            forms.append(_form_below_title(lines, at, forms, name))
    return _grouped(lines, forms, breaks)


def find_title(lines: list[Line]) -> range:
    """The lines of the title; empty when there is none."""
    furniture = {at for at, line in enumerate(lines) if is_site(line.text) or is_field(line.text)}
    hinted = [at for at, line in enumerate(lines) if line.hint == "h1"] or _opening_heading(lines)
    if hinted:
        last = hinted[0]
        while last + 1 in hinted:
            last += 1
        return range(hinted[0], _with_mark(lines, last) + 1)
    ends = [at for at, line in enumerate(lines) if at not in furniture and _ends_title(line)]
    ends = ends or [at for at in furniture if field_words(lines[at].text, "标题")]
    if ends:
        first = ends[0]
        while first > 0 and _belongs_to_title(lines[first - 1], lines[first]):
            first -= 1
        return range(first, _with_mark(lines, ends[0]) + 1)
    plain = [at for at, line in enumerate(lines) if at not in furniture and not is_column(line.text)]
    if plain and not any(mark in lines[plain[0]].text for mark in _SENTENCE):
        return range(plain[0], _with_mark(lines, plain[0]) + 1)
    return range(0)


def _opening_heading(lines: list[Line]) -> list[int]:
    """### 示例规定: a first line marked as a heading of whatever level."""
    first = lines[0] if lines else None
    return [0] if first and first.hint.startswith("h") and not any(mark in first.text for mark in _SENTENCE) else []


def title_text(lines: list[Line], title: range) -> str:
    """The title in one line, as printed, without 《》 around it and （全文） behind it; of 【标题】… what it says."""
    words = "".join(field_words(lines[at].text, "标题") or lines[at].text for at in title)
    whole = _WHOLE.match(words) if len(words) <= _LONGEST_TITLE else None
    return whole[1] or whole[2] if whole else words


def _ends_title(line: Line) -> bool:
    text = line.text
    return (len(text) <= _LONGEST_TITLE_LINE and not any(mark in text for mark in _SENTENCE)
            and ENDS_AS_REGULATION.search(text) is not None
            and not _RECORD_START.match(text) and not text.startswith(("《", "〈", "附件")))


def _belongs_to_title(above: Line, below: Line) -> bool:
    """Whether ``above`` is the first part of a title that ends below: 最高人民法院 / 关于甲的 / 若干规定."""
    text = above.text
    if any(mark in text for mark in _SENTENCE) or any(True for _ in dates_in(text)) or issue_number(above.compact):
        return False
    if text.startswith(("（", "(", "《")) or text.endswith(("令", "公告", "号")) or text[-1].isdigit():
        return False
    if is_site(text) or is_field(text) or is_column(text):
        return False
    if below.text.startswith(("关于", "的", "及其", "和", "与", "若干", "实施", "《", "〈")) or len(below.text) <= 6:
        return True
    if _ISSUES_JOINTLY.search(text) and _ISSUES_JOINTLY.search(below.text) and len(below.text) <= _LONGEST_NAME:
        return True  # 最高人民法院 / 最高人民检察院 / 关于…
    part = len(text) > _SHORTEST_PART or _PLACE.search(text) is not None  # 云川市 / 渡口管理办法; not 互动交流 / …
    return part and _ORGAN_END.search(text) is None and len(text) <= 40


def _with_mark(lines: list[Line], last: int) -> int:
    following = lines[last + 1].compact if last + 1 < len(lines) else ""
    tail = last
    while tail + 1 < len(lines) and lines[tail + 1].flow and len(lines[tail + 1].text) <= _LONGEST_NAME:
        tail += 1
        if ENDS_AS_REGULATION.search(lines[tail - 1].text + lines[tail].text):  # …若干问题的解 / 释
            return tail
    return last + 1 if len(following) > 2 and _ONLY_MARK.fullmatch(following) else last


def _form_below_title(lines: list[Line], at: int, forms: list[FrontForm], name: str) -> FrontForm:
    line = lines[at]
    if line.flow and forms[-1] in ("record", "head"):
        return forms[-1]
    if any(form == "paragraph" and len(above.text) > _LONGEST_NAME for form, above in zip(forms, lines, strict=False)):
        return "paragraph"  # the preamble has begun
    if _is_record(_paragraph(lines, at)) or _continues_record(lines, forms):
        return "record"
    if _repeats(line, name) or _is_head(line):
        return "head"
    if _SALUTATION.match(line.text):
        return "salutation"
    return "paragraph"


def _paragraph(lines: list[Line], at: int) -> str:
    """A line with those that go on with it, in a text cut at one width."""
    stop = at + 1
    while stop < len(lines) and lines[stop].flow:
        stop += 1
    return "".join(line.text for line in lines[at:stop])


def _is_record(text: str) -> bool:
    """2020年6月20日 甲会议通过, （…通过，根据…修正）; not a preamble: 2012年8月31日，甲会议通过了《…》。根据…."""
    if _UNDATED_RECORD.match(text):
        return True
    bracketed = text[0] in "（(" and text.rstrip("。")[-1] in "）)"
    if not _RECORD_START.match(text) or ("。" in text and not bracketed) or text[-1] in "：:":
        return False
    return _ACTS.search(text) is not None or any(True for _ in dates_in(text))


def _continues_record(lines: list[Line], forms: list[FrontForm]) -> bool:
    """A sentence of the record may run over lines; a preamble, which ends in 。 or ：, is none."""
    text = lines[len(forms)].text
    if not forms or forms[-1] != "record" or text.endswith(("。", "：", ":")):
        return False
    first = len(forms)
    while first and forms[first - 1] == "record":
        first -= 1
    return _is_unfinished("".join(line.text for line in lines[first : len(forms)]))


def _is_unfinished(text: str) -> bool:
    """An open 《 or （, or a last date without an act: the next line goes on (会议通过）)."""
    if any(text.count(left) > text.count(right) for left, right in ("《》", "〈〉", "<>", "（）", "()")):
        return True
    dates = list(dates_in(text))
    return bool(dates) and _ACTS.search(text, dates[-1][0]) is None


def _repeats(line: Line, name: str) -> bool:
    """A piece of the title printed once more below the record, in one line or several; 甲、乙 may be printed 甲 乙."""
    return len(line.compact) >= 2 and line.compact.replace("、", "") in name.replace("、", "")


def _is_head(line: Line) -> bool:
    """法释〔2024〕4号, 国务院令第735号, 信息来源：…, a lone date or organ below the title."""
    order = order_in(line.text)
    if is_site(line.text) or is_field(line.text):
        return True
    return _SOURCE.match(line.text) is not None or is_head(line.compact) or (
        bool(order) and len(line.compact) <= len(order) + 4)


def _grouped(lines: list[Line], forms: list[FrontForm], breaks: frozenset[int]) -> list[Group]:
    groups: list[Group] = []
    for line, form in zip(lines, forms, strict=True):
        joins = groups and groups[-1].form == form and form not in ("paragraph", "salutation")
        if joins and line.start not in breaks:
            groups[-1] = Group(form, (*groups[-1].lines, line))
        else:
            groups.append(Group(form, (line,)))
    return groups
