"""The page of one text: tools, previews, targets, marks, contents."""
from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

Opener = Callable[..., Page]
PLAN = "plans/yaodian.html"
LAW = "regulations/banfa/2023-05-26.html"
LONG_LAW = "regulations/changfa/2020-01-01.html"
AMENDMENT = "regulations/xiuzheng/2021-01-01.html"

# What the clipboard gets: by the old way the text selected at execCommand("copy"), on file:// by navigator.clipboard.
CATCH_COPY = """
function keep(text) { window.copied = text; return true; }
if (navigator.clipboard) navigator.clipboard.writeText = text => Promise.resolve(keep(text));
document.execCommand = name => name === "copy" && keep(document.activeElement.value);
"""


@pytest.mark.parametrize("where", ["intranet", "file"])
def test_citation_of_an_item_is_copied_without_a_secure_context(visit: Opener, where: str) -> None:
    page = visit(PLAN, where=where, before=CATCH_COPY)
    page.hover("[id='1-n2']")
    page.get_by_role("button", name="复制出处").first.click()
    if where == "intranet":
        assert not page.evaluate("isSecureContext")
    assert page.evaluate("copied") == "《2022年站点监督工作要点》第一部分第2项"
    expect(page.locator(".gy-toast")).to_contain_text("已复制")


def test_link_of_an_item_is_this_page_without_its_query(visit: Opener) -> None:
    page = visit(PLAN + "?q=%E6%95%B4%E6%B2%BB#3", where="intranet", before=CATCH_COPY)
    page.hover("[id='1-n1']")
    page.get_by_role("button", name="复制链接").first.click()
    assert page.evaluate("copied").endswith("/plans/yaodian.html#1-n1")


def test_inline_item_has_its_own_tools_under_the_pointer(visit: Opener) -> None:
    page = visit(PLAN, where="intranet", before=CATCH_COPY)
    page.hover("[id='2-s1-n3-i2'] .gy-label")
    bubble = page.locator(".gy-bubble")
    expect(bubble).to_be_visible()
    bubble.get_by_role("button", name="复制出处").click()
    assert page.evaluate("copied") == "《2022年站点监督工作要点》第二部分（一）第3项第二点"


def test_tools_are_reached_by_keyboard(visit: Opener) -> None:
    page = visit(PLAN, where="intranet", before=CATCH_COPY)
    label = page.locator("[id='2-s1-n3-i1'] .gy-label")
    label.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".gy-bubble button").first).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    assert page.evaluate("copied").endswith("第3项第一点")
    page.keyboard.press("Escape")
    expect(label).to_be_focused()
    expect(page.locator(".gy-bubble")).to_be_hidden()


def test_tools_come_at_a_tap_on_a_phone(visit: Opener) -> None:
    page = visit(PLAN, width=390, has_touch=True, is_mobile=True, where="intranet", before=CATCH_COPY)
    page.locator("[id='2-s1-n3-m1']").tap()
    page.locator(".gy-bubble").get_by_role("button", name="复制出处").tap()
    assert page.evaluate("copied").endswith("第3项（1）")


def test_citation_of_an_article_names_the_edition(visit: Opener) -> None:
    page = visit(LAW, where="intranet", before=CATCH_COPY)
    page.hover("[id='t3-k2-x1']")
    page.get_by_role("button", name="复制出处").first.click()
    assert page.evaluate("copied") == "《云川市站点巡查办法》（2023年修订）第三条第二款第一项"
    page.hover("[id='t3']")
    page.get_by_role("button", name="复制出处：第三条第一款").click()
    assert page.evaluate("copied").endswith("第三条第一款")


def test_tools_add_nothing_to_the_words(visit: Opener) -> None:
    page = visit(PLAN)
    words = "Array.from(document.querySelectorAll('[data-src]')).map(e => e.textContent).join('')"
    before = page.evaluate(words)
    page.hover("[id='2-s1-n3-i2'] .gy-label")
    expect(page.locator(".gy-bubble")).to_be_visible()
    assert page.evaluate(words) == before
    assert page.evaluate("getComputedStyle(document.querySelector('.gy-notes')).userSelect") == "none"


@pytest.mark.parametrize("where", ["sub", "file"])
def test_cited_text_shows_on_hover_and_on_focus(visit: Opener, where: str) -> None:
    page = visit(PLAN, where=where)
    peek = page.locator(".gy-peek")
    page.hover("a.gy-cite")
    expect(peek).to_contain_text("逾期未办又不说明缘由的")
    expect(peek).to_contain_text("2023-05-26")
    expect(peek.locator("b")).to_have_text("《云川市站点巡查办法》第三条第二款")
    page.keyboard.press("Escape")
    expect(peek).to_be_hidden()
    page.locator("a.gy-cite").focus()
    expect(peek).to_be_visible()
    assert page.locator("a.gy-cite").get_attribute("aria-describedby") == "gy-peek"


def test_cited_text_of_the_same_page_needs_no_file(visit: Opener) -> None:
    page = visit(LAW)
    page.hover("a.gy-cite")
    expect(page.locator(".gy-peek")).to_contain_text("（二）逾期未办又不说明缘由的。")


def test_missing_preview_file_is_said_plainly(visit: Opener) -> None:
    page = visit(PLAN)
    page.evaluate("document.querySelector('a.gy-cite').href = gy.root + 'regulations/banfa/undated.html#t3'")
    page.route("**/undated.js", lambda route: route.fulfill(status=200, body="", content_type="text/javascript"))
    page.hover("a.gy-cite")
    expect(page.locator(".gy-peek")).to_contain_text("没有取到条文预览")


def test_term_is_explained_at_the_first_tap_and_opened_at_the_second(visit: Opener) -> None:
    page = visit(PLAN, width=390, has_touch=True, is_mobile=True)
    term = page.locator("a.gy-term")
    term.tap()
    expect(page.locator(".gy-peek")).to_contain_text("只图样子")
    assert page.url.endswith(PLAN)
    term.tap()
    page.wait_for_url("**/lists/years.html")


def test_go_to_article(visit: Opener) -> None:
    page = visit(LAW)
    for typed, anchor in (("3", "t3"), ("第三条之一", "t3.1"), ("三", "t3"), ("3之1", "t3.1"), ("３", "t3"),
                          ("3.1", "t3.1")):
        page.locator(".md-sidebar .gy-goto input").fill(typed)
        page.keyboard.press("Enter")
        assert page.url.endswith("#" + anchor)
        expect(page.locator(f"[id='{anchor}']")).to_have_class("gy-u gy-article gy-xt is-target")


def test_go_to_an_article_that_is_not_there(visit: Opener) -> None:
    page = visit(LAW)
    for typed, said in (("九", "没有第九条（本文共 5 条）"), ("abc", "请写条号")):
        page.locator(".md-sidebar .gy-goto input").fill(typed)
        page.keyboard.press("Enter")
        expect(page.locator(".md-sidebar .gy-goto [role=status]")).to_contain_text(said)


def test_items_of_an_amendment_are_its_articles(visit: Opener) -> None:
    page = visit(AMENDMENT)
    for typed, anchor, said in (("2", "2", "已跳到第二条"), ("第三条", "3", "已跳到第三条"),
                                ("9", "3", "没有第九条（本文共 3 条）")):
        page.locator(".md-sidebar .gy-goto input").fill(typed)
        page.keyboard.press("Enter")
        assert page.url.endswith("#" + anchor)
        expect(page.locator(".md-sidebar .gy-goto [role=status]")).to_have_text(said)


def test_numbers_in_both_writings(visit: Opener) -> None:
    page = visit(LAW)
    for number, written in ((1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (31, "三十一"), (105, "一百零五"),
                            (110, "一百一十"), (1260, "一千二百六十"), (1005, "一千零五")):
        assert page.evaluate("n => gy.chinese(n)", number) == written
        assert page.evaluate("s => gy.number(s)", written) == number


def test_target_is_marked_with_all_its_blocks(visit: Opener) -> None:
    page = visit(LAW + "#t3")
    marked = page.eval_on_selector_all(".is-target", "blocks => blocks.map(b => b.id)")
    assert marked == ["t3", "t3-k2", "t3-k2-x1", "t3-k2-x2"]


def test_searched_words_stay_marked_on_the_page(visit: Opener) -> None:
    page = visit(PLAN + "?q=%E5%BD%A2%E5%BC%8F%E4%B8%BB%E4%B9%89#3-s1")  # 形式主义
    assert page.locator("[data-src] mark").all_text_contents() == ["形式主义", "形式主义"]
    expect(page.locator(".gy-marks [role=status]")).to_have_text("2/2 处")  # the one in the unit that was opened
    page.locator(".gy-marks").get_by_role("button", name="下一处").click()
    expect(page.locator(".gy-marks [role=status]")).to_have_text("1/2 处")
    page.locator(".gy-marks").get_by_role("button", name="清除标记").click()
    assert page.locator("mark").count() == 0
    assert page.url.endswith("#3-s1")
    assert "?" not in page.url


def test_marks_run_across_elements_and_quotes(visit: Opener) -> None:
    # the label stands in <b>, the quotes and the link between the words; what was really matched comes in m
    page = visit(PLAN + "?q=x&m=%E4%B8%80%E6%98%AF%E6%95%B4%E6%B2%BB&m=%E4%B8%8A%E7%9A%84%E5%BD%A2%E5%BC%8F")
    expect(page.locator(".gy-marks [role=status]")).to_have_text("1/2 处")
    assert "".join(page.locator("mark").all_text_contents()) == "一是整治上的形式"


def test_official_face_is_remembered(visit: Opener) -> None:
    page = visit(PLAN)
    page.get_by_role("button", name="公文版式").click()
    page.reload()
    expect(page.locator(".gy-doc")).to_have_class("md-content__inner gy gy-doc gy-plan gy-face-official")
    expect(page.get_by_role("button", name="公文版式")).to_have_attribute("aria-pressed", "true")


def test_contents_reach_down_to_inline_items(visit: Opener) -> None:
    page = visit(PLAN)
    page.locator(".md-sidebar--secondary a", has_text="二是整治多头检查").click()
    assert page.url.endswith("#2-s1-n3-i2")
    law = visit(LAW)
    assert law.locator(".md-sidebar--secondary .gy-chip a").all_text_contents() == ["1", "2", "3", "3之1", "4"]


def test_print_shows_the_text_and_one_line_of_ours(visit: Opener) -> None:
    page = visit(PLAN)
    page.emulate_media(media="print")
    for hidden in (".md-header", ".gy-card", ".gy-notes", ".gy-after", ".gy-kicker"):
        expect(page.locator(hidden).first).to_be_hidden()
    expect(page.locator(".gy-print-src")).to_be_visible()
    text = "getComputedStyle(document.getElementById('1-n1'))"
    assert page.evaluate(f"[{text}.fontSize, {text}.lineHeight]") == ["21.3333px", "37.3333px"]  # 16pt on 28pt


def test_contents_follow_the_reader(visit: Opener) -> None:
    page = visit(PLAN, height=300)
    page.evaluate("document.getElementById('2-s1-n3').scrollIntoView()")
    active = page.locator(".md-sidebar--secondary [aria-current]")
    expect(active).to_have_text("3.突出整治重点")
    page.goto(page.url + "#2-s1-n3-i2")  # in the same line as its neighbours: the address decides
    expect(active).to_have_text("二是整治多头检查")


def test_contents_open_every_branch_down_to_the_article_being_read(visit: Opener) -> None:
    page = visit(LONG_LAW + "#t20")
    opened = page.locator(".md-sidebar--secondary .gy-branch[open] > summary")
    expect(page.locator(".md-sidebar--secondary a[href='#t20']")).to_be_visible()
    expect(opened).to_have_count(2)  # 第一编, and its 第二章
    page.goto(page.url.replace("#t20", "#t40"))
    expect(page.locator(".md-sidebar--secondary a[href='#t40']")).to_be_visible()
    expect(page.locator(".md-sidebar--secondary a[href='#t20']")).to_be_hidden()


def test_chips_of_a_chapter_leave_the_next_heading_free(visit: Opener) -> None:
    page = visit(LONG_LAW + "#t2")
    chip = page.locator(".md-sidebar--secondary a[href='#t18']").bounding_box()
    below = page.locator(".md-sidebar--secondary a[href='#b1-c2']").bounding_box()
    assert chip
    assert below
    assert chip["y"] + chip["height"] <= below["y"]


def test_contents_are_a_sheet_on_a_phone(visit: Opener) -> None:
    page = visit(LAW, width=390, height=844)
    sheet = page.locator(".md-sidebar--secondary")
    expect(sheet).to_be_hidden()
    page.get_by_role("button", name="目录").click()
    sheet.locator("input").fill("四")
    page.keyboard.press("Enter")
    expect(sheet).to_be_hidden()
    assert page.url.endswith("#t4")
    page.get_by_role("button", name="目录").click()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    expect(page.get_by_role("button", name="目录")).to_be_focused()
