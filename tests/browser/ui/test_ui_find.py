"""The search box in the bar: a combobox that is live, safe with input methods and never shows an old answer."""
from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Opener = Callable[..., Page]
PLAN = "plans/yaodian.html"
BOX = ".md-header input[type=search]"
OPTIONS = ".md-header [role=option]"


def test_names_stand_before_items(visit: Opener) -> None:
    page = visit(PLAN)
    page.locator(BOX).press_sequentially("巡查")
    expect(page.locator(".md-header [role=group]").first).to_have_attribute("aria-label", "直达")
    assert page.locator(OPTIONS).first.text_content() == "法规云川市站点巡查办法"
    expect(page.locator(".md-header [role=status]")).to_contain_text("共 2 条")


@pytest.mark.parametrize("where", ["sub", "file"])
def test_keys_open_a_hit_with_its_words_marked(visit: Opener, where: str) -> None:
    page = visit(PLAN, where=where)
    page.keyboard.press("/")
    expect(page.locator(BOX)).to_be_focused()
    page.keyboard.type("多头检查")
    expect(page.locator(OPTIONS)).to_have_count(1)
    page.keyboard.press("ArrowDown")
    expect(page.locator(BOX)).to_have_attribute("aria-activedescendant", "gy-list-0-0")
    expect(page.locator(OPTIONS)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    page.wait_for_url("**/yaodian.html?q=*#2-s1-n3-i2")
    expect(page.locator("[data-src] mark")).to_have_text(["多头检查"])


def test_enter_without_a_choice_asks_the_search_page(visit: Opener) -> None:
    page = visit(PLAN)
    page.locator(BOX).fill("形式主义")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    expect(page.locator("[data-total]")).to_have_attribute("data-total", "2")


def test_escape_closes_and_a_second_one_leaves(visit: Opener) -> None:
    page = visit(PLAN)
    page.locator(BOX).press_sequentially("巡查")
    expect(page.locator(".md-header .gy-pop")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".md-header .gy-pop")).to_be_hidden()
    expect(page.locator(BOX)).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("Escape")
    expect(page.locator(BOX)).not_to_be_focused()


def test_nothing_is_asked_while_an_input_method_composes(visit: Opener) -> None:
    page = visit(PLAN)
    page.locator(BOX).focus()
    keyboard = page.context.new_cdp_session(page)
    for text in ("x", "xing", "xingshi"):
        keyboard.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
        page.wait_for_timeout(200)
    page.evaluate("document.querySelector('.md-header input').dispatchEvent("
                  "new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, bubbles: true, isComposing: true}))")
    assert page.evaluate("asked") == []
    assert page.url.endswith(PLAN)
    keyboard.send("Input.insertText", {"text": "形式主义"})
    expect(page.locator(OPTIONS)).to_have_count(2)
    assert page.evaluate("asked") == ["形式主义"]


def test_slow_answer_to_an_earlier_query_is_dropped(visit: Opener) -> None:
    page = visit(PLAN)
    page.locator(BOX).press_sequentially("慢")
    page.wait_for_function("asked.length === 1")
    page.locator(BOX).fill("多头检查")
    expect(page.locator(OPTIONS)).to_have_count(1)
    page.wait_for_timeout(700)  # by now the slow answer has come
    assert "整治多头检查" in (page.locator(OPTIONS).text_content() or "")


def test_failure_is_said_and_can_be_tried_again(visit: Opener) -> None:
    page = visit(PLAN)
    page.locator(BOX).fill("坏了")
    pop = page.locator(".md-header .gy-pop")
    expect(pop).to_contain_text("检索文件 terms-03.js 没有取到")
    page.evaluate("mended = true")
    pop.get_by_role("button", name="重试").click()
    page.locator(BOX).focus()
    expect(pop).to_contain_text("没有找到")


def test_recent_queries_are_offered_on_an_empty_box(visit: Opener) -> None:
    page = visit(PLAN)
    page.locator(BOX).fill("工作群")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html*")
    page.goto(page.url.split("search.html")[0] + PLAN)
    page.locator(BOX).focus()
    expect(page.locator(OPTIONS)).to_have_text(["检索工作群"])


STRANGE = ("<img src=x onerror=alert(1)><b>站</b>", "😀" * 40, "\ud800站\udfff", "a:b ~ ^ ( [ *", "\\", "。" * 10_000,
           "监督" * 5_000)


def test_any_text_is_only_text(visit: Opener) -> None:
    page = visit(PLAN)
    for number, text in enumerate(STRANGE, 1):
        page.evaluate("text => { const box = document.querySelector('.md-header input'); box.focus(); box.value = text;"
                      " box.dispatchEvent(new Event('input', {bubbles: true})); }", text)
        page.wait_for_function("n => asked.length === n", arg=number)
        assert page.evaluate("document.querySelectorAll('.gy-pop img, .gy-pop script').length") == 0
    page.keyboard.press("Enter")
    page.wait_for_url("**/search.html?q=*")
    expect(page.locator("[data-total]")).to_be_attached()


def test_half_a_character_does_not_stop_the_search(visit: Opener) -> None:
    page = visit("search.html")
    page.evaluate("text => { const box = document.querySelector('[data-gy-search] input'); box.value = text;"
                  " box.dispatchEvent(new Event('input', {bubbles: true})); }", "\ud800站")
    expect(page.locator("[data-total]")).to_have_attribute("data-total", "0")


def test_refused_storage_breaks_nothing(visit: Opener) -> None:
    page = visit(PLAN, before="Object.defineProperty(window, 'localStorage', {configurable: true, get() {"
                              " throw new DOMException('refused', 'SecurityError'); }});")
    page.locator(BOX).fill("形式主义")
    expect(page.locator(OPTIONS)).to_have_count(2)
    page.get_by_role("button", name="公文版式").click()
    expect(page.locator(".gy-doc.gy-face-official")).to_be_attached()
