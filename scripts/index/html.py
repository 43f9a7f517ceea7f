"""A built page → entries: the text of the ``[data-src]`` elements of a document page.

Guarantees: every character of a ``[data-src]`` element is in exactly one entry; nothing beside them is (chips, notes,
menus). Words belong to the nearest unit around them that is listed: an item, a heading, or matter of its own (title,
head, closing); 款 and 项 belong to their article.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

import msgspec
from lxml import etree

from scripts.index.entries import INLINE, Entry, Group, Page, Run

ITEM_FORMS: Final = frozenset({"numbered", "inline", "article", "paragraph"})
_FORM_CLASS: Final = re.compile(
    r"\bgy-(title|head|record|salutation|closing|signature|table|numbered|inline|article|paragraph)(?![\w-])")
_HEADING_CLASS: Final = re.compile(r"\bgy-(?:h|runin)(?![\w-])")
_LEAD_CLASS: Final = re.compile(r"\bgy-(?:lead|head|art)(?![\w-])")
_HEADING_TAGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_SILENT_TAGS: Final = frozenset({"script", "style", "button", "template"})


class Known(msgspec.Struct, array_like=True):
    """What the records say of a unit beside its words."""

    form: str
    label: str = ""
    level: int = 0
    role: str = ""
    themes: tuple[str, ...] = ()
    path: tuple[str, ...] = ()


def article_of(html: str) -> str:
    """The ``<article>`` of a page: menus and footers around it are nobody's words."""
    start = html.find("<article")
    end = html.rfind("</article>")
    return html[start:end + 10] if 0 <= start < end else ""


def parse(article: str) -> etree._Element:
    """The tree of an article; malformed HTML is mended as a browser would."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, recover=True, huge_tree=True)
    return etree.fromstring((article or "<p></p>").encode("utf-8", "replace"), parser)


def silent(element: etree._Element) -> bool:
    """Whether an element holds no words of the text: a permalink, a button, a script."""
    return element.tag in _SILENT_TAGS or "headerlink" in (element.get("class") or "")


def read_document(page: Page, article: str, known: Mapping[str, Known]) -> Page:
    """Fill ``page`` with the entries of a document page."""
    reader = _Reader(page, known)
    for block in parse(article).iterfind(".//*[@data-src]"):
        reader.block(block)
    return page


class _Reader:
    """Walks the blocks of one page and hands each run of words to the unit it belongs to."""

    def __init__(self, page: Page, known: Mapping[str, Known]) -> None:
        self.entries = page.entries
        self.groups = page.groups
        self.known = known
        self.place: dict[str, int] = {}  # anchor → entry
        self.root = -1  # the entry whose group is open
        self.runs: list[Run] = []

    def block(self, element: etree._Element) -> None:
        """One line of the document."""
        self.runs = []
        owner = self._owner(element)
        whole = element.tag in _HEADING_TAGS or self.entries[owner].form == "title"
        self._walk(element, owner, lead=whole)
        runs = list(_joined(self.runs))
        if any(run.text.strip() for run in runs):
            self._keep(owner, runs)

    def _owner(self, element: etree._Element) -> int:
        """The entry that a block's first words belong to."""
        anchor = element.get("id") or element.get("data-of") or ""
        before = len(self.entries)
        owner = self._unit(anchor, element, outer=-1) if anchor else self.root
        if owner < 0 or (owner < before and self._root_of(owner) != self.root):
            # words that come back to a unit whose place has passed: an entry of their own, so that order is kept
            return self._add(anchor, element, outer=-1)
        return owner

    def _walk(self, element: etree._Element, owner: int, *, lead: bool) -> None:
        if element.text:
            self.runs.append(Run(owner, element.text, lead))
        for child in element:
            if not silent(child):
                anchor = child.get("id")
                inner = self._unit(anchor, child, outer=owner) if anchor else owner
                bold = _LEAD_CLASS.search(child.get("class") or "") is not None
                self._walk(child, inner, lead=lead or bold)
            if child.tail:
                self.runs.append(Run(owner, child.tail, lead))

    def _unit(self, anchor: str, element: etree._Element, outer: int) -> int:
        """The entry for ``anchor``, made when it is met first; an unlisted unit inside an item is the item."""
        if anchor in self.place:
            return self.place[anchor]
        around = outer if outer >= 0 else self._around(anchor)
        if anchor not in self.known and around >= 0 and self.entries[around].form in ITEM_FORMS:
            name = element.get("class") or ""
            if self.known or not (_FORM_CLASS.search(name) or _HEADING_CLASS.search(name)):
                return around
        return self._add(anchor, element, outer)

    def _around(self, anchor: str) -> int:
        """The nearest unit whose anchor begins this one: t9-k1-x2 → t9."""
        while "-" in anchor:
            anchor = anchor.rpartition("-")[0]
            if anchor in self.place:
                return self.place[anchor]
        return -1

    def _add(self, anchor: str, element: etree._Element, outer: int) -> int:
        known = self.known.get(anchor) or _guess(element)
        parent = outer if outer >= 0 else self._parent(anchor)
        self.entries.append(Entry(anchor, known.form, parent, inline=outer >= 0, level=known.level, label=known.label,
                                  role=known.role, themes=known.themes, path=known.path))
        self.place[anchor] = len(self.entries) - 1
        if outer >= 0:
            self.runs.append(Run(outer, INLINE, lead=False))
        return len(self.entries) - 1

    def _parent(self, anchor: str) -> int:
        """The item around a unit that begins its own line; a heading is no item."""
        around = self._around(anchor)
        return around if around >= 0 and self.entries[around].form in ITEM_FORMS else -1

    def _root_of(self, entry: int) -> int:
        """The unit that begins the line in which an inline unit stands."""
        while entry >= 0 and self.entries[entry].inline:
            entry = self.entries[entry].parent
        return entry

    def _keep(self, owner: int, runs: list[Run]) -> None:
        """Put a line into its group and each run into its entry's own text."""
        root = self._root_of(owner)
        if root != self.root:
            self.groups.append(Group([]))
            self.root = root
        self.groups[-1].lines.append(runs)
        if self.entries[owner].text:
            self.entries[owner].text += "\n"
        for run in runs:
            entry = self.entries[run.entry]
            if run.lead and len(entry.text) == entry.lead:
                entry.lead += len(run.text)
            entry.text += run.text


def _joined(runs: list[Run]) -> Iterator[Run]:
    """Runs with neighbours of the same entry and rank made one: a word may be cut by a tag, 20<b>20</b>."""
    last: Run | None = None
    for run in runs:
        if last and last.entry == run.entry and last.lead == run.lead and INLINE not in last.text:
            last = Run(run.entry, last.text + run.text, run.lead)
            continue
        if last:
            yield last
        last = run
    if last:
        yield last


def _guess(element: etree._Element) -> Known:
    """Form and level of a unit that no record lists: a person's edit, or matter around the outline."""
    name = element.get("class") or ""
    if found := _FORM_CLASS.search(name):
        return Known(found[1])
    if _HEADING_CLASS.search(name) or element.tag in _HEADING_TAGS:
        level = int(element.tag[1]) - 1 if element.tag in _HEADING_TAGS else 1
        return Known("title" if level == 0 else "section", level=level)
    return Known("paragraph")
