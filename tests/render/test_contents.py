"""The table of contents: order, nesting by anchor, articles under their chapters; and MkDocs' own links made of it."""
from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from scripts.render.contents import contents

HOOKS = Path(__file__).resolve().parent.parent.parent / "hooks"


def page(*anchors: str) -> str:
    return "".join(f'<p data-src="0" data-toc="行 {a}" id="{a}">x</p>' for a in anchors)


@pytest.mark.parametrize("anchors, depths", [
    (["1", "1-n1", "1-n1-i1", "1-n1-i2", "2"], [0, 1, 2, 2, 0]),
    (["1", "1-s1", "1-s1-n1", "2-n2"], [0, 1, 2, 0]),
    (["1", "1-n1", "10", "10-n2"], [0, 1, 0, 1]),
    (["c1", "t1", "t2", "c1-j1", "t3", "c2", "t4", "t4.1"], [0, 1, 1, 1, 2, 0, 1, 1]),
    (["b1", "b1-c1", "t1", "b2", "t2"], [0, 1, 2, 0, 1]),
    (["t1", "t2"], [0, 0]),
    (["f1", "f1-n1", "cites"], [0, 1, 0]),
])
def test_nesting(anchors: list[str], depths: list[int]) -> None:
    entries = contents(page(*anchors))
    assert [e.anchor for e in entries] == anchors
    assert [e.depth for e in entries] == depths


def test_attributes_come_in_any_order_and_titles_stay_html() -> None:
    html = '<h2 class="a" id="1" data-toc="甲&#42; &#60;乙&#62;">x</h2><span data-toc="无编号">y</span>'
    assert [(e.anchor, e.title) for e in contents(html)] == [("1", "甲&#42; &#60;乙&#62;")]


def test_the_hook_builds_links_of_mkdocs() -> None:
    spec = importlib.util.spec_from_file_location("contents_hook", HOOKS / "contents.py")
    assert spec
    assert spec.loader
    hook = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(hook)
    shown = hook.on_page_content(page("1", "1-n1", "2"), page=_Page({"document": "x"}))
    assert shown == page("1", "1-n1", "2")
    other = _Page({})
    hook.on_page_content(page("1"), page=other)
    assert other.toc == "as it was"
    links = list(_kept(hook, page("1", "1-n1", "2")))
    assert [(link.title, link.url, link.level) for link in links] == [("行 1", "#1", 2), ("行 2", "#2", 2)]
    assert [child.url for child in links[0].children] == ["#1-n1"]


class _Page:
    """As much of a MkDocs page as the hook looks at."""

    def __init__(self, meta: dict[str, str]) -> None:
        self.meta = meta
        self.toc: object = "as it was"


def _kept(hook: object, html: str) -> object:
    page_ = _Page({"document": "x"})
    hook.on_page_content(html, page=page_)  # type: ignore[attr-defined]
    return page_.toc
