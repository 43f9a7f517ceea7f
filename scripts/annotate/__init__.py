"""Findings about spans: what each unit is about, which regulations and set phrases it names, what it is to be done by.

``annotate_alone`` says what a document tells by itself: child processes make it, the cache keeps it. ``assemble``
gathers the regulations among and around the documents, ``annotate`` adds what needs to know them all. Nothing here
edits a document; every list of a ``Notes`` is in order of span.
"""
from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from scripts.annotate.citations import mark_citations
from scripts.annotate.citations_library import Library
from scripts.annotate.deadlines import mark_deadlines
from scripts.annotate.definitions import mark_definitions
from scripts.annotate.terms import Phrase, choose_terms, find_phrases
from scripts.annotate.themes import mark_themes
from scripts.annotate.words import words_in
from scripts.annotate.works import assemble
from scripts.model import Corpus, Deadline, Definition, Document, Notes, Struct, ThemeMark
from scripts.vocabulary import Vocabulary

__all__ = ["Alone", "annotate", "annotate_alone", "assemble"]


class Alone(Struct, frozen=True):
    """What a document tells by itself, for one vocabulary."""

    themes: tuple[ThemeMark, ...] = ()
    phrases: tuple[Phrase, ...] = ()  # terms, before citations have taken theirs
    deadlines: tuple[Deadline, ...] = ()
    definitions: tuple[Definition, ...] = ()
    dated: tuple[int | None, str] = (None, "")  # year and date the deadlines were read with


def annotate_alone(document: Document, vocabulary: Vocabulary) -> Alone:
    """The findings that no other document can change."""
    words = words_in(document.text, vocabulary)
    return Alone(
        themes=mark_themes(document, vocabulary, words),
        phrases=find_phrases(document, vocabulary, words),
        deadlines=mark_deadlines(document),
        definitions=mark_definitions(document),
        dated=(document.year, document.date),
    )


def annotate(
    corpus: Corpus, vocabulary: Vocabulary, known: Mapping[str, Alone] = MappingProxyType({}),
) -> tuple[Notes, ...]:
    """The notes of each document of an assembled corpus, in the same order.

    Args:
        known: what documents tell by themselves, by source file, where it has been made before.
    """
    library = Library(corpus, vocabulary)
    return tuple(_notes(document, known.get(document.source.file) or annotate_alone(document, vocabulary),
                        vocabulary, library) for document in corpus.documents)


def _notes(document: Document, alone: Alone, vocabulary: Vocabulary, library: Library) -> Notes:
    """No link inside a link: a term never stands inside a citation."""
    citations = mark_citations(document, library)
    redated = alone.dated != (document.year, document.date)  # by its work: 示例条例 2018 is of the day known in 2018
    return Notes(
        document=document.id,
        themes=alone.themes,
        citations=citations,
        terms=choose_terms(document, vocabulary, alone.phrases, (citation.span for citation in citations)),
        deadlines=mark_deadlines(document) if redated else alone.deadlines,
        definitions=alone.definitions,
    )
