"""Lists of places: in memory a character a number, in files two columns that gzip packs apart.

The numbers of a list of places (``invert``) are spread evenly in their low bits and hardly at all above; written as
digits in a row, gzip has to code both alike and needs a sixth more. In a file ``high`` holds a number's sixty-fourths
(``varints``), ``low`` the rest, always one character a number, so that lists stand in it without a separator.
"""
from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from scripts.index.varints import ALPHABET, CODES, decode

_LOW_BITS: Final = 6
_LOW: Final = ALPHABET[:1 << _LOW_BITS]
_LOW_VALUE: Final = {char: at for at, char in enumerate(_LOW)}
_SURROGATES, _SKIPPED = 0xD800, 0x800  # no characters of a text; an even number, so that odd stays odd
_ODD: Final = bytes(at & 1 for at in range(256))


class _Column(dict[int, str]):
    """Code point → its digits in one column."""

    def __init__(self, digits: dict[int, str] | str, shift: int) -> None:
        super().__init__()
        self._digits = digits
        self._shift = shift

    def __missing__(self, code: int) -> str:
        number = code - _SKIPPED if code >= _SURROGATES else code
        part = number >> _LOW_BITS if self._shift else number & (1 << _LOW_BITS) - 1
        self[code] = digits = self._digits[part]
        return digits


_HIGH_COLUMN: Final = _Column(CODES, _LOW_BITS)
_LOW_COLUMN: Final = _Column(_LOW, 0)


def char(number: int) -> str:
    """A number of a list as its character in memory."""
    return chr(number + _SKIPPED if number >= _SURROGATES else number)


def columns(places: str) -> tuple[str, str]:
    """``(high, low)`` of a list."""
    return places.translate(_HIGH_COLUMN), places.translate(_LOW_COLUMN)


def numbers(high: str, low: str, start: int = 0) -> Iterator[int]:
    """The numbers of a list whose part of ``low`` begins at ``start``."""
    for at, sixty_fourths in enumerate(decode(high), start):
        yield sixty_fourths << _LOW_BITS | _LOW_VALUE[low[at]]


def cut(places: str, pieces: int) -> Iterator[tuple[int, str]]:
    """A list in pieces that begin with an entry (an even number): how many entries each holds, and the piece."""
    cuts = [0]
    for at in range(1, pieces):
        place = max(cuts[-1] + 1, len(places) * at // pieces)
        while place < len(places) and ord(places[place]) & 1:
            place += 1
        cuts.append(place)
    for start, end in pairwise([*cuts, len(places)]):
        if start < end:
            yield _entries(places[start:end]), places[start:end]


def _entries(places: str) -> int:
    """How many even numbers there are, counted without a loop: these lists are long."""
    return places.encode("utf-32-le")[::4].translate(_ODD).count(0)
