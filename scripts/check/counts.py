"""Declared counts that the outline does not bear out: “重点抓好4个方面18项工作” above three sections."""
from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.model import Document, Finding, Unit, walk
from scripts.numerals import chinese_to_int

# A count speaks of this document only when a verb of arranging or speaking stands before it in the clause:
# “下面，我讲三个方面的意见” does, “督查了12个方面” does not.
_LOOK_BACK = ("法规", "工作总结", "报告")  # “完成了年初安排的5个方面24项工作” counts what another text holds
_NUMBER = r"\s*([0-9０-９]{1,3}|[一二三四五六七八九十]{1,3})\s*"
_DECLARED = re.compile(
    r"(?:抓好|做好|突出|围绕|部署|安排|讲|提出|谈|明确|分为|共|完成|聚焦|从)[^，。；！？\n]{0,10}?" + _NUMBER
    + r"(?:个|大)?\s*(方面|版块|板块|部分)(?:[^，。；！？\n]{0,6}?" + _NUMBER
    + r"(?:项|条|件)(?:具体|重点)?(?:工作|任务|措施|举措))?"
)


def check_counts(document: Document) -> Iterator[Finding]:
    """Compare the counts that the words before the first heading declare with the outline below."""
    if document.kind in _LOOK_BACK:
        return
    sections = [u for u in document.units if u.level == 1 and u.form in ("section", "numbered")]
    if not sections:
        return
    lead_in = document.text[: sections[0].span[0]]
    for match in _DECLARED.finditer(lead_in):
        yield from _compare(document, match, sections)


def _compare(document: Document, match: re.Match[str], sections: list[Unit]) -> Iterator[Finding]:
    parts, tasks = chinese_to_int(match[1]), chinese_to_int(match[3]) if match[3] else None
    if parts is not None and parts != len(sections):
        yield _finding(document, match, f"写明{parts}个{match[2]}，正文有{len(sections)}个部分")
    found = {n for level in (2, 3) if (n := _count(sections, level))}
    if tasks is not None and found and tasks not in found:
        yield _finding(document, match, f"写明{tasks}项，正文有{'或'.join(map(str, sorted(found)))}项")


def _count(sections: list[Unit], level: int) -> int:
    return sum(1 for _, unit in walk(tuple(sections)) if unit.level == level and unit.form in ("section", "numbered"))


def _finding(document: Document, match: re.Match[str], words: str) -> Finding:
    line = document.lines[document.text.count("\n", 0, match.start())]
    return Finding(code="COUNT_DIFFERS", severity="warning", document=document.id, line=line,
                   message=f"数目不符：{words}", evidence=match[0])
