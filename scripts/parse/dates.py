"""Dates as office texts print them: 2024年1月5日, 二〇二四年一月五日, 2024-01-05, 2024.1.5.

Guarantees: X月X日 is a placeholder and never a date (rule 11); what is certain before it is kept.
"""
from __future__ import annotations

import re
from typing import Final

from scripts.numerals import chinese_to_int

_NUMERAL: Final = "[〇○OoＯ零一二三四五六七八九十廿卅0-9０-９]"
_PLACEHOLDER: Final = "[XxＸ×*某_]"
_PART: Final = rf"(?:{_NUMERAL}{{1,3}}|{_PLACEHOLDER}{{1,2}}|)"
_YEAR: Final = rf"(?:{_NUMERAL}{{4}}|{_PLACEHOLDER}{{2,4}}|{_NUMERAL}{{2}}{_PLACEHOLDER}{{2}})"
DATE: Final = (
    rf"(?:{_YEAR}年{_PART}月(?:{_PART}[日号])?"
    r"|(?:19|20)\d\d[-—./](?:0?[1-9]|1[0-2])[-—./](?:3[01]|[12]\d|0?[1-9])(?!\d))")
_WORDS: Final = re.compile(rf"({_YEAR})年({_PART})月(?:({_PART})[日号])?")
_FIGURES: Final = re.compile(r"((?:19|20)\d\d)[-—./](\d{1,2})[-—./](\d{1,2})")
_DATE: Final = re.compile(DATE)
_ONLY_DATE: Final = re.compile(rf"[（(【\[]?(?:{DATE}|{_PLACEHOLDER}{{1,2}}月{_PLACEHOLDER}{{1,2}}日)[)）】\]]?")


def is_date(compact: str) -> bool:
    """Whether a line is a date and nothing else, placeholders included."""
    return _ONLY_DATE.fullmatch(compact) is not None


def first_date(compact: str) -> str:
    """The first date in a text without blanks as YYYY-MM-DD, or as much of it as is certain."""
    match = _DATE.search(compact)
    if match is None:
        return ""
    figures = _WORDS.match(match[0]) or _FIGURES.match(match[0])
    return _written(*figures.groups()) if figures else ""


def _written(year: str, month: str | None, day: str | None) -> str:
    """Join the parts that are numbers, up to the first that is none."""
    written = ""
    for text, low, high, form in ((year, 1900, 2100, "{}"), (month, 1, 12, "-{:02}"), (day, 1, 31, "-{:02}")):
        value = chinese_to_int(text or "")
        if value is None or not low <= value <= high:
            break
        written += form.format(value)
    return written
