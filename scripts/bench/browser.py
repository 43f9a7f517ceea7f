"""A headless browser over a folder of files: what was fetched, how long a call took, how much memory the page holds."""
from __future__ import annotations

import contextlib
import gzip
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

_PAGE = "<!doctype html><meta charset=utf-8><title>bench</title>{scripts}<p>bench"


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  (the name in the standard library)
        """Say nothing."""


class Visit:
    """One page, fresh from an empty cache."""

    def __init__(self, page: Page, folder: Path, base: str) -> None:
        self.page = page
        self.fetched: list[str] = []
        self._folder = folder
        self._base = base
        page.on("request", lambda request: self.fetched.append(request.url))

    def open(self, name: str) -> None:
        self.page.goto(self._base + name)
        self.fetched.clear()

    def timed(self, script: str, argument: object = None) -> tuple[float, Any]:
        """Milliseconds and answer of an async function of the page."""
        answer = self.page.evaluate(
            f"async argument => {{ const start = performance.now(); const answer = await ({script})(argument);"
            " return [performance.now() - start, answer]; }", argument)
        return float(answer[0]), answer[1]

    def packed_bytes(self, only: str = "") -> int:
        """What the fetched files weigh in gzip."""
        total = 0
        for url in self.fetched:
            path = self._folder / url.removeprefix(self._base).partition("?")[0]
            if only in url and path.is_file():
                total += len(gzip.compress(path.read_bytes(), 6))
        return total

    def memory(self) -> float:
        """Private memory of the page's process in MB, after its rubbish is thrown out."""
        session = self.page.context.new_cdp_session(self.page)
        session.send("HeapProfiler.collectGarbage")
        session.detach()
        return sum(_private(pid) for pid in _renderers(self.page))


def _renderers(page: Page) -> list[int]:
    browser = page.context.browser
    assert browser
    session = browser.new_browser_cdp_session()
    processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return [int(process["id"]) for process in processes if process["type"] == "renderer"]


def _private(pid: int) -> float:
    """Anonymous memory of a process in MB; 0 where the system does not tell."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text(encoding="ascii").splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1]) / 1024
    return 0.0


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder; the base address, with a slash at its end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/"
        server.shutdown()


@contextlib.contextmanager
def chromium(executable: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=executable or None, args=["--no-sandbox"])
        yield running
        running.close()


@contextlib.contextmanager
def visit(browser: Browser, folder: Path, base: str) -> Iterator[Visit]:
    context = browser.new_context()
    yield Visit(context.new_page(), folder, base)
    context.close()


def write_page(folder: Path, name: str, *scripts: str) -> None:
    """An empty page with some scripts."""
    tags = "".join(f'<script src="{script}"></script>' for script in scripts)
    (folder / name).write_text(_PAGE.format(scripts=tags), encoding="utf-8")
