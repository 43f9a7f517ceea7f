"""The folders of one knowledge base: the only place that lists, reads and writes its files.

Guarantees: a file is replaced whole or not at all, and only when its bytes differ; a generated page that a person
has edited is never touched; every failure of the disk is a ``WorkspaceError`` of one Chinese line.
"""
from __future__ import annotations

import contextlib
import hashlib
import os
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from scripts.disk import SidecarError, WorkspaceError, alone, disk, read_any, reason, shown

ROOT: Final = Path(__file__).resolve().parent.parent
GENERATED: Final = ("plans", "regulations", "themes", "terms", "lists")  # folders of docs/ that are ours alone
GENERATED_TOP: Final = frozenset({"index.md"})  # and the pages of ours at its top
SIDECARS: Final = (".yml", ".yaml")  # .yml is what we write of; .yaml is taken as well
HIDDEN: Final = (".", "~$")  # beginnings of names that are no texts
IGNORED: Final = frozenset({"thumbs.db", "desktop.ini"})


class Workspace:
    """``sources`` → ``docs`` → ``site``, with a cache that may be deleted at any time.

    The checkout's own sources are built into its own ``docs/``; any other folder gets a ``docs`` of its own in the
    cache, so that trying a folder leaves the checkout alone.
    """

    def __init__(self, sources: Path | None = None, site: Path | None = None, root: Path = ROOT) -> None:
        self.root = root
        self.sources = (sources or root / "sources").resolve()
        own = self.sources == (root / "sources").resolve()
        key = "own" if own else hashlib.sha256(str(self.sources).encode("utf-8", "surrogateescape")).hexdigest()[:12]
        self.cache = root / ".cache" / key
        self.handwritten = root / "docs"
        self.docs = self.handwritten if own else self.cache / "docs"
        self.site = (site or (root / "site" if own else root / f"site-{self.sources.name}")).resolve()
        self.vocabulary = root / "vocabulary"

    # --- reading ---

    def list_sources(self) -> tuple[str, ...]:
        """POSIX paths of the source files under ``sources``, sorted; sidecars and hidden files left out."""
        names = (n for n in self._names() if not n.lower().endswith(SIDECARS))
        return tuple(n for n in names if n.lower().split("/")[-1] not in IGNORED)

    def orphan_sidecars(self, sources: tuple[str, ...]) -> tuple[str, ...]:
        """Sidecars whose text is not there (it was renamed or removed)."""
        known = set(sources)
        sidecars = (n for n in self._names() if n.lower().endswith(SIDECARS))
        return tuple(n for n in sidecars if n.rpartition(".")[0] not in known)

    def _names(self) -> list[str]:
        """All files under ``sources`` but hidden ones and the locks of Word (``~$要点.docx``)."""
        if not self.sources.is_dir():
            raise WorkspaceError("NO_SOURCES", f"{self.sources}：没有这个文件夹")
        found: list[Path] = []
        for place, folders, names in os.walk(self.sources, onerror=_unreadable):
            folders[:] = [n for n in folders if not n.startswith(HIDDEN) and Path(place, n) != self.site]
            found.extend(Path(place, name) for name in names if not name.startswith(HIDDEN))
        return sorted(p.relative_to(self.sources).as_posix() for p in found if p.is_file())

    def read_source(self, name: str) -> bytes:
        if shown(name) != name:
            raise WorkspaceError("BAD_NAME", "文件名里有换行、控制符或认不出的字，请改名")
        try:
            return read_any(self.sources / name)
        except FileNotFoundError as error:
            raise WorkspaceError("SOURCE_GONE", "文件在转换途中不见了") from error
        except OSError as error:
            raise WorkspaceError("SOURCE_UNREADABLE", f"文件打不开（{reason(error)}）") from error

    def read_sidecar(self, name: str) -> bytes:
        """Bytes of ``NAME.yml`` beside ``NAME``; empty when there is none."""
        found = [path for suffix in SIDECARS if _is_file(path := self.sources / (name + suffix))]
        if len(found) > 1:
            raise SidecarError("SIDECAR", f"有两份旁注（{found[0].name} 和 {found[1].name}），请只留一份")
        if not found:
            return b""
        with disk(found[0]):
            return found[0].read_bytes()

    def read_file(self, path: Path) -> bytes:
        """A file of ours; empty where there is none."""
        with disk(path):
            return path.read_bytes() if path.is_file() else b""

    # --- writing ---

    def write(self, path: Path, data: bytes) -> bool:
        """Write whole and only when different; answer whether the file changed."""
        with disk(path):
            if _holds(path, data):
                return False
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
            try:
                draft.write_bytes(data)
                draft.replace(path)
            except BaseException:
                draft.unlink(missing_ok=True)
                raise
        return True

    def delete(self, path: Path) -> None:
        with disk(path):
            path.unlink(missing_ok=True)
            with contextlib.suppress(OSError):  # the folder is not empty: others still live there
                path.parent.rmdir()

    def generated(self) -> Iterator[Path]:
        """The Markdown files that stand in the generated folders of ``docs``."""
        for folder in GENERATED:
            yield from sorted((self.docs / folder).rglob("*.md"))
        yield from (self.docs / name for name in sorted(GENERATED_TOP) if (self.docs / name).is_file())

    def mirror_handwritten(self) -> None:
        """Copy hand-written pages and assets into a ``docs`` of its own; what is gone there goes here too."""
        if not self.handwritten.is_dir():
            raise WorkspaceError("NO_DOCS", f"{self.handwritten}：没有这个文件夹，里面应有手写的页面、样式和脚本")
        if self.docs == self.handwritten:
            return
        own = [p for p in _files(self.handwritten) if not _is_generated(p, self.handwritten)]
        wanted = {p.relative_to(self.handwritten): p for p in own}
        for inner, path in wanted.items():
            self.write(self.docs / inner, path.read_bytes())
        for path in [p for p in _files(self.docs) if not _is_generated(p, self.docs)]:
            if path.relative_to(self.docs) not in wanted:
                self.delete(path)

    def site_pages(self, site_dir: Path) -> Iterator[tuple[str, str]]:
        """``(url, html)`` of every page of a built site, in order of path."""
        for path in sorted(site_dir.rglob("*.html")):
            with disk(path):
                yield path.relative_to(site_dir).as_posix(), path.read_text("utf-8")

    def site_files(self, folder: Path) -> dict[str, bytes]:
        """All files below a folder of the built site, by path under the site."""
        if not folder.is_dir():
            raise WorkspaceError("NO_SITE", f"{folder}：还没有生成站点，先运行 python3 kb.py build")
        with disk(folder):
            return {p.relative_to(folder.parent).as_posix(): p.read_bytes() for p in _files(folder)}

    # --- the cache ---

    def cached(self, folder: str, key: str) -> bytes | None:
        path = self.cache / folder / key
        with disk(path):
            return path.read_bytes() if path.is_file() else None

    def keep(self, folder: str, key: str, data: bytes) -> None:
        self.write(self.cache / folder / key, data)

    def forget_unused(self, folder: str, used: set[str]) -> None:
        """Drop what no source of this run asked for, so that the cache does not grow for ever."""
        for path in (self.cache / folder).glob("*"):
            if path.name not in used:
                self.delete(path)

    def stage(self, name: str, data: bytes) -> None:
        """Put aside a file that goes into the built site as it is: ``data/items.json``."""
        self.write(self.cache / "site" / name, data)

    def staged(self) -> dict[str, bytes]:
        """All files put aside, by path under the site."""
        folder = self.cache / "site"
        return {p.relative_to(folder).as_posix(): p.read_bytes() for p in _files(folder)}

    def unstage_all_but(self, names: set[str]) -> None:
        folder = self.cache / "site"
        for path in _files(folder):
            if path.relative_to(folder).as_posix() not in names:
                self.delete(path)

    def withhold(self, pages: Iterable[str]) -> None:
        """Note which pages under docs/ the site must leave out."""
        self.write(self.cache / "withheld", "\n".join(sorted(pages)).encode())

    def withheld(self) -> frozenset[str]:
        return frozenset(self.read_file(self.cache / "withheld").decode().split("\n")) - {""}

    def lock(self) -> contextlib.AbstractContextManager[None]:
        """Hold this knowledge base alone."""
        return alone(self.cache / "lock", "另一个规要正在处理这个文件夹，等它结束后再试")


def workspace_of_build(site_dir: str) -> Workspace:
    """The workspace that MkDocs builds: ``kb.py`` names other sources in the environment of its process."""
    sources = os.environ.get("KB_SOURCES")
    return Workspace(Path(sources) if sources else None, Path(site_dir))


def nfc(name: str) -> str:
    """The name in NFC: a file copied from macOS keeps its id."""
    return unicodedata.normalize("NFC", name)


def _unreadable(error: OSError) -> None:
    """A folder that cannot be listed stops the run: its texts would count as gone, their pages be deleted."""
    if not isinstance(error, FileNotFoundError):
        raise WorkspaceError("SOURCE_UNREADABLE", f"{error.filename}：文件夹打不开（{reason(error)}）") from error


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # NAME.yml is longer than a name may be: then there is none
        return False


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.is_file() and path.read_bytes() == data
    except (FileNotFoundError, NotADirectoryError):
        return False


def _files(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.is_file())


def _is_generated(path: Path, docs: Path) -> bool:
    return path.relative_to(docs).parts[0] in GENERATED or path.name in GENERATED_TOP
