"""The search engine in the browser: the tables of cases, damage and repair, refusals, strange queries."""
from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from playwright.sync_api import Browser, Page

from scripts.index.letters import Letters
from scripts.index.program import SCRIPTS
from scripts.workspace import ROOT
from tests.browser.conftest import watch
from tests.browser.serving import Served, serving
from tests.index import base, test_letters

INDEX = ROOT / "tests/index"
QUERIES: list[dict[str, Any]] = yaml.safe_load((INDEX / "queries.yml").read_text(encoding="utf-8"))
NAMES: list[dict[str, Any]] = yaml.safe_load((INDEX / "name_queries.yml").read_text(encoding="utf-8"))
TOKENS: list[dict[str, Any]] = json.loads((INDEX / "tokens.json").read_text(encoding="utf-8"))
STRANGE = [
    "查" * 10_000, "。" * 300, "\ud83d", "\ud800 信访", "年份:abc", "主题:没有 角色:没有", '"', '""', "--", "- -",
    "条:", "条:零", "法规: 甲", "(" * 500, "*", "=*", "~", "\0", "\u202e信", "a" * 500, "信访\n举报", "第条",
    "第十条第",
]
ASK = """([query, options]) => kb.search(query, options || {}).then(async answer => {
    const facets = await answer.complete;
    return Object.assign({}, answer, {all: facets});
}, error => ({code: error.code, file: error.file, message: error.message}))"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hand-made base as a folder: search files, engine and one page that has it."""
    folder = tmp_path_factory.mktemp("engine")
    for name, data in base.files().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    shutil.copytree(ROOT / "docs/assets/search", folder / "assets/search", dirs_exist_ok=True)
    (folder / "deep").mkdir()
    for name, up in (("index.html", ""), ("deep/page.html", "../")):
        (folder / name).write_text('<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,">'
                                   f'<script src="{up}assets/search/engine.js"></script>', encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def addresses(small: Path) -> Iterator[Served]:
    with serving(small) as served:
        yield served


@pytest.fixture(scope="module")
def engine(browser: Browser, addresses: Served) -> Iterator[Page]:
    """A page that asks query after query, as a reader does."""
    problems: list[str] = []
    page = browser.new_page()
    watch(page, addresses, problems)
    page.goto(addresses.sub + "deep/page.html")
    yield page
    page.close()
    assert problems == []


def ask(page: Page, query: str, options: dict[str, Any] | None = None) -> dict[str, Any]:
    answer: dict[str, Any] = page.evaluate(ASK, [query, options])
    return answer


@pytest.mark.parametrize("case", QUERIES, ids=lambda c: f"{c['query']} {c.get('options', '')}".strip() or "empty")
def test_a_query_finds(engine: Page, case: dict[str, Any]) -> None:
    answer = ask(engine, case["query"], case.get("options"))
    exact = [hit["id"] for hit in answer["hits"] if not hit["near"]]
    near = [hit["id"] for hit in answer["hits"] if hit["near"]]
    ordered = sorted if case.get("any_order") else list
    assert ordered(exact) == ordered(case["hits"])
    assert answer["total"] == case.get("total", len(case["hits"]))
    assert near[:len(case.get("near", []))] == case.get("near", [])
    assert [hit["near"] for hit in answer["hits"]] == sorted(hit["near"] for hit in answer["hits"])
    assert answer["suggested"] == case.get("suggested", answer["suggested"])
    assert answer["further"] == case.get("further", False)
    if "scope" in case:
        assert answer["scope"] == case["scope"]
    assert [[w["from"], w["to"]] for w in answer["widened"]] == case.get("widened", [])
    if "marks" in case:
        hit = answer["hits"][0]
        assert [hit["text"][start:end] for start, end in hit["marks"]] == case["marks"]


@pytest.mark.parametrize("case", NAMES, ids=lambda c: c["query"])
def test_a_name_is_found(engine: Page, case: dict[str, Any]) -> None:
    found = engine.evaluate("query => kb.names(query)", case["query"])
    assert [f"{name['type']} {name['name']}" for name in found][:len(case["names"])] == case["names"]
    if not case["names"]:
        assert found == []
    if "url" in case:
        assert found[0]["url"] == case["url"]


def test_the_tokeniser_is_the_one_of_the_index(engine: Page) -> None:
    ask(engine, "信访")
    found = engine.evaluate("texts => texts.map(kb.engine.tokens.tokens)", [case["text"] for case in TOKENS])
    assert found == [case["tokens"] for case in TOKENS]
    rebuilt = engine.evaluate(
        "texts => texts.map(text => kb.engine.tokens.spans(text).every(span => text.slice(span[1], span[2])))",
        [case["text"] for case in TOKENS])
    assert all(rebuilt)


def test_texts_come_back_as_they_were(engine: Page) -> None:
    table = test_letters.table()
    written = [Letters(table).write(text) for text in test_letters.CASES["texts"]]
    ask(engine, "信访举报")  # the program is there
    found = engine.evaluate("""([table, written]) => {
        const dir = kb.engine.dir;
        kb.engine.dir = table;
        try { return written.map(kb.engine.letters.read); } finally { kb.engine.dir = dir; }
    }""", [msgspec.structs.asdict(table), written])
    assert found == test_letters.CASES["texts"]


@pytest.mark.parametrize("query", STRANGE, ids=lambda query: ascii(query[:12]))
def test_no_query_is_an_error(engine: Page, query: str) -> None:
    answer = ask(engine, query)
    assert "code" not in answer
    assert isinstance(answer["total"], int)
    assert isinstance(engine.evaluate("query => kb.names(query)", query), list)


def test_facets_count_and_lead_on(engine: Page) -> None:
    answer = ask(engine, "信访举报")
    counts = {name: {value["value"]: value["count"] for value in values} for name, values in answer["all"].items()}
    assert counts["year"] == {2022: 1, 2020: 1}
    assert counts["theme"] == {"xin-fang": 2, "zuo-feng": 1}
    assert counts["role"] == {"任务": 1, "成效": 1}
    chosen = ask(engine, "信访举报", {"filters": {"theme": ["zuo-feng"]}})
    labels = {value["label"]: value["count"] for value in chosen["all"]["theme"]}
    assert (chosen["total"], labels["信访举报"]) == (1, 2), "a facet counts what its own choice would add"


def test_hits_say_where_they_stand(engine: Page, addresses: Served) -> None:
    hit = ask(engine, "粮库管理办法第九条")["hits"][0]
    assert hit["href"] == addresses.sub + "regulations/liang-ku-ban-fa/2021-03-01.html#t9"
    assert (hit["label"], hit["role"], hit["year"], hit["kind"]) == ("第九条", "规定", 2021, "法规")
    hit = ask(engine, "信访举报")["hits"][0]
    assert (hit["title"], hit["path"]) == ("2.畅通信访举报。", ["一、管好入库关口"])
    assert hit["text"].endswith("二是对实名举报三日内回访。")


@pytest.mark.parametrize("where", ["root", "sub", "file", "intranet"])
def test_nothing_is_fetched_before_the_first_query(browser: Browser, addresses: Served, where: str) -> None:
    page = browser.new_page()
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(getattr(addresses, where) + "index.html")
    page.wait_for_timeout(50)
    assert [url.rpartition("/")[2] for url in fetched if "data:" not in url] == ["index.html", "engine.js"]
    assert ask(page, "信访举报")["total"] == 2
    page.close()


@pytest.mark.parametrize("damage", ["missing", "changed", "cut", "empty", "foreign"])
def test_a_bad_file_is_named_and_asked_for_again(browser: Browser, small: Path, tmp_path: Path, damage: str) -> None:
    folder = tmp_path / "site"
    shutil.copytree(small, folder)
    bad = folder / "search/x0.js"
    data = bad.read_bytes()
    whole = {"missing": b"", "changed": data.replace(b"\x1e", b"\x1f", 1), "cut": data[:-20], "empty": b"",
             "foreign": data.replace(b"kbIndex('", b"kbIndex('0", 1)}
    bad.unlink() if damage == "missing" else bad.write_bytes(whole[damage])
    with serving(folder) as served:
        page = browser.new_page()
        page.goto(served.root + "index.html")
        answer = ask(page, "信访举报")
        codes = {"missing": "missing", "foreign": "stale"}
        assert (answer.get("code"), "search/x0.js" in answer["message"] or damage == "foreign") == (
            codes.get(damage, "damaged"), True)
        other = ask(page, "价")
        assert other["total"] == 1, "what needs other files goes on"
        assert codes.get(damage, "damaged") in [note["code"] for note in other["notes"]], "near hits need the bad one"
        bad.write_bytes(data)
        assert ask(page, "信访举报")["total"] == 2, "the same page asks again, past the browser's cache"
        page.close()


def test_after_a_repair_the_same_page_finds(browser: Browser, small: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    shutil.copytree(small, folder)
    for name in ("dir", "program", "x0", "t0"):
        file = folder / f"search/{name}.js"
        data = file.read_bytes()
        file.unlink()
        with serving(folder) as served:
            page = browser.new_page()
            page.goto(served.root + "index.html")
            assert ask(page, "信访举报")["code"] == "missing"
            file.write_bytes(data)
            assert ask(page, "信访举报")["total"] == 2
            page.close()


def test_a_broken_or_old_program_is_noticed(browser: Browser, small: Path, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    shutil.copytree(small, folder)
    file = folder / "search/program.js"
    data = file.read_bytes()
    with serving(folder) as served:
        for bad, code in ((b"", "code"), (data.replace(b'engine.mark="', b'engine.mark="0'), "stale")):
            file.write_bytes(bad)
            page = browser.new_page()
            page.goto(served.root + "index.html")
            assert ask(page, "信访举报")["code"] == code
            page.close()


def test_a_site_built_anew_under_an_open_page_is_searched_anew(
    browser: Browser, small: Path, tmp_path: Path,
) -> None:
    folder = tmp_path / "site"
    shutil.copytree(small, folder)
    with serving(folder) as served:
        page = browser.new_page()
        page.goto(served.root + "index.html")
        assert ask(page, "价")["total"] == 1
        for file in (folder / "search").glob("*.js"):
            file.write_bytes(file.read_bytes().replace(b"kbIndex('", b"kbIndex('0", 1))
        assert ask(page, "信访举报")["total"] == 2
        page.close()


def test_the_next_page_of_the_tab_has_what_this_one_loaded(browser: Browser, addresses: Served) -> None:
    page = browser.new_page()
    page.goto(addresses.root + "index.html")
    ask(page, "信访举报")
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(addresses.root + "deep/page.html")
    assert ask(page, "信访举报")["total"] == 2
    paths = {url.removeprefix(addresses.root) for url in fetched if url.startswith(f"{addresses.root}search/")}
    assert paths - SCRIPTS == {"search/dir.js"}
    page.close()


def test_two_pages_and_refused_storage(browser: Browser, addresses: Served) -> None:
    context = browser.new_context()
    context.add_init_script("for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches'])"
                            " Object.defineProperty(window, name, {get() { throw new DOMException('refused'); }});")
    pages = [context.new_page(), context.new_page()]
    for page in pages:
        page.goto(addresses.root + "index.html")
    assert [ask(page, "信访举报")["total"] for page in pages] == [2, 2]
    context.close()


def test_queries_in_a_row_do_not_mix(engine: Page) -> None:
    totals = engine.evaluate("""queries => Promise.all(queries.map(query => kb.search(query).then(a => a.total)))""",
                             ["信访举报", "粮库", "信访举报", "价", "没有这样的话"])
    assert totals == [2, ask(engine, "粮库")["total"], 2, 1, 0]
