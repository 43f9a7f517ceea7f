"""A text on its way to an outline: its lines, and what the rules have said of them so far.

Guarantees: a line is claimed once, by the first rule that claims it; what nobody claims is a paragraph.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from scripts.parse.enumerations import Marker
from scripts.parse.labels import Guard, Label, LabelRule, label_of
from scripts.parse.lines import Line

Matter = Literal[
    "title", "head", "dropped", "contents", "salutation", "closing", "signature", "table",
    "label",  # 一、 （一） 1. （1） ①
    "enumerated",  # 一是 at the line start
    "appendix", "appendix title", "heading",
    "peroration",  # 同志们，… after the last part of a speech
    "turning",  # 同时，我们也清醒地看到… after the last （三） of a part
    "paragraph",
]


class Mark(NamedTuple):
    """What a line is."""

    matter: Matter
    label: Label | None = None
    marker: Marker | None = None


@dataclass
class Draft:
    """Lines and marks; ``rules`` of labels are kept here, so that every rule sees the same ones."""

    lines: tuple[Line, ...]
    signs: tuple[str, ...]
    label_rules: tuple[tuple[str, LabelRule], ...]
    guards: tuple[tuple[str, Guard], ...]
    marks: list[Mark | None] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.marks = [None] * len(self.lines)
        self._labels: dict[int, Label | None] = {}

    def label(self, at: int) -> Label | None:
        """The label that begins a line, whatever the line turns out to be."""
        if at not in self._labels:
            self._labels[at] = self.label_in(self.lines[at].text)
        return self._labels[at]

    def label_in(self, text: str) -> Label | None:
        return label_of(text, self.label_rules, self.guards)

    def free(self, at: int) -> bool:
        return self.marks[at] is None

    def matter(self, at: int) -> Matter | None:
        mark = self.marks[at]
        return mark.matter if mark else None

    def places(self, *matters: Matter) -> list[int]:
        """Numbers of the lines that were claimed as one of these."""
        return [at for at, mark in enumerate(self.marks) if mark and mark.matter in matters]


Rule = Callable[[Draft], Iterable[tuple[int, Mark]]]


def apply(draft: Draft, rules: tuple[tuple[str, Rule], ...]) -> tuple[Mark, ...]:
    """Run the ordered rules; each sees the claims of those before it."""
    for _, rule in rules:
        for at, mark in list(rule(draft)):
            if draft.marks[at] is None:
                draft.marks[at] = mark
    return tuple(mark or Mark("paragraph") for mark in draft.marks)
