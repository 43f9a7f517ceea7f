"""The identity gate: the words of a page are the words of its source, character for character but blanks.

Guarantees: left is the reader's independent walk (``Extract.plain``), right what a browser would show in the elements
marked ``data-src``, with the dropped lines put back in their places. Nothing else of the pipeline is trusted.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from typing import Any, Final, NamedTuple, Protocol

import markdown
import yaml
from lxml import etree

from scripts.model import Document, Finding

_BUILT_IN: Final = ("toc", "tables", "fenced_code")  # MkDocs switches these on for every site
_FRONT: Final = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_AROUND: Final = 12  # characters quoted before and after a difference
_SHOWN: Final = 5  # differences that an explanation lists
_TEXT: Final = etree.XPath("string()")


class Readable(Protocol):
    """A file as the caller holds it: this module opens none by itself."""

    def read_text(self, encoding: str) -> str: ...


class Piece(NamedTuple):
    """Words of the page, or a dropped line, with their place in ``Document.text``."""

    offset: int
    words: str


def check_identity(plain: str, document: Document, html: str) -> tuple[Finding, ...]:
    """The gate's finding on one page, or none.

    Args:
        plain: ``Extract.plain`` of the source.
        html: the page's Markdown rendered with the site's extensions.
    """
    pieces = _pieces(document, html)
    expected, got = _solid(plain), "".join(_solid(piece.words) for piece in pieces)
    if expected == got:
        return ()
    at = _first_difference(expected, got)
    line = _line_of(document, pieces, at)
    return (Finding(
        code="GATE", severity="error", document=document.id, line=line, evidence=expected[at:at + _AROUND],
        message=f"逐字核对未通过（原文第{line}行附近）：原文“{_around(expected, at)}”，页面“{_around(got, at)}”",
    ),)


def explain_identity(plain: str, document: Document, html: str) -> str:
    """For the terminal: that the page passes, or each place where it differs."""
    pieces = _pieces(document, html)
    left = [solid for line in plain.split("\n") if (solid := _solid(line))]
    right = [solid for piece in pieces if (solid := _solid(piece.words))]
    if "".join(left) == "".join(right):
        dropped = f"，弃 {len(document.dropped)} 行" if document.dropped else ""
        return f"✓ 逐字核对通过：{document.source.file}，{len(''.join(left))} 字{dropped}"
    found = list(_differences(left, right))
    counts = f"原文 {len(''.join(left))} 字，页面 {len(''.join(right))} 字"
    more = f"（只列前 {_SHOWN} 处）" if len(found) > _SHOWN else ""
    verdict = f"✗ 逐字核对未通过：{document.source.file}，{counts}，{len(found)} 处不同{more}"
    return "\n".join([verdict, *found[:_SHOWN]])


def site_markdown(config: Readable) -> Callable[[str], str]:
    """A renderer of whole pages with the Markdown extensions that ``mkdocs.yml`` names; MkDocs uses the same."""
    values = yaml.load(config.read_text("utf-8"), Loader=_SiteSettings)  # noqa: S506 -- a SafeLoader
    names, settings = extensions(values)
    renderer = markdown.Markdown(extensions=names, extension_configs=settings)

    def render(page: str) -> str:
        return renderer.reset().convert(_FRONT.sub("", page.removeprefix("\ufeff"), count=1))

    return render


def extensions(config: dict[str, Any]) -> tuple[list[str], dict[str, dict[str, Any]]]:
    """Names and settings of the Markdown extensions of a site, in MkDocs' order."""
    names, settings = list(_BUILT_IN), {}
    for entry in config.get("markdown_extensions") or []:
        for name, options in entry.items() if isinstance(entry, dict) else [(entry, None)]:
            if name not in names:
                names.append(name)
            if options:
                settings[name] = options
    return names, settings


class _SiteSettings(yaml.SafeLoader):
    """YAML with the ``!ENV`` and ``!relative`` tags that MkDocs knows; no extension of ours depends on them."""


_SiteSettings.add_multi_constructor("!", lambda _loader, _tag, _node: None)


def _pieces(document: Document, html: str) -> list[Piece]:
    """The words of the page in its own order, the dropped lines put in by offset."""
    root = etree.fromstring(f"<html><body>{html}</body></html>", etree.HTMLParser(huge_tree=True))
    left_out = [Piece(d.span[0], d.text) for d in document.dropped]
    merged: list[Piece] = []
    for element in root.iter("*"):
        place = element.get("data-src")
        if place is None:
            continue
        offset = int(place)
        while left_out and left_out[0].offset < offset:
            merged.append(left_out.pop(0))
        merged.append(Piece(offset, str(_TEXT(element))))
    return merged + left_out


def _solid(text: str) -> str:
    return "".join(text.split())


def _first_difference(one: str, other: str) -> int:
    low, high = 0, min(len(one), len(other))
    while low < high:  # halving: comparing slices is quick, comparing characters is not
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[:middle] == other[:middle] else (low, middle - 1)
    return low


def _line_of(document: Document, pieces: list[Piece], at: int) -> int:
    """The source line of the ``at``-th character of the page."""
    offset = 0
    for piece in pieces:
        offset = piece.offset
        at -= len(_solid(piece.words))
        if at < 0:
            break
    block = document.text.count("\n", 0, offset)
    return document.lines[block] if block < len(document.lines) else block + 1


def _around(text: str, at: int) -> str:
    start, end = max(0, at - _AROUND), at + _AROUND
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def _differences(left: list[str], right: list[str]) -> Iterator[str]:
    """Lines that differ, with the first character that does."""
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag != "equal":
            expected, got = "".join(left[a:b]), "".join(right[c:d])
            at = _first_difference(expected, got)
            yield f"  原文“{_around(expected, at)}”\n  页面“{_around(got, at)}”"
