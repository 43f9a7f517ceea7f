"""The folder a site is built into: MkDocs empties it first, so nothing else may live there, and one run at a time."""
from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from scripts.disk import WorkspaceError, alone, disk
from scripts.workspace import GENERATED, Workspace

_OURS: Final = frozenset({  # what a built site holds at its top
    *GENERATED, "404.html", "assets", "data", "files", "index.html", "search", "search.html",
})


@contextlib.contextmanager
def held(ws: Workspace) -> Iterator[None]:
    """Hold the site's folder alone while it is built.

    Raises:
        WorkspaceError: the folder holds something else (`--site 我的文档` must not cost a person that folder), or
            another run builds into it.
    """
    _check_place(ws)
    with disk(ws.site):
        if ws.site.exists() and not _looks_built(ws.site):
            raise WorkspaceError("SITE_FOLDER", f"{ws.site}：里面有别的文件，生成时会先清空；请换一个空目录")
    digest = hashlib.sha256(str(ws.site).encode("utf-8", "surrogateescape")).hexdigest()[:12]
    with alone(ws.root / ".cache" / f"site-{digest}.lock", "另一个规要正在生成这个站点，等它结束后再试"):
        yield


def _check_place(ws: Workspace) -> None:
    for folder in (ws.root, ws.sources, ws.docs, ws.handwritten, ws.vocabulary, Path.home()):
        if ws.site == folder or ws.site in folder.parents:
            raise WorkspaceError("SITE_FOLDER", f"{ws.site}：生成时会先清空这个目录，而 {folder} 在里面；请换一个目录")
    if ws.handwritten in ws.site.parents:
        raise WorkspaceError("SITE_FOLDER", f"{ws.site}：站点不能放在手写页面的目录 {ws.handwritten} 里；请换一个目录")


def _looks_built(folder: Path) -> bool:
    """Whether the folder is empty or holds a site of ours, be it half built."""
    names = {path.name for path in folder.iterdir() if not path.name.startswith((".", "sitemap."))}
    return names <= _OURS or (folder / "data" / "items.json").is_file()
