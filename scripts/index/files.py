"""Index files: script files that a page loads with a ``<script>`` tag, over http and from ``file://`` alike.

A file is one call ``kbIndex('build','name',crc,'payload')``. ``crc`` is the CRC-32 of the payload in UTF-8, ``build``
the mark of the run, so that a damaged file and one of another build are told apart from a whole one. Files are filled
up to a size that keeps their number under ``most_files``.
"""
from __future__ import annotations

import hashlib
import re
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

FOLDER: Final = "search/"
FIELD, RECORD, PART = "\x1f", "\x1e", "\x1d"
_ESCAPES: Final = (("\\", "\\\\"), ("'", "\\'"), ("\n", "\\n"), ("\r", "\\r"), ("\u2028", "\\u2028"),
                   ("\u2029", "\\u2029"), ("\x00", "\\x00"))
_CALL: Final = re.compile(r"kbIndex\('([0-9a-f]*)','([a-z0-9]+)',([0-9]+),'(.*)'\)\n?", re.DOTALL)
_ESCAPED: Final = re.compile(r"\\(u[0-9a-f]{4}|x[0-9a-f]{2}|.)", re.DOTALL)
_PLAIN: Final = {"n": "\n", "r": "\r"}


class DamagedError(Exception):
    """An index file is not what the build wrote; the text names it."""


def most_files(items: int) -> int:
    """How many files an index of so many items may have."""
    return 12 + items // 60


def crc(payload: str) -> int:
    """The check sum a file carries."""
    return zlib.crc32(payload.encode("utf-8", "surrogatepass"))


def sealed(payloads: dict[str, str]) -> dict[str, bytes]:
    """Paths under the site → the files' bytes; the build's mark is made of all of them. ``payloads`` is used up."""
    sums = {name: crc(payload) for name, payload in sorted(payloads.items())}
    build = hashlib.sha256(repr(sums).encode()).hexdigest()[:8]
    files: dict[str, bytes] = {}
    for name, checked in sums.items():
        payload = _escaped(payloads.pop(name))  # a large base would else be in memory twice
        files[f"{FOLDER}{name}.js"] = f"kbIndex('{build}','{name}',{checked},'{payload}')\n".encode()
    return files


def _escaped(payload: str) -> str:
    """A payload as it stands in a JavaScript string; most hold nothing to escape."""
    for char, escape in _ESCAPES:
        if char in payload:
            payload = payload.replace(char, escape)
    return payload


def opened(path: str, data: bytes) -> tuple[str, str]:
    """``(build, payload)`` of a file; raises ``DamagedError``."""
    try:
        match = _CALL.fullmatch(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise DamagedError(path) from error
    name = path.removeprefix(FOLDER).removesuffix(".js")
    if not match or match[2] != name:
        raise DamagedError(path)
    payload = _ESCAPED.sub(_unescaped, match[4])
    if str(crc(payload)) != match[3]:
        raise DamagedError(path)
    return match[1], payload


def _unescaped(match: re.Match[str]) -> str:
    word = match[1]
    return chr(int(word[1:], 16)) if len(word) > 1 else _PLAIN.get(word, word)


def packed(lengths: Sequence[int], size: int) -> Iterator[tuple[int, int]]:
    """Lengths of records → ``(start, end)`` of those in each file, up to ``size`` unless a single one is larger."""
    ends = [0, *accumulate(lengths)]
    start = 0
    while start < len(lengths):
        end = max(start + 1, bisect_right(ends, ends[start] + size) - 1)
        yield start, end
        start = end
