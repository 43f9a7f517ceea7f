"""Papers of the base by their titles: 《关于开展…的通知》 is no regulation, but the base may have its text.

Guarantees: a paper answers to its whole title, with or without the issuer before 关于 and without regard to quotes and
blanks; never to the title of a paper written later than the one that cites it; a title of mere kind and year
(《2021年工作要点》) is another unit's as well, so it is certain only within one unit.
"""
from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from scripts.model import Document, walk

_MARKS = re.compile(r"[《》〈〉<>“”‘’\"'\s]")
_BRACKETS = str.maketrans("()[]", "（）（）")
_KIND_AND_YEAR = re.compile(
    "(?:[0-9〇零一二三四五六七八九]+年|年度|全年|[上下]半年|工作|要点|计划|总结|打算|安排|报告|方案|意见|通知|讲话|"
    "纪检|监察|监督|党风廉政建设|反腐败|全面从严治党|党建|[和及与暨的])*")
_APPENDIX = re.compile("附件(?:[0-9一二三四五六七八九十]+)?[：:、]?")


class Paper(NamedTuple):
    document: str
    anchor: str  # of the appendix that bears the title; "" for the paper itself
    issuer: str
    before: str  # what stands before 关于 in the title
    since: str  # first day on which it may have been written, "" when unknown
    title: str


class Titles:
    """Every title of a paper, ready to be asked for."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._by_title: dict[str, list[Paper]] = defaultdict(list)
        for document in documents:
            if document.category != "regulation":
                for title, anchor in _titles(document):
                    before, rest = _parts(title)
                    since = document.date or str(document.year or "")
                    self._by_title[rest].append(Paper(document.id, anchor, document.issuer, before, since, title))

    def called(self, name: str, cited_by: Document, until: str) -> tuple[tuple[Paper, ...], bool]:
        """The papers that ``name`` may mean in a text written by ``until``, and whether a single one is certain."""
        before, rest = _parts(name)
        found = tuple(paper for paper in self._by_title.get(rest, ())
                      if (paper.document != cited_by.id or paper.anchor)
                      and (not before or before in (paper.before, _folded(paper.issuer)))
                      and (not until or paper.since <= until))
        own = [paper for paper in found if paper.issuer and paper.issuer == cited_by.issuer]
        if _KIND_AND_YEAR.fullmatch(rest):
            return (tuple(own), True) if own else (found, False)
        return found, True


def _titles(document: Document) -> Iterable[tuple[str, str]]:
    """``(title, anchor)`` of the paper, of its speech less the motto above, and of its appendices."""
    yield document.title, ""
    motto, dash, name = document.title.rpartition("——")
    if dash and motto:
        yield name, ""
    for _, unit in walk(document.units):
        lead = document.text[slice(*unit.lead)]
        if unit.form == "section" and re.fullmatch(r"f\d+", unit.anchor) and _APPENDIX.sub("", lead, count=1).strip():
            yield _APPENDIX.sub("", lead, count=1), unit.anchor


def _folded(text: str) -> str:
    return _MARKS.sub("", text).translate(_BRACKETS)


def _parts(title: str) -> tuple[str, str]:
    """云川市交通运输局 + 关于开展…的通知; all of it where nothing stands before 关于."""
    folded = _folded(title)
    at = folded.find("关于")
    return (folded[:at], folded[at:]) if at > 0 else ("", folded)
