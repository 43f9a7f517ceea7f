"""What the index holds of a page: entries (units with their own words) in groups of lines."""
from __future__ import annotations

from typing import Final

import msgspec

INLINE: Final[str] = "\x1c"  # stands in a text where the words of the next inline child stand


class Run(msgspec.Struct, array_like=True):
    """Words in one line that belong to one entry."""

    entry: int  # place in ``Page.entries``
    text: str
    lead: bool  # part of a heading or lead sentence


class Entry(msgspec.Struct, array_like=True):
    """A unit that can be a hit: an item, a heading, a title, head matter, a section of a hand-written page."""

    anchor: str
    form: str
    parent: int = -1  # the item it stands in (place in ``Page.entries``)
    inline: bool = False  # begins inside its parent's line
    level: int = 0  # headings: 1… ; the title of the page: 0
    label: str = ""
    text: str = ""  # own words; INLINE marks the places of inline children, line feeds the ends of lines
    lead: int = 0  # length of the heading or lead sentence at the start of ``text``, label included
    role: str = ""
    themes: tuple[str, ...] = ()
    path: tuple[str, ...] = ()


class Group(msgspec.Struct, array_like=True):
    """Lines in a row that belong to one unit and its inline children; positions count from their start."""

    lines: list[list[Run]]


class Page(msgspec.Struct, array_like=True):
    """One page as the index sees it."""

    url: str
    title: str
    document: str = ""
    kind: str = ""
    category: str = ""  # plan | page | regulation
    year: int = 0
    issuer: str = ""
    edition: str = ""  # 2022年修订, as the page tells one text of a regulation from the others
    entries: list[Entry] = []
    groups: list[Group] = []
