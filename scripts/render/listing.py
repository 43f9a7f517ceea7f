"""Which units of a document are items: labelled ones, inline ones, articles, tables, prose outside articles."""
from __future__ import annotations

from typing import Final

from scripts.model import Document, Unit, walk
from scripts.render.places import Above

_LISTED: Final = frozenset({"numbered", "inline", "article", "paragraph", "table"})


class Listing:
    """Which units of a document are items, and to which item a unit's marks belong."""

    def __init__(self, document: Document) -> None:
        self.items: list[tuple[Above, Unit]] = []
        self._owner: dict[str, str] = {}
        inside: set[str] = set()  # an article
        for above, unit in walk(document.units):
            parent = self._owner.get(above[-1].anchor, "") if above else ""
            if above and (above[-1].form == "article" or above[-1].anchor in inside):
                inside.add(unit.anchor)
            listed = unit.form in _LISTED and unit.anchor not in inside
            if listed:
                self.items.append((above, unit))
            self._owner[unit.anchor] = unit.anchor if listed else parent

    def owner(self, anchor: str) -> str:
        """Anchor of the item that a unit is or belongs to; empty for headings and matter outside the items."""
        return self._owner.get(anchor, "")

