"""What maintainers curate: ``vocabulary/{themes,terms,regulations,boilerplate}.yml``, typed.

``load`` answers a ``Vocabulary`` or raises ``VocabularyError`` that names file, key and what was expected.
"""
from __future__ import annotations

from pathlib import Path

import msgspec


class VocabularyError(Exception):
    """A fault in a vocabulary file; the text is one Chinese line."""


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all entries: an unknown key is refused by name."""


class Word(Entry):
    text: str
    weight: float = 1.0


class Theme(Entry):
    id: str
    name: str
    group: str
    definition: str
    words: tuple[Word, ...]
    unless: tuple[str, ...] = ()  # a match inside one of these longer phrases does not count
    pinyin: str = ""


class Term(Entry):
    id: str
    text: str
    explanation: str
    expansion: str = ""
    aliases: tuple[str, ...] = ()  # other ways to write the same; found in texts, widen a query
    near: tuple[str, ...] = ()  # near-synonyms: widen a query only
    source: str = ""
    pinyin: str = ""


class Regulation(Entry):
    id: str
    name: str  # official name in full
    kind: str  # 党内法规 法律 监察法规 行政法规 部门规章 …
    issuer: str
    aliases: tuple[str, ...] = ()
    unbracketed: tuple[str, ...] = ()  # names recognised without 《》: 党章, 中央八项规定
    predecessor: str = ""
    successor: str = ""
    dates: tuple[str, ...] = ()  # known version dates YYYY-MM-DD, without a text in the base
    effective: str = ""
    repealed: str = ""
    sources: tuple[str, ...] = ()
    confirmed: bool = False
    pinyin: str = ""


class Boilerplate(Entry):
    signs: tuple[str, ...] = ()  # a line outside the body that holds one of these is boilerplate


class Vocabulary(Entry):
    themes: tuple[Theme, ...] = ()
    terms: tuple[Term, ...] = ()
    regulations: tuple[Regulation, ...] = ()
    boilerplate: Boilerplate = Boilerplate()


def load(folder: Path) -> Vocabulary:
    raise VocabularyError("unfinished")
