"""The search page: facets, hits, what is said, what is taken along."""
from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

Opener = Callable[..., Page]
BOX = "[data-gy-search] input"
CATCH_COPY = "document.execCommand = name => { window.copied = document.activeElement.value; return name === 'copy'; };"


def ask(page: Page, query: str) -> None:
    page.locator(BOX).fill(query)
    page.wait_for_function("q => asked[asked.length - 1] === q", arg=query)
    expect(page.locator("[data-total]")).to_be_attached()


def total(page: Page) -> str:
    return page.locator("[data-total]").get_attribute("data-total") or ""


@pytest.mark.parametrize("where", ["sub", "file"])
def test_address_asks_and_marks_are_exact(visit: Opener, where: str) -> None:
    page = visit("search.html?q=%E5%BD%A2%E5%BC%8F%E4%B8%BB%E4%B9%89", where=where)  # 形式主义
    hits = page.locator("[data-hits] [data-item-id]")
    expect(hits).to_have_count(2)
    assert total(page) == "2"
    assert [hit.get_attribute("data-item-id") for hit in hits.all()] == ["yaodian#2-s1-n3-i3", "yaodian#3-s1"]
    assert set(page.locator("[data-hits] mark").all_text_contents()) == {"形式主义"}
    assert "2022年站点监督工作要点" in (hits.first.locator(".gy-hit__p").text_content() or "")
    assert hits.first.locator(".th").get_attribute("href", timeout=1000).endswith("themes/xingshi.html")  # type: ignore[union-attr]


def test_first_mark_shows_in_two_lines_on_any_screen(visit: Opener) -> None:
    for width in (1440, 390):
        page = visit("search.html?q=%E8%B5%B0%E8%BF%87%E5%9C%BA", width=width)  # 走过场, at the end of a long item
        box = page.locator(".gy-hit__x").first.bounding_box()
        mark = page.locator(".gy-hit__x mark").first.bounding_box()
        assert box
        assert mark
        assert mark["y"] + mark["height"] <= box["y"] + box["height"] + 1


def test_search_is_live_and_the_address_follows(visit: Opener) -> None:
    page = visit("search.html")
    expect(page.locator(BOX)).to_be_focused()
    page.keyboard.type("站台")
    expect(page.locator("[data-total]")).to_have_attribute("data-total", "45")
    assert parse_qs(urlsplit(page.url).query) == {"q": ["站台"]}


def test_facets_narrow_down_and_stand_in_the_address(visit: Opener) -> None:
    page = visit("search.html")
    ask(page, "整治")
    page.locator("[data-facet=role] label", has_text="问题").click()
    expect(page.locator("[data-hits] [data-item-id]")).to_have_count(1)
    assert parse_qs(urlsplit(page.url).query) == {"q": ["整治"], "角色": ["问题"]}
    expect(page.locator("[data-facet=role] input[value=问题]")).to_be_focused()
    page.reload()
    expect(page.locator("[data-total]")).to_have_attribute("data-total", "1")
    page.get_by_role("button", name="清除 1 项").click()
    expect(page.locator("[data-total]")).to_have_attribute("data-total", "3")


def test_counts_that_come_later_are_filled_in(visit: Opener) -> None:
    page = visit("search.html")
    ask(page, "整治")
    expect(page.locator("[data-facet=theme] label")).to_contain_text("形式主义整治")


def test_near_hits_are_set_apart_and_never_marked(visit: Opener) -> None:
    page = visit("search.html")
    ask(page, "整治表面文章")
    assert total(page) == "0"
    near = page.locator("[data-near]")
    expect(near).to_contain_text("不全含所查的词")
    expect(near.locator("[data-item-id]")).to_have_count(3)
    assert near.locator("mark").count() == 0
    assert near.locator("u").count() >= 3
    expect(page.get_by_role("button", name="导出 CSV")).to_be_disabled()


def test_near_hits_follow_a_few_exact_ones(visit: Opener) -> None:
    page = visit("search.html")
    ask(page, "整治多头")
    expect(page.locator("[data-hits] [data-item-id]")).to_have_count(1)
    near = page.locator("[data-near]")
    expect(near.locator("[data-item-id]")).to_have_count(2)
    assert total(page) == "1"
    page.locator("[data-gy-search] input").fill("站台")
    expect(page.locator("[data-total]")).to_have_attribute("data-total", "45")
    expect(near).to_be_hidden()


def test_widened_query_is_said_and_undone(visit: Opener) -> None:
    page = visit("search.html")
    ask(page, "核查")
    expect(page.locator("[data-widen]")).to_contain_text("已一并检索同义写法：核查 ＝ 检查")
    page.get_by_role("button", name="只查原词").click()
    expect(page.locator("[data-total]")).to_have_attribute("data-total", "0")
    page.get_by_role("button", name="并入同义写法").click()
    expect(page.locator("[data-total]")).to_have_attribute("data-total", "47")


def test_what_a_wider_query_matched_is_marked_on_the_page_too(visit: Opener) -> None:
    page = visit("search.html")
    ask(page, "核查")
    page.locator("[data-item-id='yaodian#2-s1-n3-i2'] .gy-hit__t").click()
    page.wait_for_url("**/yaodian.html?*")
    expect(page.locator("[id='2-s1-n3-i2'] mark")).to_have_text(["检查"])


def test_more_results_and_where_the_focus_goes(visit: Opener) -> None:
    page = visit("search.html")
    ask(page, "站台")
    expect(page.locator("[data-hits] [data-item-id]")).to_have_count(20)
    page.get_by_role("button", name="再显示 20 条").click()
    expect(page.locator("[data-hits] [data-item-id]")).to_have_count(40)
    expect(page.locator("[data-hits] .gy-hit__t").nth(20)).to_be_focused()


def test_arrows_walk_the_hits_and_c_copies_the_citation(visit: Opener) -> None:
    page = visit("search.html", where="intranet", before=CATCH_COPY)
    ask(page, "形式主义")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-hits] .gy-hit__t").nth(1)).to_be_focused()
    page.keyboard.press("c")
    assert page.evaluate("copied") == "《2022年站点监督工作要点》第三部分（一）"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(page.locator(BOX)).to_be_focused()


def test_export_opens_in_a_spreadsheet(visit: Opener) -> None:
    page = visit("search.html")
    ask(page, "站")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="导出 CSV").click()
    raw = Path(waiting.value.path()).read_bytes()
    assert waiting.value.suggested_filename == "检索结果-站.csv"
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert len(rows) == int(total(page)) == 48
    assert rows[0]["出处"] == "《2022年站点监督工作要点》第一部分第1项"
    assert rows[0]["主题"] == "日常监督"
    assert rows[0]["链接"].startswith("http")


def test_cells_are_no_formulas(visit: Opener) -> None:
    page = visit("search.html")
    line = page.evaluate("gy.csv([{id: 'a#1', url: 'a.html', title: '', text: '=1+1，\"x\"', label: '', marks: []}])")
    assert '"\'=1+1，""x""",' in line or "'=1+1" in line


def test_list_with_citations_is_copied(visit: Opener) -> None:
    page = visit("search.html", where="intranet", before=CATCH_COPY)
    ask(page, "多头检查")
    page.get_by_role("button", name="复制清单").click()
    page.wait_for_function("window.copied")
    assert page.evaluate("copied") == ("1. 二是整治多头检查，同一件事一个季度只看一次，结果各科室共用；"
                                       "——《2022年站点监督工作要点》第二部分（一）第3项第二点")


def test_failure_is_said_and_tried_again(visit: Opener) -> None:
    page = visit("search.html")
    ask(page, "坏了")
    expect(page.locator("[data-message]")).to_contain_text("检索文件 terms-03.js 没有取到")
    page.evaluate("mended = true")
    page.get_by_role("button", name="重试").click()
    expect(page.locator("[data-message]")).to_contain_text("没有找到“坏了”")


def test_page_without_an_engine_says_so(visit: Opener) -> None:
    page = visit("search.html")
    page.evaluate("delete window.kb")
    page.locator(BOX).fill("站台")
    expect(page.locator("[data-message]")).to_contain_text("检索文件没有取到")


def test_nothing_is_asked_while_composing(visit: Opener) -> None:
    page = visit("search.html")
    keyboard = page.context.new_cdp_session(page)
    keyboard.send("Input.imeSetComposition", {"text": "zhan", "selectionStart": 4, "selectionEnd": 4})
    page.wait_for_timeout(300)
    assert page.evaluate("asked") == []
    keyboard.send("Input.insertText", {"text": "站台"})
    expect(page.locator("[data-total]")).to_have_attribute("data-total", "45")


def test_recent_queries_can_be_cleared(visit: Opener) -> None:
    page = visit("search.html")
    ask(page, "工作群")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(page.locator("[data-recent] a")).to_have_text(["工作群"])
    page.get_by_role("button", name="清空").click()
    expect(page.locator("[data-recent]")).to_be_hidden()


def test_facets_are_a_sheet_on_a_phone(visit: Opener) -> None:
    page = visit("search.html?q=%E7%AB%99", width=390, height=844)  # 站
    opener = page.locator(".gy-only-s[data-gy-sheet]")
    expect(page.locator(".gy-facets")).to_be_hidden()
    opener.click()
    expect(page.locator(".gy-facets")).to_be_visible()
    page.locator("[data-facet=year] label", has_text="2023").click()
    expect(page.locator("[data-total]")).to_have_attribute("data-total", "1")
    page.keyboard.press("Escape")
    expect(page.locator(".gy-facets")).to_be_hidden()
    expect(opener).to_have_text("筛选 1")
    expect(opener).to_be_focused()


def test_lists_are_offered_without_script(visit: Opener) -> None:
    page = visit("search.html", java_script_enabled=False)
    expect(page.locator("noscript p")).to_contain_text("没有启用")
    assert page.locator("[data-lists] a", has_text="年份").get_attribute("href") == "lists/years.html"
    expect(page.locator("[data-lists]")).to_be_visible()
    expect(page.locator("[data-results]")).to_be_hidden()
