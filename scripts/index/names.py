"""The index of names: documents, headings, themes, terms, regulations, found fuzzily and by pinyin.

Built with lunr's own builder and an empty pipeline: the tokens are ours on both sides, so that the browser asks
``idx.query`` and nothing is parsed or trimmed away. One field holds all tokens of a name (every further field costs
a third of the file): pairs of characters as they are, ``=信访举报`` the name as one token, ``~xinfangjubao`` its pinyin
in every reading, ``~xfjb`` the first letters.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Final

import msgspec

from scripts.index.tokens import grams, is_word, tokens
from scripts.records import DocumentRecord, ItemRecord, RegulationRecord, TermRecord, ThemeRecord

_IN_FILE: Final = 400
_MOST: Final = 1500  # names of a large base; headings beyond are found as items all the same
_READINGS: Final = 6  # of one name
_LONGEST_READ: Final = 8  # characters of a name that is spelled in every reading; a longer one in its usual reading
_NATION: Final = re.compile(r"^(?:中华人民共和国|中国共产党)(?=..)")  # nobody types it in pinyin
_FIELD: Final = "n"
_PLAIN_HEADING: Final = re.compile(r"(总则|附则|分则|附件|附表)")


class Name(msgspec.Struct, array_like=True):
    """What can be gone to directly; the browser shows these fields."""

    type: str  # 主题 提法 法规 文件 标题
    id: str
    name: str
    url: str
    detail: str = ""
    aliases: tuple[str, ...] = ()
    articles: int = 0  # 法规: number of the last article in the text behind ``text_url``
    text_url: str = ""


def names(
    documents: Sequence[DocumentRecord], items: Sequence[ItemRecord], regulations: Sequence[RegulationRecord],
    themes: Sequence[ThemeRecord], terms: Sequence[TermRecord],
) -> list[Name]:
    """All names, the most useful first, at most ``_MOST``."""
    found = (
        *(Name("主题", t.id, t.name, t.url, f"{len(t.items)} 条") for t in themes),
        *(Name("提法", t.id, t.text, t.url, f"{len(t.items)} 处", t.aliases) for t in terms),
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
        if item.form == "article":
            number = int(item.id.rpartition("#t")[2].partition(".")[0].partition("r")[0] or 0)
            articles[item.document] = max(number, articles.get(item.document, 0))
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


def payloads(listed: Sequence[Name]) -> dict[str, str]:
    """The files ``names0``, ``names1`` … of some hundred names each."""
    return {f"names{at // _IN_FILE}": _payload(listed[at:at + _IN_FILE]) for at in range(0, len(listed), _IN_FILE)}


def _payload(listed: Sequence[Name]) -> str:
    """Names and their lunr index, as JSON."""
    from lunr.builder import Builder

    builder = Builder()
    builder.ref("id")
    builder.field(_FIELD)
    for number, name in enumerate(listed):
        builder.add({"id": str(number), _FIELD: list(dict.fromkeys(_tokens(name)))})
    index = builder.build().serialize()
    for _, weights in index["fieldVectors"]:
        weights[1::2] = [1] * len(weights[1::2])  # the browser ranks by how a name answers, not by rare tokens
    return msgspec.json.encode({"names": listed, "index": index}).decode()


def _tokens(name: Name) -> Iterator[str]:
    """All tokens of a name and its aliases."""
    for word in (name.name, *name.aliases):
        spelled = tokens(word)
        yield from _pairs(spelled)
        if len(spelled) <= _LONGEST_READ:
            yield "=" + "".join(spelled)  # a longer one is known by its pairs
        for reading in _readings(tokens(_NATION.sub("", word))):
            yield "~" + "".join(reading[:_LONGEST_READ + 2])
            yield "~" + "".join(syllable[:1] if syllable.isalpha() else syllable for syllable in reading)


def _pairs(sequence: list[str]) -> list[str]:
    """Pairs of neighbours; of one character itself."""
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
