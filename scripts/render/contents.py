"""The table of contents of a document page, from the elements marked ``data-toc``: sections, items, 一是, articles.

Guarantees: entries come in page order; an entry hangs under the nearest one before it whose anchor is the head of its
own (``3`` over ``3-n7`` over ``3-n7-i1``); an article hangs under the chapter before it, whatever its anchor.
"""
from __future__ import annotations

import re
from typing import Final

from scripts.model import Struct

_MARKED: Final = re.compile(r'<[a-z][a-z0-9]* [^>]*\bdata-toc="([^"]*)"[^>]*>')
_ID: Final = re.compile(r'\bid="([^"]*)"')
_ARTICLE: Final = re.compile(r"t\d")


class Entry(Struct, frozen=True):
    """A line of the table of contents; ``title`` is HTML."""

    anchor: str
    title: str
    depth: int  # 0 at the top


def contents(html: str) -> tuple[Entry, ...]:
    """The entries of a page in order; each one's parent is the last before it that is less deep by one."""
    entries: list[Entry] = []
    opened: list[str] = []
    for tag in _MARKED.finditer(html):
        if found := _ID.search(tag[0]):
            anchor = found[1]
            while opened and not _holds(opened[-1], anchor):
                opened.pop()
            entries.append(Entry(anchor, tag[1], len(opened)))
            opened.append(anchor)
    return tuple(entries)


def _holds(above: str, anchor: str) -> bool:
    if _ARTICLE.match(anchor) and "-" not in anchor:
        return not _ARTICLE.match(above)
    return anchor.startswith(above + "-")
