"""Pages that a person wrote → sections: a heading with an id and the words under it.

Generated lists, theme and regulation pages repeat the words of documents and are left out; a page says so itself with
the class ``gy-nosearch`` on its article or on a part of it.
"""
from __future__ import annotations

import re
from typing import Final

from lxml import etree

from scripts.index.entries import Entry, Group, Page, Run
from scripts.index.html import parse, silent

_GENERATED: Final = ("plans/", "regulations/", "themes/", "terms/", "lists/", "assets/", "data/")
_NO_PAGES: Final = frozenset({"404.html", "search.html", "index.html"})
_NOT_WORDS: Final = re.compile(r"(?<![\w-])(?:gy-notes|gy-card|gy-nosearch|gy-kicker|gy-acts|gy-tools)(?![\w-])")
_NOT_TAGS: Final = frozenset({"nav", "form", "script", "style", "button", "template", "svg", "select", "dialog"})
_LINES: Final = frozenset({"p", "li", "dt", "dd", "td", "th", "pre", "caption", "figcaption", "blockquote", "div",
                           "section", "summary", "tr", "table", "ul", "ol", "dl", "h1", "h2", "h3", "h4", "h5", "h6"})
_HEADING: Final = re.compile(r"h[1-6]")
_OPENING_TAG: Final = re.compile(r"<article\b[^>]*>")


def is_handwritten(url: str, article: str) -> bool:
    """Whether a page has words of its own to be found."""
    tag = _OPENING_TAG.match(article)
    if not tag or url.startswith(_GENERATED) or url in _NO_PAGES:
        return False
    return "gy-nosearch" not in tag[0]


def read_handwritten(page: Page, article: str) -> Page:
    """Fill ``page`` with one entry for each heading and what stands under it."""
    reader = _Reader(page)
    reader.walk(parse(article))
    reader.end_line()
    page.title = page.title or (page.entries[0].text[:page.entries[0].lead] if page.entries else page.url)
    return page


class _Reader:
    """Collects lines; a heading with an id begins a new entry."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.line = ""
        self.lead = False
        self.above: list[tuple[int, str]] = []

    def walk(self, element: etree._Element) -> None:
        name = element.get("class") or ""
        if element.tag in _NOT_TAGS or silent(element) or _NOT_WORDS.search(name):
            return
        apart = element.tag in _LINES or element.tag == "br"
        if apart:
            self.end_line()
        if _HEADING.fullmatch(element.tag) and (element.get("id") or not self.page.entries):
            self._begin(element.get("id") or "", int(element.tag[1]) - 1)
        self.line += element.text or ""
        for child in element:
            self.walk(child)
            self.line += child.tail or ""
        if apart:
            self.end_line()

    def _begin(self, anchor: str, level: int) -> None:
        while self.above and self.above[-1][0] >= level:
            self.above.pop()
        path = tuple(text for _, text in self.above)
        self.page.entries.append(Entry(anchor, "page", level=level, path=path))
        self.page.groups.append(Group([]))
        self.above.append((level, ""))
        self.lead = True

    def end_line(self) -> None:
        text = " ".join(self.line.split())
        self.line = ""
        if not text:
            return
        if not self.page.entries:
            self._begin("", 0)
            self.lead = False
        entry = self.page.entries[-1]
        if self.lead:
            entry.lead = len(text)
            self.above[-1] = (entry.level, text)
        entry.text += ("\n" if entry.text else "") + text
        self.page.groups[-1].lines.append([Run(len(self.page.entries) - 1, text, self.lead)])
        self.lead = False
