"""Units in the making: what a line gives to the outline, and how nodes settle into frozen units.

Guarantees: anchors are paths of labels, unique in the document; ordinals count within the parent only, the same label
again under one parent adds r2, r3 …; a parent's span holds its children's.
"""
from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from scripts.model import Form, Span, Unit
from scripts.parse.enumerations import Entry
from scripts.parse.leads import find_lead
from scripts.parse.lines import Line

LEVEL_OF_ENUMERATION: Final = 6
_COUNTED: Final = ("p", "h", "tab", "sal", "close", "sign")  # parts of anchors that get their ordinal
_LABELLED: Final = ("numbered", "inline", "section")
_NO_LEAD: Final = (0, 0)


@dataclass(slots=True, eq=False)
class Node:
    """A unit whose form may still depend on the children to come."""

    form: Form
    part: str  # of the anchor: "3", "s2", "n7", "i1"; the ordinal of "p" … comes when the children are known
    start: int
    end: int
    label: str = ""
    level: int = 0
    lead: Span = _NO_LEAD
    prose: Span = _NO_LEAD  # what follows a run-in heading in its line, before any list
    run_in: bool = False
    heading: bool = False  # 一、 or （一） with a heading: a section if labelled children come, else an item
    kind: str = ""  # class of the label
    number: int = 0
    hint: str = ""
    children: list[Node] = field(default_factory=list)


def labelled_node(line: Line, node: Node, begin: int, entries: list[Entry]) -> Node:
    """Fill a node whose label begins ``line``: its heading, its prose and the list in it; words begin at ``begin``."""
    stop = entries[0].marker.start if entries else len(line.text)
    lead = find_lead(line.text, begin, stop, list_follows=bool(entries))
    if lead is not None:
        node.lead = _moved(lead.span, line.start)
        node.prose = _visible(line, lead.rest, stop)
        node.run_in = lead.run_in
    bare = begin == len(line.text)  # 一、 alone in its line, the heading lost
    node.heading = (lead is not None or bare) and 1 <= node.level <= 2
    node.children = inline_nodes(line, entries, len(line.text))
    return node


def inline_nodes(line: Line, entries: list[Entry], end: int) -> list[Node]:
    """The entries of a list as nodes; each runs to the next one, the last to ``end``."""
    if not entries:
        return []
    stops = [*(entry.marker.start for entry in entries[1:]), end]
    return [enumerated_node("inline", line, entry, stop) for entry, stop in zip(entries, stops, strict=True)]


def enumerated_node(form: Form, line: Line, entry: Entry, end: int) -> Node:
    """一是… as a node, with the lists inside it."""
    marker, inner = entry.marker, entry.entries
    start, stop = _visible(line, marker.start, end)
    node = Node(form, f"i{marker.number}", start, stop, line.text[marker.start:marker.end], LEVEL_OF_ENUMERATION,
                number=marker.number)
    begins = inner[0].marker.start if inner else end
    lead = find_lead(line.text, marker.end, begins, list_follows=bool(inner))
    if lead is not None and (lead.run_in or form == "numbered"):
        node.lead, node.run_in = _moved(lead.span, line.start), lead.run_in
    node.children = inline_nodes(line, inner, end)
    return node


def settle(nodes: list[Node], above: str = "") -> tuple[Unit, ...]:
    """Freeze nodes into units, parents after children."""
    seen: Counter[str] = Counter()
    units = []
    for node in nodes:
        _decide(node)
        seen[node.part] += 1
        if node.part in _COUNTED:
            part = f"{node.part}{seen[node.part]}"
        else:
            part = node.part if seen[node.part] == 1 else f"{node.part}r{seen[node.part]}"
        anchor = f"{above}-{part}" if above else part
        children = settle(node.children, anchor)
        end = max([node.end, *(child.span[1] for child in children)])
        units.append(Unit(anchor=anchor, form=node.form, span=(node.start, end), label=node.label, level=node.level,
                          lead=node.lead, run_in=node.run_in, children=children))
    return tuple(units)


def _decide(node: Node) -> None:
    """Section or item: a heading with labelled children is a section, its prose a paragraph in it."""
    if not node.heading:
        if node.form == "numbered" and not node.run_in and not node.children:
            node.lead = _NO_LEAD  # nothing follows: the words are the item, not its title
        return
    if node.run_in:
        if any(child.form in _LABELLED for child in node.children):
            node.form = "section"
            if node.prose != _NO_LEAD:
                node.children.insert(0, Node("paragraph", "p", *node.prose))
    elif node.children or node.lead[1] == node.end:
        node.form = "section"
    else:
        node.lead = _NO_LEAD  # （一）按时报送材料。 is an item of one sentence


def _moved(span: Span, by: int) -> Span:
    return span[0] + by, span[1] + by


def _visible(line: Line, begin: int, end: int) -> Span:
    """The span of ``line.text[begin:end]`` without blanks around it, in the document; (0, 0) when blank."""
    words = line.text[begin:end]
    if not words.strip():
        return _NO_LEAD
    first = begin + len(words) - len(words.lstrip())
    return line.start + first, line.start + first + len(words.strip())
