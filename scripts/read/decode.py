"""Which encoding a file is in: byte-order mark, then strict UTF-8, then the reading with the most common characters.

Guarantees: every byte is decoded strictly, none is replaced or left out (but an incomplete character at the very end,
which is reported). A guess is made only between readings without a fault; noise is refused, never guessed at.
"""
from __future__ import annotations

import codecs
import re
import unicodedata
from itertools import islice
from typing import Final, NamedTuple

from scripts.read.common import COMMON, COMMON_BIG5, FREQUENT
from scripts.read.errors import ReadError

SAMPLE: Final = 5000  # characters outside ASCII that are judged
PLAUSIBLE: Final = 0.2  # noise scores below 0, Chinese and Latin words well above
_MARKS: Final = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32", "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16", "utf-16-be"),
)
# An office text outside UTF-8 is GB18030 nearly always; the others must be better by this much.
_GUESSES: Final = (("utf-8", 0.15), ("gb18030", 0.0), ("utf-16-le", -0.2), ("utf-16-be", -0.2), ("big5", -0.25))
_CONTROL: Final = re.compile(rb"[\x00-\x08\x0e-\x19\x1b-\x1f]")  # no text has them, but UTF-16 without a mark has


class Decoded(NamedTuple):
    """The characters of a file, the name of its encoding, and what a person should know of it."""

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """The characters of a text file, or ``ReadError`` BINARY or UNDECODABLE."""
    for mark, name, codec in _MARKS:
        if data.startswith(mark) and (found := _strictly(data[len(mark):], codec)):
            return found._replace(encoding=name)
    found = _strictly(data, "utf-8")
    if found and not _CONTROL.search(data) and not _looks_like_gbk(found.text):
        return found
    readings = [(found, _score(found.text, codec) + prior)
                for codec, prior in _GUESSES if (found := _strictly(data, codec))]
    best, score = max(readings, key=lambda reading: reading[1], default=(None, 0.0))
    if best is None or score < PLAUSIBLE:
        raise _refusal(data)
    return best


def _strictly(data: bytes, codec: str) -> Decoded | None:
    """``data`` decoded without a fault; an incomplete character at the very end of a longer file is left out."""
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        text = decoder.decode(data, final=False)
        rest = decoder.getstate()[0]
        if not rest:
            return Decoded(text, codec)
    except UnicodeDecodeError:
        return None
    if len(data) < 30:
        return None
    return Decoded(text, codec, (f"文件末尾有 {len(rest)} 个字节不成字，已略去",))


def _looks_like_gbk(text: str) -> bool:
    """Whether strict UTF-8 is a coincidence.

    The GBK bytes of 一些 are those of "һЩ" in UTF-8. In such a text every character takes two bytes.
    """
    strange = list(islice((char for char in text if char > "\x7f"), 50))
    return 0 < len(strange) < 50 and all("\x80" <= char < "\u0800" for char in strange)


def _score(text: str, codec: str) -> float:
    """How much like ordinary words a reading is: the mean over its characters outside ASCII, at most 1."""
    foreign = list(islice((char for char in text if not " " <= char <= "\x7f" and char not in "\t\n\v\f\r"), SAMPLE))
    common = COMMON_BIG5 if codec == "big5" else COMMON
    return sum(_weight(char, common) for char in foreign) / len(foreign) if foreign else 1.0


def _weight(char: str, common: frozenset[str]) -> float:
    if char in FREQUENT:
        return 1.0
    if char in common:
        return 0.4
    if "\u4e00" <= char <= "\u9fff":
        return -0.3
    if char in "“”‘’—…·" or "\u3000" <= char <= "\u303f" or "\uff00" <= char <= "\uff5e":
        return 0.8
    category = unicodedata.category(char)
    if category in ("Cc", "Cn", "Co", "Cs") or char == "\ufffd":
        return -3.0
    return 0.0 if category[0] in "NSPZ" else -1.0


def _refusal(data: bytes) -> ReadError:
    """BINARY for what holds bytes that no text has; else the line at which the likeliest encoding breaks off."""
    if len(_CONTROL.findall(data)) > len(data) * 0.01:
        return ReadError("BINARY", "不是文字文件（二进制内容）")
    guesses = [(_score(data.decode(codec, "replace"), codec), codec) for codec in ("utf-8", "gb18030", "big5")]
    best, codec = max(guesses)
    if best < PLAUSIBLE:
        return ReadError("UNDECODABLE", "认不出文字编码（不是 UTF-8、UTF-16、GB18030 或 Big5）")
    try:
        data.decode(codec)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return ReadError("UNDECODABLE", f"看来是 {codec.upper()} 文字，但第 {line} 行有不成字的字节，文件可能已损坏")
    return ReadError("UNDECODABLE", f"看来是 {codec.upper()} 文字，但多半不成词句，文件可能已损坏")
