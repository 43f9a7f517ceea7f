"""A small base: a vocabulary of its own, two versions of one 办法, a trial 规定."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from scripts.annotate.citations_library import Library
from scripts.model import Block, Corpus, Document, Extract, Sidecar, Source, Unit, Version, Work
from scripts.parse.regulation import parse_regulation
from scripts.vocabulary import Vocabulary, load

HERE = Path(__file__).parent
WORKS = {"云川市廉政谈话办法": "tan-hua", "云川市巡察整改规定（试行）": "xun-cha"}


def _regulation(path: Path) -> Document:
    lines = path.read_text(encoding="utf-8").splitlines()
    blocks = tuple(Block(line.lstrip("# "), at, "h1" if line.startswith("#") else "")
                   for at, line in enumerate(lines, start=1) if line.strip())
    document = parse_regulation(Extract("md", "utf-8", blocks, ""), Source(path.name, "", "md", "utf-8"), Sidecar(), ())
    work = WORKS[document.title]
    return replace(document, regulation=work, id=f"{work}@{document.version}")


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    return load(HERE / "vocabulary")


@pytest.fixture(scope="session")
def regulations() -> dict[str, Document]:
    """Texts of the base by id."""
    return {document.id: document for document in map(_regulation, sorted((HERE / "texts").glob("*.md")))}


@pytest.fixture(scope="session")
def library(vocabulary: Vocabulary, regulations: dict[str, Document]) -> Library:
    works = tuple(
        Work(id_, name, tuple(Version(one.id, one.version, one.effective, "") for one in regulations.values()
                              if one.regulation == id_))
        for name, id_ in WORKS.items())
    return Library(Corpus(tuple(regulations.values()), works), vocabulary)


@pytest.fixture(scope="session")
def plan() -> Callable[..., Document]:
    """A plan of one paragraph a line, all tasks."""
    def make(text: str, **known: object) -> Document:
        units, at = [], 0
        for number, line in enumerate(text.split("\n"), start=1):
            units.append(Unit(f"p{number}", "paragraph", (at, at + len(line)), role="任务"))
            at += len(line) + 1
        source = Source("示例.txt", "", "txt", "utf-8")
        document = Document("plan", "示例", "工作要点", "plan", source, text, tuple(units))
        return replace(document, **{"year": 2023, **known})
    return make
