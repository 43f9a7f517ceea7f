"""The sample corpus as the tests see it, and the lists that are compared with golden files."""
from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import groupby
from pathlib import Path, PurePosixPath

from scripts.annotate import annotate, assemble
from scripts.model import Citation, Corpus, Document, Notes, Source
from scripts.parse import parse
from scripts.parse.outline import outline
from scripts.read import read
from scripts.sidecars import parse_sidecar
from scripts.vocabulary import load
from scripts.workspace import Workspace

HERE = Path(__file__).parent
AS_OF = "2024-06-01"


@cache
def documents() -> dict[str, Document]:
    """The samples by file, parsed with their sidecars."""
    ws = Workspace()
    signs = load(ws.vocabulary).boilerplate.signs
    return {name: _document(ws, name, signs) for name in ws.list_sources()}


def _document(ws: Workspace, name: str, signs: tuple[str, ...]) -> Document:
    extract = read(ws.read_source(name), name)
    sidecar = parse_sidecar(f"{name}.yml", ws.read_sidecar(name))
    return parse(extract, Source(name, "", extract.format, extract.encoding), sidecar, signs)


@cache
def annotated() -> tuple[Corpus, dict[str, Notes]]:
    """The corpus of the samples, and the notes by source file."""
    vocabulary = load(Workspace().vocabulary)
    corpus = assemble(documents().values(), vocabulary, AS_OF)
    notes = annotate(corpus, vocabulary)
    by_id = {note.document: note for note in notes}
    return corpus, {document.source.file: by_id[document.id] for document in corpus.documents}


def outline_file(name: str) -> Path:
    return HERE / "outlines" / f"{PurePosixPath(name).stem}.txt"


def outline_text(name: str) -> str:
    return "".join(f"{line.rstrip()}\n" for line in outline(documents()[name]).splitlines())


def links_text() -> str:
    """Every citation of the samples: where it stands, its words, and the place it leads to."""
    corpus, notes = annotated()
    names = {work.id: work.name for work in corpus.works} | {one.id: one.title for one in corpus.documents}
    return "".join(_section(name, (_link(one, names) for one in note.citations)) for name, note in notes.items())


def terms_text() -> str:
    """The set phrases marked in each unit of the samples."""
    return "".join(
        _section(name, (f"{anchor}　{'　'.join(mark.text for mark in marks)}"
                        for anchor, marks in groupby(note.terms, key=lambda mark: mark.anchor)))
        for name, note in annotated()[1].items())


def _section(name: str, lines: Iterator[str]) -> str:
    return f"# {name}\n" + "".join(f"{line}\n" for line in lines) + "\n"


def _link(one: Citation, names: dict[str, str]) -> str:
    named = one.regulation or one.document
    if not named:
        return f"{one.anchor}　{one.text} → （{one.reason}）"
    place = [names[named], one.version and f"[{one.version}]", one.article and f"#{one.article}"]
    return f"{one.anchor}　{one.text} → {' '.join(part for part in place if part)}"
