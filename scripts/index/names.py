"""The index of names: documents, headings, themes, terms, regulations, found fuzzily and by pinyin.

Built with lunr's own builder and an empty pipeline: the tokens are ours on both sides, so that the browser asks
``idx.query`` and nothing is parsed or trimmed away. Fields: ``name`` and ``alias`` hold pairs of characters, ``whole``
the name as one token, ``sound`` its pinyin in every reading, ``initials`` the first letters.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Final

import msgspec

from scripts.index.tokens import grams, is_word, tokens
from scripts.index.words import package_file
from scripts.records import DocumentRecord, ItemRecord, RegulationRecord, TermRecord, ThemeRecord

_MOST: Final = 2400  # names of a large base; headings beyond are found as items all the same
_READINGS: Final = 6  # of one name
_LONGEST_READ: Final = 12  # characters of a name that is spelled in every reading
_FIELDS: Final = (("name", 2), ("alias", 2), ("whole", 6), ("sound", 3), ("initials", 2))
_COMMENT: Final = re.compile(r"^[ \t]*/\*[*!](?!.*@license).*?\*/[ \t]*\n", re.DOTALL | re.MULTILINE)
_PLAIN_HEADING: Final = re.compile(r"(总则|附则|分则|附件|附表)")


class Name(msgspec.Struct, array_like=True):
    """What can be gone to directly; the browser shows these fields."""

    type: str  # 主题 术语 法规 文件 标题
    id: str
    name: str
    url: str
    detail: str = ""
    aliases: tuple[str, ...] = ()
    articles: int = 0  # 法规: how many articles the text behind ``text_url`` has
    text_url: str = ""


def names(
    documents: Sequence[DocumentRecord], items: Sequence[ItemRecord], regulations: Sequence[RegulationRecord],
    themes: Sequence[ThemeRecord], terms: Sequence[TermRecord],
) -> list[Name]:
    """All names, the most useful first, at most ``_MOST``."""
    found = (
        *(Name("主题", t.id, t.name, t.url, f"{len(t.items)} 条") for t in themes),
        *(Name("术语", t.id, t.text, t.url, f"{len(t.items)} 处", t.aliases) for t in terms),
        *_regulations(documents, items, regulations),
        *(Name("文件", d.id, d.title, d.url, d.issuer) for d in documents if d.category == "plan"),
        *_headings(documents),
    )
    return list(islice(found, _MOST))


def _regulations(
    documents: Sequence[DocumentRecord], items: Sequence[ItemRecord], regulations: Sequence[RegulationRecord],
) -> Iterator[Name]:
    articles: dict[str, int] = {}
    for item in items:
        if item.form == "article" and "." not in item.id.rpartition("#t")[2]:
            articles[item.document] = articles.get(item.document, 0) + 1
    known = {record.id for record in regulations}
    for record in regulations:
        text = next((v for v in reversed(record.versions) if v.url), None)
        yield Name("法规", record.id, record.name, record.url, record.status, record.aliases,
                   articles.get(text.document, 0) if text else 0, text.url if text else "")
    for document in documents:
        if document.category == "regulation" and document.id.partition("@")[0] not in known:
            yield Name("法规", document.id, document.title, document.url, document.date,
                       articles=articles.get(document.id, 0), text_url=document.url)


def _headings(documents: Sequence[DocumentRecord]) -> Iterator[Name]:
    """Each heading once: the newest document that has it."""
    seen: set[str] = set()
    for document in sorted(documents, key=lambda d: (d.category, -(d.year or 0), d.id)):
        for heading in document.headings:
            if heading.text and heading.text not in seen and not _PLAIN_HEADING.fullmatch(heading.text):
                seen.add(heading.text)
                yield Name("标题", f"{document.id}#{heading.id}", heading.text, f"{document.url}#{heading.id}",
                           document.title)


def payload(listed: Sequence[Name]) -> str:
    """The names and their lunr index, as JSON."""
    from lunr.builder import Builder

    builder = Builder()
    builder.ref("id")
    for field, boost in _FIELDS:
        builder.field(field, boost=boost)
    for number, name in enumerate(listed):
        builder.add({"id": str(number), **{field: list(dict.fromkeys(found)) for field, found in _tokens(name)}})
    index = builder.build().serialize() if listed else None
    return msgspec.json.encode({"names": listed, "index": index}).decode()


def _tokens(name: Name) -> Iterator[tuple[str, Iterable[str]]]:
    """The tokens of each field."""
    spelled = [tokens(word) for word in (name.name, *name.aliases)]
    yield "name", _pairs(spelled[0])
    yield "alias", [pair for one in spelled[1:] for pair in _pairs(one)]
    yield "whole", ["".join(one) for one in spelled]
    short = [one for one in spelled if len(one) <= _LONGEST_READ]
    readings = [reading for one in (short or spelled[:1]) for reading in _readings(one)]
    yield "sound", ["".join(reading) for reading in readings]
    yield "initials", ["".join(syllable[:1] if syllable.isalpha() else syllable for syllable in reading)
                       for reading in readings]


def _pairs(sequence: list[str]) -> list[str]:
    """Pairs of neighbours, less the blank that parts words: lunr would cut there."""
    return [pair.replace(" ", "") for pair in grams(sequence)] or sequence


def _readings(sequence: list[str]) -> Iterator[list[str]]:
    """The usual reading, then those in which one character is read otherwise (重: zhong, chong)."""
    choices = [_syllables(token) for token in sequence if is_word(token) or _syllables(token)]
    usual = _usual("".join(token for token in sequence if is_word(token) or _syllables(token)))
    base = usual if len(usual) == len(choices) else [choice[0] for choice in choices]
    yield base
    if len(sequence) > _LONGEST_READ:
        return
    others = ((at, other) for at, choice in enumerate(choices) for other in choice if other != base[at])
    for at, other in islice(others, _READINGS):
        yield [*base[:at], other, *base[at + 1:]]


def _usual(text: str) -> list[str]:
    from pypinyin import lazy_pinyin

    return lazy_pinyin(text)


@cache
def _syllables(token: str) -> tuple[str, ...]:
    """Every reading of a character; a word or number is its own."""
    if is_word(token):
        return (token,)
    from pypinyin import Style, pinyin

    found = pinyin(token, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(dict.fromkeys(found[0])) if found else ()


def lunr_script() -> bytes:
    """The browser's lunr as MkDocs ships it, less its comments (the licence stays)."""
    return _COMMENT.sub("", package_file("mkdocs", "contrib/search/templates/search/lunr.js")).encode()
