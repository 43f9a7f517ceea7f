"""From marked lines to the outline: which unit is open, and under which the next line stands.

Guarantees: the spans of the units tile the text: every visible character that is not dropped is exactly one unit's own.
"""
from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeVar

from scripts.model import Form, Unit
from scripts.parse.body import going_on
from scripts.parse.draft import Draft, Mark, Matter
from scripts.parse.enumerations import Marker, entries_after, entries_of, markers
from scripts.parse.labels import Label
from scripts.parse.lines import Line
from scripts.parse.nodes import Node, enumerated_node, inline_nodes, labelled_node, settle

_FRAME: Final[dict[Matter, tuple[Form, str]]] = {
    "title": ("title", "title"), "head": ("head", "head"), "salutation": ("salutation", "sal"),
    "closing": ("closing", "close"), "signature": ("signature", "sign"),
}
_MOST_BESIDE: Final = 20  # items looked back at for a list inside them
_MERGED: Final = ("title", "head", "signature", "table")  # consecutive lines of one kind make one unit

_T = TypeVar("_T")


def nest(draft: Draft, marks: tuple[Mark, ...]) -> tuple[Unit, ...]:
    """The outline of a marked text."""
    outline = _Outline(draft)
    for at, mark in enumerate(marks):
        outline.take(at, mark)
    return settle(outline.roots)


class _Outline:
    """Takes lines in order and keeps the stack of open units."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.going = going_on(draft)
        self.roots: list[Node] = []
        self.stack: list[Node] = []
        self.before: Matter = "paragraph"

    def take(self, at: int, mark: Mark) -> None:
        line, going = self.draft.lines[at], self.going[at]
        if mark.matter == self.before and mark.matter in _MERGED:
            self._siblings()[-1].end = line.span[1]
        elif mark.matter == "appendix title":
            self.stack[0].lead, self.stack[0].end = line.span, line.span[1]
        elif mark.matter == "appendix":
            self._appendix(line, _given(mark.label))
        elif mark.matter == "heading":
            self._heading(line)
        elif mark.matter == "label":
            self._label(line, _given(mark.label), going)
        elif mark.matter == "enumerated":
            self._enumerated(line, _given(mark.marker), going)
        elif mark.matter == "table":
            self._siblings().append(Node("table", "tab", *line.span))
        elif mark.matter in _FRAME:
            self._frame(line, mark.matter)
        elif mark.matter not in ("dropped", "contents"):
            self._close_for(mark.matter)
            self._paragraph(line, going)
        self.before = mark.matter

    def _frame(self, line: Line, matter: Matter) -> None:
        """The frame stands at top level and closes whatever is open."""
        self.stack.clear()
        form, part = _FRAME[matter]
        self.roots.append(Node(form, part, *line.span))

    def _close_for(self, matter: Matter) -> None:
        """A peroration ends all; prose that turns to the whole goes back to the part 一、 that is open, if one is."""
        if matter == "peroration":
            self.stack.clear()
        elif matter == "turning" and any(node.kind == "" for node in self.stack):
            self._close_while(lambda top: top.kind != "")

    def _paragraph(self, line: Line, going: dict[str, int]) -> None:
        node = Node("paragraph", "p", *line.span)
        node.children = inline_nodes(line, entries_of(markers(line.text), going), len(line.text))
        self._siblings().append(node)

    def _appendix(self, line: Line, label: Label) -> None:
        self.stack.clear()
        node = Node("section", f"f{label.number}", *line.span, label=label.text, kind="f")
        self._push(node)
        rest = Line(line.text[label.end:], line.start + label.end)
        inner = self.draft.label_in(rest.text)
        if inner is not None:  # 附件：1.任务清单
            node.run_in = True
            self._label(rest, inner, {})
        elif rest.text:
            node.lead = rest.span

    def _heading(self, line: Line) -> None:
        """A heading without a label stands under the heading of a higher format (h2 over h3), else at top level."""
        self._close_while(lambda top: top.kind != "f" and not _is_higher_heading(top.hint, line.hint))
        self._push(Node("section", "h", *line.span, lead=line.span, kind="h", hint=line.hint))

    def _label(self, line: Line, label: Label, going: dict[str, int]) -> None:
        """Beside the open unit of the same class, else under the nearest one of a higher class."""
        if not self._close_through(label.kind):
            self._close_while(lambda top: _is_below(top, label))
        node = Node("numbered", f"{label.kind}{label.number}", *line.span, label=label.text, level=label.level,
                    kind=label.kind, number=label.number, hint=line.hint)
        self._push(labelled_node(line, node, label.end, entries_of(markers(line.text, label.end), going)))

    def _enumerated(self, line: Line, marker: Marker, going: dict[str, int]) -> None:
        """A 一是-line beside the list it goes on with; a new list stands in an open item only if that item's list
        goes on below it."""
        kind = "i" + marker.word
        if not self._close_through(kind) and marker.number == 1:
            self._close_while(lambda top: top.kind[:1] == "i" and not self._holds_lists(top, kind, going))
        own, beside = entries_after(marker, markers(line.text, marker.end), going)
        node = enumerated_node("numbered", line, own, beside[0].marker.start if beside else len(line.text))
        node.kind, node.number = kind, marker.number
        self._siblings().append(node)
        self._siblings().extend(inline_nodes(line, beside, len(line.text)))
        if not beside:  # else the last item ends with its line, and what follows is no part of the first
            self.stack.append(node)

    def _holds_lists(self, top: Node, kind: str, going: dict[str, int]) -> bool:
        """Whether a list that begins now stands inside an item: its own list goes on, or an item before it held one."""
        beside = self.stack[-2].children if len(self.stack) > 1 else self.roots
        same = [node for node in beside[-_MOST_BESIDE:] if node.kind == top.kind]
        held = any(inner.kind == kind for node in same for inner in node.children)
        return held or going.get(top.kind[1:]) == top.number + 1

    def _close_through(self, kind: str) -> bool:
        """Close the innermost open unit of a class and all in it; False when none is open."""
        for at in range(len(self.stack) - 1, -1, -1):
            if self.stack[at].kind == kind:
                del self.stack[at:]
                return True
        return False

    def _close_while(self, closes: Callable[[Node], bool]) -> None:
        while self.stack and closes(self.stack[-1]):
            self.stack.pop()

    def _siblings(self) -> list[Node]:
        return self.stack[-1].children if self.stack else self.roots

    def _push(self, node: Node) -> None:
        self._siblings().append(node)
        self.stack.append(node)


def _is_below(top: Node, label: Label) -> bool:
    """Whether an open unit cannot hold a label; a 一是-line holds 1. and lower classes, from their first number on."""
    if top.kind in ("f", "h"):
        return False
    if top.kind.startswith("i"):
        return label.number != 1 or label.level <= 2
    return top.level >= label.level


def _is_higher_heading(above: str, below: str) -> bool:
    return above.startswith("h") and below.startswith("h") and above < below


def _given(value: _T | None) -> _T:
    assert value is not None
    return value
