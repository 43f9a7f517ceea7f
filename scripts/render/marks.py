"""Links inside the words of a document: citations and terms, as Markdown around their spans.

Guarantees: a resolved citation leads to a page that the base has; an unresolved one is no link and says why.
"""
from __future__ import annotations

from bisect import bisect_left
from typing import Final

from scripts.model import Citation, Document, Span, TermMark, Version, Work, page_path
from scripts.render.dates import chinese_date
from scripts.render.escape import value
from scripts.render.links import address
from scripts.render.site import Site, first_marks, matter
from scripts.render.splice import Wrap

_TIP_LIMIT: Final = 80
_DAY: Final = 10  # characters of YYYY-MM-DD


class Marks:
    """The marks of one document, served line by line."""

    def __init__(self, site: Site, document: Document) -> None:
        notes, apart = site.notes_of(document), matter(document)
        self._lists = [
            _Sorted([_citation(site, document, c) for c in notes.citations if c.anchor not in apart]),
            _Sorted([_term(site, document, m) for m in first_marks(notes.terms) if m.anchor not in apart]),
        ]

    def within(self, line: Span) -> tuple[Wrap, ...]:
        """The marks of a line by rank: citations, then terms."""
        return tuple(wrap for ordered in self._lists for wrap in ordered.within(line))


class _Sorted:
    """Wraps in order of place."""

    def __init__(self, wraps: list[Wrap]) -> None:
        self._wraps = sorted(wraps, key=lambda wrap: wrap.span)
        self._starts = [wrap.span[0] for wrap in self._wraps]

    def within(self, line: Span) -> list[Wrap]:
        """Those that begin in the line: no name of a regulation or term runs over a line's end."""
        return self._wraps[bisect_left(self._starts, line[0]):bisect_left(self._starts, line[1])]


def newest(site: Site, citation: Citation) -> Version | None:
    """The newest version in force, where the cited one is out of force and older; else None."""
    work = site.works.get(citation.regulation)
    if work is None or not citation.version:
        return None
    cited = next((v for v in work.versions if v.date == citation.version), None)
    if cited is None or cited.status not in ("已被修改", "已废止"):
        return None
    later = [v for v in work.versions if v.date > cited.date and v.date[:1].isdigit() and v.status != "尚未生效"]
    return later[-1] if later else None


def is_own(document: Document, citation: Citation) -> bool:
    """本法第九条, 前款: a text's word on itself, which is as old as the text."""
    return bool(citation.regulation) and citation.regulation == document.regulation


def replacement(site: Site, document: Document, citation: Citation) -> Work | None:
    """What took the place of the regulation cited, repealed since: …（试行） → …; none in the text that did it."""
    work = site.works.get(citation.regulation)
    while work and work.status == "已废止" and work.successor in site.works:
        work = site.works[work.successor]
    return None if work is None or work.id in (citation.regulation, document.regulation) else work


def _citation(site: Site, document: Document, citation: Citation) -> Wrap:
    target, page = site.target(citation), page_path(document)
    if not target:
        reason = value(f"未识别：{citation.reason or '未收录'}")
        return Wrap(citation.span, f'<span class="gy-cite gy-cite--open" title="{reason}">', "</span>")
    newer = None if is_own(document, citation) else newest(site, citation)
    after = replacement(site, document, citation)
    said = f"{newer.date[:4]}年已修订" if newer else f"已由《{after.name}》取代" if after else ""
    note = f' .gy-cite--old data-note="{value(said)}"' if said else ""
    if "#" not in target:  # no article to show: say what the link leads to
        note += f' data-tip="{value(_whole(site, citation, newer))}"'
    return Wrap(citation.span, "[", f"]({address(page, target, '.md')}){{ .gy-cite{note} }}")


def _whole(site: Site, citation: Citation, newer: Version | None) -> str:
    """What a citation of a whole text names: its version and status, or that the base has only who cites it."""
    if text := site.documents.get(citation.document):
        return "，".join(part for part in (text.kind, text.issuer, chinese_date(text.date)) if part)
    work = site.works.get(citation.regulation)
    cited = next((v for v in work.versions if v.date == citation.version), None) if work and citation.version else None
    if cited and newer:
        return f"引用时为{chinese_date(cited.date[:_DAY])}的文本，{newer.date[:4]}年已修订"
    if cited:
        return f"{chinese_date(cited.date[:_DAY]) or '日期不详'}的文本，{cited.status}"
    status = f"{work.status}，" if work and work.status else ""
    return status + ("版本不能确定，点开看各版本" if work and work.versions else "本库未收录文本，点开看引用情况")


def _term(site: Site, document: Document, mark: TermMark) -> Wrap:
    term = site.terms.get(mark.term)
    if term is None:
        return Wrap(mark.span, "", "")
    tip = term.expansion or term.explanation
    tip = tip if len(tip) <= _TIP_LIMIT else tip[:_TIP_LIMIT] + "…"
    link = address(page_path(document), f"terms/{term.id}", ".md")
    return Wrap(mark.span, "[", f']({link}){{ .gy-term data-tip="{value(tip)}" }}')
