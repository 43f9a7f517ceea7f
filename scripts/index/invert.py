"""Entries → postings: for every pair of neighbouring tokens the places where it stands, for every token its entries.

The pair that spans the border of two inline units belongs to the smallest unit around both. Parts of a corpus are
inverted apart and joined afterwards (``postings``).
"""
from __future__ import annotations

import re
from array import array
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import add, itemgetter
from typing import Final

from scripts.index.entries import Entry, Group, Page
from scripts.index.postings import BEGINS, ENDS, Inverted, Leads, Posting, firsts, with_places, without_places
from scripts.index.tokens import BREAK, gram, sequence

_PRIVATE: Final = 0xF0000  # planes 15 and 16 hold no characters of any text
_NONE: Final[Leads] = {}
_NOT_HAN: Final = re.compile("[^\u4e00-\u9fff]")


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
                    self._lead(run.entry, at, found, names.label(entries[run.entry].label))
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

    def walls(self) -> Iterator[int]:
        """Tokens of another entry or lead than the one before, and the second and the last of a lead."""
        for _, first, last in self.leads:
            yield from (first, first + 1, last, last + 1)
        at = 0
        for (left, count), (right, _) in pairwise(self._owned):
            at += count
            if left != right:
                yield at

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
        self._labels: dict[str, str] = {}

    def short(self, found: Sequence[str]) -> str:
        if isinstance(found, str):
            return found
        return "".join([token if len(token) == 1 else self._char(token) for token in found])

    def label(self, text: str) -> str:
        """The tokens of a label; there are few different ones."""
        if text not in self._labels:
            self._labels[text] = self.short(sequence(text))
        return self._labels[text]

    def _char(self, token: str) -> str:
        if token not in self._chars:
            char = chr(_PRIVATE + len(self._chars))
            self._chars[token], self._tokens[char] = char, token
        return self._chars[token]

    def full(self, char: str) -> str:
        return self._tokens.get(char, char)


class _Part:
    """The tokens of some pages in a row, and what lists tell of each."""

    def __init__(self, pages: list[Page]) -> None:
        self.names = _Names()
        self.owners: list[int] = []  # of each token: its entry
        self.places: list[str] = []  # of each token: its place in its group, as it is written
        self.borders: dict[int, int] = {}  # last token of an inline unit → the entry around it and the next token
        self.strays: set[str] = set()  # pairs that somewhere do not stand in the order of their entries
        self.pair_leads: dict[str, dict[int, int]] = defaultdict(dict)
        self.single_leads: dict[str, dict[int, int]] = defaultdict(dict)
        texts: list[str] = []
        self._walls: list[int] = []  # tokens before which a phrase is not continued by what always stands there
        base = 0
        for page in pages:
            for group in page.groups:
                words = _Words(group, page.entries, self.names)
                texts.append(words.tokens)
                self._add(words, page.entries, base)
            base += len(page.entries)
        self.text = "".join(texts)
        self.following = self.text[1:]
        self.before, self.after = self._beside()  # of the pair at each token: the tokens on its sides

    def _add(self, words: _Words, entries: list[Entry], base: int) -> None:
        if words.single >= 0:
            self.owners += [base + words.single] * len(words.tokens)
        else:
            self._add_several(words, entries, base)
        start = len(self.places)
        self._walls += [start + wall for wall in words.walls()]
        self.places += firsts(len(words.tokens))
        for lead in words.leads:
            _mark_lead(words.tokens, lead, base, self.pair_leads, self.single_leads)

    def _beside(self) -> tuple[str, str]:
        """``BREAK`` for one that is no Han character, of another entry or lead, or the first or last of a lead: what
        a list tells of the entries and leads of its pair holds for the three tokens as well.
        """
        codes, nothing = array("I", self.text.encode("utf-32-le", "surrogatepass")), array("I", [0])
        before, after = nothing + codes[:-1], codes[2:] + nothing * 2
        for wall in self._walls:
            before[wall] = 0
            after[wall - 2] = 0  # of the first token: that of the last, which has none
        return _han(before), _han(after)

    def _add_several(self, words: _Words, entries: list[Entry], base: int) -> None:
        """Tokens of a unit and its inline children."""
        start, owners, tokens = len(self.owners), words.owners, words.tokens
        self.owners += [base + owner for owner in owners]
        for at, (left, right) in enumerate(pairwise(owners)):
            if left != right:
                self.borders[start + at] = base + common(entries, left, right)
                self.strays.add(tokens[at:at + 2])
        if owners != sorted(owners):  # the unit goes on behind a child
            self.strays.update(map(add, tokens, tokens[1:]))


class _Char:
    """All that a part tells of one character; side by side it is read quicker than from all over the part."""

    def __init__(self, part: _Part, char: str, found: Sequence[int]) -> None:
        self._part = part
        self._char = char
        self._found = found
        each = itemgetter(*found) if len(found) > 1 else itemgetter(slice(found[0], found[0] + 1))
        self._owners: Sequence[int] = each(part.owners)
        self._places: Sequence[str] = each(part.places)
        self._following: Sequence[str] = each(part.following)

    def single(self) -> Posting:
        """The list of the character itself."""
        return without_places(sorted(self._owners), self._part.single_leads.get(self._char, _NONE))

    def pairs(self) -> Iterator[tuple[str, Posting]]:
        """The character that follows, and the list of both."""
        by_next: dict[str, list[int]] = defaultdict(list)
        deque(map(list.append, map(by_next.__getitem__, self._following), range(len(self._found))), maxlen=0)
        by_next.pop(BREAK, None)
        for char, chosen in sorted(by_next.items()):
            pair = self._char + char
            leads = self._part.pair_leads.get(pair, _NONE)
            if len(chosen) > 1:
                at = itemgetter(*chosen)(self._found)
                made = self._sorted(chosen, leads) if pair in self._part.strays else self._in_order(chosen, at, leads)
                made.before, made.after = _always(self._part.before, at), _always(self._part.after, at)
            else:
                made = self._once(chosen[0], leads)
            yield char, made

    def _in_order(self, chosen: list[int], at: Sequence[int], leads: Leads) -> Posting:
        each = itemgetter(*chosen)
        return with_places(each(self._owners), at, [*each(self._places)], leads)

    def _once(self, chosen: int, leads: Leads) -> Posting:
        at, part = self._found[chosen], self._part
        owner = part.borders.get(at, self._owners[chosen])
        return Posting(owner, leads.get(owner, -1), owner, "", self._places[chosen], part.before[at], part.after[at])

    def _sorted(self, chosen: list[int], leads: Leads) -> Posting:
        """A list some of whose pairs belong to a unit that begins before the one where the last pair stood."""
        around = self._part.borders
        placed = sorted((around.get(self._found[at], self._owners[at]), at) for at in chosen)
        return with_places([owner for owner, _ in placed], [self._found[at] for _, at in placed],
                           [self._places[at] for _, at in placed], leads)


def invert(pages: list[Page]) -> Inverted:
    """The lists of some pages; entries are counted from the first page's first."""
    part = _Part(pages)
    full = part.names.full
    lists = Inverted({}, {})
    for char, found in sorted(_by_char(part.text).items()):  # nearly the order of the files
        told = _Char(part, char, found)
        if full(char).isalnum():  # nobody asks for a comma
            lists.singles[full(char)] = told.single()
        for second, posting in told.pairs():
            lists.pairs[gram(full(char), full(second))] = posting
    return lists


def _han(codes: array[int]) -> str:
    return _NOT_HAN.sub(BREAK, codes.tobytes().decode("utf-32-le", "surrogatepass"))


def _always(text: str, places: Sequence[int]) -> str:
    """What stands at all of these places of a text, ``BREAK`` if it is not the same; for most that shows at once."""
    one = text[places[0]]
    same = one != BREAK and one == text[places[-1]] and one == text[places[len(places) // 2]]
    return one if same and set(itemgetter(*places)(text)) == {one} else BREAK


def _by_char(text: str) -> dict[str, array[int]]:
    """The tokens of each kind, breaks left out."""
    found: dict[str, array[int]] = defaultdict(lambda: array("I"))
    deque(map(array.append, map(found.__getitem__, text), range(len(text))), maxlen=0)
    found.pop(BREAK, None)
    return found


def common(entries: list[Entry], left: int, right: int) -> int:
    """The smallest entry around two of one group."""
    around = [left]
    while entries[around[-1]].inline:
        around.append(entries[around[-1]].parent)
    while right not in around and entries[right].inline:
        right = entries[right].parent
    return right


def _mark_lead(
    found: str, lead: tuple[int, int, int], base: int,
    pairs: dict[str, dict[int, int]], singles: dict[str, dict[int, int]],
) -> None:
    entry, first, last = base + lead[0], lead[1], lead[2]
    tokens = found[first:last + 1]
    for token in tokens:
        singles[token].setdefault(entry, 0)
    singles[tokens[0]][entry] |= BEGINS
    singles[tokens[-1]][entry] |= ENDS
    if last > first:
        for pair in map(add, tokens, tokens[1:]):
            pairs[pair].setdefault(entry, 0)
        pairs[tokens[:2]][entry] |= BEGINS
        pairs[tokens[-2:]][entry] |= ENDS
