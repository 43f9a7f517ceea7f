"""Other ways to say the same: what widens a query (巡查 → 巡察, 中纪委 → 中央纪委) and what turns 繁體 into 简体."""
from __future__ import annotations

import importlib.util
from collections.abc import Container, Iterable, Sequence
from importlib.machinery import SourceFileLoader
from typing import Final

from scripts.index.files import FIELD, RECORD
from scripts.index.tokens import grams, sequence
from scripts.records import RegulationRecord, TermRecord

_TELLING: Final = 2  # written words of a group that speak of nothing else


def groups(regulations: Sequence[RegulationRecord], terms: Sequence[TermRecord]) -> str:
    """Words that stand for one another, a group a record; a regulation's group begins with an empty field."""
    found = [(t.text, *t.aliases, *t.near) for t in terms if t.aliases or t.near]
    laws = [("", r.name, *r.aliases) for r in regulations]
    return RECORD.join(FIELD.join(group) for group in (*found, *laws))


def everyday(said: Iterable[tuple[Sequence[str], Sequence[str]]], pairs: Container[str]) -> str:
    """What people say for what the texts of this base write: two records each; what none of them writes is left out.

    The most telling words of a group stand first: a base that writes none of the first ``_TELLING`` has other matters.
    """
    kept = ((say, [word for word in mean if _written(word, pairs)])
            for say, mean in said if any(_written(word, pairs) for word in mean[:_TELLING]))
    return RECORD.join(FIELD.join(words) for group in kept for words in group)


def _written(word: str, pairs: Container[str]) -> bool:
    """Whether every two neighbours of a word stand together somewhere, which is nearly always the word itself."""
    return all(pair in pairs for pair in grams(sequence(word)))


def traditional() -> str:
    """Pairs of a traditional character and the simplified one that most texts write for it."""
    pairs = (line.split("\t") for line in package_file("opencc", "dictionary/TSCharacters.txt").splitlines() if line)
    chosen = ((old, new.split(" ")[0]) for old, new in pairs)
    return "".join(old + new for old, new in chosen if old != new and len(old + new) == 2)


def package_file(package: str, path: str) -> str:
    """A text file of an installed package, which is found but not imported."""
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None or not isinstance(spec.loader, SourceFileLoader):
        raise ModuleNotFoundError(package)
    return spec.loader.get_data(spec.origin.removesuffix("__init__.py") + path).decode("utf-8")
