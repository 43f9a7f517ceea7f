"""The nouns that every stage shares: what is read, parsed, annotated and found.

Guarantees: all values are frozen and built of tuples; every ``Span`` is ``(start, end)`` in ``Document.text``,
counted in code points, end exclusive. Nothing here imports another part of the package.
"""
from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

Span = tuple[int, int]

Kind = Literal["工作要点", "工作计划", "工作总结", "讲话", "方案", "报告", "意见", "通知", "法规"]
Category = Literal["plan", "regulation"]
Role = Literal["任务", "成效", "问题", "规定", "其他"]
Severity = Literal["error", "warning", "info"]
Form = Literal[
    "title", "head", "record", "salutation", "closing", "signature", "table",  # matter around the outline
    "section",  # a heading: 一、 with children, 编 章 节, an appendix, an unlabelled heading
    "numbered",  # an item whose label begins its line: 7.  （一）  （1）  ①  or 一是 at the line start
    "inline",  # an item inside a paragraph: 一是…；二是…
    "article", "clause", "subclause", "point",  # 条 款 项 目
    "paragraph",  # unlabelled prose
]


class Struct(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """Base of all nouns: immutable, compared by value, small when written."""


# --- reading ---------------------------------------------------------------------------------------------------

class Block(Struct):
    """One line of text as the reader saw it; ``hint`` is what the format says of it."""

    text: str
    line: int  # 1-based line (text formats) or paragraph number in the source
    hint: str = ""  # "", "h1"…"h6", "list:<label>", "table", "footnote"


class Removed(Struct):
    """Markup that is no word of the text: a leading ``#``, ``<!-- … -->``, ``**``, metadata at the top."""

    line: int
    text: str
    column: int = 0  # 0-based, in the line less what has no width


class Extract(Struct):
    """What a reader returns: the words of a file, line by line. Blank lines are not blocks."""

    format: str  # txt | md | docx …
    encoding: str  # utf-8, utf-8-sig, utf-16, gb18030 …
    blocks: tuple[Block, ...]
    plain: str  # the same words by an independent walk: the left side of the identity gate
    markup: tuple[Removed, ...] = ()
    notes: tuple[str, ...] = ()


class Source(Struct):
    """The file a document was read from."""

    file: str  # POSIX path under the sources folder, NFC
    sha256: str
    format: str
    encoding: str


class Sidecar(Struct, forbid_unknown_fields=True):
    """Corrections a maintainer writes in ``NAME.txt.yml`` beside ``NAME.txt``; absent keys change nothing."""

    id: str = ""
    former_ids: tuple[str, ...] = ()
    title: str = ""
    kind: Kind | None = None
    category: Category | None = None
    year: int | None = None
    period: str | None = None
    issuer: str = ""
    number: str = ""
    date: str = ""
    regulation: str = ""  # the regulation this text is a version of (its id or name)
    publish: bool | None = None
    download: bool = False
    roles: dict[str, Role] = {}  # anchor -> role


# --- the outline -----------------------------------------------------------------------------------------------

class Unit(Struct):
    """A node of the outline.

    ``span`` holds the unit whole: label, words and children. Its own words are the span less its children's spans;
    every character of the text (but line ends, blanks and dropped lines) is some unit's own.
    """

    anchor: str  # "3-n7-i1"; unique in the document
    form: Form
    span: Span
    label: str = ""  # as printed: "一、" "7." "（一）" "一是" "第二十条之一"
    level: int = 0  # class of the label: 一、 1, （一） 2, 1. 3, （1） 4, ① 5; 0 without one
    lead: Span = (0, 0)  # heading text or lead sentence, without the label; empty where there is none
    run_in: bool = False  # text follows the heading in the same line
    role: Role = "其他"
    children: tuple[Unit, ...] = ()


class Dropped(Struct):
    """A line left out of the page: its place, its exact words, and why (广告 | 目录)."""

    span: Span
    text: str
    line: int
    reason: str


class Event(Struct):
    """One dated act in a regulation's record: 通过 公布 施行 修正 修订 废止 …"""

    date: str  # YYYY-MM-DD
    act: str
    by: str = ""  # body or instrument, as printed
    text: str = ""


class Document(Struct):
    """A parsed text. ``text`` is the blocks joined by line feeds; ``lines[i]`` is the source line of block i."""

    id: str
    title: str
    kind: Kind
    category: Category
    source: Source
    text: str
    units: tuple[Unit, ...]  # top level, in document order
    lines: tuple[int, ...] = ()
    hints: tuple[str, ...] = ()  # hint of each block
    year: int | None = None
    period: str | None = None  # 全年 上半年 下半年 第N季度
    plan_period: str | None = None
    issuer: str = ""
    number: str = ""
    date: str = ""  # YYYY-MM-DD, or a prefix of it
    secrecy: str = ""  # the mark as printed, 秘密★1年
    dropped: tuple[Dropped, ...] = ()
    record: tuple[Event, ...] = ()  # regulations only
    effective: str = ""  # regulations: in force from, YYYY-MM-DD
    regulation: str = ""  # regulations: id of the work
    version: str = ""  # regulations: YYYY-MM-DD or "undated"
    former_ids: tuple[str, ...] = ()
    download: bool = False


# --- findings about spans --------------------------------------------------------------------------------------

class ThemeMark(Struct):
    anchor: str
    theme: str
    score: float
    why: tuple[str, ...]  # matched words with their place: "信访举报（标题）"


class Citation(Struct):
    """A name or article cited at ``span``. Without ``regulation`` or ``document`` it is unresolved, see ``reason``."""

    anchor: str  # innermost unit it stands in
    span: Span
    text: str
    name: str  # the name in full as understood: 中国共产党纪律处分条例（试行）
    regulation: str = ""  # id of the work
    version: str = ""  # of the text it names, "" when the work has no text or the day leaves two candidates
    document: str = ""  # id of the plan, notice … where no regulation is cited
    article: str = ""  # anchor in that text: t9-k1-x2
    reason: str = ""  # 未收录 | 多个候选 | 无此条 | 版本不明 | …
    candidates: tuple[str, ...] = ()


class TermMark(Struct):
    anchor: str
    span: Span
    text: str
    term: str


class Deadline(Struct):
    anchor: str
    span: Span
    text: str
    start: str = ""  # YYYY-MM-DD where certain
    end: str = ""


class Definition(Struct):
    """What a regulation says a word means: 本法所称X，是指…"""

    term: str
    anchor: str  # innermost unit it stands in
    span: Span  # the sentence


class Notes(Struct):
    """All that the annotators say of one document, each list in order of span."""

    document: str
    themes: tuple[ThemeMark, ...] = ()
    citations: tuple[Citation, ...] = ()
    terms: tuple[TermMark, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    definitions: tuple[Definition, ...] = ()


class Finding(Struct):
    """A thing a person should look at. ``document`` is an id, or the file where there is none."""

    code: str
    severity: Severity
    document: str
    message: str
    item: str = ""
    line: int = 0
    evidence: str = ""


# --- the whole -------------------------------------------------------------------------------------------------

class Version(Struct):
    """One dated text of a regulation."""

    document: str
    date: str
    effective: str
    status: str  # 尚未生效 现行有效 已被修改 已废止 试行


class Work(Struct):
    """A regulation as such; exists without a text when the vocabulary or a citation names it."""

    id: str
    name: str
    versions: tuple[Version, ...] = ()  # oldest first
    status: str = ""
    predecessor: str = ""  # id of the work it took the place of: …（试行）
    successor: str = ""


class Corpus(Struct):
    """All published documents, ordered by id, and the regulations among and around them."""

    documents: tuple[Document, ...]
    works: tuple[Work, ...] = ()


def walk(units: tuple[Unit, ...], above: tuple[Unit, ...] = ()) -> Iterator[tuple[tuple[Unit, ...], Unit]]:
    """Yield ``(ancestors, unit)`` for every unit, in document order, parents first."""
    waiting = [(above, iter(units))]  # not recursive: a generator in a generator pays for its depth at every unit
    while waiting:
        path, level = waiting[-1]
        for unit in level:
            yield path, unit
            if unit.children:
                waiting.append(((*path, unit), iter(unit.children)))
                break
        else:
            waiting.pop()


def own_spans(unit: Unit) -> Iterator[Span]:
    """Yield the parts of ``unit.span`` that belong to no child."""
    at = unit.span[0]
    for child in unit.children:
        if child.span[0] > at:
            yield at, child.span[0]
        at = child.span[1]
    if at < unit.span[1]:
        yield at, unit.span[1]


def original_path(document: Document) -> str:
    """Path in the site of the original file, where the sidecar offers it for download."""
    suffix = document.source.file.rpartition(".")[2].lower() if "." in document.source.file else "txt"
    return f"files/{document.id}.{suffix}"


def page_path(document: Document) -> str:
    """Path of a document's page under ``docs/``, without suffix."""
    if document.category == "regulation":
        return f"regulations/{document.regulation}/{document.version}"
    return f"plans/{document.id}"
