"""Holds each page against its source as soon as MkDocs has rendered it; stops the build when words are lost.

Only pages that ``kb.py build`` left to it; what bare MkDocs shows has passed before. See ``scripts/gating.py``.
"""
from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.pages import Page

# MkDocs puts hooks/ on the path, not the project itself: without this, bare `mkdocs build` does not find scripts/
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.gating import Inspection
from scripts.workspace import workspace_of_build

_inspections: list[Inspection] = []  # that of this build


def on_pre_build(config: MkDocsConfig, **_: Any) -> None:
    """After hooks/refresh.py: the ledger says which pages have not passed yet."""
    _inspections[:] = [Inspection(workspace_of_build(config.site_dir))]


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    _inspections[0].begin(page.file.src_uri, page.file.content_bytes)
    return markdown


def on_page_content(html: str, **_: Any) -> str:
    _inspections[0].end(html)
    return html


def on_env(env: Environment, **_: Any) -> Environment:
    """All pages are rendered, nothing of the site is written yet."""
    if found := _inspections[0].note():
        raise PluginError(f"{found[0].document}：{found[0].message}" + (f"，等 {len(found)} 份" if found[1:] else ""))
    return env


def on_build_error(error: Exception, **_: Any) -> None:
    for inspection in _inspections:
        inspection.stopped(error)
