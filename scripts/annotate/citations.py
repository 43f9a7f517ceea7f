"""Citations of a document: found in its words, resolved against the library.

Guarantees: a citation lies in one unit and its text is the slice of its span; they are sorted and do not overlap.
A regulation is named only when one candidate remains, a version only when one text was in force on the document's
day, a place only when that text has it; whatever remains open says why in ``reason``. No number is ever rewritten.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from operator import itemgetter

import msgspec

from scripts.annotate.citations_find import find
from scripts.annotate.citations_library import Library, locate, time_of
from scripts.annotate.citations_places import Place, anchor, place_of
from scripts.annotate.citations_state import Mention, Reading
from scripts.model import Citation, Document, Span, Unit, own_spans, walk

UNKNOWN, SEVERAL, NO_ARTICLE, UNCLEAR = "未收录", "多个候选", "无此条", "所指不明"
VERSION_OPEN, NO_TEXT_THEN, NUMBER_ONLY = "版本不明", "无当时文本", "仅有文号"
_PROSE = frozenset({"clause", "subclause", "point", "paragraph", "numbered"})
_FRAME = frozenset({"title", "head", "record", "signature"})  # their numbers are this text's own
_QUOTING = re.compile(r"修正案|(?:修改|废止).*的?决定|关于修改")
_EXPLAINING = re.compile(r"解释|批复|答复|若干问题")


def mark_citations(document: Document, library: Library) -> tuple[Citation, ...]:
    """Every citation in the document, in order."""
    articles = [unit.anchor for _, unit in walk(document.units) if unit.form == "article"]
    reading = Reading(library, articled=bool(articles), quoting=_QUOTING.search(document.title) is not None)
    resolve = Resolver(document, library, articles)
    out = []
    for unit, pieces in _stretches(document):
        start = pieces[0][0]
        reading.begin(start, document.text.rfind("\n", 0, start) + 1, unit.anchor)
        words = document.text[start:pieces[0][1]]
        if len(pieces) > 1:
            words = "".join(document.text[slice(*piece)] for piece in pieces)
        for mention in find(reading, words):
            if unit.form in _FRAME and mention.how != "name":
                continue
            out.append(resolve(_in_one_line(mention, pieces), unit))
    return tuple(out)


def _stretches(document: Document) -> Iterator[tuple[Unit, list[Span]]]:
    """Each unit's own words, line by line, without the label of an article (第九条 opens it, cites nothing).

    The lines of a paragraph of a regulation that was cut at one width are one stretch: 依照《示例法》第 / 三条.
    """
    pieces = [(start, end, unit) for _, unit in walk(document.units) for start, end in own_spans(unit)]
    for start, end, unit in sorted(pieces, key=itemgetter(0)):
        at = start + len(unit.label) if unit.form == "article" and start == unit.span[0] else start
        lines = list(_lines(document.text, at, end))
        if document.category == "regulation" and unit.form in _PROSE and lines:
            yield unit, lines
        else:
            yield from ((unit, [line]) for line in lines)


def _lines(text: str, at: int, end: int) -> Iterator[Span]:
    if text.find("\n", at, end) < 0:  # as nearly always
        if words := text[at:end].rstrip():
            yield at, at + len(words)
        return
    for line in text[at:end].split("\n"):
        if line.strip():
            yield at, at + len(line.rstrip())
        at += len(line) + 1


def _in_one_line(mention: Mention, pieces: list[Span]) -> Mention:
    """The mention at its place in the document; of one that runs over a line end the longer part."""
    if len(pieces) == 1:
        shift = pieces[0][0]
        return mention._replace(start=mention.start + shift, end=mention.end + shift)
    parts, before = [], 0
    for start, end in pieces:
        shift = start - before
        parts.append((max(mention.start + shift, start), min(mention.end + shift, end)))
        before += end - start
    start, end = max(parts, key=lambda part: part[1] - part[0])
    return mention._replace(start=start, end=end)


class Resolver:
    """Turns what a text says into what the library has."""

    def __init__(self, document: Document, library: Library, articles: list[str]) -> None:
        self.document, self.library, self.articles = document, library, articles
        self.time = time_of(document)
        self.anchors = library.anchors(document.id) or frozenset(unit.anchor for _, unit in walk(document.units))
        self._editions: dict[tuple[str, str], tuple[str, str, str]] = {}

    def __call__(self, mention: Mention, unit: Unit) -> Citation:
        span = (mention.start, mention.end)
        blank = Citation(unit.anchor, span, self.document.text[span[0]:span[1]], mention.name)
        if mention.how in ("own", "bare", "here"):
            return self._own(blank, mention, unit)
        if mention.how == "number":
            return self._number(blank, mention)
        if mention.how == "unclear":
            among = {id_ for name in mention.among for id_ in self.library.called(name)}
            return _with(blank, reason=UNCLEAR, candidates=tuple(sorted(among)))
        return self._named(blank, mention)

    # --- other texts ---------------------------------------------------------------------------------------------

    def _named(self, blank: Citation, mention: Mention) -> Citation:
        found = self.library.called(mention.name)
        if not found:
            return self._paper(blank, mention)
        if len(found) > 1:
            return _with(blank, reason=SEVERAL, candidates=found)
        name = self.library.name(found[0]) or mention.name
        known = _with(blank, name=name, regulation=found[0])
        if found[0] == self.document.regulation:
            return self._in_text(known, mention.place, self.document.version, self.anchors)
        version, document, reason = self._edition(found[0], mention.year)
        if not document:
            return _with(known, article=anchor(mention.place) if mention.place.article else "", reason=reason)
        return self._in_text(known, mention.place, version, self.library.anchors(document))

    def _paper(self, blank: Citation, mention: Mention) -> Citation:
        """A notice or plan of the base, by its title; else nothing the base knows."""
        papers, certain = self.library.titles.called(mention.name, self.document, self.time[1])
        if len(papers) == 1 and certain:
            return _with(blank, document=papers[0].document, article=papers[0].anchor)
        ids = tuple(sorted({paper.document for paper in papers}))
        if ids:
            return _with(blank, reason=SEVERAL if len(papers) > 1 else UNCLEAR, candidates=ids)
        return _with(blank, reason=UNKNOWN, candidates=self.library.trial_or_final(mention.name))

    def _edition(self, regulation: str, year: str) -> tuple[str, str, str]:
        """``(version, document, reason)`` of the text in force; a year in brackets (2018年修订) outranks the day."""
        key = regulation, year
        if key not in self._editions:
            editions = self.library.in_force(regulation, self.time)
            if year:
                editions = [one for one in self.library.editions(regulation) if one.date.startswith(year)]
            texts = any(one.document for one in self.library.editions(regulation))
            if len(editions) == 1:
                self._editions[key] = editions[0].date, editions[0].document, ""
            else:
                self._editions[key] = "", "", "" if not texts else VERSION_OPEN if editions else NO_TEXT_THEN
        return self._editions[key]

    def _in_text(self, known: Citation, place: Place, version: str, anchors: frozenset[str]) -> Citation:
        if not place.article:
            return _with(known, version=version)
        article, reason = locate(anchors, place)
        if reason == NO_ARTICLE:  # the work's page, never another article
            return _with(known, reason=reason)
        return _with(known, version=version, article=article, reason=reason)

    def _number(self, blank: Citation, mention: Mention) -> Citation:
        regulation = self.library.numbered(mention.name)
        if not regulation:
            return _with(blank, reason=NUMBER_ONLY)
        version, document, reason = self._edition(regulation, "")
        return _with(blank, regulation=regulation, version=version if document else "", reason=reason)

    # --- this text -----------------------------------------------------------------------------------------------

    def _own(self, blank: Citation, mention: Mention, unit: Unit) -> Citation:
        known = _with(blank, name=self.document.title)
        place = self._here(mention, unit) if mention.how == "here" else mention.place
        if place is None or (mention.how == "bare" and _EXPLAINING.search(self.document.title)):
            # 第十条 alone in a 解释 may be the explained law's; 本解释第十条 is its own
            return _with(known, reason=UNCLEAR)
        regulation = self.document.regulation
        if not regulation:  # an office's own text outside the regulations: nothing to link to but itself
            return _with(known, reason=UNKNOWN)
        return self._in_text(_with(known, regulation=regulation), place, self.document.version, self.anchors)

    def _here(self, mention: Mention, unit: Unit) -> Place | None:
        """The place meant by 本条第二款, 前款, 前两款第一项, 第三项, seen from ``unit``."""
        here, said = place_of(unit.anchor), mention.place
        if not here.article:
            return None
        if mention.steps:
            base = self._before(here, mention.unit, mention.steps)
            return _narrow(base, said) if base else None
        if mention.unit == "clause":  # 本款第三项
            return here._replace(item=said.item, point=said.point)
        place = said._replace(article=here.article) if said.clause else self._item_here(here, said)
        if not mention.rivals:
            return place
        # 违反第十条规定，有第一项情形的: of this article or of the tenth? Whichever has such a 项
        others = [said._replace(article=rival.article, clause=said.clause or rival.clause) for rival in mention.rivals]
        places = {one for one in (place, *others) if one and locate(self.anchors, one)[1] == ""}
        return places.pop() if len(places) == 1 else None

    def _before(self, here: Place, unit: str, steps: int) -> Place | None:
        if unit == "article":
            names = [name for name in self.articles if re.fullmatch(r"t[\d.]+", name)]
            if f"t{here.article}r2" in self.anchors:  # of two 第三条 one is misnumbered: before which does it stand?
                return None
            at = names.index(f"t{here.article}") + steps if f"t{here.article}" in names else -1
            return Place(names[at][1:]) if at >= 0 else None
        if unit == "clause":
            return Place(here.article, here.clause + steps) if here.clause + steps > 0 else None
        return here._replace(item=here.item + steps) if here.item + steps > 0 and here.item else None

    def _item_here(self, here: Place, said: Place) -> Place | None:
        """第三项 alone: of the one 款 of this article that has it."""
        pattern = rf"t{re.escape(here.article)}-k(\d+)-x{said.item}"
        clauses = [int(match[1]) for one in self.anchors if (match := re.fullmatch(pattern, one))]
        return said._replace(article=here.article, clause=clauses[0]) if len(clauses) == 1 else None


def _narrow(base: Place, said: Place) -> Place:
    """前条 + 第二款, 前款 + 第一项."""
    return Place(base.article, said.clause or base.clause, said.item or (0 if said.clause else base.item), said.point)


def _with(citation: Citation, **changes: str | tuple[str, ...]) -> Citation:
    return msgspec.structs.replace(citation, **changes)
