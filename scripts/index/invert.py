"""Entries → postings: for every pair of neighbouring tokens the places where it stands, for every token its entries.

A list is two strings of numbers. *Entries* (``varints``): for each entry ``gap * 2 + lead`` (gap to the entry before,
less one); with ``lead`` a second number says how: bit 0 the pair begins a heading or lead sentence, bit 1 it ends it.
*Places* (``places``): for each occurrence ``distance * 2 + again``; the first in an entry has ``again`` 0 and counts
from the start of the group of lines, the next count from the one before. The pair that spans the border of two inline
units belongs to the smallest unit around both.

Parts of a corpus are inverted apart and joined by ``Lists.extend``: only the first gap of each list changes.
"""
from __future__ import annotations

from array import array
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise, repeat
from typing import Final

import msgspec

from scripts.index.entries import Entry, Group, Page
from scripts.index.places import char as coded
from scripts.index.tokens import BREAK, gram, sequence
from scripts.index.varints import CODES

_PRIVATE: Final = 0xF0000  # planes 15 and 16 hold no characters of any text
_SHIFT: Final = 20  # a group of lines holds fewer than a million tokens
_MASK: Final = (1 << _SHIFT) - 1
_TABLED: Final = 1 << 14  # numbers whose digits are at hand
_GAP: Final = [CODES[number << 1] for number in range(_TABLED)]
_FIRST: Final = [coded(number << 1) for number in range(_TABLED)]
_AGAIN: Final = [coded(number << 1 | 1) for number in range(_TABLED)]
BEGINS: Final = 1
ENDS: Final = 2

Leads = dict[str, dict[int, int]]  # characters of a pair or token → entry → bits


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
    """The tokens of one group, each one character (``_Names``): whose each is, and where leads run."""

    def __init__(self, group: Group, entries: list[Entry], names: _Names) -> None:
        self.leads: list[tuple[int, int, int]] = []  # entry, first and last token of a lead
        self._owned: list[tuple[int, int]] = []  # entry, number of tokens
        pieces: list[str] = []
        at = 0
        for line in group.lines:
            for run in line:
                found = names.short(sequence(run.text))
                if run.lead and found:
                    self._lead(run.entry, at, found, names.short(sequence(entries[run.entry].label)))
                pieces.append(found)
                self._owned.append((run.entry, len(found)))
                at += len(found)
            pieces.append(BREAK)
            self._owned.append((line[-1].entry, 1))
            at += 1
        self.tokens = "".join(pieces)

    @property
    def single(self) -> int:
        """The one entry that all words belong to; -1 where there are several."""
        first = self._owned[0][0]
        return first if all(entry == first for entry, _ in self._owned) else -1

    @property
    def owners(self) -> list[int]:
        return [entry for entry, count in self._owned for _ in range(count)]

    def _lead(self, entry: int, start: int, found: str, label: str) -> None:
        end = start + len(found.rstrip(BREAK))
        skip = len(label) if label and found.startswith(label) and len(label) < end - start else 0
        if end > start:
            self.leads.append((entry, start + skip, end - 1))


class _Names:
    """A private character for every token of several, so that a text is a string with one character a token."""

    def __init__(self) -> None:
        self._chars: dict[str, str] = {}
        self._tokens: dict[str, str] = {}

    def short(self, found: Sequence[str]) -> str:
        if isinstance(found, str):
            return found
        return "".join([token if len(token) == 1 else self._char(token) for token in found])

    def _char(self, token: str) -> str:
        if token not in self._chars:
            char = chr(_PRIVATE + len(self._chars))
            self._chars[token], self._tokens[char] = char, token
        return self._chars[token]

    def full(self, char: str) -> str:
        return self._tokens.get(char, char)


def invert(pages: list[Page]) -> Inverted:
    """The lists of some pages; entries are counted from the first page's first."""
    names = _Names()
    texts: list[str] = []
    places = array("Q")  # of each token: the entry that it and the next belong to, and its place
    singles: dict[str, list[int]] = defaultdict(list)
    pair_leads: Leads = defaultdict(dict)
    single_leads: Leads = defaultdict(dict)
    base = 0
    for page in pages:
        for group in page.groups:
            words = _Words(group, page.entries, names)
            texts.append(words.tokens)
            _place(words, page.entries, base, places, singles)
            for lead in words.leads:
                _mark_lead(words.tokens, lead, base, pair_leads, single_leads)
        base += len(page.entries)
    pairs = {
        gram(names.full(pair[0]), names.full(pair[1])): _with_places(found, pair_leads.get(pair, {}))
        for pair, found in _paired("".join(texts), places)
    }
    return Inverted(pairs, {
        names.full(char): _without_places(found, single_leads.get(char, {}))
        for char, found in singles.items() if names.full(char).isalnum()  # nobody asks for a comma
    })


def _place(
    words: _Words, entries: list[Entry], base: int, places: array[int], singles: dict[str, list[int]],
) -> None:
    """Note whose every pair and every token of a group is."""
    if words.single >= 0:
        entry = base + words.single
        places.extend(range(entry << _SHIFT, (entry << _SHIFT) + len(words.tokens)))
        _append(singles, set(words.tokens), repeat(entry))
        return
    owners = words.owners
    for place, (left, right) in enumerate(pairwise([*owners, owners[-1]])):
        owner = left if left == right else common(entries, left, right)
        places.append((base + owner << _SHIFT) + place)
    for owner in sorted(set(owners)):
        own = {token for token, whose in zip(words.tokens, owners, strict=True) if whose == owner}
        _append(singles, own, repeat(base + owner))


def _append(lists: dict[str, list[int]], keys: Iterable[str], numbers: Iterable[int]) -> None:
    """Append to each key's list its number; all of it runs in C, as it is done for every character of the base."""
    deque(map(list.append, map(lists.__getitem__, keys), numbers), maxlen=0)


def _paired(text: str, places: array[int]) -> Iterator[tuple[str, list[int]]]:
    """Every pair of neighbours with its places in order; by first character, which keeps the lists in use near."""
    by_char: dict[str, array[int]] = defaultdict(lambda: array("I"))
    deque(map(array.append, map(by_char.__getitem__, text), range(len(text))), maxlen=0)
    by_char.pop(BREAK, None)
    for char, found in by_char.items():
        by_next: dict[str, list[int]] = defaultdict(list)
        _append(by_next, map(text.__getitem__, map((1).__add__, found)), map(places.__getitem__, found))
        by_next.pop(BREAK, None)
        for following, numbers in by_next.items():
            numbers.sort()  # a pair over the border of two inline units is the parent's, who stands before them
            yield char + following, numbers


def common(entries: list[Entry], left: int, right: int) -> int:
    """The smallest entry around two of one group."""
    around = [left]
    while entries[around[-1]].inline:
        around.append(entries[around[-1]].parent)
    while right not in around and entries[right].inline:
        right = entries[right].parent
    return right


def _mark_lead(found: str, lead: tuple[int, int, int], base: int, pairs: Leads, singles: Leads) -> None:
    entry, first, last = lead
    for place in range(first, last + 1):
        begins, ends = BEGINS * (place == first), ENDS * (place == last)
        one = singles[found[place]]
        one[base + entry] = one.get(base + entry, 0) | begins | ends
        if place < last:
            two = pairs[found[place:place + 2]]
            two[base + entry] = two.get(base + entry, 0) | begins | ENDS * (place + 1 == last)


def _with_places(found: list[int], leads: dict[int, int]) -> Posting:
    """One pass over the places of a pair; written for speed, it runs for every character of the base."""
    first = last = found[0] >> _SHIFT
    at = found[0] & _MASK
    entries: list[str] = []
    places = [_FIRST[at] if at < _TABLED else coded(at << 1)]
    for number in found[1:]:
        entry, place = number >> _SHIFT, number & _MASK
        if entry == last:
            step = place - at
            places.append(_AGAIN[step] if step < _TABLED else coded(step << 1 | 1))
        else:
            gap = entry - last - 1
            if leads and entry in leads:
                entries.append(_gap(gap, leads[entry]))
            else:
                entries.append(_GAP[gap] if gap < _TABLED else CODES[gap << 1])
            places.append(_FIRST[place] if place < _TABLED else coded(place << 1))
            last = entry
        at = place
    return Posting(first, leads.get(first, -1), last, "".join(entries), "".join(places))


def _without_places(found: list[int], leads: dict[int, int]) -> Posting:
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
        return sum(map(len, self.entries.values())) + 2 * sum(map(len, self.places.values())) + 6 * len(self.entries)

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
