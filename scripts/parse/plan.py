"""Plans, summaries, speeches, notices, schemes: from an Extract to a Document.

Guarantees: pure; linear in the text; every visible character is one unit's own or stands in a dropped line.
"""
from __future__ import annotations

from typing import Final

from scripts.model import Document, Dropped, Extract, Kind, Sidecar, Source
from scripts.names import document_id
from scripts.parse import facts
from scripts.parse.draft import Draft, Mark, apply
from scripts.parse.lines import lines_of
from scripts.parse.nesting import nest
from scripts.parse.roles import with_roles
from scripts.parse.rules import RULES, Rules
from scripts.parse.titles import bare_title, kind_of, parts_of, written, year_in

_REASONS: Final = {"dropped": "广告", "contents": "目录"}
_WITHOUT_KIND_WORD: Final[Kind] = "报告"  # a text that says neither: nothing is made of its role


def parse_plan(extract: Extract, source: Source, sidecar: Sidecar, signs: tuple[str, ...],
               rules: Rules = RULES) -> Document:
    """Parse a text that is no regulation; the sidecar has the last word."""
    text, lines = lines_of(extract)
    draft = Draft(lines, signs, rules.labels, rules.guards)
    marks = apply(draft, rules.lines)
    title = sidecar.title or _title(draft, marks) or _stem(source.file)
    kind = sidecar.kind or kind_of(title, rules.kinds) or _kind_by_frame(marks)
    date = sidecar.date or facts.find_date(draft, marks)
    number = sidecar.number or facts.find_number(draft, marks)
    preamble = facts.dated_preamble(draft, marks)
    year = sidecar.year or facts.find_year(title, kind, preamble, date, number)
    units = with_roles(nest(draft, marks), text, (kind, year), sidecar.roles, rules.roles)
    words = bare_title(title) if year_in(title) or not year else bare_title(title) + preamble
    period = sidecar.period or facts.find_period(parts_of(words)[0], kind, year, rules.periods)
    return Document(
        id=sidecar.id or document_id(source.file), title=title, kind=kind, category="plan", source=source,
        text=text, units=units, lines=tuple(block.line for block in extract.blocks),
        hints=tuple(block.hint for block in extract.blocks), year=year, period=period,
        plan_period=facts.find_plan_period(title, kind, period, facts.said_by_headings(units, text), rules.periods),
        issuer=sidecar.issuer or facts.find_issuer(draft, marks, title), number=number, date=date,
        secrecy=facts.find_secrecy(draft, marks), dropped=_dropped(draft, marks),
        former_ids=sidecar.former_ids, download=sidecar.download)


def _title(draft: Draft, marks: tuple[Mark, ...]) -> str:
    return written(tuple(draft.lines[at] for at, mark in enumerate(marks) if mark.matter == "title"))


def _stem(file: str) -> str:
    """The name of a file without folder and suffix."""
    name = file.rsplit("/", 1)[-1]
    return name.rsplit(".", 1)[0] or name


def _kind_by_frame(marks: tuple[Mark, ...]) -> Kind:
    """扛牢监督首责 护航高质量发展 with 同志们： under it is a speech."""
    return "讲话" if any(mark.matter == "salutation" for mark in marks) else _WITHOUT_KIND_WORD


def _dropped(draft: Draft, marks: tuple[Mark, ...]) -> tuple[Dropped, ...]:
    return tuple(Dropped(line.span, line.text, line.number, _REASONS[mark.matter])
                 for line, mark in zip(draft.lines, marks, strict=True) if mark.matter in _REASONS)
