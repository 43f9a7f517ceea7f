"""The watch itself: what it must notice, it notices; else every other browser test could pass on a broken site."""
from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import watch
from tests.browser.serving import serving

BAD = {
    "console": "<script>console.error('坏了')</script>",
    "exception": "<script>nowhere.at_all()</script>",
    "left": "<img src='http://elsewhere.example/pixel.png'>",
    "console: Failed to load": "<script src='missing.js'></script>",
}


@pytest.mark.parametrize("kind", BAD)
def test_each_kind_of_problem_is_noticed(browser: Browser, tmp_path: Path, kind: str) -> None:
    (tmp_path / "index.html").write_text(f"<!doctype html><meta charset=utf-8>{BAD[kind]}", encoding="utf-8")
    problems: list[str] = []
    with serving(tmp_path) as served:
        page = browser.new_page()
        watch(page, served, problems)
        page.goto(served.sub + "index.html")
        page.close()
    assert any(problem.startswith(kind) for problem in problems)


def test_a_clean_page_is_clean_and_an_intranet_name_is_no_secure_context(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<!doctype html><link rel=icon href='data:,'><p>规要", encoding="utf-8")
    problems: list[str] = []
    with serving(tmp_path) as served:
        page: Page = browser.new_page()
        watch(page, served, problems)
        secure = []
        for address in served:
            page.goto(address + "index.html")
            secure.append(page.evaluate("window.isSecureContext"))
        page.close()
    assert problems == []
    assert secure == [True, False, True, True]
