"""Addresses between pages: relative, so that the site works under any sub-path and from ``file://``.

Pages are named by their path from the site's root without suffix (``plans/x``), with an anchor where one is meant.
"""
from __future__ import annotations

from typing import Literal

from scripts.model import Version, Work


def comparison_path(work: Work, old: Version, new: Version) -> str:
    """The page that sets two versions side by side; neighbours, and any with the newest, always have one."""
    at = work.versions.index(new)
    kept = at == len(work.versions) - 1 or work.versions[at - 1] is old
    return f"regulations/{work.id}/{old.date}-{new.date}" if kept else ""


def replacement_path(before: Work, work: Work) -> str:
    """The page that sets the last text of …（试行） beside the first of the regulation that took its place."""
    return f"regulations/{work.id}/{before.versions[-1].date}-{work.versions[0].date}"


def address(page: str, target: str, suffix: Literal[".md", ".html"]) -> str:
    """``target`` as seen from ``page``: ``.md`` in Markdown links, which MkDocs checks; ``.html`` in raw HTML."""
    path, sign, anchor = target.partition("#")
    if path == page and anchor:
        return sign + anchor
    return relative(page, path + suffix) + sign + anchor


def relative(page: str, url: str) -> str:
    """``url`` (from the site's root) as a link that works on ``page`` at any sub-path and from ``file://``."""
    path, sign, anchor = url.partition("#")
    here, there = page.split("/")[:-1], path.split("/")
    same = 0
    while same < min(len(here), len(there) - 1) and here[same] == there[same]:
        same += 1
    return "../" * (len(here) - same) + "/".join(there[same:]) + sign + anchor
