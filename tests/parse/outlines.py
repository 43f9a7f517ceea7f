"""Random outlines, how they are printed, and the tree that must come back.

A tree is a tuple (form, label, lead, own words, children); ``own words`` are without blanks.
"""
from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

from scripts.model import Document, Unit, own_spans
from scripts.numerals import int_to_chinese

Tree = tuple[str, str, str, str, tuple["Tree", ...]]

# words with traps in them: 一把手, 5.3亿, 一年来, 这一要求, （一）项 are no labels where they stand
WORDS = (
    "建好台账", "管好5.3亿元资金", "压实一把手责任", "落实一案双查", "回应群众“急难愁盼”", "守住安全底线",
    "执行（一）项规定", "提升1+3+N格局", "办好12345热线", "这一要求不变", "一年来稳中有进", "开好例会、短会",
    "学深一层，先学一步", "看《办法》（试行）",
)
PUNCTUATION = "。。；！"


@dataclass
class Entry:
    """An item 一是…; ``inner`` is a list inside it."""

    words: str
    inner: Enumeration | None = None


@dataclass
class Enumeration:
    """一是…；二是…"""

    word: str
    entries: list[Entry]
    end: str = "。"


@dataclass
class Item:
    """A labelled unit; its lists stand in its line, its paragraphs and children in lines of their own."""

    kind: str  # "" s n m o
    label: str
    heading: str
    prose: str = ""
    run_in: bool = False
    lists: list[Enumeration] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)
    lines: Enumeration | None = None  # 一是-lines
    children: list[Item] = field(default_factory=list)


words = st.sampled_from(WORDS)
LABELS = {
    "": ("{c}、", "{c},", "{c}．"),
    "s": ("（{c}）", "({c})", "（{c})", "（{c}）、"),
    "n": ("{n}.", "{n}．", "{n}、", "{n}. "),
    "m": ("（{n}）", "({n})", "{n}）"),
    "o": ("{o}",),
}
CLASSES = tuple(LABELS)


@st.composite
def enumerations(draw: st.DrawFn, word: str = "是", depth: int = 0) -> Enumeration:
    """A list whose entries hold lists of the other word all or none of them, as one writes them."""
    nested = depth == 0 and draw(st.booleans())
    other = "要" if word == "是" else "是"
    entries = [Entry(draw(words), draw(enumerations(other, depth + 1)) if nested else None)
               for _ in range(draw(st.integers(2, 3)))]
    return Enumeration(word, entries, draw(st.sampled_from(PUNCTUATION)))


@st.composite
def items(draw: st.DrawFn, kind: str, number: int, depth: int = 0) -> Item:
    shape = LABELS[kind]
    pattern = draw(st.sampled_from(shape))
    label = pattern.format(c=int_to_chinese(number), n=number, o=chr(0x2460 + number - 1))
    item = Item(kind, label, draw(words), run_in=draw(st.booleans()))
    if item.run_in:
        item.prose = draw(words) + "。"
        first = draw(st.sampled_from("是要"))
        item.lists = draw(st.lists(enumerations(first), max_size=2))
        if any(entry.inner for one in item.lists for entry in one.entries):
            item.lists = item.lists[:1]  # a second list behind nested ones is read as nested too
    item.paragraphs = draw(st.lists(words.map(lambda w: w + "。"), max_size=2))
    deeper = CLASSES[CLASSES.index(kind) + 1:]
    if depth < 3 and deeper and draw(st.booleans()):
        item.children = draw(series(draw(st.sampled_from(deeper)), depth + 1))
    elif draw(st.booleans()):
        item.lines = draw(enumerations())
    return item


@st.composite
def series(draw: st.DrawFn, kind: str, depth: int = 0) -> list[Item]:
    """Items of one class; numbers begin at 1, run on from elsewhere or begin anew half-way."""
    first = draw(st.sampled_from((1, 1, 1, 4)))
    numbers = [first + n for n in range(draw(st.integers(1, 3)))]
    if draw(st.integers(0, 4)) == 0:
        numbers.append(first)
    return [draw(items(kind, number, depth)) for number in numbers]


def printed(item: Item) -> list[str]:
    """The lines of an item."""
    line = f"{item.label}{item.heading}"
    if item.run_in:
        line += f"。{item.prose}" + "".join(_flow(one) for one in item.lists)
    lines = [line, *item.paragraphs]
    if item.lines:
        for number, entry in enumerate(item.lines.entries, 1):
            lines.append(_entry(item.lines, number, entry))
    for child in item.children:
        lines += printed(child)
    return lines


def _flow(one: Enumeration) -> str:
    return "".join(_entry(one, number, entry) for number, entry in enumerate(one.entries, 1))


def _entry(one: Enumeration, number: int, entry: Entry) -> str:
    label = int_to_chinese(number) + one.word
    if entry.inner:
        return f"{label}{entry.words}。{_flow(entry.inner)}"
    return f"{label}{entry.words}{one.end}"


def tree_of(item: Item) -> Tree:
    """What the parser must make of ``printed(item)``."""
    paragraphs = [("paragraph", "", "", text, ()) for text in item.paragraphs]
    lines = enumerate(item.lines.entries, 1) if item.lines else ()
    below = [_entry_tree("numbered", item.lines, n, e) for n, e in lines if item.lines]
    below += [tree_of(child) for child in item.children]
    inline = [_entry_tree("inline", one, n, e) for one in item.lists for n, e in enumerate(one.entries, 1)]
    label = item.label.strip()
    upper = item.kind in ("", "s")
    if item.run_in and upper and (inline or below):
        prose = [("paragraph", "", "", item.prose, ())]
        return ("section", label, item.heading, f"{label}{item.heading}。", tuple(prose + inline + paragraphs + below))
    if item.run_in:
        own = f"{label}{item.heading}。{item.prose}"
        return ("numbered", label, item.heading, own, tuple(inline + paragraphs + below))
    children = tuple(paragraphs + below)
    form = "section" if upper else "numbered"
    lead = item.heading if upper or children else ""
    return (form, label, lead, f"{label}{item.heading}", children)


def _entry_tree(form: str, one: Enumeration, number: int, entry: Entry) -> Tree:
    label = int_to_chinese(number) + one.word
    if entry.inner:
        inner = tuple(_entry_tree("inline", entry.inner, n, e) for n, e in enumerate(entry.inner.entries, 1))
        return (form, label, entry.words, f"{label}{entry.words}。", inner)
    return (form, label, "", f"{label}{entry.words}{one.end}", ())


def tree_in(document: Document, unit: Unit) -> Tree:
    """A parsed unit as a tree."""
    own = "".join("".join(document.text[start:end].split()) for start, end in own_spans(unit))
    lead = document.text[unit.lead[0]:unit.lead[1]]
    return (unit.form, unit.label, lead, own, tuple(tree_in(document, child) for child in unit.children))
