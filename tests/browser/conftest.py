"""What browser tests share: one build of the sample corpus, servers for it, and a page that tolerates no error.

Every test in this folder is marked ``browser``. ``page`` fails its test on a console error, an uncaught exception or
a request that leaves the site; a test that provokes one on purpose takes it out of ``problems``.
"""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

from tests.browser import chromium
from tests.browser.serving import INTRANET, Served, serving

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules=MAP {INTRANET} 127.0.0.1, MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # nothing is reached outside
]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[Served]:
    """The site's base addresses: ``root``, ``intranet``, ``sub``, ``file``."""
    with serving(site) as addresses:
        yield addresses


@pytest.fixture(params=["root", "sub", "file"])
def everywhere(request: pytest.FixtureRequest, served: Served) -> str:
    """A base address; a test that asks for it runs over http, under a path and from ``file://``."""
    return str(getattr(served, request.param))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chrome, Edge or Chromium that can reach nothing but this machine."""
    executable = chromium.find()
    assert executable, chromium.MISSING
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def problems() -> list[str]:
    """What went wrong in ``page``; anything left here fails the test."""
    return []


@pytest.fixture
def page(browser: Browser, served: Served, problems: list[str]) -> Iterator[Page]:
    """A fresh page of an office screen, watched."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    opened = context.new_page()
    watch(opened, served, problems)
    yield opened
    context.close()
    assert problems == []


def watch(page: Page, served: Served, problems: list[str]) -> None:
    """Note every console error, uncaught exception and request outside the site."""
    own = (*served, "data:", "blob:", "about:")

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            problems.append(f"console: {message.text} ({message.location.get('url', '')})")

    page.on("console", on_console)
    page.on("pageerror", lambda error: problems.append(f"exception: {error}"))
    page.on("request", lambda request: None if request.url.startswith(own) else problems.append(f"left: {request.url}"))
