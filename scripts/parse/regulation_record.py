"""The record of a regulation's passage and amendment: dated events, version, day of effect, issuer.

Guarantees: dates inside 《…》 belong to the instrument named there and make no event; what is not printed is not
made up.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from scripts.model import Event
from scripts.numerals import chinese_to_int

WORDING_ACTS: Final = ("通过", "批准", "公布", "发布", "印发", "修正", "修订", "修改")
AMENDING_ACTS: Final = ("修正", "修订", "修改")

_CN: Final = "〇○OoＯ0零一二三四五六七八九十"
_DATE: Final = re.compile(
    rf"(\d{{4}}|[{_CN}]{{4}})\s*年\s*(\d{{1,2}}|[{_CN}]{{1,3}})\s*月\s*(\d{{1,2}}|[{_CN}]{{1,3}})\s*日")
_ACT: Final = re.compile(r"修正|修[订訂]|修改|通[过過]|批准|公布|[发發]布|[颁頒]布|印[发發]|施行|[实實]施|[废廢]止")
_SAME_ACT: Final = {"颁布": "公布", "頒布": "公布", "实施": "施行", "實施": "施行", "修訂": "修订", "通過": "通过",
                    "發布": "发布", "印發": "印发", "廢止": "废止"}
_ADOPTED_ACT: Final = re.compile(r"(?:通过|批准|公布|发布)的(?=《)")  # 通过的《…修正案（二）》 amends
_DAY_OF_ISSUE: Final = re.compile(r"自?(?:公布|发布|颁布|印发|通过|批准)之日(?:起|开始)?(?:生效)?(?:施行|实施|生效)?")
_TITLES: Final = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》")
_NAME_DATE: Final = re.compile(r"(?<!\d)(\d{4})(?:-(\d{1,2})-(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))(?!\d)")
_EFFECT: Final = re.compile(
    r"[自从]\s*" + _DATE.pattern + r"\s*(?:零时|0时)?\s*起\s*(?:正式)?(?:施行|实施|执行|生效|试行)")
_EFFECT_AT_ISSUE: Final = re.compile(
    r"自?(?:公布|发布|颁布|印发|通过|批准|下发|印发)之日(?:起|开始)?(?:正式)?(?:施行|实施|执行|生效|试行)")
_MEETING: Final = re.compile(
    r"第[〇零一二三四五六七八九十百\d]+(?:届|次)|\d{1,4}年|(?:[部局委厅行署院馆室]务|(?:[部局委厅行署院]长)?办公|常务|全体|主任)?会议$|(?:审判|检察)委员会$|令.*$|公告.*$|第\d+号.*$")
_ORDINAL: Final = re.compile(r"第[一二三四五六七八九十]+次$")
_ISSUING_ORGAN: Final = re.compile(r"^.{2,60}?(?=关于)")
_ORDERING: Final = re.compile(r"(?:令|公告|通知)$")
_ORDER: Final = re.compile(
    r"[\u4e00-\u9fff、]{2,30}(?:令\s*(?:\d{4}年)?\s*[（(]?第\s*(?:\d{1,5}|[〇○零一二三四五六七八九十百]{1,6})\s*号[)）]?|第\s*\d{1,5}\s*号令)")
_PROMULGATED: Final = ("主席令", "委员长令")  # of what a congress has passed
_LONGEST_BESIDE: Final = 30  # characters of an organ or a number that stand beside a lone date


def iso_date(year: str, month: str, day: str) -> str:
    """YYYY-MM-DD from figures or 二〇〇一年; "" when there is no such day."""
    y, m, d = (chinese_to_int(part) for part in (year, month, day))
    try:
        return date(y or 0, m or 0, d or 0).isoformat()
    except ValueError:
        return ""


def dates_in(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield ``(start, end, YYYY-MM-DD)`` for each full date."""
    for match in _DATE.finditer(text):
        if iso := iso_date(match[1], match[2], match[3]):
            yield match.start(), match.end(), iso


def date_in_name(name: str) -> str:
    """The full date in a file name: …(2021-08-20).md; "" without one."""
    found = ""
    for match in _NAME_DATE.finditer(name):
        parts = [part for part in match.groups() if part]
        found = iso_date(parts[0], parts[1], parts[2]) or found
    return found


def events_in(text: str) -> tuple[Event, ...]:
    """The events of a record, in the order printed."""
    masked = _masked(text)
    dates = list(dates_in(masked))
    events: list[Event] = []
    waiting: list[tuple[str, str, str]] = []  # 1月8日甲会、2月22日乙会通过: the first waits for the act of the second
    for at, (start, end, day) in enumerate(dates):
        stop = dates[at + 1][0] if at + 1 < len(dates) else len(text)
        acts, where = _acts(masked[end:stop])
        by, printed = _body(text[end : end + where]), _trimmed(text[start:stop])
        if not acts:
            waiting.append((day, by, printed))
            continue
        events += [Event(date=d, act=acts[0], by=b, text=t) for d, b, t in waiting]
        waiting.clear()
        events += [Event(date=day, act=act, by=by, text=printed) for act in acts]
    return tuple(events)


def events_of_order(lines: list[str]) -> tuple[Event, ...]:
    """The events that a 令, 公告 or 通知 above a title tells: …已经…通过，现予公布，自…起施行 and the day below it."""
    order = next((line for line in lines if _ORDERING.search("".join(line.split()))), "")
    day = next((iso for line in reversed(lines) if (iso := _only_date(line))), "")
    act, by = ("印发", "") if order.endswith("通知") else ("公布", order)
    issue = (Event(date=day, act=act, by=by, text=f"{order} {day}"),) if order and day else ()
    return tuple(sorted((*events_in("".join(lines)), *issue), key=lambda event: event.date))


def events_of_signature(lines: list[str]) -> tuple[Event, ...]:
    """The day on which a text was signed, where nothing else tells its date."""
    day = next((iso for line in reversed(lines) if (iso := _only_date(line))), "")
    units = [line for line in lines if not _only_date(line) and not any(True for _ in dates_in(line))]
    return (Event(date=day, act="印发", by=" ".join(units), text=" ".join(lines)),) if day else ()


def events_of_day(lines: list[str]) -> tuple[Event, ...]:
    """（2018年4月16日　云纪发〔2018〕3号）: a day under the title without a word of what was done on it."""
    for line in lines:
        found, words = list(dates_in(line)), line.strip("（）()〔〕 \u3000")
        if len(found) == 1 and not any(c in words for c in "，。；：《"):
            beside = "".join((line[: found[0][0]] + line[found[0][1] :]).strip("（）() \u3000").split())
            if len(beside) <= _LONGEST_BESIDE:
                by = beside if _is_organ(beside) else ""
                return (Event(date=found[0][2], act="印发", by=by, text=words),)
    return ()


def _only_date(line: str) -> str:
    return next((iso for start, end, iso in dates_in(line) if start <= 1 and end >= len(line) - 1), "")


def latest_wording(events: tuple[Event, ...]) -> str:
    """The day of the last act that fixes the wording."""
    return max((event.date for event in events if event.act in WORDING_ACTS), default="")


def effective_from(events: tuple[Event, ...], last_article: str, version: str) -> str:
    """The day from which this wording is in force, "" when the text does not tell.

    An amended law keeps the words of its first version in its last article: neither 自2006年1月1日起施行 nor
    自公布之日起施行 says anything of the wording of 2018. A day before the only passage is taken as printed.
    """
    stated = [event.date for event in events if event.act == "施行"]
    stated += [iso for match in _EFFECT.finditer(last_article) if (iso := iso_date(match[1], match[2], match[3]))]
    reached = [day for day in stated if day >= version]
    if reached:
        return reached[0]
    if is_amended(events) or _is_later_than_record(events, version):
        return ""
    if stated:  # of a single passage: printed so, though it lies before; else of an earlier wording
        return stated[-1] if events and not any(e.act in AMENDING_ACTS for e in events) else ""
    return version if _EFFECT_AT_ISSUE.search(last_article) else ""


def is_amended(events: tuple[Event, ...]) -> bool:
    """Whether the wording is neither the first one nor a whole new one (修订 by a meeting, not by a 《…的决定》)."""
    latest = latest_wording(events)
    if any(e.date == latest and e.act == "修订" and "《" not in e.by for e in events):
        return False
    passed = [event.date[:4] for event in events if event.act == "通过"]
    again = any(int(year) > int(passed[0]) + 1 for year in passed)  # a joint act may take from December to January
    return again or any(event.act in AMENDING_ACTS for event in events)


def _is_later_than_record(events: tuple[Event, ...], version: str) -> bool:
    """The file's name is of a later year: the record leaves amendments out."""
    latest = latest_wording(events)
    return bool(latest and version) and int(version[:4]) > int(latest[:4]) + 1


def issuer_of(title: str, events: tuple[Event, ...]) -> str:
    """The body that passed or published the first wording; bodies of one joint act are joined by a blank."""
    named = _ISSUING_ORGAN.match(title)
    if named and _is_organ(named[0]):
        return " ".join(named[0].split("、"))
    issuing = [event for event in events if event.act in ("通过", "公布", "发布", "印发") and event.by]
    # who signs or issues, before who deliberates
    issuing.sort(key=lambda event: event.act not in ("发布", "印发") and (
        "令" not in event.by or any(words in event.by for words in _PROMULGATED)))
    if not issuing:
        return ""
    joint = issuing[0].text.endswith("、")  # 1月8日甲会、2月22日乙会通过
    bodies = [body for event in issuing[: 2 if joint else 1] for body in event.by.split("、")]
    return " ".join(dict.fromkeys(_organ(body) for body in bodies))


def order_in(text: str) -> str:
    """The 令 that a record names: 国务院令第735号."""
    match = _ORDER.search(_DATE.sub("\n", text))
    return "".join(match[0].split()) if match else ""


def _is_organ(text: str) -> bool:
    return text.endswith(("会", "院", "政府", "部", "局", "署", "厅", "室", "委", "中央", "党组"))


def _acts(segment: str) -> tuple[list[str], int]:
    """Acts of one dated sentence, and where the first of them begins."""
    plain = _DAY_OF_ISSUE.sub(lambda m: "施行".rjust(len(m[0]), "\0"), segment)
    adopted = _ADOPTED_ACT.search(plain)
    found = [(m.start(), _SAME_ACT.get(m[0], m[0])) for m in _ACT.finditer(plain)
             if adopted is None or m.start() != adopted.start()]
    if not found:
        return (["修正"], adopted.start()) if adopted else ([], len(segment))
    acts = [act for _, act in found]
    where = min(found[0][0], adopted.start() if adopted else found[0][0])
    amending = [act for act in acts if act in AMENDING_ACTS]
    wording = amending[:1] or [act for act in acts if act in WORDING_ACTS][:1]
    return [*wording, *[act for act in ("施行", "废止") if act in acts]], where


def _body(text: str) -> str:
    """Who acted, as printed: 第三届云川商会理事会第九次会议."""
    words = _ORDINAL.sub("", text.strip(" \t\u3000\n、，,；;（）()起自"))
    return "" if words in ("已经", "由") else words.removesuffix("审议").rstrip(" ，、")


def _trimmed(text: str) -> str:
    words = re.sub(r"\s*(?:根据|[（(]|自)?\s*$", "", text).strip(" \u3000\n，；;")
    ends_record = words.endswith(("）", ")")) and len(re.findall("[）)]", words)) > len(re.findall("[（(]", words))
    return words[:-1] if ends_record else words


def _organ(body: str) -> str:
    """云川商会理事会 from 第三届云川商会理事会第九次会议."""
    words, before = _TITLES.sub("", body), ""
    while words != before:
        before = words
        words = _MEETING.sub("", words).strip(" \u3000、，")
    return words.removeprefix("中华人民共和国") or words


def _masked(text: str) -> str:
    """``text`` with the insides of 《…》 made unreadable, every character in its place."""
    return _TITLES.sub(lambda m: "《" + "\0" * (len(m[0]) - 2) + "》", text)
