"""What an item is in its text (任务, 成效, 问题): by the nearest heading above it that says so, else by the kind.

Guarantees: a heading speaks only by its head (rule 10): 一、工作完成情况 does, 坚决整治突出问题 does not.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

import msgspec

from scripts.model import Kind, Role, Unit
from scripts.parse.titles import kind_of

_OF_KIND: Final[Mapping[Kind, Role]] = {
    "工作要点": "任务", "工作计划": "任务", "方案": "任务", "工作总结": "成效", "法规": "规定"}
_FRAME: Final = ("title", "head", "record", "salutation", "closing", "signature")
_LONGEST_HEADING: Final = 60

_DONE: Final = re.compile(
    r"(?:(?:完成|进展|开展|落实|推进|履行|履职|执行|工作)(?:的)?(?:主要|基本|总体)?情况|回顾|成效|成果|成绩|特点|亮点|做法|经验|做法和成效|工作总结"
    r"|(?:成效|成绩|效果|成果)(?:十分|较为|比较)?(?:显著|明显|突出|初显|初现|良好|斐然|喜人))$")
# 巩固拓展整改成效, 总结推广经验做法, 监督检查决策部署落实情况 are things to do
_DONE_AS_OBJECT: Final = re.compile(
    r"巩固|拓展|提升|提高|增强|扩大|放大|检验|确保|保证|推动|推进.*成效|深化|强化|彰显|凸显|发挥|释放|争取|力争|力求|力促|推广|借鉴|注重|务求|抓出|抓好|做好|打造|创新|探索"
    r"|监督|检查|督促|督查|督办|通报|报送|了解|掌握|听取|跟踪|评估|考核|加强|聚焦|紧盯|关注|围绕|实现|体现")
# a plan speaks of what was done only in so many words; 专项治理成效 is what it wants
_DONE_IN_PLAN: Final = re.compile(
    r"(?:完成情况|工作情况|开展情况|回顾|工作总结|工作成效|主要成效|主要做法|取得的?成效|取得的?成绩)$")
_PLANS: Final = ("工作要点", "工作计划", "方案")
_PERIOD: Final = (
    r"(?:过去|[今去]年|上半年|下半年|(?:过去|新的?)?一年来?|[三五]年来?|20\d\d年|未来|今后|明年|来年)(?:.{0,4}工作)?")
_LOOKS_BACK: Final = re.compile(rf"(?:回顾|总结){_PERIOD}")
_LOOKS_AHEAD: Final = re.compile(rf"(?:展望|谋划|规划|部署){_PERIOD}")
_PROBLEM: Final = re.compile(
    r"(?:存在|主要|突出|面临)[^，。；]{0,12}(?:问题|不足|差距|短板|弱项|困难|薄弱环节)(?:和|与|及|、)?(?:不足|差距|短板|弱项|困难|薄弱环节|问题)?$"
    r"|(?:问题|困难|差距|短板|不足)(?:和|与|及|、)(?:不足|差距|短板|弱项|问题|困难)$|不足之处$")
_PROBLEM_AS_OBJECT: Final = re.compile(
    r"整治|解决|铲除|纠治|纠正|查处|治理|整改|破解|查找|排查|查摆|化解|惩治|打击|清理|消除|聚焦|紧盯|针对|严查|盯住|盯紧|防范|防止"
    r"|破除|关注|紧扣|补齐|围绕|督促|坚持|突出.{0,6}导向")
_CAUSE: Final = re.compile(
    r"(?:(?:问题)?产生|存在)?(?:问题|不足|差距)?的?(?:主要|深层次?)?(?:原因|根源|成因)(?:分析|剖析)?")
_CAUSES: Final = re.compile(r"(?:以?及|和|与|、)?(?:其|主要|产生)?(?:原因|成因|根源)(?:分析|剖析)?$")
_LATER: Final = r"(?:下半年|明年|来年|今后|新一年|新的一年|下一年度?|下一?阶段|下一步|下步)"
_TASK: Final = re.compile(
    r"(?:打算|安排|思路|设想|谋划)$|努力方向$|^(?:主要|重点|目标|工作|年度)*任务$|(?:工作|整改|改进)(?:计划|要点|举措)$|(?:整改|改进)措施$"
    rf"|^{_LATER}|{_LATER}[^，。；]{{0,16}}(?:工作|计划|举措|措施|重点|要点|目标|方向|建议|任务)$")
# 制定工作计划, 落实工作安排, 拓宽工作思路 are done or to be done, no plan themselves
_TASK_AS_OBJECT: Final = re.compile(
    r"(?:认真|切实|坚决|不断|进一步|及时|全面|科学)*(?:制[定订]|编制|修订|完善|健全|贯彻|落实|执行|服从|理清|厘清|明确|转[变换]|创新|拓[宽展]|优化|细化)"
    rf"(?!.*(?:{_LATER}|20\d\d年))")
_ANY_TASK: Final = re.compile(r"(?<!根本)(?<!首要)(?<!政治)(?<!历史)(?<!使命)(?<!中心)任务$")  # 两个维护 is a 根本任务
_TASK_DONE: Final = re.compile(r"(?:圆满|顺利|超额|较好|如期).{0,4}完成.{0,12}任务$")
_REPORTED: Final = re.compile(
    r"(?:本人|个人)?(?:履行|落实|贯彻|执行|遵守|推进|开展|学习|廉洁|抓)[^，。；]{1,24}情况$")
_YEAR: Final = re.compile(r"(20\d\d)年")
_YEAR_OF: Final = re.compile(r"(20\d\d)年[^，。；]{0,16}(?:工作|计划|重点|要点|举措|措施|目标|方向|建议|任务|展望)$")
_THIS_YEAR: Final = r"(?:今年|全年|当前|20\d\d年)"
_AHEAD: Final = re.compile(
    rf"(?:抓好|做好|完成|落实|推进|推动|干好)[^。]{{0,16}}{_THIS_YEAR}[^。]{{0,16}}(?:工作|重点)$"
    rf"|{_THIS_YEAR}[^。]{{0,24}}(?:抓好|做好|完成|落实|推进|推动|干好)[^。]{{0,12}}(?:工作|重点)$")


class Above(NamedTuple):
    """What a heading stands under: the role so far, the text's own kind and the year it is about."""

    role: Role
    kind: Kind
    year: int | None
    titled: bool = False  # the heading is the title of a text inside the text
    planned: bool = False  # a heading beside it, further up, has begun what is planned


RoleRule = Callable[[str, Above], "Role | None"]


def done(heading: str, above: Above) -> Role | None:
    """一、工作完成情况; it outranks 任务: 重点任务完成情况."""
    clause = _head(heading)
    match = (_DONE_IN_PLAN if above.kind in _PLANS else _DONE).search(clause)
    return "成效" if match and not _DONE_AS_OBJECT.search(clause[:match.start()]) else None


def looking_back_or_ahead(heading: str, _: Above) -> Role | None:
    """一、回顾2021年，交出满意答卷; 三、展望2022年，再创佳绩: the first clause stands for the whole."""
    clause = re.split(r"[，,；;：:]", heading)[0]
    if _LOOKS_BACK.fullmatch(clause):
        return "成效"
    return "任务" if _LOOKS_AHEAD.fullmatch(clause) else None


def problems(heading: str, _: Above) -> Role | None:
    """二、存在问题; not 突出问题导向, not 铲除腐败问题滋生的土壤."""
    if _CAUSE.fullmatch(_head(heading)):  # 三、原因分析
        return "问题"
    clause = _CAUSES.sub("", _head(heading))
    match = _PROBLEM.search(clause)
    return "问题" if match and not _PROBLEM_AS_OBJECT.search(clause[:match.start()]) else None


def tasks(heading: str, _: Above) -> Role | None:
    """三、下半年打算; 三、…，全力完成好下半年工作任务."""
    clause = _head(heading)
    object_ = _TASK_DONE.search(clause) or _TASK_AS_OBJECT.match(clause)
    return "任务" if _TASK.search(clause) and not object_ else None


def tasks_of_a_later_year(heading: str, above: Above) -> Role | None:
    """二、2024年重点工作, in a text about 2023."""
    named = _YEAR_OF.search(_head(heading))
    return "任务" if named and above.year and int(named[1]) > above.year else None


def tasks_of_any_kind(heading: str, above: Above) -> Role | None:
    """二、抓好各项任务 — but in what is reported, 推进重点任务 says what was done."""
    clause = _head(heading)
    ahead_of_us = _ANY_TASK.search(clause) and not _TASK_DONE.search(clause)
    return "任务" if ahead_of_us and above.role not in ("成效", "问题") else None


def ahead(heading: str, above: Above) -> Role | None:
    """三、突出重点，扎实做好今年各项工作: the last part of a speech; of a speech only, 二、2024年重点工作 too."""
    if above.role in ("成效", "问题"):
        return None
    noun = above.kind == "讲话" and _YEAR_OF.search(_head(heading))
    return "任务" if noun or _AHEAD.search(heading) else None


def reported(heading: str, above: Above) -> Role | None:
    """一、履行监督责任情况, in a report."""
    return "成效" if above.kind == "报告" and above.role == "其他" and _REPORTED.match(_head(heading)) else None


def text_inside(heading: str, above: Above) -> Role | None:
    """附件：…实施方案, …行动计划 under the 落款 of the notice that sends it out."""
    kind = kind_of(heading) if above.titled else None
    return _OF_KIND.get(kind) if kind else None


def after_the_plan(heading: str, above: Above) -> Role | None:
    """三、加强自身建设, behind 二、2024年主要任务 of a report or a summary."""
    return "任务" if above.planned and heading else None


ROLE_RULES: Final[tuple[tuple[str, RoleRule], ...]] = (
    ("完成情况", done), ("回顾过去，展望未来", looking_back_or_ahead), ("存在问题", problems),
    ("下步打算", tasks), ("明年工作", tasks_of_a_later_year), ("各项任务", tasks_of_any_kind),
    ("做好今年工作", ahead), ("履行责任情况", reported), ("附件：实施方案", text_inside), ("任务之后", after_the_plan))


def with_roles(units: tuple[Unit, ...], text: str, about: tuple[Kind, int | None], given: Mapping[str, Role],
               rules: tuple[tuple[str, RoleRule], ...] = ROLE_RULES) -> tuple[Unit, ...]:
    """The outline with a role at every unit; ``about`` is the kind of the text and the year it is about; ``given`` are
    a maintainer's own roles, by anchor, and reach down too."""
    top = Above(_OF_KIND.get(about[0], "其他"), *about)
    return _in_turn(units, text, top, given, rules)


def heading_of(unit: Unit, text: str) -> str:
    """The heading of a section, or run in before an item; 一是 and inline items have none that counts."""
    if unit.lead == (0, 0) or unit.label[-1:] in ("是", "要"):
        return ""
    heading = "".join(text[unit.lead[0]:unit.lead[1]].split())
    return heading if len(heading) <= _LONGEST_HEADING else ""


def role_of(heading: str, above: Above, rules: tuple[tuple[str, RoleRule], ...] = ROLE_RULES) -> Role | None:
    """The role a heading sets, by the first rule that sees one."""
    return next((role for _, rule in rules if heading and (role := rule(heading, above))), None)


def _in_turn(units: tuple[Unit, ...], text: str, above: Above, given: Mapping[str, Role],
             rules: tuple[tuple[str, RoleRule], ...]) -> tuple[Unit, ...]:
    """Units beside each other; what a heading reports or plans bears on those behind it."""
    found = []
    for unit in units:
        said = role_of(heading_of(unit, text), above._replace(titled=_is_titled(unit)), rules)
        found.append(_with_role(unit, text, above, said, (given, rules)))
        above = _behind(unit, heading_of(unit, text), said, above)
    return tuple(found)


def _with_role(unit: Unit, text: str, above: Above, said: Role | None,
               by: tuple[Mapping[str, Role], tuple[tuple[str, RoleRule], ...]]) -> Unit:
    framed = unit.form in _FRAME or unit.anchor.startswith("f0")  # names of appendices are no tasks
    role = by[0].get(unit.anchor) or said or ("其他" if framed else above.role)
    children = _in_turn(unit.children, text, above._replace(role=role, planned=False), *by)
    return msgspec.structs.replace(unit, role=role, children=children)


def _is_titled(unit: Unit) -> bool:
    """An appendix (none that is only announced) or a heading without a label."""
    return unit.form == "section" and unit.level == 0 and not unit.anchor.startswith("f0")


def _behind(unit: Unit, heading: str, said: Role | None, above: Above) -> Above:
    """What the units behind this one stand under."""
    if said == "成效" and (named := _YEAR.search(heading)):  # 一、2023年工作回顾: 三、2024年主要工作 is of a later year
        return above._replace(year=int(named[1]))
    begun = said == "任务" and unit.level <= 1 and above.kind in ("报告", "工作总结")
    return above._replace(planned=True) if begun else above


def _head(heading: str) -> str:
    """The last clause, without brackets and marks at its end: what the heading as a whole is about."""
    bare = re.sub(r"[（(][^（()）]*[)）]$", "", heading).strip("。：:；;！!，, “”")
    return re.split(r"[，,；;：:]", bare)[-1]
