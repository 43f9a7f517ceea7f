"""Regulations as works: the texts of one regulation form a time line, each with its status on a stated day.

Guarantees: every regulation's text belongs to exactly one work and its id is ``<work>@<date>``; two texts of one work
and one date are both kept; （试行） is another work than the final text; nothing is assumed about a day nobody states.
"""
from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from typing import Final

from msgspec.structs import replace

from scripts.annotate.repeals import repeals
from scripts.model import Corpus, Document, Version, Work
from scripts.names import regulation_id, regulation_key
from scripts.vocabulary import Regulation, Vocabulary

UNDATED: Final = "undated"
COMING, IN_FORCE, TRIAL, AMENDED, REPEALED = "尚未生效", "现行有效", "试行", "已被修改", "已废止"
_AMENDING: Final = ("修正", "修订", "修改")  # acts
_WORDING: Final = ("通过", "批准", "公布", "发布", "印发", *_AMENDING)
# 示例办法（2021年修订） is a version of 示例办法; 示例修正案（2004年） and 示例办法（试行） are themselves
_REVISION: Final = re.compile(
    r"\s*[（(]\s*(?:\d{4}年?)?\s*(?:第[一二三四五六七八九十]+次)?(?:修正|修订|修改)(?:版|本|文本)?\s*[）)]$")
# 示例条例 2018 and 示例条例（2018年版） are versions too; 示例修正案（2004年）, 示例批复（2000） are texts of their own
_YEAR: Final = re.compile(r"(?<=[例定法则程度])\s*[（(]?\s*((?:19|20)\d\d)\s*年?(?:[版本]|修[订正])?\s*[）)]?$")
_TRIAL: Final = re.compile(r"（(?:试行|暂行)）$")


def assemble(documents: Collection[Document], vocabulary: Vocabulary, as_of: str) -> Corpus:
    """Give every regulation its work, version and final id; documents come back ordered by id.

    Args:
        as_of: the day for which the status is computed, YYYY-MM-DD.
    """
    known = _known_names(vocabulary)
    plans = [document for document in documents if document.category != "regulation"]
    dates = {entry.id: entry.dates for entry in vocabulary.regulations}
    texts = [_placed(document, known, dates) for document in documents if document.category == "regulation"]
    texts = _numbered(texts)
    by_work: dict[str, list[Document]] = defaultdict(list)
    for document in texts:
        by_work[document.regulation].append(document)
    entries = {entry.id: entry for entry in vocabulary.regulations}
    works = _Timeline(entries, by_work, as_of, _repealed(texts, known)).works()
    return Corpus(tuple(sorted((*plans, *texts), key=lambda document: document.id)), works)


def base_name(title: str) -> str:
    """A title without the mark of its revision: 示例办法（2021年修订） → 示例办法, 示例条例 2018 → 示例条例."""
    return _YEAR.sub("", _REVISION.sub("", title))


def final_key(name: str) -> str:
    """The key of the final text that a （试行） leads to."""
    return _TRIAL.sub("", regulation_key(name))


def is_trial(name: str) -> bool:
    return _TRIAL.search(regulation_key(name)) is not None


def _known_names(vocabulary: Vocabulary) -> dict[str, str]:
    """Key of every name and alias → id; names before aliases."""
    known: dict[str, str] = {}
    for entry in vocabulary.regulations:
        known.setdefault(entry.id, entry.id)
        known.setdefault(regulation_key(entry.name), entry.id)
    for entry in vocabulary.regulations:
        for alias in entry.aliases:
            known.setdefault(regulation_key(alias), entry.id)
    return known


def _work_of(name: str, known: dict[str, str]) -> str:
    return known.get(name) or known.get(regulation_key(name)) or regulation_id(name)


def _repealed(texts: Iterable[Document], known: dict[str, str]) -> dict[str, str]:
    """Work → the last day on which another text put it out of force."""
    days: dict[str, str] = {}
    for document in texts:
        for repeal in repeals(document):
            work = _work_of(repeal.name, known)
            if work != document.regulation:
                days[work] = max(days.get(work, ""), repeal.day)
    return days


def _placed(document: Document, known: dict[str, str], dates: dict[str, tuple[str, ...]]) -> Document:
    """With the id of its work: what the sidecar names (an id or a name), else the title.

    A text that tells only its year (示例条例 2018) is of the day that the vocabulary knows in that year, if it is one.
    """
    work = _work_of(document.regulation or base_name(document.title), known)
    year = _YEAR.search(document.title) or _YEAR.search(document.source.file.rsplit(".", 1)[0])
    if year and document.version == UNDATED:
        days = [day for day in dates.get(work, ()) if day.startswith(year[1])]
        if len(days) == 1:
            return replace(document, regulation=work, version=days[0], date=days[0], year=int(year[1]))
    return replace(document, regulation=work)


def _numbered(texts: list[Document]) -> list[Document]:
    """With the final ids; the second text of one work and date is …-2 (reported as DUPLICATE_VERSION)."""
    seen: Counter[tuple[str, str]] = Counter()
    done = []
    for document in sorted(texts, key=lambda d: (d.regulation, d.version, d.source.file)):
        date = document.version or UNDATED
        seen[document.regulation, date] += 1
        times = seen[document.regulation, date]
        version = date if times == 1 else f"{date}-{times}"
        done.append(replace(document, version=version, id=f"{document.regulation}@{version}"))
    return done


class _Timeline:
    """Works and their versions on one day."""

    def __init__(self, entries: dict[str, Regulation], texts: dict[str, list[Document]], as_of: str,
                 repealed: dict[str, str]) -> None:
        self.repealed = repealed
        self.entries = entries
        self.texts = texts
        self.as_of = as_of
        self.names = {id_: self._name(id_) for id_ in sorted(entries.keys() | texts.keys())}
        self.successors = self._successors()

    def works(self) -> tuple[Work, ...]:
        before = {successor: id_ for id_, successor in self.successors.items()}
        return tuple(self._work(id_, name, before.get(id_, "")) for id_, name in self.names.items())

    def _work(self, id_: str, name: str, predecessor: str) -> Work:
        versions = tuple(Version(document=d.id, date=d.version, effective=d.effective, status=self._status(id_, d))
                         for d in self._oldest_first(id_))
        status = self._status_of_work(id_, versions)
        return Work(id=id_, name=name, versions=versions, status=status, predecessor=predecessor,
                    successor=self.successors.get(id_, ""))

    def _name(self, id_: str) -> str:
        entry = self.entries.get(id_)
        return entry.name if entry else base_name(self._oldest_first(id_)[-1].title)

    def _oldest_first(self, id_: str) -> list[Document]:
        """Undated texts stand first: nothing says that they are newer than another."""
        return sorted(self.texts.get(id_, ()), key=lambda d: (d.version[:1].isdigit(), d.version))

    def _successors(self) -> dict[str, str]:
        """Work → the work that took its place: as the vocabulary says, else …（试行） → …"""
        final = {final_key(name): id_ for id_, name in self.names.items() if not is_trial(name)}
        found = {id_: final[final_key(name)] for id_, name in self.names.items()
                 if is_trial(name) and final_key(name) in final}
        for id_, entry in self.entries.items():
            if entry.predecessor in self.names:
                found[entry.predecessor] = id_
            if entry.successor in self.names:
                found[id_] = entry.successor
        return found

    # --- status ------------------------------------------------------------------------------------------------

    def _status(self, id_: str, document: Document) -> str:
        """Status of one text; "" for a text without a date beside others, whose place nobody knows."""
        since = self._since(id_, document)
        if since > self.as_of:
            return COMING
        if self._is_repealed(id_):
            return REPEALED
        if document.version.startswith(UNDATED):
            return "" if len(self.texts[id_]) > 1 or self._dates(id_) else self._in_force(id_)
        newer = [day for date, day in self._steps(id_) if date > document.version[:10] and day <= self.as_of]
        return AMENDED if newer else self._in_force(id_)

    def _in_force(self, id_: str) -> str:
        return TRIAL if is_trial(self.names[id_]) else IN_FORCE

    def _since(self, id_: str, document: Document) -> str:
        """The day of effect as printed, or as the vocabulary has it for the newest wording, else the wording's day."""
        if document.effective:
            return document.effective
        entry, date = self.entries.get(id_), document.version[:10]
        if entry and entry.effective >= date and date == max((day for day, _ in self._wordings(id_)), default=""):
            return entry.effective
        return date if date[:1].isdigit() else ""

    def _wordings(self, id_: str) -> list[tuple[str, Document | None]]:
        """All known dated wordings: texts, and days in the vocabulary without a text."""
        texts: list[tuple[str, Document | None]] = [
            (d.version[:10], d) for d in self.texts.get(id_, ()) if d.version[:1].isdigit()]
        with_text = {date for date, _ in texts}
        return [*texts, *((date, None) for date in self._dates(id_) if date not in with_text)]

    def _dates(self, id_: str) -> tuple[str, ...]:
        return self.entries[id_].dates if id_ in self.entries else ()

    def _steps(self, id_: str) -> list[tuple[str, str]]:
        """(day of the wording, day of its effect) of every known wording."""
        wordings = self._wordings(id_)
        newest = max((date for date, _ in wordings), default="")
        effective = self.entries[id_].effective if id_ in self.entries else ""
        return [(date, self._since(id_, document) if document else effective if date == newest <= effective else date)
                for date, document in wordings]

    def _earlier_wordings(self, id_: str) -> list[str]:
        """Days of wordings that only the record of a later one tells: 1999年…通过 2024年…修订."""
        found = []
        for document in self.texts.get(id_, ()):
            amended = max((event.date for event in document.record if event.act in _AMENDING), default="")
            found += [event.date for event in document.record if event.act in _WORDING and event.date < amended]
        return found

    def _is_repealed(self, id_: str) -> bool:
        entry = self.entries.get(id_)
        if entry and entry.repealed:
            return entry.repealed <= self.as_of
        ends = [event.date for d in self.texts.get(id_, ()) for event in d.record if event.act == "废止"]
        if ends:
            return min(ends) <= self.as_of
        ended = self.repealed.get(id_, "")  # by another text; one made again under its old name since is in force
        if ended and ended <= self.as_of and all(date < ended for date, _ in self._wordings(id_)):
            return True
        successor = self.successors.get(id_, "")
        starts = [day for _, day in self._steps(successor)] if successor else []
        return any(day <= self.as_of for day in starts)

    def _status_of_work(self, id_: str, versions: tuple[Version, ...]) -> str:
        """That of the text in force; of a work without a text, what the vocabulary's dates tell."""
        states = [version.status for version in versions]
        for status in (IN_FORCE, TRIAL):
            if status in states:
                return status
        if self._is_repealed(id_):
            return REPEALED
        steps = [day for _, day in self._steps(id_)]
        if any(day <= self.as_of for day in (*steps, *self._earlier_wordings(id_))):
            return self._in_force(id_)
        return COMING if steps else ""
