"""Phrases of all kinds in the browser against the Python reader of the same files, lists of every length among them."""
from __future__ import annotations

import contextlib
import importlib
import random
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from scripts.bench.browser import write_page
from scripts.bench.corpus import generate
from scripts.bench.search import DOOR, ROOT
from scripts.index import build
from scripts.index.postings import Lists
from scripts.index.query import Index
from scripts.index.tokens import BREAK, tokens
from tests.browser.serving import serving

COUNT = 250
TOTAL = "phrase => kb.search('\"' + phrase + '\"', {widen: false, limit: 0}).then(answer => answer.total)"
HITS = "phrase => kb.search('\"' + phrase + '\"', {widen: false}).then(answer => answer.hits.map(hit => hit.id))"
SMALL_FILES = {"_SMALLEST_FILE": 500, "most_files": lambda _items: 900}
PROGRAM = "search/program.js"
# how much a page keeps of each kind
ROOM = {"WHOLE": "20e6", "PARTS": "5e6", "SHORT": "6e6", "LONG": "8e6", "RECENT": "1e6", "MOST": "2e6"}


@pytest.fixture(scope="module", params=[
    pytest.param((500, SMALL_FILES), id="small files"),
    pytest.param((40_000, {}), id="large base", marks=pytest.mark.slow),
])
def files(request: pytest.FixtureRequest) -> dict[str, bytes]:
    """A base in which common pairs have lists in several pieces: files are small, or there is much."""
    items, changed = request.param
    return _built(items, changed)


def _built(items: int, changed: dict[str, Any]) -> dict[str, bytes]:
    base = generate(items, 3)
    composition = importlib.import_module("scripts.index.build")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in changed.items():
            patch.setattr(composition, name, value)
        return build(base.pages, base.documents, base.items, (), base.themes, ())


@pytest.fixture(scope="module")
def index(files: dict[str, bytes]) -> Index:
    return Index(files)


@pytest.fixture(scope="module")
def page(browser: Browser, files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with _opened(browser, files, tmp_path_factory.mktemp("phrases")) as opened:
        yield opened


@contextlib.contextmanager
def _opened(browser: Browser, files: dict[str, bytes], folder: Path) -> Iterator[Page]:
    for name, data in {**files, DOOR: (ROOT / "docs" / DOOR).read_bytes()}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    write_page(folder, "index.html", DOOR)
    with serving(folder) as served:
        opened = browser.new_page()
        opened.goto(served.root + "index.html")
        yield opened
        opened.close()


def _phrases(index: Index) -> Iterator[str]:
    """Pieces of lines, over the borders of inline items too."""
    source = random.Random(4)
    for _ in range(COUNT):
        entry = index.head(source.randrange(index.directory.entries))
        words = [part for part in "".join(_line(index, entry)).split("\n") if part]
        found = tokens(source.choice(words)) if words else []
        start, length = source.randrange(max(1, len(found))), source.randrange(2, 12)
        piece = found[start:start + length]
        if len(piece) > 1 and BREAK not in piece and tokens("".join(piece)) == piece:
            yield "".join(piece)


def _line(index: Index, entry: int) -> Iterator[str]:
    """The words of a group of lines, inline children in their places."""
    parts = index.shown(entry).text.split("\x1c")
    child = entry + 1
    for at, part in enumerate(parts):
        yield part
        if at + 1 < len(parts):
            yield from _line(index, child)
            child += 1


def test_common_pairs_have_lists_in_pieces(index: Index) -> None:
    lists = index.long("x")
    assert any(one.entries and len(one.places) > 1 for one in lists), "entries in a file, places in several"
    assert any(one.entries == 0 and one.places for one in lists), "entries in the dictionary, places apart"


def test_a_phrase_finds_the_same_in_both_readers(page: Page, index: Index) -> None:
    asked = sorted(set(_phrases(index)))
    assert len(asked) > COUNT // 2
    wrong = {phrase: (total, len(index.phrase(phrase))) for phrase in asked
             if (total := page.evaluate(TOTAL, phrase)) != len(index.phrase(phrase))}
    assert wrong == {}
    assert all(index.phrase(phrase) for phrase in asked)


@pytest.mark.parametrize("few", [0, 8])
def test_hits_come_in_the_same_order_whatever_is_known_around_pairs(
    few: int, browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("scripts.index.lists._FEW", few)
    asked, told = sorted(set(_phrases(Index(_built(500, SMALL_FILES))))), []
    for folder in ("known", "unknown"):
        with _opened(browser, _built(500, SMALL_FILES), tmp_path / folder) as page:
            told.append([page.evaluate(HITS, phrase) for phrase in asked])
        monkeypatch.setattr(Lists, "around", lambda _lists, _term: "")
    assert told[0] == told[1]


def _with_no_room(files: dict[str, bytes], kinds: Iterable[str]) -> dict[str, bytes]:
    """The same files with a program that keeps nothing of some kinds."""
    program = files[PROGRAM].decode()
    for kind in kinds:
        assert f"{kind} = {ROOM[kind]}" in program
        program = program.replace(f"{kind} = {ROOM[kind]}", f"{kind} = 1")
    return {**files, PROGRAM: program.encode()}


def test_what_a_query_took_is_kept_when_its_files_are_not(
    browser: Browser, files: dict[str, bytes], index: Index, tmp_path: Path,
) -> None:
    asked = sorted(set(_phrases(index)))[:40]
    fetched: list[str] = []
    with _opened(browser, _with_no_room(files, ("PARTS", "MOST")), tmp_path) as page:
        first = [page.evaluate(TOTAL, phrase) for phrase in asked]
        page.on("request", lambda request: fetched.append(request.url))
        assert [page.evaluate(TOTAL, phrase) for phrase in asked] == first
    assert fetched == []


def test_a_page_that_keeps_nothing_finds_the_same(
    browser: Browser, files: dict[str, bytes], index: Index, tmp_path: Path,
) -> None:
    asked = sorted(set(_phrases(index)))[:40]
    with _opened(browser, _with_no_room(files, ROOM), tmp_path) as page:
        for _ in range(2):
            assert [page.evaluate(TOTAL, phrase) for phrase in asked] == [len(index.phrase(phrase)) for phrase in asked]
