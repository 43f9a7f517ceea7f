"""The proof that the finished search misses nothing and invents nothing.

Phrases are cut from the rendered text in ``[data-src]`` as a person would type them: inside a sentence, across inline
tags, labels and item borders, without quotation marks. Each is asked of the finished files through ``query.py``; the
answer is compared with a plain scan of the same rendered text, which shares no code with the index but the tokeniser.
"""
from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import msgspec

from scripts.index.files import DamagedError
from scripts.index.html import article_of, parse, silent
from scripts.index.program import scripts
from scripts.index.query import Index
from scripts.index.tokens import BREAK, tokens
from scripts.model import Finding

_SAMPLES: Final = 120  # phrases a build asks
_LENGTHS: Final = (2, 3, 4, 4, 5, 6, 8, 1)
_PIECE: Final = 8  # tokens of a piece where every sentence is asked
_OVERLAP: Final = 2
_JOIN: Final = "\x1f"


class Line(msgspec.Struct, array_like=True):
    """One rendered line."""

    url: str
    anchor: str  # of the block
    joined: str  # its tokens, _JOIN between and around them


def prove(pages: Iterable[tuple[str, str]], files: Mapping[str, bytes], samples: int = _SAMPLES) -> tuple[Finding, ...]:
    """A finding for every phrase that the index misses or invents, or one that names a damaged file.

    Args:
        samples: how many phrases are asked; 0 asks every sentence piece by piece (``check-search``).
    """
    try:
        index = Index(files)
        index.files()
        lines = list(_lines(pages))
        found = tuple(_compare(index, lines, samples))
        return found or tuple(_damaged(path) for path, script in scripts().items() if files.get(path) != script)
    except DamagedError as error:
        return (_damaged(str(error)),)


def _damaged(path: str) -> Finding:
    return Finding("SEARCH", "error", path, "检索文件缺失或已损坏，请重新生成网站")


def _lines(pages: Iterable[tuple[str, str]]) -> Iterator[Line]:
    for url, html in pages:
        if "data-src" not in html:
            continue
        anchor = ""
        for block in parse(article_of(html)).iterfind(".//*[@data-src]"):
            anchor = block.get("id") or block.get("data-of") or anchor
            yield Line(url, anchor, _JOIN + _JOIN.join(tokens(_words(block))) + _JOIN)


def _words(element: object) -> str:
    """All text of a block as a reader sees it."""
    parts = [element.text or ""]  # type: ignore[attr-defined]
    for child in element:  # type: ignore[attr-defined]
        parts.append("" if silent(child) else _words(child))
        parts.append(child.tail or "")
    return "".join(parts)


def _compare(index: Index, lines: list[Line], samples: int) -> Iterator[Finding]:
    by_page: dict[str, list[str]] = {}
    for line in lines:
        by_page.setdefault(line.url, []).append(line.joined)
    for url, phrase in _sampled(lines, samples) if samples else _all(lines):
        held = _JOIN + _JOIN.join(phrase) + _JOIN
        query = " ".join(phrase)
        found = {index.shown(entry).url for entry in index.phrase(query)} & by_page.keys()
        expected = {line.url for line in lines if held in line.joined} if samples else {url}
        for missed in sorted(expected - found):
            yield Finding("SEARCH", "error", missed, "检索漏掉了本页的原文", evidence=query)
        for page in sorted(found - expected):
            if samples or not any(held in joined for joined in by_page[page]):
                yield Finding("SEARCH", "error", page, "检索给出了本页没有的词句", evidence=query)


def _sentences(line: Line) -> list[list[str]]:
    """Between the signs that break a phrase."""
    return [s.strip(_JOIN).split(_JOIN) for s in line.joined.split(BREAK) if s.strip(_JOIN)]


def _sampled(lines: list[Line], samples: int) -> Iterator[tuple[str, list[str]]]:
    """Phrases of all lengths from all over, in a fixed order that looks like none."""
    numbers = _numbers()
    for _ in range(samples if lines else 0):
        line = lines[next(numbers) % len(lines)]
        sentences = _sentences(line)
        if sentences:
            sentence = sentences[next(numbers) % len(sentences)]
            length = min(_LENGTHS[next(numbers) % len(_LENGTHS)], len(sentence))
            start = next(numbers) % (len(sentence) - length + 1)
            if length > 1 or sentence[start].isalnum():  # nobody asks for a comma
                yield line.url, sentence[start:start + length]


def _all(lines: list[Line]) -> Iterator[tuple[str, list[str]]]:
    """Every sentence, a piece after the other, pieces overlapping."""
    for line in lines:
        for sentence in _sentences(line):
            for start in range(0, max(1, len(sentence) - _OVERLAP), _PIECE - _OVERLAP):
                if len(sentence) > 1 or sentence[0].isalnum():
                    yield line.url, sentence[start:start + _PIECE]


def _numbers() -> Iterator[int]:
    """The same numbers in every run, without a random generator."""
    seed = 7
    while True:
        seed = zlib.crc32(seed.to_bytes(4, "big"))
        yield seed
