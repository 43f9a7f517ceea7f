"""Entries → postings: for every pair of neighbouring tokens the places where it stands, for every token its entries.

A list is two strings of numbers (``varints``). *Entries*: for each entry ``gap * 2 + lead`` (gap to the entry before,
less one); with ``lead`` a second number says how: bit 0 the pair begins a heading or lead sentence, bit 1 it ends it.
*Places*: for each occurrence ``distance * 2 + again``; the first in an entry has ``again`` 0 and counts from the start
of the group of lines, the next count from the one before. The pair that spans the border of two inline units belongs to
the smallest unit around both.

Parts of a corpus are inverted apart and joined by ``Lists.extend``: only the first gap of each list changes.
"""
from __future__ import annotations

from array import array
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, repeat
from typing import Final

import msgspec

from scripts.index.entries import Entry, Group, Page
from scripts.index.tokens import BREAK, gram, grams, sequence, tokens
from scripts.index.varints import CODES

_SHIFT: Final = 20  # a group of lines holds fewer than a million tokens
_MASK: Final = (1 << _SHIFT) - 1
_TABLED: Final = 1 << 14  # numbers whose digits are at hand
_FIRST: Final = [CODES[number << 1] for number in range(_TABLED)]
_AGAIN: Final = [CODES[number << 1 | 1] for number in range(_TABLED)]
BEGINS: Final = 1
ENDS: Final = 2

Places = defaultdict[str, "array[int]"]
Leads = dict[str, dict[int, int]]  # term → entry → bits


class Posting(msgspec.Struct, array_like=True):
    """A list in a part: ``entries`` lacks its first number, which depends on the part before."""

    first: int
    first_lead: int  # -1: not in a lead
    last: int
    entries: str
    places: str


class Inverted(msgspec.Struct, array_like=True):
    """The lists of a part: pairs with places, single tokens without."""

    pairs: dict[str, Posting]
    singles: dict[str, Posting]


class _Words:
    """The tokens of one group: whose each is, and where leads run."""

    def __init__(self, group: Group, entries: list[Entry]) -> None:
        self.leads: list[tuple[int, int, int]] = []  # entry, first and last token of a lead
        self._owned: list[tuple[int, int]] = []  # entry, number of tokens
        pieces: list[Sequence[str]] = []
        at = 0
        for line in group.lines:
            for run in line:
                found = sequence(run.text)
                if run.lead and found:
                    self._lead(run.entry, at, found, entries[run.entry])
                pieces.append(found)
                self._owned.append((run.entry, len(found)))
                at += len(found)
            pieces.append(BREAK)
            self._owned.append((line[-1].entry, 1))
            at += 1
        even = all(isinstance(piece, str) for piece in pieces)
        self.tokens: Sequence[str] = "".join(map(str, pieces)) if even else list(chain.from_iterable(pieces))

    @property
    def single(self) -> int:
        """The one entry that all words belong to; -1 where there are several."""
        first = self._owned[0][0]
        return first if all(entry == first for entry, _ in self._owned) else -1

    @property
    def owners(self) -> list[int]:
        return [entry for entry, count in self._owned for _ in range(count)]

    def _lead(self, entry: int, start: int, found: Sequence[str], unit: Entry) -> None:
        end = start + len(found)
        while end > start and found[end - start - 1] == BREAK:
            end -= 1
        label = tokens(unit.label) if unit.label else []
        skip = len(label) if list(found[:len(label)]) == label and len(label) < end - start else 0
        if end > start:
            self.leads.append((entry, start + skip, end - 1))


def invert(pages: list[Page]) -> Inverted:
    """The lists of some pages; entries are counted from the first page's first."""
    pairs: Places = defaultdict(lambda: array("Q"))
    singles: Places = defaultdict(lambda: array("I"))
    pair_leads: Leads = defaultdict(dict)
    single_leads: Leads = defaultdict(dict)
    base = 0
    for page in pages:
        for group in page.groups:
            words = _Words(group, page.entries)
            _collect(words, page.entries, base, pairs, singles)
            for lead in words.leads:
                _mark_lead(words, lead, base, pair_leads, single_leads)
        base += len(page.entries)
    for term in [term for term in pairs if BREAK in term]:
        del pairs[term]
    for token in [token for token in singles if not token.isalnum()]:
        del singles[token]  # nobody asks for a comma
    return Inverted(
        {term: _with_places(places, pair_leads.get(term, {})) for term, places in pairs.items()},
        {term: _without_places(found, single_leads.get(term, {})) for term, found in singles.items()},
    )


def _collect(words: _Words, entries: list[Entry], base: int, pairs: Places, singles: Places) -> None:
    """Note every pair and token of a group."""
    if words.single >= 0:
        entry = base + words.single
        _note(pairs, grams(words.tokens), range(entry << _SHIFT, (entry << _SHIFT) + len(words.tokens)))
        _note(singles, set(words.tokens), repeat(entry))
        return
    owners = words.owners
    for owner, found in _by_owner(words, entries):
        at = base + owner << _SHIFT
        for place, term in found:
            pairs[term].append(at + place)
    for owner in sorted(set(owners)):
        own = {token for token, whose in zip(words.tokens, owners, strict=True) if whose == owner}
        _note(singles, own, repeat(base + owner))


def _note(lists: Places, terms: Iterable[str], numbers: Iterable[int]) -> None:
    """Append to each term's list its number; all of it runs in C, as it is done for every character of the base."""
    deque(map(array.append, map(lists.__getitem__, terms), numbers), maxlen=0)


def _by_owner(words: _Words, entries: list[Entry]) -> Iterator[tuple[int, list[tuple[int, str]]]]:
    """The pairs of each entry, in order of entry: a pair over a border is the common parent's."""
    found: dict[int, list[tuple[int, str]]] = {}
    owners = words.owners
    for place, term in enumerate(grams(words.tokens)):
        left, right = owners[place], owners[place + 1]
        owner = left if left == right else common(entries, left, right)
        found.setdefault(owner, []).append((place, term))
    return iter(sorted(found.items()))


def common(entries: list[Entry], left: int, right: int) -> int:
    """The smallest entry around two of one group."""
    around = [left]
    while entries[around[-1]].inline:
        around.append(entries[around[-1]].parent)
    while right not in around and entries[right].inline:
        right = entries[right].parent
    return right


def _mark_lead(words: _Words, lead: tuple[int, int, int], base: int, pairs: Leads, singles: Leads) -> None:
    entry, first, last = lead
    found = words.tokens
    for place in range(first, last + 1):
        begins, ends = BEGINS * (place == first), ENDS * (place == last)
        one = singles[found[place]]
        one[base + entry] = one.get(base + entry, 0) | begins | ends
        if place < last:
            two = pairs[gram(found[place], found[place + 1])]
            two[base + entry] = two.get(base + entry, 0) | begins | ENDS * (place + 1 == last)


def _with_places(found: array[int], leads: dict[int, int]) -> Posting:
    """One pass over the places of a pair; written for speed, it runs for every character of the base."""
    first = last = found[0] >> _SHIFT
    at = found[0] & _MASK
    entries: list[str] = []
    places = [_FIRST[at] if at < _TABLED else CODES[at << 1]]
    for number in found[1:]:
        entry, place = number >> _SHIFT, number & _MASK
        if entry == last:
            step = place - at
            places.append(_AGAIN[step] if step < _TABLED else CODES[step << 1 | 1])
        else:
            gap = entry - last - 1
            if leads and entry in leads:
                entries.append(_gap(gap, leads[entry]))
            else:
                entries.append(_FIRST[gap] if gap < _TABLED else CODES[gap << 1])
            places.append(_FIRST[place] if place < _TABLED else CODES[place << 1])
            last = entry
        at = place
    return Posting(first, leads.get(first, -1), last, "".join(entries), "".join(places))


def _without_places(found: array[int], leads: dict[int, int]) -> Posting:
    last = found[0]
    entries: list[str] = []
    for entry in found[1:]:
        entries.append(_gap(entry - last - 1, leads.get(entry, -1)))
        last = entry
    return Posting(found[0], leads.get(found[0], -1), last, "".join(entries), "")


def _gap(gap: int, lead: int) -> str:
    return CODES[gap << 1] if lead < 0 else CODES[gap << 1 | 1] + CODES[lead]


class Lists:
    """Lists joined over the parts of a corpus."""

    def __init__(self) -> None:
        self.entries: dict[str, str] = {}
        self.places: dict[str, str] = {}
        self._last: dict[str, int] = {}

    def size(self) -> int:
        """Characters in files, about."""
        return sum(map(len, self.entries.values())) + sum(map(len, self.places.values())) + 6 * len(self.entries)

    def extend(self, part: dict[str, Posting], base: int) -> None:
        """Add the lists of a part whose entries begin at ``base``."""
        entries, places, last = self.entries, self.places, self._last
        for term, posting in part.items():
            first = base + posting.first
            if term in last:
                start = _gap(first - last[term] - 1, posting.first_lead)
                entries[term] += start + posting.entries
                places[term] += posting.places
            else:
                entries[term] = _gap(first, posting.first_lead) + posting.entries
                places[term] = posting.places
            last[term] = base + posting.last
