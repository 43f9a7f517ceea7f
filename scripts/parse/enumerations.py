"""Lists run on in a text: 一是…；二是…。三是… and 一要…，二要…，三要….

Guarantees: a marker has a left boundary (rule 9); a list starts at 一 and has two items at least; two lists in one
paragraph stay two; a list inside an item belongs to the item when the outer list goes on after it. Linear in the text.
"""
from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from scripts.numerals import int_to_chinese
from scripts.parse.lines import CLOSERS

# 一是一，二是二 is a saying
_MARKER: Final = re.compile(r"([一二三四五六七八九十]{1,3})(是|要)(?!\1(?:[，、,；。”]|$))")
_NUMBERS: Final = {int_to_chinese(number): number for number in range(1, 100)}
_HARD: Final = "。；：！？;:!?…"
_SOFT: Final = "，、,"
_DEEPEST: Final = 4


class Marker(NamedTuple):
    """一是 or 一要, with its place in the paragraph; ``soft`` after ， or 、"""

    start: int
    end: int
    number: int
    word: str
    soft: bool = False


@dataclass(slots=True, eq=False)
class Entry:
    """An item of a list, and the entries of the lists inside it."""

    marker: Marker
    lists: list[_List] = field(default_factory=list)

    @property
    def entries(self) -> list[Entry]:
        return [entry for inner in self.lists for entry in inner.entries]


@dataclass(slots=True, eq=False)
class _List:
    word: str
    last: int
    entries: list[Entry]
    confirmed: bool = False  # the list around it went on after it


def markers(text: str, begin: int = 0) -> list[Marker]:
    """All markers in ``text[begin:]``; ``begin`` itself is a boundary (line start, or the end of a label)."""
    found = []
    for match in _MARKER.finditer(text, begin):
        number = _NUMBERS.get(match[1])
        boundary = _boundary(text, match.start(), begin) if number else ""
        if number and boundary:
            found.append(Marker(match.start(), match.end(), number, match[2], boundary == "soft"))
    return found


def line_marker(text: str) -> Marker | None:
    """The marker that begins a line."""
    match = _MARKER.match(text)
    number = _NUMBERS.get(match[1]) if match else None
    return Marker(0, match.end(), number, match[2]) if match and number else None


def entries_of(found: list[Marker], going_on: Mapping[str, int]) -> list[Entry]:
    """The lists of one paragraph, outermost entries in order.

    ``going_on`` tells with which number the next lines begin: {"是": 2} keeps a lone 一是 whose 二是 begins a line.
    """
    return _lists(found, [], going_on)[0]


def entries_after(first: Marker, found: list[Marker], going_on: Mapping[str, int]) -> tuple[Entry, list[Entry]]:
    """The same for a line that begins with a marker: its own entry, and the entries that follow it in the line."""
    seed = _List(first.word, first.number, [Entry(first)])
    entries, _ = _lists(found, [seed], going_on)
    return seed.entries[0], [*seed.entries[1:], *entries]


def _boundary(text: str, at: int, begin: int) -> str:
    """"hard", "soft" or "": what stands left of a marker, blanks aside; a closing quote may follow a hard mark."""
    left = at - 1
    while left >= begin and text[left].isspace():
        left -= 1
    if left < begin:
        return "hard"
    if text[left] in _SOFT:
        return "soft"
    while left > begin and text[left] in CLOSERS:
        left -= 1
    return "hard" if text[left] in _HARD else ""


def _lists(found: list[Marker], stack: list[_List], going_on: Mapping[str, int]) -> tuple[list[Entry], list[_List]]:
    """Run over the markers with a stack of open lists; answer the entries that are not in a list given beforehand."""
    given = len(stack)
    roots: list[_List] = []
    for marker in found:
        if marker.number == 1:
            _open(marker, stack, roots)
            continue
        at = _match(marker, stack)
        if at is not None:
            for inner in stack[at + 1:]:
                inner.confirmed = True
            del stack[at + 1:]
            stack[at].entries.append(Entry(marker))
            stack[at].last = marker.number
    _settle(stack, roots, given)
    roots = _without_lone(roots, going_on)
    for before in stack[:given]:
        _prune(before.entries, going_on)
    return [entry for one in roots for entry in one.entries], roots


def _open(marker: Marker, stack: list[_List], roots: list[_List]) -> None:
    """一 begins a list: inside the last entry for now, ``_settle`` knows better at the end."""
    del stack[_DEEPEST:]
    inner = _List(marker.word, 1, [Entry(marker)])
    (stack[-1].entries[-1].lists if stack else roots).append(inner)
    stack.append(inner)


def _match(marker: Marker, stack: list[_List]) -> int | None:
    """The open list that a later number goes on with, innermost first: the exact next one, else a slip of the pen."""
    depths = range(len(stack) - 1, -1, -1)
    follows = [at for at in depths if stack[at].last + 1 == marker.number]
    for at in follows:
        if stack[at].word == marker.word:
            return at
    if follows:
        return follows[0]  # 一是…；二要…
    for at in depths:  # 一是…。三是…, or 二是 twice
        if not marker.soft and stack[at].word == marker.word and marker.number in (stack[at].last, stack[at].last + 2):
            return at
    return None


def _settle(stack: list[_List], roots: list[_List], given: int) -> None:
    """Two lists in one paragraph are two lists: one that the outer list does not outlive stands beside it,
    unless earlier entries hold a list of the same kind."""
    for at in range(len(stack) - 1, max(given, 1) - 1, -1):
        outer, inner = stack[at - 1], stack[at]
        *earlier, last = outer.entries
        if at == given and not earlier:
            continue  # a line that begins with 一是 holds the lists in it
        if any(one.word == inner.word and len(one.entries) > 1 for entry in earlier for one in entry.lists):
            continue
        moved = last.lists.index(inner)
        beside = roots if at - 1 < 1 else stack[at - 2].entries[-1].lists
        tail = last.lists[moved:]
        del last.lists[moved:]
        place = next((n for n, one in enumerate(beside) if one is outer), len(beside) - 1)
        beside[place + 1:place + 1] = tail


def _without_lone(lists: list[_List], going_on: Mapping[str, int]) -> list[_List]:
    """A lone 一是 is none; what stands inside it moves up."""
    kept: list[_List] = []
    for one in lists:
        _prune(one.entries, going_on)
        if len(one.entries) > 1 or (one is lists[-1] and going_on.get(one.word) == one.last + 1):
            kept.append(one)
        else:
            kept.extend(one.entries[0].lists)
    return kept


def _prune(entries: list[Entry], going_on: Mapping[str, int]) -> None:
    for entry in entries:
        entry.lists = _without_lone(entry.lists, going_on)
