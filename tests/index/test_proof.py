"""The proof: it passes on what was built and fails on any damage."""
from __future__ import annotations

import pytest

from scripts.index.build import build
from scripts.index.files import opened, sealed
from scripts.index.postings import Lists
from scripts.index.program import SCRIPTS
from scripts.index.proof import prove
from tests.index import base

FILES = base.files()


def test_what_was_built_is_proved() -> None:
    assert prove(base.pages(), FILES) == ()
    assert prove(base.pages(), FILES, samples=0) == ()


@pytest.mark.parametrize("name", sorted(FILES))
@pytest.mark.parametrize("where", [0.0, 0.5, 0.99])
def test_one_damaged_byte_is_noticed(name: str, where: float) -> None:
    data = bytearray(FILES[name])
    data[int(len(data) * where)] ^= 1
    assert [f.code for f in prove(base.pages(), {**FILES, name: bytes(data)})] == ["SEARCH"]


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_missing_file_is_noticed(name: str) -> None:
    left = {other: data for other, data in FILES.items() if other != name}
    assert prove(base.pages(), left)


def test_a_list_that_misses_an_entry_is_noticed_though_its_file_is_whole() -> None:
    payloads = {name.removeprefix("search/").removesuffix(".js"): opened(name, data)[1]
                for name, data in FILES.items() if name not in SCRIPTS}
    for name in [name for name in payloads if name.startswith("x")]:
        terms, entries, _, _, around = payloads[name].split("\x1d")
        emptied = "\x1e".join("" for _ in entries.split("\x1e"))
        payloads[name] = f"{terms}\x1d{emptied}\x1d{emptied}\x1d\x1d{around}"
    files = {**FILES, **sealed(payloads)}
    assert any(f.message.startswith("检索漏掉") for f in prove(base.pages(), files))


@pytest.mark.parametrize(("around", "found"), [
    ("", set()), (" 账", {"检索给出了本页没有的词句"}), ("勿 ", {"检索漏掉了本页的原文"}),
])
def test_a_lie_about_what_stands_around_a_pair_is_noticed(
    around: str, found: set[str], monkeypatch: pytest.MonkeyPatch,
) -> None:
    article = base.FRAME.format('<article class="md-content__inner"><p data-src="0">{}。</p></article>')
    pages = [(f"{words}.html", article.format(words)) for words in ("查清账", "查清案", "须查清")]
    monkeypatch.setattr(Lists, "around", lambda _, term: around if term == "查清" else "")
    monkeypatch.setattr("scripts.index.lists._FEW", 0)
    messages = {f.message for f in prove(pages, build(pages, (), ()), samples=0)}
    assert messages >= found
    assert bool(messages) == bool(found)


def test_a_page_that_changed_after_the_build_is_noticed() -> None:
    pages = [(url, html.replace("磅秤", "天平")) for url, html in base.pages()]
    messages = {f.message for f in prove(pages, FILES, samples=0)}
    assert "检索漏掉了本页的原文" in messages


def test_nothing_to_index_is_no_fault() -> None:
    assert prove([], build([], [], [])) == ()
