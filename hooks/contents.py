"""Gives document pages their table of contents: MkDocs sees headings only, ours goes down to 一是 and articles."""
from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

# MkDocs puts hooks/ on the path, not the project itself: without this, bare `mkdocs build` does not find scripts/
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.render.contents import contents


def on_page_content(html: str, page: Page, **_: Any) -> str:
    """Replace the contents of a document page; its words stay untouched."""
    if page.meta.get("document"):
        page.toc = _links(html)
    return html


def _links(html: str) -> TableOfContents:
    top: list[AnchorLink] = []
    opened: list[AnchorLink] = []
    for entry in contents(html):
        link = AnchorLink(entry.title, entry.anchor, entry.depth + 2)  # h1 is the title of the page
        del opened[entry.depth:]
        (opened[-1].children if opened else top).append(link)
        opened.append(link)
    return TableOfContents(top)
