"""Regulations: which texts they are, and how one becomes a Document.

Guarantees: nothing is refused and nothing is lost; missing and repeated numbers, two laws in one file and a version
without a date are parsed as they stand (``scripts.check.regulation`` reports them).
"""
from __future__ import annotations

import re
from typing import Final

from scripts.model import Document, Dropped, Event, Extract, Sidecar, Source, Unit, walk
from scripts.names import document_id
from scripts.parse.regulation_contents import find_contents
from scripts.parse.regulation_front import Group, find_title, group_front, title_text
from scripts.parse.regulation_labels import ENDS_AS_REGULATION, finished
from scripts.parse.regulation_lines import DIVISIONS, Line, Mark, is_bare_heading, lines_of, mark_lines
from scripts.parse.regulation_outline import Node, add_paragraph, add_unit, build_outline
from scripts.parse.regulation_record import (
    date_in_name,
    effective_from,
    events_in,
    issuer_of,
    latest_wording,
    number_in,
)
from scripts.parse.regulation_tail import advertisement_below, mark_signatures

_BODY: Final = (*DIVISIONS, "条", "列", "附", "表")
_STEM_TAIL: Final = re.compile(r"[\s_\-]*[（(]?\s*\d{4}(?:[-年.]?\d{1,2}[-月.]?\d{1,2}日?)?\s*(?:修订|修正|版)?[）)]?$")
_FULL_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_OTHER_KINDS: Final = re.compile(r"(?:通知|要点|总结|打算|计划|讲话|方案|报告|意见|函|公告|通报|纪要|提纲)(?:[（(].{1,8}[）)])?$")
_FEWEST_ARTICLES: Final = 2


class _Parts:
    """A text divided: what is dropped, what stands above the body, the marked lines of the body."""

    def __init__(self, extract: Extract, signs: tuple[str, ...]) -> None:
        self.text, lines = lines_of(extract)
        drop, keep = find_contents(lines)
        contents = [lines[at] for at in sorted(keep)]
        marks = mark_lines([line for at, line in enumerate(lines) if at not in drop and at not in keep])
        marks = mark_signatures(_with_contents(marks, contents))
        stop = advertisement_below(marks, signs)
        first = _body_start(marks[:stop])
        self.above = [mark.line for mark in marks[:first]]
        self.body = marks[first:stop]
        advertised = [mark.line for mark in marks[stop:]] + self._advertisement_above(signs)
        self.dropped = sorted([(line, "目录") for line in (lines[at] for at in drop)]
                              + [(line, "广告") for line in advertised], key=lambda pair: pair[0].index)
        self.groups = group_front(self.above)

    def _advertisement_above(self, signs: tuple[str, ...]) -> list[Line]:
        """Lines above the title, when one of them carries a sign of boilerplate; head matter among them stays."""
        title = find_title(self.above)
        above = self.above[: title.start] if title else []
        if not any(sign in line.text for line in above for sign in signs):
            return []
        dropped = [line for line in above if not number_in(line.text)]
        self.above = [line for line in self.above if line not in dropped]
        return dropped


def parse_regulation(extract: Extract, source: Source, sidecar: Sidecar, signs: tuple[str, ...]) -> Document:
    """The outline of a regulation with its record, version and day of effect."""
    parts = _Parts(extract, signs)
    top = Node("", "section", 0, 0)
    _add_front(top, parts.groups)
    build_outline(parts.body, top)
    units = tuple(child.freeze() for child in top.children)
    title = sidecar.title or title_text(parts.above, find_title(parts.above)) or _stem(source.file)
    record = _record(parts.groups)
    version = _version(sidecar, record, source.file)
    date = sidecar.date or version
    head = "\n".join(line.text for line in parts.above)
    return Document(
        id=sidecar.id or document_id(source.file), title=title, kind="法规", category="regulation", source=source,
        text=parts.text, units=units, lines=tuple(block.line for block in extract.blocks),
        hints=tuple(block.hint for block in extract.blocks),
        year=sidecar.year or (int(date[:4]) if date else None), issuer=sidecar.issuer or issuer_of(title, record),
        number=sidecar.number or number_in(head), date=date, dropped=_dropped(parts, extract), record=record,
        effective=effective_from(record, _last_article(parts.text, units), version), version=version or "undated",
        former_ids=sidecar.former_ids, download=sidecar.download,
    )


def looks_like_regulation(extract: Extract, name: str, sidecar: Sidecar) -> bool:
    """Whether a text is a regulation: by its sidecar, else by the last word of its title and its articles.

    A plan that cites 第N条 has no article heads; a 通知 that carries a 办法 stays a 通知.
    """
    stated = sidecar.category or ("regulation" if sidecar.kind == "法规" or sidecar.regulation else None)
    if stated or sidecar.kind:
        return stated == "regulation"
    parts = _Parts(extract, ())
    title = sidecar.title or title_text(parts.above, find_title(parts.above)) or _stem(name)
    articles, share = _weight(parts)
    named = [bool(ENDS_AS_REGULATION.search(words)) for words in (title, _stem(name))]
    if _OTHER_KINDS.search(title) and not (named[1] and articles >= _FEWEST_ARTICLES):
        return False
    if any(named):
        return (articles >= _FEWEST_ARTICLES and share >= 0.5) or (articles == 0 and _is_numbered_law(title, parts))
    return articles >= 5 and share >= 0.6


def _weight(parts: _Parts) -> tuple[int, float]:
    """Number of article heads, and the share of the text that stands from the first of them on, above an appendix."""
    heads = [mark for mark in parts.body if mark.kind == "条"]
    if not heads:
        return 0, 0.0
    stop = next((mark.line.start for mark in parts.body if mark.kind == "附" and mark.line.start > heads[0].line.start),
                len(parts.text))
    return len(heads), (stop - heads[0].line.start) / max(1, len(parts.text))


def _is_numbered_law(title: str, parts: _Parts) -> bool:
    """一、二、 instead of articles: amendments, interpretations, decisions of a legislature, 若干规定 …"""
    items = sum(1 for mark in parts.body if mark.kind == "列" and mark.label and mark.label.rank == 0)
    if items < 2:
        return False
    return not re.search(r"(?:决定|决议)(?:[（(].{1,8}[）)])?$", title) \
        or re.search(r"代表大会|国务院|修改|废止|授权|人民政府|法院|检察院", title) is not None


def _add_front(top: Node, groups: list[Group]) -> None:
    for group in groups:
        span = (group.lines[0].start, group.lines[-1].end)
        if group.form == "paragraph":
            last = top.children[-1] if top.children else None
            if last and last.form == "paragraph" and not finished(_last_words(groups, group)):
                last.end = span[1]
            else:
                add_paragraph(top, span)
        else:
            add_unit(top, "sal1" if group.form == "salutation" else group.form, group.form, span)


def _last_words(groups: list[Group], group: Group) -> str:
    return groups[groups.index(group) - 1].lines[-1].text


def _body_start(marks: list[Mark]) -> int:
    """The first line with a label or 序言; 题 alone is no sign, the title is one too."""
    for at, mark in enumerate(marks):
        if mark.kind in _BODY or (mark.kind == "题" and is_bare_heading(mark.line)):
            return at
    return len(marks)


def _with_contents(marks: list[Mark], contents: list[Line]) -> list[Mark]:
    """A 目录 whose headings do not all come again stays: its caption heads its lines."""
    kept = [Mark(line, "题" if is_bare_heading(line) else "文") for line in contents]
    return sorted([*marks, *kept], key=lambda mark: mark.line.index)


def _record(groups: list[Group]) -> tuple[Event, ...]:
    """Events of the record; where there is none, those told by the head matter (a 令 or 公告 above the title)."""
    record = events_in("".join(line.text for group in groups if group.form == "record" for line in group.lines))
    if record:
        return record
    return events_in("".join(line.text for group in groups if group.form == "head" for line in group.lines))


def _version(sidecar: Sidecar, record: tuple[Event, ...], file: str) -> str:
    """The day of the wording: a sidecar's, else the last act on record, or a later day in the file's name.

    The name tells of the publication that follows the passage, and of amendments that the record left out.
    """
    if _FULL_DATE.fullmatch(sidecar.date):
        return sidecar.date
    return max(latest_wording(record), date_in_name(file.rsplit("/", 1)[-1]))


def _last_article(text: str, units: tuple[Unit, ...]) -> str:
    """The words of the last article that speaks of 施行 (or item, where there are no articles)."""
    form = "article" if any(unit.form == "article" for _, unit in walk(units)) else "numbered"
    found = [text[slice(*unit.span)] for _, unit in walk(units) if unit.form == form and not unit.anchor.startswith("f")]
    return next((words for words in reversed(found) if re.search("施行|实施|生效|执行", words)), "")


def _dropped(parts: _Parts, extract: Extract) -> tuple[Dropped, ...]:
    return tuple(Dropped(span=(line.start, line.end), text=line.text, line=extract.blocks[line.index].line, reason=reason)
                 for line, reason in parts.dropped)


def _stem(file: str) -> str:
    """The name of a file without folder, suffix and date: 示例办法(2021-08-20).md → 示例办法."""
    name = file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    return _STEM_TAIL.sub("", name) or name
