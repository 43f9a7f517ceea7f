"""A reader of the finished search files in Python: what the browser finds for a phrase, this finds.

It shares the files and the tokeniser with the browser's engine, not the code that wrote them, and is what the proof
and the command ``check-search`` ask.
"""
from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

import msgspec

from scripts.index.files import FIELD, FOLDER, PART, RECORD, DamagedError, opened
from scripts.index.letters import Reader, Table
from scripts.index.lists import Common, Long, long_lists, order, spelled_out
from scripts.index.places import numbers
from scripts.index.program import SCRIPTS
from scripts.index.texts import MATTER_SHAPE
from scripts.index.tokens import BREAK, gram, tokens
from scripts.index.varints import LAST, decode

Place = tuple[int, int]  # head of the group of lines, token in it


class DocumentColumns(msgspec.Struct):
    sizes: str
    categories: str
    years: str
    kinds: list[str]
    kind: str


class Directory(msgspec.Struct):
    """What ``dir.js`` says."""

    entries: int
    pairs: Common
    singles: Common
    texts: list[int]
    documents: DocumentColumns
    columns: dict[str, str]
    letters: str
    pieces: str
    short: str
    files: int
    roles: list[str]
    themes: list[tuple[str, str]]
    inline: bool


class Shown(msgspec.Struct):
    """An entry as a text file holds it: own words only."""

    document: str
    url: str
    anchor: str
    text: str
    parent: int  # entry, -1 without
    inline: bool

    @property
    def id(self) -> str:
        return f"{self.document or self.url}#{self.anchor}" if self.anchor else self.document or self.url


class _Record(NamedTuple):
    """A list as it is written; its part of ``low`` begins at ``start``."""

    entries: str
    high: str
    low: str = ""
    start: int = 0
    around: str = ""


def _records(entries: list[str], high: list[str], low: str, around: list[str]) -> Iterator[_Record]:
    """The lists of a file; a number has one character of ``low`` and one last digit in ``high``."""
    start = 0
    for own, column, beside in zip(entries, high, around, strict=True):
        yield _Record(own, column, low, start, beside)
        start += sum(map(LAST.__contains__, column))


class _Family:
    """What the directory says of pairs, or of single tokens."""

    def __init__(self, common: Common) -> None:
        self.firsts = [order(term) for term in common.firsts]
        self.long = long_lists(common, decode(common.numbers))


class Index:
    """The search files of a site."""

    def __init__(self, files: Mapping[str, bytes]) -> None:
        self._files = files
        self._payloads: dict[str, str] = {}
        self.build, text = self._opened("dir")
        self.directory = msgspec.json.decode(text, type=Directory)
        self._letters = Reader(Table(self.directory.letters, self.directory.pieces, self.directory.short))
        self._families = {"x": _Family(self.directory.pairs), "u": _Family(self.directory.singles)}
        self._shelves: dict[str, dict[str, _Record]] = {}
        self._texts: dict[int, list[Shown]] = {}
        self._shapes: list[int] = []

    def _opened(self, name: str) -> tuple[str, str]:
        path = f"{FOLDER}{name}.js"
        if path not in self._files:
            raise DamagedError(path)
        return opened(path, self._files[path])

    def _payload(self, name: str) -> str:
        if name not in self._payloads:
            build, payload = self._opened(name)
            if build != self.build:
                raise DamagedError(f"{FOLDER}{name}.js")
            self._payloads[name] = payload
        return self._payloads[name]

    # --- lists ---

    def _record(self, family: str, term: str) -> _Record | None:
        """The list of a term, as it is written."""
        known = self._families[family]
        apart = known.long.get(term)
        record = (_Record("", "", around=apart.around) if apart and apart.entries
                  else self._shelved(family, known.firsts, term))
        if not apart or not record:
            return record
        first = apart.first
        entries = "".join(self._payload(f"{family}l{at}") for at in range(first, first + apart.entries))
        pieces = [self._payload(f"{family}l{piece.file}").split(PART) for piece in apart.places]
        if pieces:
            record = record._replace(high="".join(high for high, _ in pieces), low="".join(low for _, low in pieces),
                                     start=0)
        return record._replace(entries=entries or record.entries)

    def _shelved(self, family: str, firsts: list[bytes], term: str) -> _Record | None:
        at = bisect_right(firsts, order(term)) - 1
        if at < 0:
            return None
        name = f"{family}{at}"
        if name not in self._shelves:
            terms, entries, high, low, around = self._payload(name).split(PART)
            self._shelves[name] = dict(zip(
                spelled_out(terms), _records(entries.split(RECORD), high.split(RECORD), low, around.split(RECORD)),
                strict=True))
        return self._shelves[name].get(term)

    def _entries(self, field: str) -> list[int]:
        found: list[int] = []
        entry = -1
        coded = decode(field)
        for number in coded:
            entry += (number >> 1) + 1
            found.append(entry)
            if number & 1:
                next(coded)
        return found

    @lru_cache(maxsize=4096)  # noqa: B019 -- an index lives as long as the proof that asks it
    def token(self, token: str) -> list[int]:
        """Entries that hold a token."""
        record = self._record("u", token)
        return self._entries(record.entries) if record else []

    @lru_cache(maxsize=256)  # noqa: B019 -- as above
    def pair(self, term: str) -> dict[Place, int]:
        """Every place of a pair → the entry it belongs to."""
        record = self._record("x", term)
        if not record:
            return {}
        entries = self._entries(record.entries)
        found: dict[Place, int] = {}
        at, index = 0, -1
        for number in numbers(record.high, record.low, record.start):
            if number & 1:
                at += number >> 1
            else:
                index += 1
                at = number >> 1
            found[self.head(entries[index]), at] = entries[index]
        return found

    # --- the outline ---

    def shapes(self) -> list[int]:
        if not self._shapes:
            columns = self.directory.columns
            text = columns["shape"] if "shape" in columns else self._payload("shape")
            runs = list(decode(text))
            for value, more in zip(runs[::2], runs[1::2], strict=True):
                self._shapes += [value] * (more + 1)
        return self._shapes

    def _depth(self, entry: int) -> int:
        shape = self.shapes()[entry]
        return 0 if shape >= MATTER_SHAPE else shape >> 1

    def head(self, entry: int) -> int:
        """The entry that begins the group of lines an entry stands in."""
        while self.shapes()[entry] < MATTER_SHAPE and self.shapes()[entry] & 1:
            entry -= 1
        return entry

    def parent(self, entry: int) -> int:
        depth = self._depth(entry)
        if depth == 0:
            return -1
        entry -= 1
        while self._depth(entry) >= depth:
            entry -= 1
        return entry

    def common(self, left: int, right: int) -> int:
        """The smallest entry around both."""
        while left != right:
            if left > right:
                left = self.parent(left)
            else:
                right = self.parent(right)
        return left

    # --- queries ---

    def phrase(self, query: str) -> list[int]:
        """Entries that hold the tokens of a query next to each other, in order."""
        wanted = tokens(query)
        while wanted and wanted[-1] == BREAK:
            wanted.pop()
        if not wanted or BREAK in wanted:
            return []
        if len(wanted) == 1:
            return self.token(wanted[0])
        held: dict[Place, int] | None = None
        for offset in self._cover(wanted):
            places = self.pair(gram(wanted[offset], wanted[offset + 1]))
            moved = {(head, at - offset): entry for (head, at), entry in places.items()}
            held = moved if held is None else {
                place: self.common(entry, moved[place]) for place, entry in held.items() if place in moved}
        return sorted(set((held or {}).values()))

    def _cover(self, wanted: list[str]) -> list[int]:
        """Where pairs stand that tell of all tokens together; none where what always stands around one is not there."""
        reach = [self._reach(wanted, at) for at in range(len(wanted) - 1)]
        chosen: list[int] = []
        end = 0
        while end < len(wanted) and None not in reach:
            end, at = max((told[1], at) for at, told in enumerate(reach) if told and told[0] <= end)
            chosen.append(at)
        return chosen

    def _reach(self, wanted: list[str], at: int) -> tuple[int, int] | None:
        """The tokens from … to … of which a pair tells that they stand there; ``None`` if others do."""
        record = self._record("x", gram(wanted[at], wanted[at + 1]))
        before, _, after = record.around.partition(" ") if record else ("", "", "")
        told, first = [*before, *wanted[at:at + 2], *after], at - len(before)
        start, end = max(0, first), min(len(wanted), first + len(told))
        return (start, end) if wanted[start:end] == told[start - first:end - first] else None

    def shown(self, entry: int) -> Shown:
        """An entry's own words and where they stand."""
        chunk = bisect_right(self.directory.texts, entry) - 1
        if chunk not in self._texts:
            self._texts[chunk] = list(self._chunk(chunk))
        return self._texts[chunk][entry - self.directory.texts[chunk]]

    def _chunk(self, chunk: int) -> list[Shown]:
        documents, _, records, texts = (part.split(RECORD) for part in self._payload(f"t{chunk}").split(PART))
        owners = [document.split(FIELD) for document in documents]
        starts = [int(owner[0]) for owner in owners]
        found: list[Shown] = []
        first = self.directory.texts[chunk]
        for at, (record, text) in enumerate(zip(records, texts, strict=True)):
            owner = owners[bisect_right(starts, at) - 1]
            _, anchor, coded = record.split(FIELD)
            _, up, inline, *_ = decode(coded)
            parent = first + at - up if up else -1
            found.append(Shown(owner[2], owner[1], anchor, self._letters.read(text), parent, inline == 1))
        return found

    def long(self, family: str) -> list[Long]:
        """The lists that have files of their own, of pairs (``x``) or tokens (``u``)."""
        return list(self._families[family].long.values())

    def ids(self, query: str) -> list[str]:
        """Ids of the units that hold a phrase."""
        return [self.shown(entry).id for entry in self.phrase(query)]

    def files(self) -> list[str]:
        """Names of all files, each opened once: a damaged one raises ``DamagedError``."""
        names = [path.removeprefix(FOLDER).removesuffix(".js") for path in self._files
                 if path.startswith(FOLDER) and path.endswith(".js") and path not in SCRIPTS]
        for name in names:
            build, _ = self._opened(name)
            if build != self.build:
                raise DamagedError(f"{FOLDER}{name}.js")
        if len(names) != self.directory.files:
            raise DamagedError(f"{FOLDER}*.js")
        return names
