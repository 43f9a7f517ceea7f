"""The outline of a document as text, for a person at the terminal and for tests."""
from __future__ import annotations

from scripts.model import Document, Unit, walk

_SHOWN = 28


def outline(document: Document) -> str:
    """The facts of a document, then one line a unit: anchor · form · role · label and lead."""
    facts = [
        ("题目", document.title), ("类型", document.kind), ("年度", document.year), ("时段", document.period),
        ("打算时段", document.plan_period), ("单位", document.issuer), ("文号", document.number),
        ("日期", document.date), ("密级", document.secrecy), *(("弃行", d.text) for d in document.dropped),
    ]
    head = [f"{name}：{value}" for name, value in facts if value]
    return "\n".join([*head, *unit_lines(document)])


def unit_lines(document: Document) -> list[str]:
    """One line a unit, indented by its depth."""
    return ["  " * len(above) + _unit_line(document.text, unit) for above, unit in walk(document.units)]


def _unit_line(text: str, unit: Unit) -> str:
    run_in = " ·接排" if unit.run_in else ""
    return f"{unit.anchor} · {unit.form}{run_in} · {unit.role} · {_words(text, unit)}"


def _words(text: str, unit: Unit) -> str:
    """Label and lead; without a lead the first words of the unit."""
    if unit.lead != (0, 0):
        gap = " " if unit.label.startswith(("附", "第")) else ""
        return f"{unit.label}{gap}{text[slice(*unit.lead)]}"
    words = " ".join(text[slice(*unit.span)].split())
    return words if len(words) <= _SHOWN else words[:_SHOWN] + "…"
