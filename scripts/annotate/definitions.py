"""The words that a regulation defines: 本条例所称X，是指…, 本法下列用语的含义：（一）X，是指….

Guarantees: a term is words of the text, without quotes and without the law it is taken from; a sentence that only says
to whom or what a rule applies (前款规定的情形，是指…) defines no term.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from scripts.model import Definition, Document, Span, Unit, own_spans, walk

_FORMS: Final = ("clause", "subclause", "point", "paragraph", "numbered")
_MEANS: Final = r"(?:[，,：:\s]?(?:均|都)?(?:是指|系指|指的是)|[，,：:](?:均|都)?指)(?![导挥定派标示南令数引纹控])"
_SHORT_NAME: Final = r"(?:[（(](?:以下|下文)[^（()）]{1,30}[)）])?"
# 本条例所称X，是指…; 本法第五条第二款中所称的X，是指…; 民事诉讼法第一百条所称“X”，包括…
_CALLED: Final = re.compile(
    rf"(?:^|(?<=[。；;：]))[^。；;，,：]{{0,30}}?所称(?:的)?(?P<term>[^。；;，,：]{{1,40}}?){_SHORT_NAME}(?:{_MEANS}|[，,]?包括)")
_LISTED: Final = re.compile(rf"^(?P<term>[^。；;，,：:]{{1,30}}?){_SHORT_NAME}{_MEANS}")
_COLON: Final = re.compile(r"^(?P<term>[^。；;，,：:]{1,20})[：:](?!$)")  # 物料：原料、辅料等。 under 术语
_HEADING: Final = re.compile(r"(?:用语|术语|名词)[^。]{0,12}(?:含义|定义|解释|是指)?[^。]{0,6}[：:]$")
_NO_TERM: Final = re.compile(r"^(?:本[法条规办细]|前[款条项]|上述|下列|该|其|第)|规定|情形$|行为$|第.{1,6}[条款项]|的$")
_QUOTES: Final = str.maketrans("", "", "“”‘’\"'")


def mark_definitions(document: Document) -> tuple[Definition, ...]:
    """The definitions of a regulation, in order; none of a plan."""
    if document.category != "regulation":
        return ()
    return tuple(found for unit, listed in _places(document) for found in _of_unit(document, unit, listed=listed))


def _places(document: Document) -> Iterator[tuple[Unit, bool]]:
    """Units that may define something, and whether 下列用语的含义 stands above them in the same article."""
    listed = False
    for above, unit in walk(document.units):
        if unit.form == "article" or (unit.form == "numbered" and not above):
            listed = False
        if unit.form in _FORMS:
            yield unit, listed
            listed = listed or _is_heading(_first_line(document, unit))


def _is_heading(line: str) -> bool:
    return line.endswith(("：", ":")) and _HEADING.search(line) is not None


def _of_unit(document: Document, unit: Unit, *, listed: bool) -> Iterator[Definition]:
    span = next(own_spans(unit), None)
    if span is None:
        return
    start = span[0] + (len(unit.label) if document.text.startswith(unit.label, span[0]) else 0)
    words = document.text[start : span[1]]
    found = False
    for match in _CALLED.finditer(words) if "所称" in words else ():
        if term := _term(match["term"], called=True):
            found = True
            yield Definition(term=term, anchor=unit.anchor, span=_sentence(words, match.start(), start))
    if not listed and "指" not in words:  # most units define nothing
        return
    lead = len(words) - len(words.lstrip())
    plain = _LISTED.match(words[lead:]) or (_COLON.match(words[lead:]) if listed else None)
    if plain is not None and not found and (term := _term(plain["term"], called=listed)):
        yield Definition(term=term, anchor=unit.anchor, span=_sentence(words, lead, start))


def _term(words: str, *, called: bool) -> str:
    """The bare term; "" when the words are no name of a thing."""
    term = words.translate(_QUOTES).strip(" \u3000，,")
    if not called and _NO_TERM.search(term):
        return ""
    balanced = all(term.count(left) == term.count(right) for left, right in ("（）", "()", "《》"))
    return term if balanced else ""


def _sentence(words: str, begin: int, offset: int) -> Span:
    """From ``begin`` to the next 。 (or the end of the unit's own words)."""
    stop = words.find("。", begin)
    end = stop + 1 if stop >= 0 else len(words.rstrip())
    while begin < end and words[begin].isspace():
        begin += 1
    return offset + begin, offset + end


def _first_line(document: Document, unit: Unit) -> str:
    return document.text[slice(*unit.span)].partition("\n")[0]
