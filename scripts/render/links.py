"""Addresses between pages: relative, so that the site works under any sub-path and from ``file://``.

Pages are named by their path from the site's root without suffix (``plans/x``), with an anchor where one is meant.
"""
from __future__ import annotations

import posixpath
from typing import Literal


def address(page: str, target: str, suffix: Literal[".md", ".html"]) -> str:
    """``target`` as seen from ``page``: ``.md`` in Markdown links, which MkDocs checks; ``.html`` in raw HTML."""
    path, sign, anchor = target.partition("#")
    if path == page and anchor:
        return sign + anchor
    return posixpath.relpath(path + suffix, posixpath.dirname(page) or ".") + sign + anchor
