"""What a document tells by itself is told before the others are known: the page and the notes are the same."""
from __future__ import annotations

from dataclasses import dataclass

import msgspec
import pytest

from scripts.annotate import annotate, annotate_alone, assemble
from scripts.annotate.terms import mark_terms
from scripts.model import Corpus, Document, Notes, Sidecar, Source
from scripts.parse import parse
from scripts.read import read
from scripts.render import document_page
from scripts.render.blocks import plain_lines
from scripts.render.site import Site
from scripts.vocabulary import Regulation, Vocabulary, load
from scripts.workspace import Workspace
from tests.pipeline.conftest import PLAN, RULES

DAY = "2024-01-15"
CITING = PLAN.replace("逐项列明", "按照《云川市示例办法》第二条第一款落实“四种形态”，逐项列明")
YEARLY = """云川市示例条例

第一条 为了规范示例工作，制定本条例。

第二条 各单位应当在2017年12月底前建立清单，在2019年6月底前办结。
"""
FILES = {"2021年监督工作要点.txt": CITING, "云川市示例办法.txt": RULES, "云川市示例条例 2018.txt": YEARLY}


@dataclass
class Base:
    parsed: tuple[Document, ...]
    vocabulary: Vocabulary
    corpus: Corpus
    notes: tuple[Notes, ...]


@pytest.fixture(scope="module")
def base() -> Base:
    vocabulary = load(Workspace().vocabulary)
    dated = Regulation(id="shi-li-tiao-li", name="云川市示例条例", kind="地方性法规", issuer="",
                       dates=("2018-05-01",))
    vocabulary = msgspec.structs.replace(vocabulary, regulations=(*vocabulary.regulations, dated))
    parsed = tuple(document(name, text) for name, text in FILES.items())
    corpus = assemble(parsed, vocabulary, DAY)
    return Base(parsed, vocabulary, corpus, annotate(corpus, vocabulary))


def document(name: str, text: str) -> Document:
    extract = read(text.encode(), name)
    return parse(extract, Source(name, "", extract.format, extract.encoding), Sidecar(), ())


def test_notes_made_before_are_those_made_now(base: Base) -> None:
    known = {one.source.file: annotate_alone(one, base.vocabulary) for one in base.parsed}
    assert annotate(base.corpus, base.vocabulary, known) == base.notes
    assert any(notes.terms for notes in base.notes)
    assert any(notes.citations for notes in base.notes)


def test_a_text_that_its_work_has_dated_is_read_with_that_date(base: Base) -> None:
    """2017年12月底前 is past for a text of 2018; only the name of the file tells that it is one."""
    [before] = [one for one in base.parsed if "2018" in one.source.file]
    [after] = [one for one in base.corpus.documents if one.source == before.source]
    assert (before.year, after.year, after.date) == (None, 2018, "2018-05-01")
    [notes] = [one for one in base.notes if one.document == after.id]
    assert [deadline.end for deadline in notes.deadlines] == ["2019-06-30"]


def test_terms_keep_out_of_citations(base: Base) -> None:
    for one, notes in zip(base.corpus.documents, base.notes, strict=True):
        assert mark_terms(one, base.vocabulary, [citation.span for citation in notes.citations]) == notes.terms


def test_lines_drawn_before_make_the_same_page(base: Base) -> None:
    notes = {one.document: one for one in base.notes}
    plain = Site(base.corpus, notes, base.vocabulary, (), DAY)
    lines = {one.source.file: msgspec.Raw(msgspec.msgpack.encode(plain_lines(one))) for one in base.parsed}
    drawn = msgspec.structs.replace(plain, drawn=lines)
    for one in base.corpus.documents:
        page = document_page(drawn, one)
        assert page == document_page(plain, one)
        assert any(line in page for line in drawn.plain_lines(one))
    assert "gy-cite" in document_page(drawn, next(one for one in base.corpus.documents if one.category == "plan"))
