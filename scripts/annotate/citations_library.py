"""What may be cited: names of regulations, their dated texts, and the places those texts really have.

Guarantees: a name leads to every regulation that goes by it (the caller accepts only a single one); a version is
named only when exactly one text was in force in the time asked for; a place is confirmed only where the text has it.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from scripts.annotate.citations_places import Place, anchor
from scripts.annotate.citations_titles import Titles
from scripts.model import Corpus, Document, Work, walk
from scripts.names import is_generic, regulation_key
from scripts.vocabulary import Regulation, Vocabulary

_ISSUER = re.compile("^(?:(?:中共中央|国务院|中央纪委国家监委|中央纪委|最高人民法院|最高人民检察院)(?:办公厅)?[、 ]*)+"
                     "(?=关于)")
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
TRIAL = "（试行）"
UNDATED = "undated"


class Edition(NamedTuple):
    """One version on the time line of a regulation; ``document`` is "" where the base has no text of it."""

    since: str
    date: str
    document: str


class Library:
    """All regulations that the vocabulary, the texts and the works of a corpus name."""

    def __init__(self, corpus: Corpus, vocabulary: Vocabulary) -> None:
        self.entries = {entry.id: entry for entry in vocabulary.regulations}
        self._works = {work.id: work for work in corpus.works}
        self._documents = {document.id: document for document in corpus.documents if document.category == "regulation"}
        self._by_name: dict[str, set[str]] = {}
        self.spoken: dict[str, set[str]] = {}  # names as they stand before 第N条 without 《》
        for name, id_ in self._names():
            for form in {name, _ISSUER.sub("", name)}:
                self._by_name.setdefault(regulation_key(form), set()).add(id_)
            for form in spoken_forms(name):
                self.spoken.setdefault(form, set()).add(id_)
        self.unbracketed = {name: entry.id for entry in vocabulary.regulations for name in entry.unbracketed}
        self._numbers = {number_key(document.number): document.regulation for document in self._documents.values()
                         if document.number}
        self.titles = Titles(corpus.documents)
        self._editions: dict[str, tuple[Edition, ...]] = {}
        self._anchors: dict[str, frozenset[str]] = {}

    def _names(self) -> Iterator[tuple[str, str]]:
        for entry in self.entries.values():
            for name in (entry.name, *entry.aliases, *entry.unbracketed):
                yield name, entry.id
        for work in self._works.values():
            yield work.name, work.id
        for document in self._documents.values():
            if document.regulation:
                yield document.title, document.regulation

    # --- names ---------------------------------------------------------------------------------------------------

    def called(self, name: str) -> tuple[str, ...]:
        """Ids of the regulations that go by ``name``."""
        forms = (regulation_key(name), regulation_key(_ISSUER.sub("", name)))
        return tuple(sorted(next((self._by_name[form] for form in forms if form in self._by_name), ())))

    def trial_or_final(self, name: str) -> tuple[str, ...]:
        """The other one of a pair: （试行） and final text are two, and one is no evidence of the other."""
        return self.called(name.removesuffix(TRIAL) if name.endswith(TRIAL) else name + TRIAL)

    def numbered(self, number: str) -> str:
        return self._numbers.get(number_key(number), "")

    def name(self, regulation: str) -> str:
        if entry := self.entries.get(regulation):
            return entry.name
        work = self._works.get(regulation)
        return work.name if work else ""

    # --- versions ------------------------------------------------------------------------------------------------

    def editions(self, regulation: str) -> tuple[Edition, ...]:
        """The time line, oldest first: the texts of the base, and between them the dates the vocabulary knows."""
        if regulation not in self._editions:
            self._editions[regulation] = time_line(self._works.get(regulation), self.entries.get(regulation))
        return self._editions[regulation]

    def in_force(self, regulation: str, time: tuple[str, str]) -> list[Edition]:
        """Editions in force at some moment from ``time[0]`` to ``time[1]``; all of them when the time is unknown."""
        editions = self.editions(regulation)
        entry = self.entries.get(regulation)
        end = entry.repealed if entry and entry.repealed else "9999"
        if not time[0] or any(edition.date == UNDATED for edition in editions):
            return list(editions)  # a text without a date may be any of them
        untils = [*(edition.since for edition in editions[1:]), end][:len(editions)]
        return [edition for edition, until in zip(editions, untils, strict=True)
                if edition.since <= time[1] and time[0] < until]

    # --- places --------------------------------------------------------------------------------------------------

    def anchors(self, document: str) -> frozenset[str]:
        if document not in self._anchors:
            units = self._documents[document].units if document in self._documents else ()
            self._anchors[document] = frozenset(unit.anchor for _, unit in walk(units))
        return self._anchors[document]


def spoken_forms(name: str) -> Iterator[str]:
    """中华人民共和国监察法 is also said 监察法 (第X条)."""
    yield name
    short = re.sub(r"^(?:中华人民共和国|中国共产党)", "", name)
    if short != name and not is_generic(short):
        yield short


def number_key(number: str) -> str:
    """中发[2020] 1号 and 中发〔2020〕1号 are one 发文字号."""
    return re.sub(r"[\s第]", "", number).translate(str.maketrans("[]()（）【】﹝﹞", "〔〕〔〕〔〕〔〕〔〕"))


def time_line(work: Work | None, entry: Regulation | None) -> tuple[Edition, ...]:
    """Texts and known dates of a regulation; a date of the same year as a text's is that text's own."""
    texts = [Edition("", UNDATED, version.document) if not _DATE.match(version.date)
             else Edition(max(version.date, version.effective), version.date, version.document)
             for version in (work.versions if work else ()) if len(version.date) <= len("2020-01-01")]  # no second copy
    years = {edition.date[:4] for edition in texts}
    dates = entry.dates if entry else ()
    known = [Edition(date, date, "") for date in dates if date[:4] not in years]
    if entry and entry.effective and dates:  # 通过 is not yet 施行: the vocabulary knows the latest one's first day
        texts, known = ([edition._replace(since=max(edition.since, entry.effective))
                         if edition.date[:4] == dates[-1][:4] else edition for edition in some]
                        for some in (texts, known))
    return tuple(sorted((*texts, *known)))


def locate(anchors: frozenset[str] | set[str], place: Place) -> tuple[str, str]:
    """Find a place among the anchors of a text; what is not there is said, never guessed at."""
    article = f"t{place.article}"
    if article not in anchors:
        numbered = place.article  # 本解释第三条 in a text that counts 一、二、三、
        if "t1" in anchors or numbered not in anchors:
            return "", "无此条"
        return numbered, "" if place == Place(place.article) else "无此款"
    if f"{article}r2" in anchors:  # a number printed twice, or two laws in one file: nobody says which is meant
        return "", "条号重复"
    if place.item and not place.clause:
        return _only_clause_with(anchors, place)
    if place.clause and f"{article}-k{place.clause}" not in anchors:
        return article, "无此款"
    return _deepest(anchors, anchor(place), f"{article}-k{place.clause}")


def _only_clause_with(anchors: frozenset[str] | set[str], place: Place) -> tuple[str, str]:
    """第X条第X项 means 款 1; where 款 1 has no 项, the one 款 that has them."""
    first = place._replace(clause=1)
    if anchor(first._replace(point=0)) in anchors:
        return _deepest(anchors, anchor(first), anchor(first._replace(point=0)))
    article = f"t{place.article}"
    holders = sorted(one for one in anchors if re.fullmatch(rf"{re.escape(article)}-k\d+-x{place.item}", one))
    if len(holders) != 1 or f"{article}-k1-x1" in anchors:
        return article, "无此项"
    return _deepest(anchors, f"{holders[0]}-m{place.point}" if place.point else holders[0], holders[0])


def _deepest(anchors: frozenset[str] | set[str], wanted: str, found: str) -> tuple[str, str]:
    if wanted in anchors:
        return wanted, ""
    if "-m" in wanted and wanted.rsplit("-", 1)[0] in anchors:
        return wanted.rsplit("-", 1)[0], "无此目"
    return found, "无此项"


def time_of(document: Document) -> tuple[str, str]:
    """First and last day on which a document may have been written, ("", "") when nothing is known."""
    date = document.date or document.effective or (str(document.year) if document.year else "")
    if document.category == "regulation" and _DATE.match(document.version):
        date = max(document.version[:10], document.effective)  # what it cites is what holds when it holds
    if not re.fullmatch(r"\d{4}(-\d\d){0,2}", date):
        return "", ""
    return (date + "-01-01")[:10], date + "-12-31"[len(date) - 10:] if len(date) < 10 else date
