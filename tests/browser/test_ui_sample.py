"""The clerk's way through the built sample: find a task item, read it, cite it, at every kind of address."""
from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

CATCH_COPY = """
function keep(text) { window.copied = text; return true; }
if (navigator.clipboard) navigator.clipboard.writeText = text => Promise.resolve(keep(text));
document.execCommand = name => name === "copy" && keep(document.activeElement.value);
"""


@pytest.fixture(scope="session")
def items(site: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((site / "data" / "items.json").read_text(encoding="utf-8"))
    return found


def phrase(item: dict[str, Any]) -> str:
    """Eight characters from the middle of an item that no mark of punctuation parts."""
    runs = re.findall(r"[\u4e00-\u9fff]{8,}", item["text"].split("\n")[0])
    return str(runs[-1][:8]) if runs else ""


def test_a_clerk_finds_reads_and_cites_an_item(page: Page, everywhere: str, items: list[dict[str, Any]]) -> None:
    item = next(i for i in items if i["form"] == "numbered" and i["role"] == "任务" and i["title"] and phrase(i))
    page.add_init_script(CATCH_COPY)
    page.goto(everywhere + "index.html")
    page.keyboard.press("/")
    page.keyboard.type(phrase(item))
    page.get_by_role("option").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    hit = page.locator(f"[data-hits] [data-item-id^='{item['document']}#']").first
    expect(hit.locator("mark").first).to_have_text(phrase(item))
    hit.locator(".gy-hit__t").click()
    page.wait_for_url("**/plans/*.html?q=*")
    expect(page.locator("[data-src] mark").first).to_have_text(phrase(item))
    page.locator(f"[id='{item['id'].split('#')[1]}']").hover()
    page.locator(".gy-tools").get_by_role("button", name="复制出处").first.click()
    assert re.fullmatch(r"《.+》第.+", page.evaluate("copied"))


def test_what_may_have_been_meant_is_one_click(page: Page, served: Any) -> None:
    page.goto(served.root + "search.html?q=信仿举报")
    page.locator("[data-suggested]").get_by_role("link", name="信访举报").click()
    expect(page.locator("[data-hits] mark").first).to_have_text("信访举报")
    expect(page.locator("[data-suggested]")).to_be_hidden()
    assert page.get_by_role("searchbox").first.input_value() == "信访举报"


@pytest.mark.parametrize(("query", "cited"), [
    ("监督检查工作办法第九条", "《云川市交通运输局监督检查工作办法》（2022年修订）第九条"),
    ("监督检查工作办法 插手干预", "《云川市交通运输局监督检查工作办法》（2022年修订）第九条第二款"),
    ("监督检查工作办法 围标串标", "《云川市交通运输局监督检查工作办法》（2022年修订）第九条第一款第一项"),
])
def test_a_copied_citation_tells_the_edition_and_the_clause(page: Page, served: Any, query: str, cited: str) -> None:
    page.add_init_script(CATCH_COPY)
    page.goto(served.root + "search.html?q=" + query)
    page.locator("[data-hits] .gy-hit__t").first.focus()
    page.keyboard.press("c")
    page.wait_for_function("window.copied")
    assert page.evaluate("copied") == cited


def test_no_sample_page_scrolls_sideways_on_a_phone(page: Page, site: Path, served: Any) -> None:
    page.set_viewport_size({"width": 360, "height": 780})
    kinds = ["index.html", "search.html?q=%E7%9B%91%E7%9D%A3", "lists/findings.html", "lists/years.html"]
    for folder in ("plans", "regulations", "regulations/*", "themes", "terms"):
        kinds += [path.relative_to(site).as_posix() for path in sorted(site.glob(f"{folder}/*.html"))[:3]]
    for address in kinds:
        page.goto(served.sub + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address


def test_cited_article_of_the_sample_is_previewed(page: Page, everywhere: str, site: Path) -> None:
    link = re.compile(r'<a class="gy-cite[^"]*" href="[^"]+#t')
    citing = next(p for p in sorted(site.glob("plans/*.html")) if link.search(p.read_text(encoding="utf-8")))
    page.goto(everywhere + citing.relative_to(site).as_posix())
    page.locator("a.gy-cite[href*='#t']").first.hover()
    expect(page.locator(".gy-peek p")).to_have_text(re.compile(r".{10,}"))
    expect(page.locator(".gy-peek p")).not_to_contain_text("没有取到")
