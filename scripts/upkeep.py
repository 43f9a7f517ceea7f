"""The generated pages on disk: what is written, what stays as a person left it, what is kept off the site, what goes.

Guarantees: a document page that a person changed is neither overwritten nor deleted. A page whose text could not be
converted this time stays on disk, off the site, until its source is gone. A text held back has no page on the site.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

import msgspec

from scripts.model import Finding, Severity
from scripts.render import front_matter, is_generated
from scripts.workspace import Workspace

_DOCUMENTS = ("plans/", "regulations/")  # folders with pages that people may change
_LAYOUTS = frozenset({"doc", "moved", None})  # those of a document and of its old address


class Absent(msgspec.Struct, frozen=True):
    """Source files that have no page this time: their conversion failed, or they are held back on purpose."""

    failed: frozenset[str]
    held: frozenset[str]

    def __contains__(self, source: str) -> bool:
        return source in self.failed or source in self.held


class Changed(msgspec.Struct, frozen=True):
    """A page that a person changed: the file it was made from, and whether it was saved as UTF-8."""

    source: str
    utf8: bool = True


def changed_by_hand(ws: Workspace) -> dict[str, Changed]:
    """Document pages that a person changed, by path under docs/."""
    found: dict[str, Changed] = {}
    for path, page in _document_pages(ws):
        data = ws.read_file(page)
        try:
            text, utf8 = data.decode(), True
        except UnicodeDecodeError:  # an old editor saved it in the encoding of its system
            text, utf8 = data.decode("gb18030", "replace"), False
        state = is_generated(text)
        front = front_matter(text) if state != "ours" else {}
        if state == "foreign" or (state == "edited" and front.get("layout") in _LAYOUTS):
            found[path] = Changed(str(front.get("source") or ""), utf8)
    return found


def orphans(by_hand: Mapping[str, Changed], owned: AbstractSet[str], absent: Absent) -> Iterator[Finding]:
    """What to say of pages that a person changed and that no published text owns."""
    for path in sorted(by_hand.keys() - owned):
        if not by_hand[path].utf8:
            yield _finding("EDITED_ENCODING", "error", path, "由人工改过，但没有存成 UTF-8 编码，未发布")
        elif by_hand[path].source in absent:
            yield _finding("EDITED_HELD", "warning", path, "由人工改过；原文这次没有发布，这一页留在原处，也不发布")
        else:
            yield _finding("EDITED_ORPHAN", "warning", path, "由人工改过，原文已不在，保留")


def not_utf8(by_hand: Mapping[str, Changed]) -> frozenset[str]:
    """Pages saved in another encoding: MkDocs would stop at one, so the site leaves them out."""
    return frozenset(path for path, page in by_hand.items() if not page.utf8)


class Pages:
    """The generated pages of one run on their way to the disk, each written as soon as it is made."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self._made: set[str] = set()
        self._changed = 0

    def write(self, pages: Iterable[tuple[str, str]]) -> None:
        """Write those that differ from what is there."""
        for path, text in pages:
            self._made.add(path)
            self._changed += self._ws.write(self._ws.docs / path, text.encode())

    def finish(self, by_hand: Mapping[str, Changed], absent: Absent) -> int:
        """Delete what has no source any more, withhold from the site what has none this time.

        Returns:
            The number of files written that changed.
        """
        withheld = [path for path, page in by_hand.items() if page.source in absent or not page.utf8]
        failed_pages = _made_from(self._ws, absent.failed)
        for page in list(self._ws.generated()):
            path = page.relative_to(self._ws.docs).as_posix()
            if path not in self._made and path not in by_hand:
                if path in failed_pages:
                    withheld.append(path)
                else:
                    self._ws.delete(page)
        self._ws.withhold(withheld)
        return self._changed


def _made_from(ws: Workspace, sources: frozenset[str]) -> frozenset[str]:
    """Document pages that were made from some sources."""
    if not sources:
        return frozenset()
    return frozenset(path for path, page in _document_pages(ws)
                     if front_matter(ws.read_file(page).decode("utf-8", "replace")).get("source") in sources)


def _finding(code: str, severity: Severity, path: str, words: str) -> Finding:
    return Finding(code=code, severity=severity, document=path, message=f"docs/{path} {words}")


def _document_pages(ws: Workspace) -> Iterator[tuple[str, Path]]:
    for page in ws.generated():
        path = page.relative_to(ws.docs).as_posix()
        if path.startswith(_DOCUMENTS):
            yield path, page
