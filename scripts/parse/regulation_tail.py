"""What stands below the last article: signature lines, advertisements.

Guarantees: only lines without a label are looked at; a date inside an article's text is no signature.
"""
from __future__ import annotations

from typing import Final

from scripts.parse.regulation_lines import Line, Mark
from scripts.parse.regulation_record import dates_in

_MOST_LINES: Final = 4
_LONGEST: Final = 30
_SENTENCE: Final = "。；：，、"


def mark_signatures(marks: list[Mark]) -> list[Mark]:
    """Mark the signature above the end of the text, an appendix or a second law: short lines that end in a date."""
    done = list(marks)
    ends = [at for at, mark in enumerate(marks) if mark.kind in ("附", "法")] + [len(marks)]
    for end in ends:
        at = end - 1
        if at < 0 or marks[at].kind not in ("文", "题") or not _is_date(marks[at].line):
            continue
        while at >= 0 and end - at <= _MOST_LINES and marks[at].kind in ("文", "题") and _is_short(marks[at].line):
            done[at] = Mark(marks[at].line, "署")
            at -= 1
    return done


def advertisement_below(marks: list[Mark], signs: tuple[str, ...]) -> int:
    """Place in ``marks`` from which the text is boilerplate; ``len(marks)`` when it is not."""
    last = max((at for at, mark in enumerate(marks) if mark.label), default=len(marks))
    for at in range(last + 1, len(marks)):
        if any(sign in marks[at].line.text for sign in signs):
            return at
    return len(marks)


def _is_date(line: Line) -> bool:
    return any(start <= 1 and end >= len(line.text) - 1 for start, end, _ in dates_in(line.text))


def _is_short(line: Line) -> bool:
    return _is_date(line) or (len(line.text) <= _LONGEST and not any(c in line.text for c in _SENTENCE))
