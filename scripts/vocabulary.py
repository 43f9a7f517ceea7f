"""What maintainers curate: ``vocabulary/{themes,terms,regulations,boilerplate}.yml``, typed (words: ``everyday.py``).

``load`` answers a ``Vocabulary`` or raises ``VocabularyError`` that names file, key and what was expected, in one
Chinese line. An absent file is an empty list; what each key means stands at the head of each file.
"""
from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from scripts.everyday import everyday
from scripts.names import regulation_key
from scripts.yaml_files import VocabularyError, typed

__all__ = ["Vocabulary", "VocabularyError", "load"]


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all entries: an unknown key is refused by name."""


class Word(Entry, frozen=True):
    text: str
    weight: float = 1.0


class Theme(Entry, frozen=True):
    id: str
    name: str
    group: str
    definition: str
    words: tuple[Word, ...]  # in the file: a mapping 信访举报: 3, or a plain list where every weight is 1
    unless: tuple[str, ...] = ()  # a match inside one of these longer phrases does not count
    pinyin: str = ""


class Term(Entry, frozen=True):
    id: str
    text: str
    explanation: str
    expansion: str = ""
    aliases: tuple[str, ...] = ()  # other ways to write the same; found in texts, widen a query
    near: tuple[str, ...] = ()  # near-synonyms: widen a query only
    unless: tuple[str, ...] = ()  # longer phrases of another meaning: 留置权 is no 留置
    source: str = ""
    pinyin: str = ""


class Regulation(Entry, frozen=True):
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


class Boilerplate(Entry, frozen=True):
    signs: tuple[str, ...] = ()  # a line outside the body that holds one of these is boilerplate


class Vocabulary(Entry, frozen=True):
    themes: tuple[Theme, ...] = ()
    terms: tuple[Term, ...] = ()
    regulations: tuple[Regulation, ...] = ()
    boilerplate: Boilerplate = Boilerplate()


class ThemesFile(Entry, frozen=True):
    themes: tuple[Theme, ...] = ()


class TermsFile(Entry, frozen=True):
    terms: tuple[Term, ...] = ()


class RegulationsFile(Entry, frozen=True):
    regulations: tuple[Regulation, ...] = ()


# --- what types cannot say ---------------------------------------------------------------------------------------

FILES = ("themes.yml", "terms.yml", "regulations.yml", "boilerplate.yml")
_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
# “+” between two characters is a set phrase (互联网+监督, 1+3+N), “.” between digits a number (2.0)
_PATTERN = re.compile(r"[*\[\]\\|^$()?{}]|(?<!\d)\.|\.(?!\d)|(?<!\w)\+|\+(?!\w)")
# a short name that any regulation may go by names none
_GENERIC = re.compile("(实施|若干)?(章程|条例|规定|办法|准则|规则|细则|法|法律|通知|意见|决定|决议|解释)(（试行）)?")
Faults = Iterator[str]  # each "key：what was expected"


def _ids(vocabulary: Vocabulary) -> Faults:
    """Ids become addresses: [a-z0-9-], each once."""
    lists = {"themes": [entry.id for entry in vocabulary.themes], "terms": [entry.id for entry in vocabulary.terms],
             "regulations": [entry.id for entry in vocabulary.regulations]}
    for key, ids in lists.items():
        for at, name in enumerate(ids):
            if not _ID.fullmatch(name):
                yield f"{key}[{at}].id：“{name}”应只用小写字母、数字和连字符"
            elif name in ids[:at]:
                yield f"{key}[{at}].id：“{name}”与 {key}[{ids.index(name)}] 重复，应各不相同"


def _lists_of_words(vocabulary: Vocabulary) -> Iterator[tuple[str, tuple[str, ...]]]:
    for theme in vocabulary.themes:
        yield f"themes（{theme.id}）.name", (theme.name,)
        yield f"themes（{theme.id}）.words", tuple(word.text for word in theme.words)
        yield f"themes（{theme.id}）.unless", theme.unless
    for term in vocabulary.terms:
        yield f"terms（{term.id}）.text", (term.text,)
        yield f"terms（{term.id}）.aliases", term.aliases
        yield f"terms（{term.id}）.near", term.near
        yield f"terms（{term.id}）.unless", term.unless
    for entry in vocabulary.regulations:
        yield f"regulations（{entry.id}）.name", (entry.name,)
        yield f"regulations（{entry.id}）.aliases", entry.aliases
        yield f"regulations（{entry.id}）.unbracketed", entry.unbracketed


def _words(vocabulary: Vocabulary) -> Faults:
    """A word is what stands in a text: not empty, no blank around it, no regular expression."""
    for key, words in _lists_of_words(vocabulary):
        for word in words:
            if not word or word != word.strip():
                yield f"{key}：“{word}”应为前后没有空格的词，不能为空"
            elif found := _PATTERN.search(word):
                yield f"{key}：“{word}”应为词语，不能用正则表达式（{found[0]}）"
        for word in words:
            if words.count(word) > 1:
                yield f"{key}：“{word}”写了两次"
    for sign in vocabulary.boilerplate.signs:
        if not sign.strip():
            yield "signs：记号不能为空"


def _weights(vocabulary: Vocabulary) -> Faults:
    for theme in vocabulary.themes:
        for word in theme.words:
            if not 0 < word.weight <= 100:
                yield f"themes（{theme.id}）.words.{word.text}：权重应为大于 0 的数（不超过 100），实为 {word.weight:g}"


def _claims(vocabulary: Vocabulary) -> Faults:
    """A name, alias or term belongs to one entry: two would make every citation by it ambiguous."""
    claimed: dict[tuple[str, str], str] = {}
    for kind, owner, word in _claimed_words(vocabulary):
        first = claimed.setdefault((kind, regulation_key(word) if kind == "regulations" else word), owner)
        if first != owner:
            yield f"{kind}（{owner}）：“{word}”已属于 {first}，一个名称只能属于一条"


def _claimed_words(vocabulary: Vocabulary) -> Iterator[tuple[str, str, str]]:
    for theme in vocabulary.themes:
        yield "themes", theme.id, theme.name
    for term in vocabulary.terms:
        for word in (term.text, *term.aliases):
            yield "terms", term.id, word
    for entry in vocabulary.regulations:
        for word in (entry.name, *entry.aliases, *entry.unbracketed):
            yield "regulations", entry.id, word


def _generic(vocabulary: Vocabulary) -> Faults:
    for entry in vocabulary.regulations:
        for word in (*entry.aliases, *entry.unbracketed):
            if _GENERIC.fullmatch(word):
                yield f"regulations（{entry.id}）.aliases：“{word}”太泛，应为只指这一部法规的简称"


def _dates(vocabulary: Vocabulary) -> Faults:
    for entry in vocabulary.regulations:
        for key, date in (*(("dates", date) for date in entry.dates),
                          ("effective", entry.effective), ("repealed", entry.repealed)):
            if date and not _DATE.fullmatch(date):
                yield f"regulations（{entry.id}）.{key}：“{date}”应为 YYYY-MM-DD，如 2018-03-20"


def _sources(vocabulary: Vocabulary) -> Faults:
    for entry in vocabulary.regulations:
        if entry.confirmed and not entry.sources:
            yield f"regulations（{entry.id}）.sources：confirmed: true 应写明在哪里核对过（网址或库内文件）"


def _succession(vocabulary: Vocabulary) -> Faults:
    """Predecessor and successor name entries of the file, and the line of texts never comes back to its start."""
    known = {entry.id for entry in vocabulary.regulations}
    after: dict[str, set[str]] = {one: set() for one in known}
    for entry in vocabulary.regulations:
        for key, other in (("predecessor", entry.predecessor), ("successor", entry.successor)):
            if other and other not in known:
                yield f"regulations（{entry.id}）.{key}：“{other}”应为本文件中某一条的 id"
            elif other:
                earlier, later = (other, entry.id) if key == "predecessor" else (entry.id, other)
                after[earlier].add(later)
    if circle := _circle(after):
        yield f"regulations（{circle[0]}）.successor：前后相继成了环：{' → '.join(circle)}"


def _circle(after: dict[str, set[str]]) -> list[str]:
    """Take away what has nothing after it until nothing changes; walk what is left."""
    left = {one: set(later) for one, later in after.items()}
    while ends := {one for one, later in left.items() if not later & left.keys()}:
        for end in ends:
            del left[end]
    if not left:
        return []
    walk = [min(left)]
    while walk.count(walk[-1]) == 1:
        walk.append(min(left[walk[-1]] & left.keys()))
    return walk[walk.index(walk[-1]):]


CHECKS: tuple[tuple[str, Callable[[Vocabulary], Faults]], ...] = (
    ("id", _ids),
    ("words", _words),
    ("weights", _weights),
    ("claims", _claims),
    ("generic names", _generic),
    ("dates", _dates),
    ("sources", _sources),
    ("succession", _succession),
)


def _spell_words(raw: dict[str, Any]) -> dict[str, Any]:
    """Write the short form ``words: {信访举报: 3}`` or ``[信访举报]`` in full."""
    themes = raw.get("themes")
    for theme in themes if isinstance(themes, list) else ():
        words = theme.get("words") if isinstance(theme, dict) else None
        if isinstance(words, dict):
            theme["words"] = [{"text": text, "weight": weight} for text, weight in words.items()]
        elif isinstance(words, list):
            theme["words"] = [{"text": word} if isinstance(word, str) else word for word in words]
    return raw


def load(folder: Path) -> Vocabulary:
    """The vocabulary of a folder, checked; the first fault raises ``VocabularyError``."""
    if not folder.is_dir():
        raise VocabularyError(f"{folder}：应为词表所在的文件夹")
    everyday(folder)  # read where the search is built; a fault in it stops a run as early as any other
    for path in sorted(folder.glob("*.yml")) + sorted(folder.glob("*.yaml")):
        if path.name not in FILES:
            raise VocabularyError(f"{path.name}：不认识的词表，应为 {'、'.join(FILES)}")
    vocabulary = Vocabulary(
        themes=typed(folder / "themes.yml", ThemesFile, _spell_words).themes,
        terms=typed(folder / "terms.yml", TermsFile).terms,
        regulations=typed(folder / "regulations.yml", RegulationsFile).regulations,
        boilerplate=typed(folder / "boilerplate.yml", Boilerplate),
    )
    for _, check in CHECKS:
        for fault in check(vocabulary):
            file = "boilerplate" if fault.startswith("signs") else re.split(r"[（\[]", fault)[0]
            raise VocabularyError(f"{file}.yml：{fault}")
    return vocabulary
