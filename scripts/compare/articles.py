"""The articles of a text as they are compared.

Guarantees: the words of an article are its lines without its number; how a number is printed does not matter.
"""
from __future__ import annotations

import re
from typing import NamedTuple

from scripts.model import Document, Unit, walk
from scripts.numerals import NUMERAL_CHARACTERS, chinese_to_int


class Article(NamedTuple):
    """An article as it is compared; ``text`` is its words without the number."""

    at: int
    anchor: str
    label: str
    place: tuple[str, ...]
    text: str


def articles_of(document: Document) -> list[Article]:
    """The articles of a text; its highest labelled parts (一、) where there are none."""
    units = [unit for _, unit in walk(document.units) if unit.form == "article"]
    if not units:
        units = [unit for above, unit in walk(document.units) if unit.label and not any(u.label for u in above)]
    return [Article(at, unit.anchor, unit.label, _place(unit), _words(document, unit)) for at, unit in enumerate(units)]


def _place(unit: Unit) -> tuple[str, ...]:
    """The number of an article, however it is printed."""
    numbers = re.findall(rf"[0-9０-９{NUMERAL_CHARACTERS}]+", "".join(unit.label.split()))
    return tuple(str(chinese_to_int(number)) for number in numbers)


def _words(document: Document, unit: Unit) -> str:
    """An article's lines without its number and without blanks at their ends."""
    words = document.text[unit.span[0] + len(unit.label) : unit.span[1]]
    return "\n".join(line.strip() for line in words.split("\n")).strip()
