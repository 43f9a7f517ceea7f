"""Keeps generated pages up to date in bare `mkdocs serve` and `mkdocs build`, and completes the built site.

`kb.py build` has refreshed the pages itself and says so with KB_FRESH=1.
"""
from __future__ import annotations

import datetime as dt
import logging
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import Files

# MkDocs puts hooks/ on the path, not the project itself: without this, bare `mkdocs build` does not find scripts/
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from scripts.disk import WorkspaceError, refusal
from scripts.model import Finding
from scripts.pipeline import refresh
from scripts.published import complete
from scripts.vocabulary import VocabularyError
from scripts.workspace import workspace_of_build

ROOT = str(Path(__file__).resolve().parent.parent)
log = logging.getLogger("mkdocs.hooks.guiyao")  # below "mkdocs", or --strict would not count what it says


def on_pre_build(config: MkDocsConfig, **_: Any) -> None:
    """Sources → pages under docs/; only what changed is written, so that `mkdocs serve` comes to rest."""
    if os.environ.get("KB_FRESH") == "1":
        return
    if ROOT not in sys.path:
        sys.path.insert(0, ROOT)  # MkDocs took it back after loading this file; child processes inherit it
    try:
        result = refresh(workspace_of_build(config.site_dir), _today())
    except (WorkspaceError, VocabularyError) as error:
        raise PluginError(str(error)) from error
    except OSError as error:
        raise PluginError(str(refusal(error))) from error
    _report(result.findings)


def on_files(files: Files, config: MkDocsConfig, **_: Any) -> Files:
    """Leave out the pages whose text is not published this time; they stay where they are."""
    for path in workspace_of_build(config.site_dir).withheld():
        if page := files.get_file_from_path(path):
            files.remove(page)
    return files


def on_post_template(output: str, template_name: str, config: MkDocsConfig, **_: Any) -> str:
    """No sitemap without the site's address: it would be empty, and its packed form hold the day of the build."""
    return output if config.site_url or not template_name.startswith("sitemap") else ""


def on_post_build(config: MkDocsConfig, **_: Any) -> None:
    """Data, schemas and search files into the built site."""
    try:
        findings = complete(workspace_of_build(config.site_dir), Path(config.site_dir))
    except WorkspaceError as error:
        raise PluginError(str(error)) from error
    except OSError as error:
        raise PluginError(str(refusal(error))) from error
    _report(findings)


def _today() -> str:
    """The day the status of regulations is computed for."""
    return os.environ.get("KB_AS_OF") or dt.datetime.now().astimezone().date().isoformat()


def _report(findings: Iterable[Finding]) -> None:
    """What failed counts as a warning of MkDocs, so that --strict ends with an error after all is built."""
    for finding in findings:
        if finding.severity == "error":
            log.warning("[%s] %s：%s", finding.code, finding.document, finding.message)
