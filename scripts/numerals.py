"""Chinese numerals: 一 … 九千九百九十九, also 〇 零 两 廿 卅, full-width and ASCII digits.

Guarantees: ``chinese_to_int(int_to_chinese(n)) == n`` for 0 … 9999; what is no well-formed numeral gives ``None``.
"""
from __future__ import annotations

import unicodedata
from functools import lru_cache

DIGITS = "零一二三四五六七八九"
UNITS = ((1000, "千"), (100, "百"), (10, "十"))
NUMERAL_CHARACTERS = "〇零一二三四五六七八九十百千两廿卅"

_VALUE = {digit: value for value, digit in enumerate(DIGITS)}
_OTHER_FORMS = str.maketrans({
    "〇": "零", "○": "零", "O": "零", "o": "零", "0": "零",  # 二O二一年, 二0二一年: typed for the sign
    "两": "二", "廿": "二十", "卅": "三十", "贰": "二", "叁": "三",
})
_LARGEST = 9999


@lru_cache(maxsize=4096)  # a law asks for the same few numbers again and again
def chinese_to_int(text: str) -> int | None:
    """Read a numeral; blanks inside it do not count (第 二 十 条)."""
    compact = "".join(unicodedata.normalize("NFKC", text).split())
    if compact.isascii():
        return int(compact) if compact.isdigit() and len(compact) <= len(str(_LARGEST)) else None
    numeral = compact.translate(_OTHER_FORMS)
    if len(numeral) > 1 and all(character in _VALUE for character in numeral):
        return _by_position(numeral)
    value = _by_units(numeral)
    # 一十五 is said for 十五; whatever else differs from the written form is no numeral (十十, 一百二, 二三百)
    return value if value is not None and numeral in (int_to_chinese(value), "一" + int_to_chinese(value)) else None


@lru_cache(maxsize=4096)
def int_to_chinese(value: int) -> str:
    """Write 0 … 9999 as printed in labels: 十, 二十一, 一百零五, 一百一十."""
    if not 0 <= value <= _LARGEST:
        raise ValueError(f"no label runs to {value}")
    if value == 0:
        return DIGITS[0]
    words, rest, gap = "", value, False
    for unit, name in UNITS:
        digit, rest = divmod(rest, unit)
        if digit:
            words += (DIGITS[0] if gap and words else "") + DIGITS[digit] + name
        gap = not digit
    if rest:
        words += (DIGITS[0] if gap and words else "") + DIGITS[rest]
    return words.removeprefix("一") if value // 10 == 1 else words


def _by_position(numeral: str) -> int | None:
    """二〇二四 → 2024; a leading zero (〇五) is read too, as in dates."""
    return int("".join(str(_VALUE[digit]) for digit in numeral)) if len(numeral) <= len(str(_LARGEST)) else None


def _by_units(numeral: str) -> int | None:
    """二百零五 → 205; ``None`` for a character that belongs to no numeral."""
    total, digit = 0, 0
    units = {name: unit for unit, name in UNITS}
    for character in numeral:
        if character in units:
            total += (digit or 1) * units[character]
            digit = 0
        elif character in _VALUE:
            digit = _VALUE[character]
        else:
            return None
    return total + digit if numeral else None
