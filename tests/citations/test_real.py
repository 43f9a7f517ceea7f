"""Figures on real texts of one's own (KB_REAL_TEXTS): what is found, what is resolved, and the law of spans."""
from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.annotate.citations import UNCLEAR, mark_citations
from scripts.annotate.citations_library import Library
from scripts.annotate.works import assemble
from scripts.model import Citation, Document, Sidecar, Source, own_spans, walk
from scripts.parse import parse
from scripts.read import read
from scripts.vocabulary import load

ROOT = Path(__file__).resolve().parents[2]
TITLE = re.compile(r"《(?:[^《》\n]|《[^《》\n]*》)+》")


@pytest.fixture(scope="module")
def cited(real_files: list[Path]) -> list[tuple[Document, tuple[Citation, ...]]]:
    vocabulary = load(ROOT / "vocabulary")
    documents = []
    for path in real_files:
        extract = read(path.read_bytes(), path.name)
        source = Source(path.as_posix(), "", extract.format, extract.encoding)
        documents.append(parse(extract, source, Sidecar(), vocabulary.boilerplate.signs))
    corpus = assemble(documents, vocabulary, "2026-01-01")
    library = Library(corpus, vocabulary)
    return [(document, mark_citations(document, library)) for document in corpus.documents]


@pytest.mark.real
def test_every_name_in_brackets_is_found(cited: list[tuple[Document, tuple[Citation, ...]]]) -> None:
    total = found = 0
    for document, citations in cited:
        covered = {at for one in citations for at in range(*one.span)}
        kept = {at for _, unit in walk(document.units) for span in own_spans(unit) for at in range(*span)}
        names = [match for match in TITLE.finditer(document.text) if match.start() in kept]
        total += len(names)
        found += sum(match.start() in covered for match in names)
    print(f"《》 found: {found} of {total}")
    assert found >= 0.98 * total


@pytest.mark.real
def test_citations_of_the_text_itself_are_resolved(cited: list[tuple[Document, tuple[Citation, ...]]]) -> None:
    own = [one for document, citations in cited for one in citations
           if document.category == "regulation"
           and (one.reason == UNCLEAR or (one.name == document.title and not one.text.startswith("《")))]
    resolved = sum(not one.reason for one in own)
    print(f"own places resolved: {resolved} of {len(own)}")
    assert resolved >= 0.95 * len(own)


@pytest.mark.real
def test_spans_and_places_hold(cited: list[tuple[Document, tuple[Citation, ...]]]) -> None:
    anchors = {document.id: {unit.anchor for _, unit in walk(document.units)} for document, _ in cited}
    for document, citations in cited:
        last = 0
        for one in citations:
            assert last <= one.span[0] < one.span[1]
            assert document.text[slice(*one.span)] == one.text
            assert not one.version or not one.article or one.article in anchors[f"{one.regulation}@{one.version}"]
            last = one.span[1]
