"""Rules for what stands around the body: title, head matter, advertisements, salutation, closing, 落款.

Guarantees: advertisements are dropped only outside the body (rule 3); a rule claims lines, it never changes them.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from scripts.parse.dates import is_date
from scripts.parse.draft import Draft, Mark
from scripts.parse.lines import Line, is_short
from scripts.parse.matter import (
    count_signs,
    holds_sign,
    is_body,
    is_head,
    is_note,
    is_organ,
    is_record,
    is_signature,
)
from scripts.parse.titles import LONGEST, find_title, kind_of

Claims = Iterator[tuple[int, Mark]]

_PROSE: Final = 15  # a longer line with 。 is a sentence of the body
_AD_LENGTH: Final = 120
_BARE_AD_LENGTH: Final = 45  # behind a body that has neither closing nor 落款; with two signs it may be longer
_PERSONS: Final = re.compile(
    r"(?:尊敬的)?.{0,40}(?:同志们?|同事们?|同仁|朋友们?|领导|代表|委员们?|大家|女士|先生|来宾|嘉宾|党员|干部|职工|学员|老师|家属)[：:！!]")
_ADDRESSEE: Final = re.compile(
    r".{1,120}(?:单位|部门|委员会|纪委监委|纪委|监委|党委|党组|党总支|党支部|总支|支部|组织|组|局|委|办|厅|处|科室|室|院|校|站|所|中心|公司|镇|乡|街道"
    r"|办事处|政府|机关|大队|支队|机构|区|县|市)(?:[（(].{1,40}[)）])?[：:]")
_CLOSING: Final = re.compile(
    r"(?:.{0,6}(?:就)?(?:讲|说|汇报)(?:到这里|这些|这么多)[，。])?(?:(?:再次)?谢谢(?:大家|各位|同志们|各位领导|各位代表|聆听|你们)?"
    r"|我的?(?:讲话|发言|汇报|报告|党课|宣讲)(?:内容)?就?(?:讲?到这里|到此结束|完了|完毕).{0,12}"
    r"|我就(?:先?讲|说|汇报)(?:这[些么]多?|到这里|到这儿|以上[几这]?些?点?).{0,12}|(?:现在)?散会"
    r"|(?:专此|特此|现予)(?:通知|报告|函告|函复|批复|通报|公告|请示|说明|汇报|公布)"
    r"|(?:以上|上述)(?:报告|意见|汇报|请示|方案|总结|发言|内容)?.{0,16}(?:审议|审阅|审示|批示|指示|批复|批评指正|指正|遵照执行|贯彻执行|贯彻落实)"
    r"|(?:妥否|当否|如无不妥|不当之处|不妥之处).{0,16}|请(?:予)?(?:审议|审阅|批评指正|批示)|此致|敬礼|(?:汇报|报告)完毕(?:[，,]请.{0,12}(?:指正|指示|批评))?)[。！!.]?"
    r"(?:谢谢(?:大家|各位)?[。！!]?)?")
_NAME: Final = re.compile(r"[\u4e00-\u9fff·Xx×]{2,4}")
_PAGE_NUMBER: Final = re.compile(r"[.．…·\-—]*\d{0,3}$")
_MOST_SIGNATURES: Final = 8
_SALUTATION: Final = 6  # lines under the title among which it is looked for
_WINDOW: Final = 60  # lines at either end of a text among which the frame is looked for


def tables(draft: Draft) -> Claims:
    """Rows of a table: the reader says so, or tabs and bars do."""
    for at, line in enumerate(draft.lines):
        bars = line.text.startswith("|") and line.text.endswith("|") and line.text.count("|") > 2
        if line.hint == "table" or bars or line.text.count("\t") > 1:
            yield at, Mark("table")


def contents(draft: Draft) -> Claims:
    """目录 and the headings under it, when every one of them comes again below (rule 16)."""
    window = range(min(len(draft.lines), _WINDOW))
    caption = next((at for at in window if draft.lines[at].compact in ("目录", "目次")), None)
    if caption is None:
        return
    entries: list[str] = []
    for line in draft.lines[caption + 1:]:
        entry = _PAGE_NUMBER.sub("", line.compact)
        if not is_short(entry, _PROSE * 4) or entry in entries[:1]:
            break
        entries.append(entry)
    below = {line.compact[:len(entry)] for line in draft.lines[caption + 1 + len(entries):] for entry in entries}
    if entries and below.issuperset(entries):
        yield from ((caption + n, Mark("contents")) for n in range(len(entries) + 1))


def title(draft: Draft) -> Claims:
    """The title, by year and kind word."""
    lines = draft.lines
    labels = {id(line): at for at, line in enumerate(lines)}
    first, last = find_title(lines, lambda line: _begins_body(draft, labels[id(line)]), draft.signs)
    for at in range(first, last):
        yield at, Mark("title")


def head_above(draft: Draft) -> Claims:
    """发文机关, 发文字号, 密级, 签发人, 日期 above the title."""
    for at in range(_title_begin(draft)):
        serial = at == 0 and re.fullmatch(r"\d{6}", draft.lines[at].compact)  # 份号; further down it may be a QQ群
        if (serial or is_head(draft.lines[at].compact)) and not holds_sign(draft.lines[at].text, draft.signs):
            yield at, Mark("head")


def advertisement_above(draft: Draft) -> Claims:
    """The other lines above the title are one block, dropped whole if any of them carries a sign."""
    block = [at for at in range(_title_begin(draft)) if draft.free(at)]
    if any(holds_sign(draft.lines[at].text, draft.signs) for at in block):
        yield from ((at, Mark("dropped")) for at in block)


def head_below(draft: Draft) -> Claims:
    """Under the title: （2024年3月5日）, 市纪委书记 某某某, 来源：…; an advertisement among them is dropped whole."""
    first = _title_end(draft)
    end = first
    while end < min(len(draft.lines), first + _WINDOW) and _stands_below_title(draft, end):
        end += 1
    carrying = [at for at in range(first, end) if holds_sign(draft.lines[at].text, draft.signs)]
    for at in range(first, end):
        if at in carrying:
            yield at, Mark("dropped")
        elif first and (_notes(draft.lines[at]) or _is_speaker(draft, at)):
            yield at, Mark("head")
        elif carrying and at < carrying[-1]:
            yield at, Mark("dropped")
        else:
            return


def salutation(draft: Draft) -> Claims:
    """同志们： and the 主送机关 of a notice, above the first sentence."""
    free = [at for at in range(_title_end(draft), len(draft.lines)) if draft.free(at)]
    spoken = False
    for at in free[:_SALUTATION]:
        if draft.label(at):
            return
        line = draft.lines[at]
        if _PERSONS.fullmatch(line.compact) or (not spoken and _addresses(line)):
            yield at, Mark("salutation")
        spoken = spoken or len(line.text) > _PROSE or line.compact.endswith("：")


def advertisement_below(draft: Draft) -> Claims:
    """After the end of the body: the lines from the first sign on, or all that follow a closing or a 落款."""
    end = len(draft.lines)
    begin = end
    while begin > max(0, end - _WINDOW) and _may_be_advertisement(draft, begin - 1):
        begin -= 1
    ended = begin > 0 and _ends_body(draft.lines[begin - 1])
    carrying = [at for at in range(begin, end) if _advertises(draft.lines[at].text, draft.signs, ended=ended)]
    if not carrying:
        return
    first = begin if ended else carrying[0]
    while not ended and first > begin and _is_fragment(draft.lines[first - 1]):
        first -= 1
    yield from ((at, Mark("dropped")) for at in range(first, end))


def closing(draft: Draft) -> Claims:
    """谢谢大家！ 特此通知。 以上报告，请审议。"""
    for at in range(_title_end(draft), len(draft.lines)):
        if draft.free(at) and draft.lines[at].compact and _CLOSING.fullmatch(draft.lines[at].compact):
            yield at, Mark("closing")


def signature(draft: Draft) -> Claims:
    """The 落款 at the end of the text and before each appendix: unit and date; 抄送 and 印发 below it."""
    first = _title_end(draft)
    for end in _ends(draft):
        found = _signature_before(draft, end, first)
        yield from ((at, Mark("signature")) for at in found)


def signature_inside(draft: Draft) -> Claims:
    """A unit and, under it, a date, each alone in its line: the 落款 of a notice whose plan follows it. The date alone
    will do, if a title stands under it; （此件公开发布） may stand between."""
    for at in range(_title_end(draft) + 1, len(draft.lines)):
        if not draft.free(at) or not is_date(draft.lines[at].compact):
            continue
        end = at + 1
        while end < len(draft.lines) and draft.free(end) and is_record(draft.lines[end].compact):
            end += 1
        signed = draft.free(at - 1) and is_body(draft.lines[at - 1].compact)
        if signed or _is_plan_title(draft, end):
            yield from ((n, Mark("signature")) for n in range(at - signed, end))


def _is_plan_title(draft: Draft, at: int) -> bool:
    """Whether a line names a text of a kind that others are sent out with."""
    return at < len(draft.lines) and draft.free(at) and draft.label(at) is None \
        and is_short(draft.lines[at].text, LONGEST) and kind_of(draft.lines[at].text) is not None


def _begins_body(draft: Draft, at: int) -> bool:
    line = draft.lines[at]
    if holds_sign(line.text, draft.signs):
        return False
    prose = len(line.text) > _PROSE and "。" in line.text
    addressed = _PERSONS.fullmatch(line.compact) is not None or _addresses(line)
    annexed = at > 0 and line.compact.startswith("附件")
    return draft.label(at) is not None or prose or addressed or annexed


def _title_begin(draft: Draft) -> int:
    """Where the lines above the title end; without a title, where the body begins if advertisements stand above it."""
    found = draft.places("title")
    if found:
        return found[0]
    body = next((at for at in range(min(len(draft.lines), _WINDOW)) if _begins_body(draft, at)), 0)
    return body if any(holds_sign(line.text, draft.signs) for line in draft.lines[:body]) else 0


def _title_end(draft: Draft) -> int:
    found = draft.places("title")
    return found[-1] + 1 if found else _title_begin(draft)


def _addresses(line: Line) -> bool:
    return _ADDRESSEE.fullmatch(line.compact) is not None and "。" not in line.text


def _stands_below_title(draft: Draft, at: int) -> bool:
    line = draft.lines[at]
    if not draft.free(at) or draft.label(at):
        return False
    advertises = len(line.text) <= _AD_LENGTH and holds_sign(line.text, draft.signs)
    return advertises or _notes(line) or _is_speaker(draft, at) or _is_fragment(line)


def _notes(line: Line) -> bool:
    return is_note(line.compact) and not _addresses(line)


def _is_speaker(draft: Draft, at: int) -> bool:
    """林 某 某 alone in a line, with a date, a post or 同志们： under it."""
    if not _NAME.fullmatch(draft.lines[at].compact) or at + 1 >= len(draft.lines):
        return False
    below = draft.lines[at + 1]
    return _notes(below) or _PERSONS.fullmatch(below.compact) is not None


def _may_be_advertisement(draft: Draft, at: int) -> bool:
    line = draft.lines[at]
    if not draft.free(at) or _ends_body(line):
        return False
    if holds_sign(line.text, draft.signs):
        return True
    return len(line.text) <= _AD_LENGTH and draft.label(at) is None and not re.match(r"附[件表录：:]", line.compact)


def _advertises(text: str, signs: tuple[str, ...], *, ended: bool) -> bool:
    """Right behind the body one sign makes an advertisement of a short line only: 推行扫码评价 may end a text."""
    return holds_sign(text, signs) and (ended or len(text) <= _BARE_AD_LENGTH or count_signs(text, signs) > 1)


def _ends_body(line: Line) -> bool:
    return bool(line.compact) and (
        _CLOSING.fullmatch(line.compact) is not None or is_record(line.compact)
        or is_date(line.compact) or (is_signature(line.compact) and any(c.isdigit() for c in line.compact)))


def _is_fragment(line: Line) -> bool:
    """酷X文行, 【…】, ------: no sentence, no unit."""
    return is_short(line.compact, 25) and not line.compact.endswith(("。", "！")) and not is_organ(line.compact)


def _ends(draft: Draft) -> list[int]:
    """Where a part of the text ends: at every 附件 and at the last line that is kept and no footnote."""
    ends = [at for at, line in enumerate(draft.lines) if re.match(r"附[件表录：:]", line.compact)]
    last = len(draft.lines)
    while last and (draft.matter(last - 1) == "dropped" or draft.lines[last - 1].hint == "footnote"):
        last -= 1
    return [*ends, last]


def _signature_before(draft: Draft, end: int, first: int) -> list[int]:
    found: list[int] = []
    at = end - 1
    while at >= first and len(found) < _MOST_SIGNATURES and draft.free(at) and not draft.label(at) \
            and _signs(draft.lines[at]):
        found.append(at)
        at -= 1
    texts = [draft.lines[n].compact for n in found]
    dated = any(is_date(text) or is_record(text) or (is_signature(text) and text[-1] in "日号月)）") for text in texts)
    alone = len(found) == 1 and at >= 0 and draft.lines[at].text[-1] in "。！；!" and is_organ(texts[0])
    return sorted(found) if dated or alone else []


def _signs(line: Line) -> bool:
    return line.hint not in ("table", "footnote") and (is_signature(line.compact) or is_record(line.compact))
