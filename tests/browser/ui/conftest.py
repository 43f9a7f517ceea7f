"""A small site of hand-written pages under the real templates, styles and scripts, with a stub for the search engine.

The pages say what a document page looks like to the browser (see docs/assets/css/document.css); so these tests need
neither the parser nor an index.
"""
from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, Page

from scripts.workspace import ROOT
from tests.browser.conftest import watch
from tests.browser.serving import Served, serving
from tests.browser.ui.laws import amendment, long_law

HERE = Path(__file__).parent


class _Loose(yaml.SafeLoader):
    """Reads mkdocs.yml without minding its ``!ENV`` values, which the test sets itself."""


_Loose.add_constructor("!ENV", lambda *_: "")


@pytest.fixture(scope="session")
def ui_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hand-written pages, built."""
    return build(tmp_path_factory.mktemp("ui"))


def build(base: Path) -> Path:
    docs, built = base / "docs", base / "site"
    shutil.copytree(HERE / "pages", docs)
    for name, text in (("changfa/2020-01-01", long_law()), ("xiuzheng/2021-01-01", amendment())):
        page = docs / "regulations" / f"{name}.md"
        page.parent.mkdir()
        page.write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "docs" / "assets", docs / "assets", ignore=shutil.ignore_patterns("search"))
    shutil.copy(ROOT / "docs" / "search.md", docs)
    (docs / "assets" / "search").mkdir()
    shutil.copy(HERE / "stub.js", docs / "assets" / "search" / "engine.js")
    (docs / "data" / "articles" / "banfa").mkdir(parents=True)
    shutil.copy(HERE / "articles.js", docs / "data" / "articles" / "banfa" / "2023-05-26.js")
    _write_settings(base / "mkdocs.yml", docs, built)
    done = subprocess.run([sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(base / "mkdocs.yml")],
                          env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, capture_output=True, check=False, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return built


def _write_settings(path: Path, docs: Path, built: Path) -> None:
    """The project's own mkdocs.yml with other folders and a short navigation."""
    settings = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), _Loose)
    settings |= {"docs_dir": str(docs), "site_dir": str(built), "hooks": [str(ROOT / "hooks" / "contents.py")],
                 "watch": [], "nav": [{"首页": "index.md"}, {"文件": "lists/years.md"}, {"检索": "search.md"}]}
    settings["theme"] |= {"custom_dir": str(ROOT / "overrides")}
    path.write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")


@pytest.fixture(scope="session")
def ui_served(ui_site: Path) -> Iterator[Served]:
    with serving(ui_site) as addresses:
        yield addresses


Opener = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, ui_served: Served, problems: list[str]) -> Iterator[Opener]:
    """``visit("plans/yaodian.html#1", width=390)``; the test fails on a console error or a request to elsewhere."""
    contexts = []

    def opened(address: str, *, width: int = 1440, height: int = 900, where: str = "sub", before: str = "",
               **settings: object) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, locale="zh-CN",
                                      **settings)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        if before:
            page.add_init_script(before)
        watch(page, ui_served, problems)
        page.goto(getattr(ui_served, where) + address)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert problems == []
