"""Rules for the lines of the body: appendices, labels, 一是 at the line start, headings without a label, perorations.

Guarantees: as in ``frame``: a rule claims lines and changes nothing; unknown structure stays a paragraph (law 2).
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from scripts.numerals import NUMERAL_CHARACTERS, chinese_to_int
from scripts.parse.draft import Draft, Mark, Rule
from scripts.parse.enumerations import Marker, entries_after, entries_of, line_marker, markers
from scripts.parse.labels import Label
from scripts.parse.lines import Line, is_short
from scripts.parse.titles import kind_of

Claims = Iterator[tuple[int, Mark]]

_APPENDIX: Final = re.compile(
    rf"附\s*(?:[件表录]\s*([0-9０-９{NUMERAL_CHARACTERS}]{{1,3}}(?:-\d)?)?\s*(?:[：:]|(?=\s)|$)|()[：:])\s*")
_APPENDIX_TITLE: Final = 50
_HEADING: Final = 30
_PART: Final = re.compile(rf"第[{NUMERAL_CHARACTERS}]{{1,3}}部分")
# headings without a label that divide a text in which 一、 begins anew
_DIVIDING: Final = re.compile(r"总结|回顾|情况|成效|成绩|做法|问题|不足|打算|计划|安排|思路|任务|要点|工作|部分|措施")
_PERORATION: Final = re.compile(
    r"(?:各位)?(?:同志们|同志|朋友们|领导|代表|委员)(?:、(?:同志们|朋友们|各位\w{2}))?[，,！!：:。]")
_TURNING: Final = re.compile(
    r"在?(?:充分)?(?:总结|回顾|肯定|看到)(?:[一五三半]年来|过去|成绩|成效|工作).{0,12}(?:同时|体会|感到|认识)"
    r"|同时[，,]?.{0,6}也(?:要|必须|应该?|应当)?.{0,4}(?:清醒|看到)|(?:我们)?也?(?:要|必须|应)?清醒地?(?:认识|看)到"
    r"|(?:各位代表|同志们|各位委员)[！!]")
_NAMED_HEADING: Final = re.compile(r"h[1-6]")


def appendix(draft: Draft) -> Claims:
    """附件1, 附件：1.…, 附：…: numbering begins anew. Names above the 落款 of appendices below it: number 0."""
    found = [(at, label) for at, line in enumerate(draft.lines)
             if draft.free(at) and at > 0 and (label := _appendix_label(line.text))]
    signed = next(iter(draft.places("signature")), None)
    announced = signed is not None and any(at > signed for at, _ in found)
    count = 0
    for at, label in found:
        if announced and signed is not None and at < signed:
            yield at, Mark("appendix", label._replace(number=0))
            continue
        count = label.number or count + 1
        yield at, Mark("appendix", label._replace(number=count))


def appendix_title(draft: Draft) -> Claims:
    """The line under a bare 附件1 is its title."""
    for at in draft.places("appendix"):
        mark = draft.marks[at]
        bare = mark is not None and mark.label is not None and mark.label.end == len(draft.lines[at].text)
        if bare and at + 1 < len(draft.lines) and draft.free(at + 1) and not draft.label(at + 1) \
                and is_short(draft.lines[at + 1].text, _APPENDIX_TITLE):
            yield at + 1, Mark("appendix title")


def labelled(kind: str) -> Rule:
    """The rule that claims lines whose label is of one class."""
    def rule(draft: Draft) -> Claims:
        for at in range(len(draft.lines)):
            label = draft.label(at) if draft.free(at) else None
            if label is not None and label.kind == kind:
                yield at, Mark("label", label)
    return rule


def heading_by_format(draft: Draft) -> Claims:
    """A line that the file format calls a heading, without a label."""
    for at, line in enumerate(draft.lines):
        if draft.free(at) and _NAMED_HEADING.fullmatch(line.hint) and is_short(line.text, 2 * _HEADING):
            yield at, Mark("heading")


def heading_of_part(draft: Draft) -> Claims:
    """第一部分 2023年工作总结"""
    for at, line in enumerate(draft.lines):
        if draft.free(at) and _PART.match(line.compact) and is_short(line.text, 2 * _HEADING):
            yield at, Mark("heading")


def heading_by_restart(draft: Draft) -> Claims:
    """下半年工作打算 with 一、 right under it, in a text whose 一、 begins twice."""
    begins = [at for at in range(len(draft.lines)) if _begins_anew(draft, at)]
    if len(begins) < 2:
        return
    for at in begins:
        above = at - 1
        if above >= 0 and draft.free(above) and is_short(draft.lines[above].text, _HEADING) \
                and _DIVIDING.search(draft.lines[above].text):
            yield above, Mark("heading")


def heading_after_signature(draft: Draft) -> Claims:
    """The title of the plan that a notice sends out, under the 落款 of the notice."""
    for at in draft.places("signature"):
        below = at + 1
        if below < len(draft.lines) and draft.free(below) and not draft.label(below) \
                and is_short(draft.lines[below].text, 2 * _HEADING) and kind_of(draft.lines[below].text) is not None:
            yield below, Mark("heading")


def enumerated(draft: Draft) -> Claims:
    """一是 at the line start, when 二是 follows in the line or begins a later line of the same part."""
    going = going_on(draft)
    running: dict[str, int] = {}
    for at, line in enumerate(draft.lines):
        if breaks_list(draft, at):
            running = {}
        mark = draft.marks[at]
        if mark is not None and mark.matter not in ("label", "appendix"):
            continue
        first = line_marker(line.text) if mark is None else None
        if first is not None and _runs(first, line, running, going[at]):
            yield at, Mark("enumerated", marker=first)
            running[first.word] = _last_in_line(first, line, going[at])
        else:
            begin = mark.label.end if mark and mark.label else 0
            for entry in entries_of(markers(line.text, begin), going[at]):
                running[entry.marker.word] = entry.marker.number


def peroration(draft: Draft) -> Claims:
    """同志们，… behind the last label ends the speech as a whole, not its last part."""
    labels = draft.places("label", "enumerated")
    for at in range(labels[-1] + 1 if labels else len(draft.lines), len(draft.lines)):
        if draft.free(at) and _PERORATION.match(draft.lines[at].text):
            yield at, Mark("peroration")


def turning(draft: Draft) -> Claims:
    """总结一年来的工作，我们体会到… under （三） speaks of the whole part 一、."""
    for at, line in enumerate(draft.lines):
        if draft.free(at) and _TURNING.match(line.text):
            yield at, Mark("turning")


def going_on(draft: Draft) -> list[dict[str, int]]:
    """For every line, the numbers with which 一是-lines go on below it in the same part."""
    below: list[dict[str, int]] = [{} for _ in draft.lines]
    ahead: dict[str, int] = {}
    for at in range(len(draft.lines) - 1, -1, -1):
        below[at] = ahead
        if breaks_list(draft, at):
            ahead = {}
            continue
        marker = line_marker(draft.lines[at].text)
        if marker is not None and draft.matter(at) in (None, "enumerated"):
            ahead = {**ahead, marker.word: marker.number}
    return below


def breaks_list(draft: Draft, at: int) -> bool:
    """一、 and （一）, headings and the frame end a list whose items are lines; 1. may stand inside its items."""
    mark = draft.marks[at]
    if mark is None or mark.matter in ("table", "enumerated", "dropped", "contents"):
        return False
    return mark.matter != "label" or (mark.label is not None and mark.label.level <= 2)


def _appendix_label(text: str) -> Label | None:
    match = _APPENDIX.match(text)
    if match is None or (match.end() < len(text) and not match[0].strip().endswith(("：", ":"))
                         and not is_short(text, _APPENDIX_TITLE)):
        return None
    return Label("f", 0, match[0].strip(), match.end(), chinese_to_int((match[1] or "").split("-")[0]) or 0)


def _begins_anew(draft: Draft, at: int) -> bool:
    mark = draft.marks[at]
    return mark is not None and mark.label is not None and mark.label.kind == "" and mark.label.number == 1


def _runs(first: Marker, line: Line, running: dict[str, int], going: dict[str, int]) -> bool:
    if first.number == 1:
        return going.get(first.word) in (2, 3) or _last_in_line(first, line, {}) > 1
    return first.word in running and first.number - running[first.word] in (0, 1, 2)


def _last_in_line(first: Marker, line: Line, going: dict[str, int]) -> int:
    """The number that the list has reached at the end of the line that begins with it."""
    _, beside = entries_after(first, markers(line.text, first.end), going)
    return max([first.number, *(entry.marker.number for entry in beside if entry.marker.word == first.word)])
