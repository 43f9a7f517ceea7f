"""What every page shares: the bar, the colour scheme, the 404 page, narrow screens, old browsers."""
from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from scripts.workspace import ROOT

Opener = Callable[..., Page]
PAGES = ["index.html", "search.html?q=%E7%AB%99", "lists/years.html", "plans/yaodian.html",
         "regulations/banfa/2023-05-26.html"]


@pytest.mark.parametrize("address", PAGES)
def test_no_page_scrolls_sideways(visit: Opener, address: str) -> None:
    page = visit(address)
    for width in (360, 768, 1000, 1220, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_bar_shows_where_the_reader_is(visit: Opener) -> None:
    page = visit("plans/yaodian.html")
    expect(page.locator(".gy-bar [aria-current=page]")).to_have_text("文件")


def test_colour_scheme_is_remembered(visit: Opener) -> None:
    page = visit("index.html", color_scheme="light")
    page.locator("label[title=换成深色]").click()
    page.goto(page.url.replace("index.html", "plans/yaodian.html"))
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(21, 25, 29)"


def test_missing_page_still_finds_the_search(visit: Opener, problems: list[str]) -> None:
    for where, missing in (("root", "nothing.html"), ("sub", "plans/nothing.html"), ("sub", "regulations/a/b.html"),
                           ("root", "a/b/c.html"), ("sub", "a/b/c.html")):
        page = visit(missing, where=where)
        expect(page.locator("h1")).to_have_text("没有这一页")
        page.wait_for_load_state("networkidle")
        page.locator("input").fill("形式主义")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search.html?q=*")
        expect(page.locator("[data-total]")).to_have_attribute("data-total", "2")
    # the missing pages themselves, and the folders that were asked for the root, are missing on purpose
    problems[:] = [problem for problem in problems if "404" not in problem]


def test_404_page_asks_for_nothing_when_its_place_is_plain(visit: Opener) -> None:
    page = visit("404.html", where="file")
    assert page.locator("a", has_text="回首页").get_attribute("href").endswith("/index.html")  # type: ignore[union-attr]
    assert page.evaluate("performance.getEntriesByType('resource').length") == 0


def test_sizes_are_fixed_while_the_page_loads(visit: Opener) -> None:
    page = visit("plans/yaodian.html", before=(
        "window.shift = 0; new PerformanceObserver(list => list.getEntries().forEach(entry => {"
        " window.shift += entry.value; })).observe({type: 'layout-shift', buffered: true});"))
    page.wait_for_timeout(500)
    assert page.evaluate("shift") <= 0.01


# Chromium 86 is the oldest browser that readers have: what came later needs a fallback beside it.
LATER_CSS = re.compile(
    r":is\(|:where\(|:has\(|(?<![-\w])inset\s*:|aspect-ratio|color-mix\(|@layer|@container|:not\([^)]*,|&[ .:]")
LATER_JS = re.compile(
    r"\?\.[\w\[(]|\?\?|\.replaceAll\(|\.at\(|Object\.hasOwn|structuredClone|\.flat\(|\.flatMap\(|\.matchAll\(|"
    r"replaceChildren|\bimport\s*\(|^\s*(?:import|export) |#\w+\s*[=(;]|catch\s*\{|"
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(", re.MULTILINE)


@pytest.mark.parametrize("kind, later", [("css", LATER_CSS), ("js", LATER_JS)])
def test_nothing_newer_than_the_oldest_browser(kind: str, later: re.Pattern[str]) -> None:
    files = sorted((ROOT / "docs" / "assets" / kind).glob(f"*.{kind}"))
    assert len(files) > 5
    for path in files:
        text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        text = re.sub(r'"[^"\n]*"|\'[^\'\n]*\'', '""', text)
        assert not later.search(text), f"{path.name}: {later.search(text)}"
        assert text.count("\n") < 300, path.name


def test_every_style_and_script_is_loaded_by_some_page() -> None:
    template = (ROOT / "overrides" / "main.html").read_text(encoding="utf-8")
    for kind in ("css", "js"):
        for path in (ROOT / "docs" / "assets" / kind).iterdir():
            assert f'"{path.stem}"' in template, path.name
