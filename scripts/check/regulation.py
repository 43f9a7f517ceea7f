"""What a person should look at in a regulation: numbers, dates, two texts in one file.

Guarantees: all of it stands in the Document; nothing is refused or changed because of it.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from scripts.model import Document, Event, Finding, Severity, Unit, walk
from scripts.numerals import chinese_to_int, int_to_chinese

_PLACE: Final = re.compile(r"第\s*(.+?)\s*条(?:\s*之\s*(.+))?$")
_SUFFIX: Final = re.compile(r"^(?:\d{4}-\d{2}-\d{2}|undated)-(\d+)$")
_LIST_FORMS: Final = ("subclause", "point")
_WORDING: Final = ("通过", "批准", "公布", "发布", "印发", "修正", "修订", "修改")


def regulation_findings(document: Document) -> Iterator[Finding]:
    """All findings about one regulation; none about a plan."""
    if document.category != "regulation":
        return
    yield from _articles(document)
    yield from _lists(document)
    yield from _dates(document)
    yield from _copies(document)


def _articles(document: Document) -> Iterator[Finding]:
    """Gaps and repeats among the articles, the main text and each appendix by itself."""
    last: dict[str, tuple[int, int]] = {}
    for above, unit in walk(document.units):
        if unit.form != "article" or (place := _place(unit.label)) is None:
            continue
        part = _appendix(above)
        before = last.get(part)
        if before and place == (1, 0) and above and _is_listed(above[-1].label):
            yield _finding(document, unit, "ARTICLE_REPEAT", "warning",
                           f"条号在“{above[-1].label}”之下重新从第一条开始")
        elif before and place == (1, 0):
            title = document.text[slice(*above[0].lead)][:40] if above and not above[0].label else ""
            yield _finding(document, unit, "TWO_LAWS", "warning", "条号从第一条重新开始，一个文件里可能有两部法规"
                           + (f"（第二部似为“{title}”）" if title else "") + "，宜分成两个文件")
        elif before and place <= before:
            yield _finding(document, unit, "ARTICLE_REPEAT", "warning",
                           f"条号重复或倒退：{unit.label}之前已有{_written(before)}")
        elif before and not _follows(before, place):
            yield _finding(document, unit, "ARTICLE_GAP", "warning",
                           f"条号不连续：{_written(before)}之后是{unit.label}")
        elif before is None and place[0] > 1 and "修正案" not in document.title:
            yield _finding(document, unit, "ARTICLE_GAP", "warning", f"没有第一条：从{unit.label}开始")
        last[part] = place if place == (1, 0) else max(place, before or place)


def _is_listed(label: str) -> bool:
    """Whether a heading is numbered 一、 or （一）: the parts of one text, not two laws."""
    return re.fullmatch(r"[（(]?[一二三四五六七八九十]{1,3}[、）)]", label) is not None


def _appendix(above: tuple[Unit, ...]) -> str:
    """The appendix that a unit stands in, "" for the main text."""
    top = above[0].anchor if above else ""
    return top if top.startswith("f") and top[1:2].isdigit() else ""


def _lists(document: Document) -> Iterator[Finding]:
    """Gaps and repeats among the 项 of a 款 and the 目 of a 项."""
    for _, parent in walk(document.units):
        labels = [child for child in parent.children if child.form in _LIST_FORMS]
        numbers = [chinese_to_int(child.label.strip("（）().．、")) for child in labels]
        expected = 1
        for child, number in zip(labels, numbers, strict=True):
            if number is not None and number != expected:
                code, words = ("ITEM_REPEAT", "重复或倒退") if number < expected else ("ITEM_GAP", "跳号")
                yield _finding(document, child, code, "warning",
                               f"项目编号{words}：此处为{child.label}，应为第{expected}")
            expected = (number or expected) + 1


def _dates(document: Document) -> Iterator[Finding]:
    if document.version.startswith("undated"):
        yield _finding(document, None, "NO_VERSION_DATE", "warning", "题注和文件名都没有日期，作为无日期的版本发布")
    for before, after in pairwise(document.record):
        if after.date < before.date:
            yield _finding(document, _record(document), "RECORD_ORDER", "warning",
                           f"题注日期倒序：{_told(before)}之后是{_told(after)}")
    wording = [event.date for event in document.record if event.act in _WORDING]
    if document.effective and wording and document.effective < min(wording):
        yield _finding(document, _record(document), "EFFECTIVE_EARLY", "warning",
                       f"施行日期{document.effective}早于{min(wording)}的通过或公布")
    stated = document.version[:10]
    if wording and stated > max(wording) and stated[:4] > max(wording)[:4]:
        yield _finding(document, _record(document), "RECORD_INCOMPLETE", "info",
                       f"版本日期{stated}晚于题注最后一次{max(wording)}：题注可能缺少后来的修改")


def _copies(document: Document) -> Iterator[Finding]:
    if match := _SUFFIX.match(document.version):
        yield _finding(document, None, "DUPLICATE_VERSION", "warning",
                       f"同一法规同一日期有多份文本，这是第{match[1]}份；如系不同版本，请在旁注文件写 date:")


def _record(document: Document) -> Unit | None:
    return next((unit for unit in document.units if unit.form == "record"), None)


def _told(event: Event) -> str:
    return f"{event.date}{event.act}"


def _place(label: str) -> tuple[int, int] | None:
    """第二十条之一 → (20, 1)."""
    match = _PLACE.search(label.strip("【】[]"))
    number = chinese_to_int(match[1]) if match else None
    if match is None or number is None:
        return None
    return number, (chinese_to_int(match[2]) or 0) if match[2] else 0


def _follows(before: tuple[int, int], place: tuple[int, int]) -> bool:
    return place in ((before[0] + 1, 0), (before[0], before[1] + 1))


def _written(place: tuple[int, int]) -> str:
    return f"第{int_to_chinese(place[0])}条" + (f"之{int_to_chinese(place[1])}" if place[1] else "")


def _finding(document: Document, unit: Unit | None, code: str, severity: Severity, message: str) -> Finding:
    start = unit.span[0] if unit else 0
    line = document.lines[document.text.count("\n", 0, start)] if document.lines else 0
    evidence = document.text[start : unit.span[1]].split("\n")[0][:40] if unit else ""
    return Finding(code=code, severity=severity, document=document.id, message=message,
                   item=unit.anchor if unit else "", line=line, evidence=evidence)
