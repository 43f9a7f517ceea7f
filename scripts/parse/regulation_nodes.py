"""Units of a regulation while they are being built, and the rule by which anchors are counted.

Guarantees: an anchor is the path of steps; the same step again in the same scope adds r2; nothing counts outside its
scope.
"""
from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from scripts.model import Form, Span, Unit


@dataclass(slots=True, eq=False)
class Node:
    """A unit being built."""

    anchor: str
    form: Form
    start: int
    end: int
    label: str = ""
    level: int = 0
    lead: Span = (0, 0)
    run_in: bool = False
    rank: int = 0  # of divisions and list items: which may hold which
    number: int = 0
    hint: str = ""
    children: list[Node] = field(default_factory=list)
    steps: Counter[str] = field(default_factory=Counter)

    def freeze(self) -> Unit:
        children = tuple(child.freeze() for child in self.children)
        end = max(self.end, children[-1].span[1]) if children else self.end
        if self.form == "numbered" and not self.run_in and not children:
            self.lead = (0, 0)  # nothing follows: the words are the item, not its title
        return Unit(anchor=self.anchor, form=self.form, span=(self.start, end), label=self.label, level=self.level,
                    lead=self.lead, run_in=self.run_in, role="规定", children=children)


def add_unit(parent: Node, step: str, form: Form, span: Span, scope: Node | None = None) -> Node:
    """A new last child of ``parent``; its anchor is counted in ``scope`` (else in ``parent``): c1, again c1r2."""
    home = scope or parent
    home.steps[step] += 1
    times = home.steps[step]
    path = f"{home.anchor}-{step}" if home.anchor else step
    node = Node(path if times == 1 else f"{path}r{times}", form, *span)
    parent.children.append(node)
    return node


def add_paragraph(parent: Node, span: Span) -> Node:
    """An unlabelled paragraph: p1, p2 … within its parent."""
    parent.steps["p"] += 1
    step = f"p{parent.steps['p']}"
    node = Node(f"{parent.anchor}-{step}" if parent.anchor else step, "paragraph", *span)
    parent.children.append(node)
    return node
