"""Which pages have passed the identity gate, which have failed, and which MkDocs is still to show.

A page is known by its bytes and those of its source, so none is gated twice. ``kb.py build`` leaves new pages to the
hook ``hooks/gate.py``: the gate then reads the very HTML that is published, and no page is rendered twice. If one
fails, the build stops before anything of the site is written, and the next ``refresh`` takes that document out.
Whoever shows pages without that loop (``serve``, ``check``, bare MkDocs) has them gated in child processes first.
"""
from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final

import markdown
import msgspec
import yaml

from scripts.check.gate import check_identity, site_markdown
from scripts.convert import Stored, stored
from scripts.disk import WorkspaceError
from scripts.model import Document, Finding
from scripts.read.pool import TIMEOUT, WORKERS, Failure, run
from scripts.stamps import code_digest, digest
from scripts.workspace import Workspace

_LEDGER: Final = ("gate", "ledger")


class Made(msgspec.Struct, frozen=True):
    """A page as it will stand under docs/, with the document whose words it shows."""

    path: str
    text: str
    document: Document
    key: str  # names the conversion in the cache


class Ledger(msgspec.Struct, frozen=True):
    """What is known of pages by their digest; ``pending`` names the conversions of pages that MkDocs is to show."""

    passed: set[str] = msgspec.field(default_factory=set)
    failed: dict[str, Finding] = msgspec.field(default_factory=dict)
    pending: dict[str, str] = msgspec.field(default_factory=dict)  # path under docs/ → key in the cache


class GateJob(msgspec.Struct, frozen=True):
    """A finished page beside the words it must hold."""

    document: Document
    plain: str
    page: str
    config: str  # path of mkdocs.yml, whose Markdown extensions render the page


def check_settings(ws: Workspace) -> None:
    """Raise when ``mkdocs.yml`` cannot be used: every page of the run would fail at the gate for it."""
    path = ws.root / "mkdocs.yml"
    try:
        site_markdown(path)
    except FileNotFoundError as error:
        raise WorkspaceError("MKDOCS_YML", "mkdocs.yml：没有这个文件") from error
    except yaml.MarkedYAMLError as error:
        line = f"第{error.problem_mark.line + 1}行" if error.problem_mark else "文件"
        raise WorkspaceError("MKDOCS_YML", f"mkdocs.yml：{line}不是正确的 YAML，请检查缩进、冒号和引号") from error
    except UnicodeDecodeError as error:
        raise WorkspaceError("MKDOCS_YML", "mkdocs.yml：应为 UTF-8 编码") from error
    except (AttributeError, TypeError) as error:
        words = "mkdocs.yml：应为键值表，一行一个“键: 值”，其中 markdown_extensions 应为列表"
        raise WorkspaceError("MKDOCS_YML", words) from error
    except Exception as error:  # an extension that is not installed, or that refuses its settings
        words = " ".join(str(error).split())
        raise WorkspaceError("MKDOCS_YML", f"mkdocs.yml：markdown_extensions 用不了（{words}）") from error


class Gate:
    """The gate of one run: asks the ledger first, then the children; or leaves the rest to MkDocs."""

    def __init__(self, ws: Workspace, *, defer: bool) -> None:
        self._ws, self._defer = ws, defer
        self._known = _ledger(ws)
        self._stamp = _stamp(ws)
        self._asked = Ledger()  # what this run asked for: the rest is forgotten

    def judge(self, pages: Iterable[Made], by_hand: Iterable[str]) -> dict[str, Finding]:
        """The finding on each page that fails, by path; ``pages`` is drawn as the children have room.

        Args:
            by_hand: pages that a person changed: MkDocs will not show ours, so it is gated here.
        """
        self._asked.pending.clear()
        apart = frozenset(by_hand)
        found: dict[str, Finding] = {}
        asked: deque[tuple[str, Made]] = deque()

        def unknown() -> Iterator[GateJob]:
            for page in pages:
                name = digest(self._stamp, page.key.encode(), page.text.encode())
                if name in self._known.passed:
                    self._asked.passed.add(name)
                elif finding := self._known.failed.get(name):
                    found[page.path] = self._asked.failed[name] = finding
                elif self._defer and page.path not in apart:
                    self._asked.pending[page.path] = page.key
                else:
                    asked.append((name, page))
                    words = stored(self._ws, page.key).plain
                    yield GateJob(page.document, words, page.text, str(self._ws.root / "mkdocs.yml"))

        for result in run(unknown(), gate_one, WORKERS, TIMEOUT):
            name, page = asked.popleft()
            if isinstance(result, Failure):  # it may have been the machine's: not noted
                found[page.path] = _crash(page.document, result.message)
            elif result:
                found[page.path] = self._asked.failed[name] = _of_file(result[0], page.document)
            else:
                self._asked.passed.add(name)
        return found

    def note(self, *, written: bool) -> None:
        """Keep what this run learnt; what is pending changes only when pages are ``written``."""
        pending = self._asked.pending if written else self._known.pending
        _keep(self._ws, msgspec.structs.replace(self._asked, pending=pending))


def gate_one(job: GateJob) -> tuple[Finding, ...]:
    """Findings of the identity gate for one page; empty when not a character is lost."""
    return check_identity(job.plain, job.document, _renderer(job.config)(job.page))


class Inspection:
    """A build of MkDocs seen from the gate: each pending page is held against its source as soon as it is rendered."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self._stamp = _stamp(ws)
        self._ledger = _ledger(ws)
        self._at: tuple[str, bytes] = ("", b"")  # the page that MkDocs is rendering
        self._looked = False
        self._found: list[Finding] = []

    def begin(self, path: str, page: bytes) -> None:
        """MkDocs starts to render the Markdown file ``page``."""
        self._at = path, page

    def end(self, html: str) -> None:
        """MkDocs has rendered it, and is going to publish ``html``."""
        self._gate(lambda one: check_identity(one.plain, one.document, html))

    def stopped(self, error: Exception) -> None:
        """MkDocs gives up; a page that it was rendering is at fault, and a build without it may succeed."""
        self._gate(lambda one: (_crash(one.document, error),))
        self.note()

    def note(self) -> tuple[Finding, ...]:
        """Keep what the build showed; the answer is what failed."""
        if self._looked:
            _keep(self._ws, self._ledger)
        return tuple(self._found)

    def _gate(self, check: Callable[[Stored], tuple[Finding, ...]]) -> None:
        path, page = self._at
        self._at = "", b""
        key = self._ledger.pending.pop(path, "")
        if not key:
            return
        self._looked = True
        one, name = stored(self._ws, key), digest(self._stamp, key.encode(), page)
        try:
            found = check(one)
        except Exception as error:  # noqa: BLE001 -- one text must not take the others with it
            found = (_crash(one.document, error),)
        if found:
            self._ledger.failed[name] = _of_file(found[0], one.document)
            self._found.append(self._ledger.failed[name])
        else:
            self._ledger.passed.add(name)


def failed_pages(ws: Workspace) -> frozenset[str]:
    """Digests of the pages that failed: when a build has added to them, a build without them may succeed."""
    return frozenset(_ledger(ws).failed)


def _ledger(ws: Workspace) -> Ledger:
    try:
        return msgspec.msgpack.decode(ws.cached(*_LEDGER) or b"\x80", type=Ledger)
    except msgspec.MsgspecError:  # of another version: as good as none
        return Ledger()


def _keep(ws: Workspace, ledger: Ledger) -> None:
    ws.keep(*_LEDGER, msgspec.msgpack.encode(ledger, order="deterministic"))


def _stamp(ws: Workspace) -> bytes:
    """What a verdict depends on beside page and source: the gate, the site's extensions, Markdown itself."""
    settings = (ws.root / "mkdocs.yml").read_bytes()
    return digest(code_digest("gating.py", "check/gate.py").encode(), settings, markdown.__version__.encode()).encode()


def _crash(document: Document, reason: object) -> Finding:
    words = f"{type(reason).__name__}：{reason}" if isinstance(reason, Exception) else str(reason)
    message = f"逐字核对未能完成（{' '.join(words.split())[:200]}）"
    return Finding(code="GATE_CRASH", severity="error", document=document.source.file, message=message)


def _of_file(finding: Finding, document: Document) -> Finding:
    return msgspec.structs.replace(finding, document=document.source.file)


@lru_cache(maxsize=1)
def _renderer(config: str) -> Callable[[str], str]:
    return site_markdown(Path(config))
