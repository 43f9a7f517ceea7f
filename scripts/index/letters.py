"""Texts in one or two printable ASCII characters a letter or piece: in gzip two thirds of what UTF-8 takes.

The directory carries the table: the base's letters, the commonest first, and its pieces (``pieces``), each as two
numbers of letters or pieces before it. The ``ONE`` that texts hold most often are one digit, the others two. A letter
that is not in the table stands as it is; every printable ASCII character is in the table, so that nothing is ambiguous.
Control characters that part records are never letters.
"""
from __future__ import annotations

from collections import Counter
from itertools import groupby, pairwise
from typing import Final

import msgspec

from scripts.index.pieces import Cutter, Parts, learned
from scripts.index.varints import decode, encode

_DIGITS: Final = "".join(chr(code) for code in range(0x20, 0x7F) if chr(code) not in "'\\")
ONE: Final = 62
_PLAIN: Final = "\n" + "".join(map(chr, range(0x20, 0x7F)))
_SEEN: Final = 3  # a letter seen less often takes more room in the table than it saves,
_RARE: Final = 40_000  # and so does one that is rarer than one in so many
_MOST: Final = ONE + (len(_DIGITS) - ONE) * len(_DIGITS)
_PIECES: Final = 900  # more of them take as much in the directory as they save in ten files of texts


class Table(msgspec.Struct, array_like=True):
    """What a base writes its texts with."""

    letters: str
    pieces: str  # of each piece the number of its first part, less that of the one before; then all second parts
    short: str  # numbers of the letters and pieces that are one digit

    def codes(self) -> dict[str, str]:
        """Letter or piece → digits."""
        known = [*self.letters]
        numbers = list(decode(self.pieces))
        count = len(numbers) // 2
        first, total = 0, len(known) + count
        for gap, second in zip(numbers[:count], numbers[count:], strict=True):
            first = (first + gap) % total
            known.append(known[first] + known[second])
        short = dict.fromkeys(decode(self.short))
        order = [*short, *(number for number in range(total) if number not in short)]
        return {known[number]: _code(place) for place, number in enumerate(order)}


class Letters:
    """Writes the texts of one base."""

    def __init__(self, table: Table) -> None:
        codes = table.codes()
        self._cutter = Cutter([piece for piece in codes if len(piece) > 1])
        self._codes = _Codes(codes, self._cutter)

    def write(self, text: str) -> str:
        """A text in the table's digits."""
        return "".join(map(self._codes.__getitem__, self._cutter.runs(text)))


class _Codes(dict[str, str]):
    """What a text is cut into → digits; a letter that is in no table stands for itself."""

    def __init__(self, codes: dict[str, str], cutter: Cutter) -> None:
        super().__init__(codes)
        self._cutter = cutter

    def __missing__(self, run: str) -> str:
        self[run] = digits = "".join(map(self.__getitem__, self._cutter.cut(run))) if len(run) > 1 else run
        return digits


class Reader:
    """Reads what ``Letters`` wrote."""

    def __init__(self, table: Table) -> None:
        self._known = {digits: known for known, digits in table.codes().items()}

    def read(self, written: str) -> str:
        """What ``Letters.write`` was given."""
        found: list[str] = []
        held = ""
        for char in written:
            held += char
            if held in self._known:
                found.append(self._known[held])
            elif char >= "\x7f" or char < " ":
                found.append(char)
            else:
                continue
            held = ""
        return "".join(found)


def table_for(text: str) -> Table:
    """The table that makes texts like this one short: all of ASCII, the commonest other letters, and pieces."""
    letters = _letters(text)
    parts, use = learned(text, letters, min(_PIECES, _MOST - len(letters)))
    number = _numbered(letters, parts)
    pairs = [parts[known] for known in number if known in parts]
    firsts = [number[first] for first, _ in pairs]
    gaps = [(first - before) % len(number) for before, first in pairwise([0, *firsts])]
    short = sorted(number[known] for known in sorted(number, key=lambda known: -use[known])[:ONE])
    return Table("".join(letters), encode(gaps) + encode(number[second] for _, second in pairs), encode(short))


def _letters(text: str) -> list[str]:
    counts = Counter(text)
    least = max(_SEEN, len(text) // _RARE)
    common = [char for char, count in counts.most_common() if char > "\x7e" and count >= least][:_MOST - len(_PLAIN)]
    return sorted([*_PLAIN, *common], key=lambda char: (-counts[char], char))


def _numbered(letters: list[str], parts: Parts) -> dict[str, int]:
    """Letters and pieces in the order of the table: parts before what they make, those with the same first together."""
    number = {letter: at for at, letter in enumerate(letters)}
    for _, group in groupby(sorted(parts, key=len), len):
        made = sorted((number[parts[piece][0]], number[parts[piece][1]], piece) for piece in group)
        number.update((piece, at) for at, (_, _, piece) in enumerate(made, len(number)))
    return number


def _code(place: int) -> str:
    if place < ONE:
        return _DIGITS[place]
    lead, last = divmod(place - ONE, len(_DIGITS))
    return _DIGITS[ONE + lead] + _DIGITS[last]
