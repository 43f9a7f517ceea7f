"""Days as a reader writes them."""
from __future__ import annotations


def chinese_date(date: str) -> str:
    """2020-02-18 → 2020年2月18日; also a prefix of it."""
    parts = [str(int(part)) for part in date.split("-") if part.isdigit()]
    return "".join(number + unit for number, unit in zip(parts, "年月日", strict=False))
