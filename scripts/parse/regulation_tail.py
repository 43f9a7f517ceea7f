"""What stands below the last article: signature lines, advertisements, an afterword under headings of its own.

Guarantees: only lines without a label are looked at; a date inside an article's text is no signature.
"""
from __future__ import annotations

import re
from typing import Final

from scripts.parse.dates import is_date
from scripts.parse.lines import Line, is_short
from scripts.parse.matter import holds_sign, is_record
from scripts.parse.regulation_lines import Mark, is_heading_words
from scripts.parse.regulation_site import is_note, is_site

_IN_FORCE: Final = re.compile("施行|实施|执行|生效|试行")
_MOST_LINES: Final = 5
_LONGEST: Final = 30


def mark_outside(marks: list[Mark]) -> list[Mark]:
    """Mark what a page prints below the last article, from 【打印本页】, 责任编辑：…, 注释： on: no 款 of it."""
    articles = [at for at, mark in enumerate(marks) if mark.kind == "条"]
    last = max(articles or (at for at, mark in enumerate(marks) if mark.label), default=len(marks))
    stop = next((at for at in range(last + 1, len(marks)) if marks[at].kind in ("附", "法")), len(marks))
    first = next((at for at in range(last + 1, stop) if is_site(marks[at].line.text)
                  or (articles and is_note(marks[at].line.text))), stop)
    return [Mark(mark.line, "外") if first <= at < stop else mark for at, mark in enumerate(marks)]


def mark_signatures(marks: list[Mark]) -> list[Mark]:
    """Mark the signature above the end of the text, an appendix or a second law: short lines that end in a date."""
    done = list(marks)
    ends = [at for at, mark in enumerate(marks) if mark.kind in ("附", "法", "外")] + [len(marks)]
    for end in ends:
        at = end - 1
        while at >= 0 and marks[at].kind == "文" and is_record(marks[at].line.compact):  # 抄送：… 印发
            done[at] = Mark(marks[at].line, "署")
            at -= 1
        if at < 0 or marks[at].kind not in ("文", "题") or not is_date(marks[at].line.compact):
            continue
        lowest = at
        while at >= 0 and lowest - at < _MOST_LINES and marks[at].kind in ("文", "题") and _may_sign(marks[at].line):
            done[at] = Mark(marks[at].line, "署")
            at -= 1
    return done


def mark_afterword(marks: list[Mark]) -> list[Mark]:
    """Mark as headings the short lines with prose under them that follow 本规定自…施行: what a web page added.

    They are no 款 of the last article (制定本规定的必要性 / …).
    """
    last = max((at for at, mark in enumerate(marks) if mark.label), default=len(marks))
    if last >= len(marks) - 2 or marks[last].kind != "条" or not _IN_FORCE.search(marks[last].line.text):
        return marks
    done = list(marks)
    for at in range(last + 1, len(marks) - 1):
        line, above, below = marks[at].line, marks[at - 1].line, marks[at + 1].line
        plain = marks[at].kind == marks[at + 1].kind == "文" and line.text[0] not in "（(注附" and not line.flow
        if plain and is_heading_words(line.text, _LONGEST) and "。" in above.text and "。" in below.text \
                and not below.flow:
            done[at] = Mark(line, "题")
    return done


def advertisement_below(marks: list[Mark], signs: tuple[str, ...]) -> int:
    """Place in ``marks`` from which the text is boilerplate; ``len(marks)`` when it is not."""
    last = max((at for at, mark in enumerate(marks) if mark.label), default=len(marks))
    for at in range(last + 1, len(marks)):
        if holds_sign(marks[at].line.text, signs):
            return at
    return len(marks)


def _may_sign(line: Line) -> bool:
    return is_date(line.compact) or is_short(line.text, _LONGEST)
