"""Numbering gaps and repeats among the labels of an outline; numbers are reported, never changed."""
from __future__ import annotations

from collections.abc import Iterator

from scripts.model import Document, Finding, Unit, walk
from scripts.numerals import chinese_to_int

_CIRCLED = {chr(0x2460 + i): i + 1 for i in range(20)}


def number_of(label: str) -> int | None:
    """The number a label prints: （二） → 2, 7. → 7, ③ → 3, 一是 → 1."""
    core = label.strip("（）()、.．，, 　:：")
    if core in _CIRCLED:
        return _CIRCLED[core]
    return chinese_to_int(core.rstrip("是要"))


def check_numbering(document: Document) -> Iterator[Finding]:
    """Compare each label with the one before it.

    Items may run on through the sections (一、1 2 二、3 4) or start again at 1; both are in order.
    """
    if document.category == "regulation":
        return
    running: dict[tuple[str, int, str], tuple[int, str]] = {}  # (appendix, level, form) -> (last number, its parent)
    for above, unit in walk(document.units):
        number = number_of(unit.label) if unit.label and unit.form in ("section", "numbered") else None
        if number is None or not unit.level:
            continue
        parent = above[-1].anchor if above else ""
        appendix = next((a.anchor for a in above if a.anchor.startswith("f")), "")
        key = (appendix, unit.level, "是要" if unit.label[-1] in "是要" else "")
        last, last_parent = running.get(key, (0, ""))
        running[key] = (number, parent)
        if number == last + 1 or (number == 1 and parent != last_parent):
            continue
        yield _finding(document, unit, number, last)


def _finding(document: Document, unit: Unit, number: int, last: int) -> Finding:
    code, words = ("NUMBER_REPEAT", "重复或倒退") if number <= last else ("NUMBER_GAP", "跳号")
    before = f"上一个是第{last}" if last else "前面没有第1"
    line = document.lines[document.text.count("\n", 0, unit.span[0])]
    start = unit.span[0]
    return Finding(
        code=code, severity="warning", document=document.id, item=unit.anchor, line=line,
        message=f"编号{words}：此处为“{unit.label}”，{before}",
        evidence=document.text[start : min(unit.span[1], start + 30)].split("\n")[0],
    )
