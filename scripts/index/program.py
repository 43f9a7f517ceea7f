"""Scripts that stand with the index files: the search program in two files, one fetched at the first query and one when
a query asks for more than exact hits, and lunr.

Comments and indentation stay behind. That needs no minifier, and none has ready-made packages for every system an
office may run: our comments begin a line or follow a statement, and no string of ours holds either sign.
"""
from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from scripts.index.words import package_file

LUNR: Final = "search/lunr.js"
PROGRAM, MORE = "search/program.js", "search/more.js"
SCRIPTS: Final = frozenset({LUNR, PROGRAM, MORE})
_FIRST: Final = frozenset((  # parts that every query needs, and near: few bases have ten hits for every query
    "tokens", "varints", "letters", "store", "lists", "outline", "units", "query", "match", "phrase", "widen", "facets",
    "hits", "search", "near"))
DOOR: Final = "engine.js"  # what every page loads; it fetches the program
PARTS: Final = Path(__file__).resolve().parents[2] / "docs/assets/search"
_LUNR_COMMENT: Final = re.compile(r"^[ \t]*/\*[*!](?!.*@license).*?\*/[ \t]*\n", re.DOTALL | re.MULTILINE)
_MARK: Final = re.compile(rb'engine\.mark="([0-9a-f]{8})"\n\Z')
_BLOCK: Final = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.DOTALL | re.MULTILINE)
_TAIL: Final = re.compile(r"[ \t]+(?://[^\"'\n]*|/\*[^\"'\n]*\*/)$", re.MULTILINE)
_INDENT: Final = re.compile(r"\n\s+")


def scripts() -> dict[str, bytes]:
    """Paths under the site → the scripts' bytes."""
    lunr = package_file("mkdocs", "contrib/search/templates/search/lunr.js")
    first = {path for path in PARTS.glob("*.js") if path.stem in _FIRST}
    rest = {path for path in PARTS.glob("*.js") if path.name != DOOR} - first
    licensed = _LUNR_COMMENT.sub("", lunr)  # its licence stays
    return {PROGRAM: _marked(_joined(first)), MORE: _joined(rest), LUNR: licensed.encode()}


def mark(files: dict[str, bytes]) -> str:
    """What the directory says of the program, so that a page notices an old one in its browser's keeping."""
    found = _MARK.search(files[PROGRAM])
    assert found
    return found[1].decode()


def _marked(script: bytes) -> bytes:
    return script + f'window.kb.engine.mark="{hashlib.sha256(script).hexdigest()[:8]}"\n'.encode()


def _joined(parts: Iterable[Path]) -> bytes:
    """Parts find each other when they run, so that their order does not matter."""
    return "".join(bare(path.read_text("utf-8")) for path in sorted(parts)).encode()


def bare(script: str) -> str:
    """A script without comments and indentation."""
    return _INDENT.sub("\n", _TAIL.sub("", _BLOCK.sub("", script))).strip() + "\n"
