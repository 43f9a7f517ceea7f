"""Gathering pages: every item of a theme is reached, in pages of bearable length, counted once."""
from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

import pytest
from markupsafe import Markup
from msgspec.structs import replace

from scripts.compare import Comparison, Piece, Row
from scripts.model import Corpus
from scripts.records import (
    CitedBy,
    DocumentRecord,
    ItemCitation,
    ItemRecord,
    ItemTheme,
    RegulationRecord,
    Rows,
    SourceRecord,
    ThemeRecord,
    VersionRecord,
)
from scripts.render.gather import gathering_pages
from scripts.render.gather.compare import citing, comparisons_of, kinds, row_id, sides
from scripts.render.gather.themes import PAGE
from scripts.render.gather.view import View, excerpt, item_name, rest, unlike, view_of
from scripts.render.gather.works import _idle, _in_force, _uses
from scripts.render.site import Site
from scripts.vocabulary import Theme, Vocabulary, Word

THEME = Theme(id="xin-fang", name="信访举报", group="线索办案", definition="来信来访。", words=(Word("信访", 1.0),))
SOURCE = SourceRecord(file="甲.txt", sha256="0" * 64, format="txt", encoding="utf-8")
ROW = re.compile(r'<li data-role="')


def item(number: int, year: int, *, parent: str = "", theme: bool = True) -> ItemRecord:
    document = f"plan-{year}"
    return ItemRecord(
        id=f"{document}#n{number}", document=document, url=f"plans/{document}.html#n{number}", label=f"{number}.",
        path=("一、做实日常监督",), form="numbered", parent=parent, title="畅通渠道。", text="畅通渠道。逐件登记。",
        role="任务", themes=(ItemTheme("xin-fang", "信访举报", 3.0, ("信访（标题）",)),) if theme else (),
        citations=(), terms=(), deadlines=(), related=(), edited=False,
    )


def document(year: int) -> DocumentRecord:
    return DocumentRecord(
        id=f"plan-{year}", title=f"{year}年要点", kind="工作要点", category="plan", year=year, period="全年",
        plan_period=None, issuer="云川市示例局", number="", date=f"{year}-02-01", source=SOURCE, dropped=(),
        url=f"plans/plan-{year}.html", headings=(), characters=10,
    )


@dataclass(frozen=True)
class Made:
    """A base of made-up items, and its pages."""

    view: View
    pages: dict[str, str]


def made(items: tuple[ItemRecord, ...], years: range, regulations: tuple[RegulationRecord, ...] = ()) -> Made:
    ids = tuple(i.id for i in items)
    theme = ThemeRecord("xin-fang", "信访举报", "线索办案", "来信来访。", "themes/xin-fang.html", ids)
    rows = Rows(documents=tuple(document(y) for y in years), items=items, findings=(), regulations=regulations,
                themes=(theme,), terms=())
    site = Site(corpus=Corpus(()), notes={}, vocabulary=Vocabulary(themes=(THEME,)), findings=(), as_of="2024-01-15")
    view = view_of(rows, site)
    return Made(view, dict(gathering_pages(view)))


@cache
def large() -> Made:
    """5,000 items of one theme in five years."""
    return made(tuple(item(n, year) for year in range(2020, 2025) for n in range(1, 1001)), range(2020, 2025))


def rows_of(pages: dict[str, str], prefix: str) -> list[str]:
    texts = [text for path, text in pages.items() if path.startswith(prefix)]
    return [link for text in texts for link in re.findall(r'href="([^"]+#n\d+)"', text)]


def test_five_thousand_items_stand_on_pages_of_bearable_length() -> None:
    pages = large().pages
    assert max(len(ROW.findall(text)) for path, text in pages.items() if path.startswith("themes/")) <= PAGE


def test_each_of_five_thousand_items_is_reached_by_year() -> None:
    pages = {path: text for path, text in large().pages.items() if path.startswith("themes/xin-fang/")}
    assert len(rows_of(pages, "themes/xin-fang/")) == 5000
    assert len(set(rows_of(pages, "themes/xin-fang/"))) == 5000
    front = large().pages["themes/xin-fang.md"]
    assert {f"xin-fang/{year}.html" for year in range(2020, 2025)} <= set(re.findall(r'href="([^"#]+)"', front))


def test_every_page_of_a_year_is_linked_from_its_neighbours() -> None:
    pages = large().pages
    first = pages["themes/xin-fang/2020.md"]
    linked = set(re.findall(r'href="(2020-\d+\.html)"', first))
    assert linked == {path.rpartition("/")[2].replace(".md", ".html") for path in pages
                      if path.startswith("themes/xin-fang/2020-")}


def test_a_heat_map_cell_leads_to_the_items_of_its_year() -> None:
    small = made(tuple(item(n, 2023) for n in range(1, 4)), range(2023, 2024))
    assert 'href="themes/xin-fang.html#y2023"' in small.pages["index.md"]
    assert "{ .gy-h #y2023" in small.pages["themes/xin-fang.md"]
    assert 'href="themes/xin-fang/2023.html"' in large().pages["index.md"]


def test_an_item_inside_a_tagged_item_is_not_counted_again() -> None:
    parent = item(1, 2023)
    inner = item(2, 2023, parent=parent.id)
    other = item(3, 2023, parent=item(9, 2023, theme=False).id)
    assert [row.item.id for row in made((parent, inner, other), range(2023, 2024)).view.theme_rows["xin-fang"]] == [
        parent.id, other.id]


@pytest.mark.parametrize(("made_of", "name", "words"), [
    (item(7, 2023), "一、7.畅通渠道", "逐件登记。"),
])
def test_a_list_names_an_item_once(made_of: ItemRecord, name: str, words: str) -> None:
    assert (item_name(made_of), rest(made_of)) == (name, words)


def test_an_excerpt_is_one_line_and_says_that_it_was_cut() -> None:
    assert excerpt("甲\n 乙", 10) == "甲 乙"
    assert excerpt("一二三，四五", 4) == "一二三…"


def test_empty_base_has_its_pages() -> None:
    pages = made((), range(0)).pages
    assert {"index.md", "lists/years.md", "lists/recent.md", "lists/findings.md", "themes/xin-fang.md"} <= set(pages)


DAYS = ("2020-01-15", "2022-05-26")
CITED = (("2020-01-15", "t6-k1"), ("2022-05-26", "t6"), ("2020-01-15", "t9"))  # in the plans of three years
MOVED = Row(change="同", old="t6", new="t7", renumbered=True)
CHANGES = (MOVED, Row(change="增", new="t6"), Row(change="删", old="t9"))


def regulation(id_: str, days: tuple[str, ...], cited_by: tuple[CitedBy, ...] = ()) -> RegulationRecord:
    return RegulationRecord(
        id=id_, name=f"云川市示例办法{id_}", aliases=(), kind="", issuer="", predecessor="", successor="",
        confirmed=False, sources=(), status="现行有效", url=f"regulations/{id_}.html", cited_by=cited_by,
        versions=tuple(VersionRecord(f"{id_}@{day}", day, day, "", f"regulations/{id_}/{day}.html") for day in days))


def cited_work() -> tuple[View, RegulationRecord, list[ItemRecord]]:
    """A regulation of two texts, cited by three items; the base that knows it; its newest articles."""
    marks = [ItemCitation("第六条", "w", article, f"regulations/w/{day}.html#{article}") for day, article in CITED]
    items = tuple(replace(item(n, 2020 + n), citations=(mark,)) for n, mark in enumerate(marks))
    work = regulation("w", DAYS, tuple(CitedBy(i.id, "要点", 2020, "", i.citations[0].article, i.url) for i in items))
    view = replace(made(items, range(2020, 2023), (work,)).view,
                   comparisons=(Comparison(f"w@{DAYS[0]}", f"w@{DAYS[1]}", CHANGES),))
    articles = [replace(item(n, 2022), id=f"w@{DAYS[1]}#t{n}", form="article", label=f"第{n}条") for n in (6, 7, 8)]
    return view, work, articles


def test_a_citation_of_an_older_text_counts_for_what_its_article_became() -> None:
    view, work, articles = cited_work()
    assert [use.article for use in _uses(view, work, articles)] == ["t7", "t6", ""]


def test_articles_that_only_a_regulation_cites_are_taken_up_by_no_plan() -> None:
    view, work, articles = cited_work()
    uses = _uses(view, work, articles)
    assert _idle(uses, articles) == [("第8条", "t8")]
    assert _idle([replace(use, by_regulation=True) for use in uses[:1]] + uses[1:], articles) == [
        ("第7条", "t7"), ("第8条", "t8")]


def test_an_item_that_names_an_article_twice_cites_it_once() -> None:
    once = CitedBy("p#n1", "要点", 2020, "", "t6", "plans/p.html#n1")
    other = replace(once, article="t6-k2")
    assert unlike((once, other, replace(once, url="plans/p.html#n1-i2"))) == [once, other]


@pytest.mark.parametrize(("states", "place"), [
    (("现行有效", "尚未生效"), 0), (("已被修改", "现行有效"), 1), (("已废止", "已废止"), 1)])
def test_the_line_of_texts_points_at_the_one_in_force(states: tuple[str, str], place: int) -> None:
    work = regulation("w", DAYS)
    work = replace(work, versions=tuple(replace(v, status=s) for v, s in zip(work.versions, states, strict=True)))
    assert _in_force(work) is work.versions[place]


# --- comparison ------------------------------------------------------------------------------------------------

def test_marked_words_never_cross_a_paragraph() -> None:
    shown = sides((Piece("甲", ""), Piece("乙\n丙", "增"), Piece("<丁>", "")))
    assert shown == Markup("<p>甲<ins>乙</ins></p><p><ins>丙</ins>&lt;丁&gt;</p>")


ROWS = [
    (Row(change="同", old="t1", new="t1", old_label="第一条", new_label="第一条"), ["未改"], "pt1"),
    (Row(change="改", old="t8", new="t7", renumbered=True, moved=True), ["修改", "移动"], "pt7"),
    (Row(change="同", old="t9", new="t10", renumbered=True), ["条号变动"], "pt10"),
    (Row(change="删", old="t3"), ["删除"], "old-t3"),
    (Row(change="并", old="t4", new="t5"), ["合并"], "old-t4"),
    (Row(change="拆", old="t6", new="t6.1"), ["拆分"], "pt6.1"),
]


@pytest.mark.parametrize(("row", "words", "anchor"), ROWS)
def test_a_row_says_what_happened_and_has_its_own_anchor(row: Row, words: list[str], anchor: str) -> None:
    assert (kinds(row), row_id(row)) == (words, anchor)


def test_anchors_of_a_comparison_are_unique() -> None:
    anchors = [row_id(row) for row, *_ in ROWS]
    assert len(anchors) == len(set(anchors)) == len(Comparison("a", "b", tuple(row for row, *_ in ROWS)).rows)


def test_citations_count_in_the_text_they_open() -> None:
    view, work, _ = cited_work()
    assert citing(view, (work, work), view.comparisons[0]) == {"pt7": 1, "pt6": 1, "old-t9": 1}


def test_a_regulation_and_the_one_in_its_place_are_compared_under_their_names() -> None:
    trial, final = regulation("（试行）", DAYS[:1]), regulation("w", DAYS[1:])
    view = replace(made((), range(0), (trial, final)).view,
                   comparisons=(Comparison(trial.versions[0].document, final.versions[0].document, CHANGES),))
    pages = [path for path, _ in gathering_pages(view) if "2020-01-15-2022-05-26" in path]
    assert pages == ["regulations/w/2020-01-15-2022-05-26.md"]
    name = "云川市示例办法（试行）与云川市示例办法w"
    for work in (trial, final):
        assert comparisons_of(view, work) == [(name, "regulations/w/2020-01-15-2022-05-26.html")]
