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
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

import msgspec

from scripts.index.entries import Entry, Group, Page
from scripts.index.tokens import BREAK, gram, grams, tokens
from scripts.index.varints import CODES

_SHIFT: Final = 20  # a group of lines holds fewer than a million tokens
_MASK: Final = (1 << _SHIFT) - 1
BEGINS: Final = 1
ENDS: Final = 2

Places = defaultdict[str, "array[int]"]
Leads = dict[str, dict[int, int]]  # term → entry → bits


class Posting(msgspec.Struct, array_like=True):
    """A list in a part: ``entries`` lacks its first number, which depends on the part before."""

    first: int
    first_lead: int  # -1: not in a lead
    last: int
    count: int
    entries: str
    places: str


class Inverted(msgspec.Struct, array_like=True):
    """The lists of a part: pairs with places, single tokens without."""

    pairs: dict[str, Posting]
    singles: dict[str, Posting]


class _Sequence:
    """The tokens of one group: whose each is, and where leads run."""

    def __init__(self, group: Group, entries: list[Entry]) -> None:
        self.tokens: list[str] = []
        self.owners: list[int] = []
        self.leads: list[tuple[int, int, int]] = []  # entry, first and last token of a lead
        for line in group.lines:
            for run in line:
                found = tokens(run.text)
                if run.lead and found:
                    self._lead(run.entry, found, entries[run.entry])
                self.tokens += found
                self.owners += [run.entry] * len(found)
            self.tokens.append(BREAK)
            self.owners.append(line[-1].entry)

    def _lead(self, entry: int, found: list[str], unit: Entry) -> None:
        start = len(self.tokens)
        end = start + len(found)
        while end > start and found[end - start - 1] == BREAK:
            end -= 1
        label = tokens(unit.label) if unit.label else []
        skip = len(label) if found[:len(label)] == label and len(label) < end - start else 0
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
            sequence = _Sequence(group, page.entries)
            _collect(sequence, page.entries, base, pairs, singles)
            for lead in sequence.leads:
                _mark_lead(sequence, lead, base, pair_leads, single_leads)
        base += len(page.entries)
    for term in [term for term in pairs if BREAK in term]:
        del pairs[term]
    singles.pop(BREAK, None)
    return Inverted(
        {term: _with_places(places, pair_leads.get(term, {})) for term, places in pairs.items()},
        {term: _without_places(found, single_leads.get(term, {})) for term, found in singles.items()},
    )


def _collect(sequence: _Sequence, entries: list[Entry], base: int, pairs: Places, singles: Places) -> None:
    """Note every pair and token of a group."""
    owners = sequence.owners
    if owners[0] == owners[-1] and min(owners) == max(owners):
        entry = base + owners[0]
        at = entry << _SHIFT
        for term in grams(sequence.tokens):
            pairs[term].append(at)
            at += 1
        for token in set(sequence.tokens):
            singles[token].append(entry)
        return
    for owner, found in _by_owner(sequence, entries):
        at = base + owner << _SHIFT
        for place, term in found:
            pairs[term].append(at + place)
    for owner in sorted(set(owners)):
        own = {token for token, whose in zip(sequence.tokens, owners, strict=True) if whose == owner}
        for token in own:
            singles[token].append(base + owner)


def _by_owner(sequence: _Sequence, entries: list[Entry]) -> Iterator[tuple[int, list[tuple[int, str]]]]:
    """The pairs of each entry, in order of entry: a pair over a border is the common parent's."""
    found: dict[int, list[tuple[int, str]]] = {}
    owners = sequence.owners
    for place, term in enumerate(grams(sequence.tokens)):
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


def _mark_lead(sequence: _Sequence, lead: tuple[int, int, int], base: int, pairs: Leads, singles: Leads) -> None:
    entry, first, last = lead
    found = sequence.tokens
    for place in range(first, last + 1):
        begins, ends = BEGINS * (place == first), ENDS * (place == last)
        one = singles[found[place]]
        one[base + entry] = one.get(base + entry, 0) | begins | ends
        if place < last:
            two = pairs[gram(found[place], found[place + 1])]
            two[base + entry] = two.get(base + entry, 0) | begins | ENDS * (place + 1 == last)


def _with_places(found: array[int], leads: dict[int, int]) -> Posting:
    first = found[0] >> _SHIFT
    last, at = first, 0
    count = 1
    entries: list[str] = []
    places: list[str] = [CODES[(found[0] & _MASK) << 1]]
    at = found[0] & _MASK
    for number in found[1:]:
        entry, place = number >> _SHIFT, number & _MASK
        if entry == last:
            places.append(CODES[(place - at) << 1 | 1])
        else:
            entries.append(_gap(entry - last - 1, leads.get(entry, -1)) if leads else CODES[(entry - last - 1) << 1])
            places.append(CODES[place << 1])
            last = entry
            count += 1
        at = place
    return Posting(first, leads.get(first, -1), last, count, "".join(entries), "".join(places))


def _without_places(found: array[int], leads: dict[int, int]) -> Posting:
    last = found[0]
    entries: list[str] = []
    for entry in found[1:]:
        entries.append(_gap(entry - last - 1, leads.get(entry, -1)))
        last = entry
    return Posting(found[0], leads.get(found[0], -1), last, len(found), "".join(entries), "")


def _gap(gap: int, lead: int) -> str:
    return CODES[gap << 1] if lead < 0 else CODES[gap << 1 | 1] + CODES[lead]


class Lists:
    """Lists joined over the parts of a corpus."""

    def __init__(self) -> None:
        self.entries: dict[str, str] = {}
        self.places: dict[str, str] = {}
        self.counts: dict[str, int] = {}
        self._last: dict[str, int] = {}

    def extend(self, part: dict[str, Posting], base: int) -> None:
        """Add the lists of a part whose entries begin at ``base``."""
        for term, posting in part.items():
            first = base + posting.first
            start = _gap(first - self._last.get(term, -1) - 1, posting.first_lead)
            self.entries[term] = self.entries.get(term, "") + start + posting.entries
            self.places[term] = self.places.get(term, "") + posting.places
            self.counts[term] = self.counts.get(term, 0) + posting.count
            self._last[term] = base + posting.last
