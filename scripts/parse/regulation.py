"""Regulations: which texts they are, and how one becomes a Document.

Guarantees: nothing is refused and nothing is lost; missing and repeated numbers, two laws in one file and a version
without a date are parsed as they stand (``scripts.check.regulation`` reports them).
"""
from __future__ import annotations

import re
from functools import lru_cache
from itertools import dropwhile, pairwise, takewhile
from typing import Final

from scripts.model import Document, Dropped, Event, Extract, Sidecar, Source, Unit, walk
from scripts.names import document_id
from scripts.parse.lines import Line, lines_of
from scripts.parse.matter import holds_sign, is_head, issue_number, secrecy_mark
from scripts.parse.regulation_contents import CAPTIONS, find_contents
from scripts.parse.regulation_front import Group, find_title, group_front, title_text
from scripts.parse.regulation_labels import ENDS_AS_REGULATION, finished
from scripts.parse.regulation_lines import DIVISIONS, Mark, is_bare_heading, is_heading_words, mark_lines
from scripts.parse.regulation_nodes import Node, add_paragraph, add_unit
from scripts.parse.regulation_outline import build_outline
from scripts.parse.regulation_pages import cover_pages, find_pages, join_pages, list_marks
from scripts.parse.regulation_record import (
    date_in_name,
    effective_from,
    events_in,
    events_of_day,
    events_of_order,
    events_of_signature,
    issuer_of,
    latest_wording,
    order_in,
)
from scripts.parse.regulation_runs import split_runs
from scripts.parse.regulation_site import events_of_fields, number_of_fields
from scripts.parse.regulation_tail import advertisement_below, mark_afterword, mark_outside, mark_signatures
from scripts.parse.regulation_wraps import mark_flow

_BODY: Final = (*DIVISIONS, "条", "列", "附", "表")
_STEM_TAIL: Final = re.compile(r"[\s_\-]*[（(]?\s*\d{4}(?:[-年.]?\d{1,2}[-月.]?\d{1,2}日?)?\s*(?:修订|修正|版)?[）)]?$")
_FULL_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_OTHER_KINDS: Final = re.compile(
    r"^[^，。]*(?:通知|要点|总结|打算|计划|讲话|方案|报告|意见|函|通报|纪要|提纲)(?:[（(].{1,8}[）)])?$")
# what these bodies reply or interpret binds, however it is laid out
_STATE_ACT: Final = re.compile(
    r"^最高人民(?:法院|检察院).*(?:解释|批复|规定|规则|答复|复函)(?:\s*[（(].{1,12}[）)])*$"
    r"|^全国人(?:民代表)?大(?:会)?常(?:务)?委(?:员)?会.*的(?:解释|决定|决议)$|^.{2,20}(?:人民代表大会|人大)(?:常(?:务)?委(?:员)?会)?关于.*的(?:解释|决定)$")
_FEWEST_ARTICLES: Final = 2  # with a title that names a regulation
_FEWEST_UNNAMED: Final = 5


class _Parts:
    """A text divided: what is dropped, what stands above the body, the marked lines of the body."""

    def __init__(self, extract: Extract, signs: tuple[str, ...]) -> None:
        self.text, self.pages, lines, drop, marks = _marked(extract)
        stop = advertisement_below(marks, signs)
        first = _body_start(marks[:stop])
        above = [mark.line for mark in marks[:first]]
        advertised = _advertisement_above(above, signs)
        self.above = [line for line in above if line not in advertised]
        self.body = marks[first:stop]
        self.title = title_text(self.above, find_title(self.above))
        dropped = [(lines[at], "目录") for at in drop]
        dropped += [(line, "广告") for line in (*advertised, *(mark.line for mark in marks[stop:]))]
        self.gone = [line for line, _ in dropped]
        gone = {line.start for line in self.gone}
        self.breaks = frozenset(below.start for line, below in pairwise(lines) if line.start in gone)
        self.groups = group_front(self.above, self.breaks)
        self.dropped = tuple(Dropped(span=line.span, text=line.text, line=line.number, reason=reason)
                             for line, reason in sorted(dropped, key=lambda pair: pair[0].start))

    def events(self) -> tuple[Event, ...]:
        """Events of the record; else those that a 令 above the title tells; else the day of the signature."""
        record, head = (
            [line.text for group in self.groups if group.form == form for line in group.lines]
            for form in ("record", "head"))
        signature = [mark.line.text for mark in self.body if mark.kind == "署"]
        return (events_in("".join(record)) or events_of_fields(head) or events_of_order(head)
                or events_of_day([*record, *head])
                or events_of_signature(signature))

    def number(self) -> str:
        """发文字号 among the head matter, else the 令 that the record names."""
        issued = next((number for line in self.above if (number := issue_number(line.compact))), "")
        lines = [line.text for line in self.above]
        return number_of_fields(lines) or issued or order_in("\n".join(lines))

    def secrecy(self) -> str:
        return next((mark for line in self.above if (mark := secrecy_mark(line.compact))), "")


@lru_cache(maxsize=1)  # asked twice: whether the text is a regulation at all, and again to build it
def _marked(extract: Extract) -> tuple[str, list[Line], list[Line], frozenset[int], list[Mark]]:
    """The text, the page numbers in it, the other lines, the places of those to drop, and what each line is."""
    text, printed = lines_of(extract)
    pages = find_pages(printed)
    join_pages(printed, pages)
    marked, lines = list_marks([line for at, line in enumerate(printed) if at not in pages])
    mark_flow(extract, lines)
    lines = split_runs(lines)
    drop, keep = find_contents(lines)
    marks = mark_lines([line for at, line in enumerate(lines) if at not in drop and at not in keep])
    marks = mark_outside(_with_contents(marks, [lines[at] for at in sorted(keep)]))
    marks = mark_afterword(mark_signatures(marks))
    return text, [*(printed[at] for at in sorted(pages)), *marked], lines, drop, marks


def _advertisement_above(above: list[Line], signs: tuple[str, ...]) -> list[Line]:
    """The lines above the title when one of them carries a sign of boilerplate; head matter among them stays."""
    clean = [line for line in above if not holds_sign(line.text, signs)]
    title = find_title(clean)
    lines = [line for line in above if line.start < clean[title.start].start] if title else []
    if not any(line not in clean for line in lines):
        return []
    return [line for line in lines if not is_head(line.compact)]


def parse_regulation(extract: Extract, source: Source, sidecar: Sidecar, signs: tuple[str, ...]) -> Document:
    """The outline of a regulation with its record, version and day of effect."""
    parts = _Parts(extract, signs)
    top = Node("", "section", 0, 0)
    _add_front(top, parts.groups, parts.breaks)
    build_outline(parts.body, top, parts.breaks)
    cover_pages(top, parts.pages, parts.gone)
    units = tuple(child.freeze() for child in top.children)
    title = sidecar.title or parts.title or _stem(source.file)
    record = parts.events()
    version = _version(sidecar, record, source.file)
    date = sidecar.date or version
    effective = effective_from(record, _last_article(parts.text, units), version)
    return Document(
        id=sidecar.id or document_id(source.file), title=title, kind="法规", category="regulation", source=source,
        text=parts.text, units=units, lines=tuple(block.line for block in extract.blocks),
        hints=tuple(block.hint for block in extract.blocks),
        year=sidecar.year or _year(date or effective, title),
        issuer=sidecar.issuer or issuer_of(title, record), number=sidecar.number or parts.number(), date=date,
        secrecy=parts.secrecy(), dropped=parts.dropped, record=record,
        effective=effective, version=version or "undated",
        regulation=sidecar.regulation, former_ids=sidecar.former_ids, download=sidecar.download,
    )


def looks_like_regulation(extract: Extract, name: str, sidecar: Sidecar) -> bool:
    """Whether a text is a regulation: by its sidecar, else by the last word of its title and its articles.

    A plan that cites 第N条 has no article heads; a 通知 that carries a 办法 stays a 通知.
    """
    stated = sidecar.category or ("regulation" if sidecar.kind == "法规" or sidecar.regulation else None)
    if stated or sidecar.kind:
        return stated == "regulation"
    parts = _Parts(extract, ())
    title = sidecar.title or parts.title or _stem(name)
    articles = sum(1 for mark in parts.body if mark.kind == "条")
    named = [ENDS_AS_REGULATION.search(words) is not None for words in (title, _stem(name))]
    cover = [title, *(line.text for group in parts.groups if group.form == "head" for line in group.lines)]
    if _STATE_ACT.search(title):
        return True
    if any(_OTHER_KINDS.search(words) for words in cover) and not (named[1] and articles >= _FEWEST_ARTICLES):
        return False
    if any(named):
        return articles >= _FEWEST_ARTICLES or (articles == 0 and _is_numbered_law(title, parts))
    return articles >= _FEWEST_UNNAMED and _share(parts) >= 0.6


def _share(parts: _Parts) -> float:
    """The share of the text, from its title to its first appendix, that stands from the first article on."""
    heads = [mark.line.start for mark in parts.body if mark.kind == "条"]
    first = heads[0] if heads else len(parts.text)
    stop = next((m.line.start for m in parts.body if m.kind == "附" and m.line.start > first), len(parts.text))
    return (stop - first) / max(1, stop)


def _is_numbered_law(title: str, parts: _Parts) -> bool:
    """一、二、 instead of articles: amendments, interpretations, decisions of a legislature, 若干规定 …"""
    items = sum(1 for mark in parts.body if mark.kind == "列" and mark.label and mark.label.rank == 0)
    if items < 2:
        return False
    return not re.search(r"(?:决定|决议)(?:[（(].{1,8}[）)])?$", title) \
        or re.search(r"代表大会|国务院|修改|废止|授权|人民政府|法院|检察院", title) is not None


def _add_front(top: Node, groups: list[Group], breaks: frozenset[int]) -> None:
    above = ""
    for group in groups:
        span = (group.lines[0].start, group.lines[-1].span[1])
        flow = group.lines[0].flow
        wrapped = group.form == "paragraph" and bool(above) and (not finished(above) if flow is None else flow)
        if wrapped and span[0] not in breaks:
            top.children[-1].end = span[1]
        elif group.form == "paragraph":
            add_paragraph(top, span)
        else:
            add_unit(top, "sal1" if group.form == "salutation" else group.form, group.form, span)
        above = group.lines[-1].text if group.form == "paragraph" else ""


def _body_start(marks: list[Mark]) -> int:
    """The first line with a label or 序言; 题 alone is no sign, the title is one too."""
    for at, mark in enumerate(marks):
        if mark.kind == "条" and at > 1 and _heads_articles([above.line for above in marks[:at]]):
            return at - 1
        if mark.kind in _BODY or (mark.kind == "题" and (is_bare_heading(mark.line) or mark.line.compact in CAPTIONS)):
            return at
    return len(marks)


def _year(date: str, title: str) -> int | None:
    """That of the date or the day of effect, else the one that ends the title: 示例批复（2000）."""
    found = re.match(r"\d{4}", date) or re.search(r"((?:19|20)\d\d)年?[）)]?$", title)
    return int(re.sub(r"\D", "", found[0])) if found else None


def _heads_articles(above: list[Line]) -> bool:
    """党员行为规范 between a preamble and 第一条: a heading, for the text has its title above the preamble."""
    *before, heading = above
    title = find_title(before)
    named = ENDS_AS_REGULATION.search(title_text(before, title)) is not None if title else False
    return named and "。" in before[-1].text and title.stop < len(before) and is_heading_words(heading.text, 30)


def _with_contents(marks: list[Mark], contents: list[Line]) -> list[Mark]:
    """A 目录 whose headings do not all come again stays: its caption heads its lines."""
    kept = [Mark(line, "题" if line.compact in CAPTIONS else "文") for line in contents]
    return sorted([*marks, *kept], key=lambda mark: mark.line.start)


def _version(sidecar: Sidecar, record: tuple[Event, ...], file: str) -> str:
    """The day of the wording: a sidecar's, else the last act on record, or a later day in the file's name.

    The name tells of the publication that follows the passage, and of amendments that the record left out.
    """
    if _FULL_DATE.fullmatch(sidecar.date):
        return sidecar.date
    return max(latest_wording(record), date_in_name(file.rsplit("/", 1)[-1]))


def _last_article(text: str, units: tuple[Unit, ...]) -> str:
    """The words of the last article that speaks of 施行 (or item, where there are no articles)."""
    main = [unit for _, unit in walk(units) if not unit.anchor.startswith("f")]
    articles = any(unit.form == "article" for unit in main)
    body = main if articles else list(dropwhile(lambda unit: unit.form != "numbered", main))
    forms = ("article",) if articles else ("numbered", "paragraph")
    first_law = takewhile(lambda unit: unit.anchor != "t1r2", body)
    found = ["".join(text[slice(*unit.span)].split("\n")) for unit in first_law if unit.form in forms]
    return next((words for words in reversed(found) if re.search("施行|实施|生效|执行|起试行", words)), "")


def _stem(file: str) -> str:
    """The name of a file without folder, suffix and date: 示例办法(2021-08-20).md → 示例办法."""
    name = file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return _STEM_TAIL.sub("", name) or name
