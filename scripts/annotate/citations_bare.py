"""第N条 alone in a text that has no articles of its own: of the regulation named before it, where that is certain.

Certain is: one regulation named before it in its sentence, or none there and one in the whole line (……。按照第十条
第二款的规定), or the one just said to be amended (修订《…办法》，重点完善第十一条). Else it stays open, with the names
that may be meant. 第一条，要带头学 and 第三条战线 cite nothing.
"""
from __future__ import annotations

import re

from scripts.annotate.citations_places import Found
from scripts.annotate.citations_state import KINDS, Mention, Named, Reading
from scripts.names import regulation_key

VERBS = "依照|按照|根据|依据|违反|适用|参照|遵照|遵守|执行|符合|属于|比照|认定为|视为|具有|采取"
_AMENDING = "新增|增加|增设|增补|补充|修改|修订|修正|完善|细化|明确|删除|删去|调整"
_CITING = re.compile(rf"(?:{VERBS}|{_AMENDING}|落实|贯彻|对照|触犯|援引|引用)了?"
                     "(?:其中?的?|第[^，。；]{1,8}[、和])?$")
_STRONG = re.compile("(?:依照|按照|根据|依据|违反|参照|遵照|比照|触犯|援引|对照)$")
_AMENDED = re.compile(rf"(?:{_AMENDING}|制定|印发|出台)(?:印发|了|并|实施)*$")
_RULES = re.compile("(?:之|的|中|所|有关|相关)*(?:规定|所列|条款)")
# 落实第三条措施, 第一条经验: things that are counted by 条
_COUNTED = re.compile("(?:的)?(?:措施|举措|经验|意见|建议|任务|防线|主线|底线|红线|战线|理由|原因|消息|信息|道路|路|"
                      "途径|路径|标准|原则|体会|启示|渠道|纪律|腿|龙|鱼|河|街|生产)")
_BEARS_ARTICLES = re.compile("(?:条例|规定|办法|规则|细则|准则|章程|规程|通则|制度|规范|法|公约|条约|协定)$")
_NEW = re.compile(f"(?:新|新修订的?|修订后的?)(?P<kind>{KINDS})")


def add_after_names(reading: Reading, text: str, found: list[Found]) -> None:
    """Add the places ``found`` to what is known, as the named regulation's, as open, or not at all."""
    start, end = found[0].start, found[-1].end
    if not found[0].place.article or _COUNTED.match(text, end):
        return
    before = text[max(0, start - 14):start]
    place = found[-1].place
    detailed = bool(place.clause or place.item or "." in place.article)
    if not (detailed or _CITING.search(before) or _RULES.match(text, end)):
        return
    meant = _meant(reading, text, start, before)
    if len(meant) == 1:
        reading.add_name(start, meant[0].name, start, found, meant[0].year)
    elif meant or detailed or _STRONG.search(before) or _RULES.match(text, end):
        for one in found:
            among = tuple(named.name for named in meant)
            reading.found.append(Mention(one.start, one.end, "unclear", place=one.place, among=among))


def _meant(reading: Reading, text: str, start: int, before: str) -> list[Named]:
    """The regulations that a place at ``start`` may belong to."""
    sentence = reading.at + max(text.rfind(mark, 0, start) for mark in "。！？") + 1
    line = _apart(reading, [named for named in reading.named if named.line == reading.line])
    near = [named for named in line if named.at >= sentence]
    if len(near) > 1 and re.search(f"(?:{_AMENDING})(?:第.*)?$", before) and _is_amended(reading, text, near[-1]):
        return near[-1:]
    if near:
        return near
    others = [title for title in re.findall("《([^《》]+)》", text[start:]) if _BEARS_ARTICLES.search(title)]
    known = {_key(reading, named.name) for named in line}
    return [*line, *(Named(0, 0, title, "") for title in others if line and _key(reading, title) not in known)]


def _apart(reading: Reading, named: list[Named]) -> list[Named]:
    """Each regulation once, as named last; forms, notices and films have no articles."""
    last = {_key(reading, one.name): one for one in named if _BEARS_ARTICLES.search(_without_brackets(one.name))}
    return sorted(last.values())


def _is_amended(reading: Reading, text: str, named: Named) -> bool:
    return _AMENDED.search(text[:max(0, named.at - reading.at)]) is not None


def _key(reading: Reading, name: str) -> str:
    return "|".join(reading.library.called(name)) or regulation_key(name)


def _without_brackets(name: str) -> str:
    return re.sub(r"（[^）]*）$", "", name)


def latest(reading: Reading, name: str) -> str:
    """What 新办法 (第十条) means: the one 办法 this text names so far, or nothing certain."""
    new = _NEW.fullmatch(name)
    named = [one for one in reading.named if new and _without_brackets(one.name).endswith(new["kind"])]
    return named[-1].name if len({_key(reading, one.name) for one in named}) == 1 else ""
