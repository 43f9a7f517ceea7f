"""Texts in one or two printable ASCII characters a letter: a quarter smaller in gzip than UTF-8, half as large without.

The commonest letters of the base stand for themselves in a table (the directory carries it): the first ``ONE`` are one
digit, the others two. A letter that is not in the table stands as it is; every printable ASCII character is in the
table, so that nothing is ambiguous. Control characters that part records are never letters.
"""
from __future__ import annotations

from collections import Counter
from typing import Final

_DIGITS: Final = "".join(chr(code) for code in range(0x20, 0x7F) if chr(code) not in "'\\")
ONE: Final = 62
_PLAIN: Final = "\n" + "".join(map(chr, range(0x20, 0x7F)))
_SEEN: Final = 3  # a letter seen less often takes more room in the table than it saves,
_RARE: Final = 40_000  # and so does one that is rarer than one in so many
_MOST: Final = ONE + (len(_DIGITS) - ONE) * len(_DIGITS)


class Letters:
    """The table of one base."""

    def __init__(self, table: str) -> None:
        self.table = table
        self._codes = _Codes({char: _code(place) for place, char in enumerate(table)})

    def write(self, text: str) -> str:
        """A text in the table's digits."""
        return "".join(map(self._codes.__getitem__, text))


class _Codes(dict[str, str]):
    """Letter → digits; a letter that is in no table stands for itself."""

    def __missing__(self, char: str) -> str:
        return char


def table_for(counts: Counter[str]) -> str:
    """The table that makes texts with these letters short: all of ASCII, and the commonest others."""
    least = max(_SEEN, counts.total() // _RARE)
    common = [char for char, count in counts.most_common() if char > "\x7e" and count >= least][:_MOST - len(_PLAIN)]
    return "".join(sorted([*_PLAIN, *common], key=lambda char: (-counts[char], char)))


class Reader:
    """The table as the directory carries it."""

    def __init__(self, table: str) -> None:
        self._letters = {_code(place): char for place, char in enumerate(table)}

    def read(self, written: str) -> str:
        """What ``Letters.write`` was given."""
        found: list[str] = []
        held = ""
        for char in written:
            held += char
            if held in self._letters:
                found.append(self._letters[held])
            elif char >= "\x7f" or char < " ":
                found.append(char)
            else:
                continue
            held = ""
        return "".join(found)


def _code(place: int) -> str:
    if place < ONE:
        return _DIGITS[place]
    lead, last = divmod(place - ONE, len(_DIGITS))
    return _DIGITS[ONE + lead] + _DIGITS[last]
