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
_MEANS: Final = (
    r"(?:[，,：:\s]?(?:均|都)?(?:是\s?指|系\s?指|指的是)(?![导挥派示令])"
    r"|[，,：:](?:均|都)?指(?![导挥定派标示南令数引纹控]))")
_SHORT_NAME: Final = r"(?:[（(](?:以下|下文)[^（()）]{1,30}[)）])?"
# 本条例所称X，是指…; 本法第五条第二款中所称的X，是指…; 民事诉讼法第一百条所称“X”，包括…
_CALLED: Final = re.compile(
    rf"(?:^|(?<=[。；;：]))[^。；;，,：]{{0,30}}?所称(?:的)?(?P<term>[^。；;，,：]{{1,40}}?){_SHORT_NAME}(?:{_MEANS}|[，,]?不?包括|[，,]不?含)")
# X，是指…; behind 。 or ； in the same paragraph too: 公布运价，是指…；协议运价，是指…
_STATED: Final = re.compile(rf"(?:^|(?<=[。；;]))\s*(?P<term>[^。；;，,：:]{{1,30}}?){_SHORT_NAME}{_MEANS}")
# 示例法第二十八条第一款规定的停泊费，是指…, in what interprets another law
_OF_LAW: Final = re.compile(
    r"(?:^|(?<=。))\s*(?!本|前)[^。；;，,]{1,40}?[法典》]第[^。；;，,]{1,30}?规定的"
    rf"(?P<term>[^。；;，,：:]{{2,20}}?){_SHORT_NAME}{_MEANS}")
_COLON: Final = re.compile(r"^(?P<term>[^。；;，,：:]{1,20})[：:](?!$)")  # 物料：原料、辅料等。 under 术语
_HEADING: Final = re.compile(r"(?:用语|术语|名词)[^。]{0,12}(?:含义|定义|解释|是指)?[^。]{0,6}[：:]$")
_NO_TERM: Final = re.compile(r"^(?:本[法条规办细]|前[款条项]|上述|下列|该|其|第)|规定|情形$|行为$|第.{1,6}[条款项]|的$")
_GENERAL: Final = re.compile(r"(?:情形|行为|期限|期间|条件|事项)$")
# what a sentence inside a paragraph begins with when it goes on and names nothing
_GOES_ON: Final = re.compile(
    r"应当|可以|不得|如果|违反|^(?:对|将|由|经|在|以|并|但|且|其|此|按照|依照|根据|具体|这|有)|等$")
_QUOTES: Final = str.maketrans("", "", "“”‘’\"'\n")


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
    if not listed and "指" not in words and "所称" not in words:  # most units define nothing
        return
    for begin, term in sorted(_terms(words, listed=listed).items()):
        yield Definition(term=term, anchor=unit.anchor, span=_sentence(words, begin, start))


def _terms(words: str, *, listed: bool) -> dict[int, str]:
    """Where a sentence that defines something begins, and what it defines."""
    found: dict[int, str] = {}
    for match in (*_CALLED.finditer(words), *_OF_LAW.finditer(words)):
        last = match["term"].rpartition("所称")[2]  # …所称“甲”、第五条所称“乙”，包括…
        if (term := _term(last, called=True)) and not (match.re is _OF_LAW and _GENERAL.search(term)):
            found.setdefault(match.start(), term)
    lead = len(words) - len(words.lstrip())
    for match in _STATED.finditer(words):
        first = match.start("term") == lead
        beside = words[match.start() - 1 : match.start()] != "；" or bool(found)
        if (found and first) or (not first and (not beside or _GOES_ON.search(match["term"]))):
            continue
        if term := _term(match["term"], called=listed and first):
            found.setdefault(match.start(), term)
    plain = _COLON.match(words[lead:]) if listed and not found else None
    if plain and (term := _term(plain["term"], called=True)):
        found[lead] = term
    return found


def _term(words: str, *, called: bool) -> str:
    """The bare term; "" when the words are no name of a thing."""
    words = words.replace("”“", "”、“").partition("属于")[0]  # 示例信托属于公益信托，是指…
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
