"""Case files of this folder, and how a case becomes a Document."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from scripts.model import Block, Document, Extract, Sidecar, Source, walk
from scripts.parse.regulation import parse_regulation
from scripts.read import read

HERE = Path(__file__).parent


def cases(folder: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The YAML files of a folder by their names."""
    for path in sorted((HERE / folder).glob("*.yml")):
        yield path.stem, yaml.safe_load(path.read_text(encoding="utf-8"))


def extract_of(case: dict[str, Any]) -> Extract:
    """What the reader would see: ``text`` is read as a file, ``blocks`` stand for a Word file."""
    if "text" in case:
        return read(case["text"].encode(), case["name"])
    blocks = tuple(Block(words, line, *hint) for line, (words, *hint) in enumerate(case["blocks"], 1))
    return Extract("docx", "utf-8", blocks, "\n".join(block.text for block in blocks))


def parsed(extract: Extract, name: str = "示例.txt", sidecar: Sidecar | None = None,
           signs: tuple[str, ...] = ()) -> Document:
    source = Source(file=name, sha256="", format=extract.format, encoding=extract.encoding)
    return parse_regulation(extract, source, sidecar or Sidecar(), signs)


def parsed_text(text: str, name: str = "示例.txt", sidecar: Sidecar | None = None) -> Document:
    return parsed(read(text.encode(), name), name, sidecar)


def outline(document: Document) -> str:
    """The units, one a line: depth, anchor, form, first words (⏎ for a line end)."""
    lines = []
    for above, unit in walk(document.units):
        words = document.text[slice(*unit.span)].replace("\n", "⏎")[:18]
        lines.append(f"{'  ' * len(above)}{unit.anchor} {unit.form} {words}\n")
    return "".join(lines)
