"""Findings about spans: what each unit is about, which regulations and set phrases it names, what it is to be done by.

``works`` first gathers the regulations among and around the documents; the table ``ANNOTATORS`` then speaks of one
document at a time. Nothing here edits a document; every list of a ``Notes`` is in order of span.
"""
from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from msgspec.structs import replace

from scripts.annotate.citations import mark_citations
from scripts.annotate.citations_library import Library
from scripts.annotate.deadlines import mark_deadlines
from scripts.annotate.definitions import mark_definitions
from scripts.annotate.terms import mark_terms
from scripts.annotate.themes import mark_themes
from scripts.annotate.works import assemble
from scripts.model import Corpus, Document, Notes
from scripts.vocabulary import Vocabulary

__all__ = ["annotate"]


class Known(NamedTuple):
    """What annotators may look up: the vocabulary, and all regulations of the base."""

    vocabulary: Vocabulary
    library: Library


def _themes(notes: Notes, document: Document, known: Known) -> Notes:
    return replace(notes, themes=mark_themes(document, known.vocabulary))


def _citations(notes: Notes, document: Document, known: Known) -> Notes:
    return replace(notes, citations=mark_citations(document, known.library))


def _terms(notes: Notes, document: Document, known: Known) -> Notes:
    """No link inside a link: a term never stands inside a citation."""
    return replace(notes, terms=mark_terms(document, known.vocabulary, tuple(one.span for one in notes.citations)))


def _deadlines(notes: Notes, document: Document, known: Known) -> Notes:  # noqa: ARG001  # one form for all annotators
    return replace(notes, deadlines=mark_deadlines(document))


def _definitions(notes: Notes, document: Document, known: Known) -> Notes:  # noqa: ARG001  # one form for all annotators
    return replace(notes, definitions=mark_definitions(document) if document.category == "regulation" else ())


Annotator = Callable[[Notes, Document, Known], Notes]
# in this order: terms keep out of citations
ANNOTATORS: tuple[Annotator, ...] = (_themes, _citations, _terms, _deadlines, _definitions)


def annotate(corpus: Corpus, vocabulary: Vocabulary, as_of: str) -> tuple[Corpus, tuple[Notes, ...]]:
    """The corpus with its works, and the notes of each document in the same order."""
    corpus = assemble(corpus.documents, vocabulary, as_of)
    known = Known(vocabulary, Library(corpus, vocabulary))
    return corpus, tuple(_notes(document, known) for document in corpus.documents)


def _notes(document: Document, known: Known) -> Notes:
    notes = Notes(document.id)
    for annotator in ANNOTATORS:
        notes = annotator(notes, document, known)
    return notes
