"""The page of a document: the golden pages in ``pages/``, and what the page contract promises of every page.

``KB_GOLDEN=1 pytest tests/render`` writes the golden pages anew; look at the difference before it is committed.
"""
from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from scripts.check.gate import check_identity, site_markdown
from scripts.model import (
    Citation,
    Deadline,
    Definition,
    Document,
    Event,
    Finding,
    Notes,
    TermMark,
    ThemeMark,
    Unit,
    Work,
    walk,
)
from scripts.render import document_page, is_generated, redirect_pages
from scripts.render.site import Site
from scripts.vocabulary import Vocabulary
from tests.render import samples

HERE = Path(__file__).parent
PAGES = HERE / "pages"
RENDER = site_markdown(HERE.parent.parent / "mkdocs.yml")
CASES = sorted(path.stem for path in PAGES.glob("*.yml"))


def _site(name: str) -> tuple[Site, dict[str, Any]]:
    case = yaml.safe_load((PAGES / f"{name}.yml").read_text("utf-8"))
    documents = [_document(entry) for entry in case["documents"]]
    marks = {documents[0].id: case.get("notes", {}), **case.get("other_notes", {})}
    notes = tuple(_notes(document, marks[document.id]) for document in documents if document.id in marks)
    site = samples.site(
        *documents, notes=notes, vocabulary=msgspec.convert(case.get("vocabulary", {}), Vocabulary),
        works=tuple(msgspec.convert(w, Work) for w in case.get("works", ())),
    )
    findings = tuple(msgspec.convert(f, Finding) for f in case.get("findings", ()))
    return msgspec.structs.replace(site, findings=findings), case


def _document(entry: dict[str, Any]) -> Document:
    fields = dict(entry.get("fields", {}))
    if "units" in fields:
        fields["units"] = tuple(_unit(entry["text"], unit) for unit in fields["units"])
    if "record" in fields:
        fields["record"] = msgspec.convert(fields["record"], tuple[Event, ...])
    return samples.document(entry["text"], tuple(entry.get("dropped", ())), **fields)


def _unit(text: str, values: dict[str, Any]) -> Unit:
    """A unit of a case: ``words`` are its first and its last ones, ``heading`` its lead."""
    first, last = values["words"]
    start = text.index(first)
    lead = text.index(values["heading"], start) if "heading" in values else 0
    return Unit(
        anchor=values["anchor"], form=values["form"], span=(start, text.index(last, start) + len(last)),
        label=values.get("label", ""), level=values.get("level", 0),
        lead=(lead, lead + len(values.get("heading", ""))),
        children=tuple(_unit(text, child) for child in values.get("children", ())),
    )


def _notes(document: Document, marks: dict[str, list[dict[str, Any]]]) -> Notes:
    """Marks of a case; ``words`` says where: their first occurrence in the unit, or the second with ``again``."""
    kinds = {"citations": Citation, "terms": TermMark, "deadlines": Deadline, "themes": ThemeMark,
             "definitions": Definition}
    made = {name: tuple(_mark(document, kind, dict(m)) for m in marks.get(name, ())) for name, kind in kinds.items()}
    return Notes(document.id, **made)  # type: ignore[arg-type]


def _mark(document: Document, kind: type, values: dict[str, Any]) -> object:
    words = values.pop("words", None)
    if words is not None:
        unit = next(u for _, u in walk(document.units) if u.anchor == values["anchor"])
        start = document.text.index(words, unit.span[0])
        start = document.text.index(words, start + 1) if values.pop("again", False) else start
        values["span"] = (start, start + len(words))
        if kind is not Definition:
            values["text"] = words
    return msgspec.convert(values, kind)


@pytest.mark.parametrize("name", CASES)
def test_golden_page(name: str) -> None:
    site, _ = _site(name)
    page = document_page(site, site.corpus.documents[0])
    golden = PAGES / f"{name}.md"
    if os.environ.get("KB_GOLDEN"):
        golden.write_text(page, "utf-8", newline="\n")
    assert page == golden.read_text("utf-8")


@pytest.mark.parametrize("name", CASES)
def test_every_unit_is_an_id_once(name: str) -> None:
    site, _ = _site(name)
    document = site.corpus.documents[0]
    html = RENDER(document_page(site, document))
    ids = re.findall(r'\bid="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    assert {unit.anchor for _, unit in walk(document.units)} <= set(ids)


@pytest.mark.parametrize("name", CASES)
def test_words_stand_in_data_src_and_ours_outside(name: str) -> None:
    site, case = _site(name)
    document = site.corpus.documents[0]
    html = RENDER(document_page(site, document))
    assert check_identity(case["documents"][0]["text"], document, html) == ()
    root = etree.fromstring(f"<div>{html}</div>", etree.HTMLParser())
    for element in root.iter("*"):
        if element.get("data-src") is not None:
            assert element.xpath("ancestor::*[@data-src]") == []
            assert document.text.startswith("".join(element.itertext())[:4].strip()[:1], int(element.get("data-src")))


@given(st.lists(st.sampled_from(["一、甲", "1.乙。丙", "二、丁", "2.戊。一是己；二是庚", "辛"]), max_size=6))
def test_same_site_same_bytes_and_ours(lines: list[str]) -> None:
    document = samples.document("\n".join(["示例要点", *lines]))
    page = document_page(samples.site(document), document)
    assert page == document_page(samples.site(document), document)
    assert is_generated(page) == "ours"


def test_a_former_id_leads_on() -> None:
    document = samples.document("示例要点\n甲。", former_ids=("jiu-bian-hao",))
    pages = redirect_pages(samples.site(document))
    html = RENDER(pages["plans/jiu-bian-hao.md"])
    assert '<meta http-equiv="refresh" content="0; url=yao-dian-000000.html">' in html
    assert 'href="yao-dian-000000.html"' in html


def test_no_word_of_a_finding_becomes_markup() -> None:
    document = samples.document("示例要点\n甲。")
    finding = Finding("DROPPED", "info", document.id, "有 <b>尖括号</b>\n\n和空行", evidence="</section>")
    site = msgspec.structs.replace(samples.site(document), findings=(finding,))
    html = RENDER(document_page(site, document))
    assert "&lt;b&gt;尖括号&lt;/b&gt; 和空行" in html
    assert "&lt;/section&gt;" in html
