"""Text to outline: the ordered rule table is in ``rules``, regulations are read by ``regulation``.

``lines`` and ``draft`` hold a text on its way; ``frame`` (title, head, 落款) and ``body`` (labels, lists, appendices)
say what each line is; ``nesting`` builds the tree; ``titles``, ``facts`` and ``roles`` say what the text is about.
"""
from __future__ import annotations

from scripts.model import Document, Extract, Sidecar, Source
from scripts.parse.plan import parse_plan
from scripts.parse.regulation import looks_like_regulation, parse_regulation

__all__ = ["parse"]


def parse(extract: Extract, source: Source, sidecar: Sidecar, signs: tuple[str, ...]) -> Document:
    """Parse a text; ``signs`` are those of boilerplate. The sidecar's category decides, else the text itself."""
    if looks_like_regulation(extract, source.file, sidecar):
        return parse_regulation(extract, source, sidecar, signs)
    return parse_plan(extract, source, sidecar, signs)
