"""Lists of places: in memory a character a number, in files two columns that gzip packs apart.

The numbers of a list of places (``postings``) are spread evenly in their low bits and hardly at all above; written as
digits in a row, gzip has to code both alike and needs a sixth more. In a file ``high`` holds a number's sixty-fourths
(``varints``), ``low`` the rest, always one character a number, so that lists stand in it without a separator.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from scripts.index.files import RECORD
from scripts.index.varints import ALPHABET, CODES, decode

_LOW_BITS: Final = 6
_LOW: Final = ALPHABET[:1 << _LOW_BITS]
_LOW_VALUE: Final = {char: at for at, char in enumerate(_LOW)}
_SURROGATES, _SKIPPED = 0xD800, 0x800  # no characters of a text; an even number, so that odd stays odd
_ODD: Final = bytes(at & 1 for at in range(256))
_BETWEEN: Final = chr(_SURROGATES)  # parts lists in memory


class _High(dict[int, str]):
    """Code point → the digits of its sixty-fourths."""

    def __missing__(self, code: int) -> str:
        number = code - _SKIPPED if code >= _SURROGATES else code
        self[code] = digits = CODES[number >> _LOW_BITS]
        return digits


_HIGH: Final = _High({_SURROGATES: RECORD})
_LOW_OF_BYTE: Final = bytes(ord(_LOW[at % len(_LOW)]) for at in range(256))


def char(number: int) -> str:
    """A number of a list as its character in memory."""
    return chr(number + _SKIPPED if number >= _SURROGATES else number)


def columns(lists: Sequence[str]) -> tuple[str, str]:
    """``(high, low)`` of lists in a row; what lies above a character's last byte is nothing to ``low``."""
    low = "".join(lists).encode("utf-32-le")[::4].translate(_LOW_OF_BYTE)
    return _BETWEEN.join(lists).translate(_HIGH), low.decode("ascii")


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
