"""Scripts that stand with the index files: the search program in two files, one fetched at the first query and one when
a query asks for more than exact hits, and lunr.

Comments and indentation stay behind. That needs no minifier, and none has ready-made packages for every system an
office may run: our comments begin a line or follow a statement, and no string of ours holds either sign. The parts are
``browser/*.js``; what every page loads and what fetches them is ``docs/assets/search/engine.js``.
"""
from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from typing import Final

from scripts.index.words import package_file

LUNR: Final = "search/lunr.js"
PROGRAM, MORE = "search/program.js", "search/more.js"
SCRIPTS: Final = frozenset({LUNR, PROGRAM, MORE})
FIRST: Final = (  # parts that every query needs
    "facets", "hits", "letters", "lists", "match", "meant", "order", "outline", "phrase", "plan", "query", "search",
    "store", "tokens", "units", "varints", "widen")
REST: Final = ("closer", "filters", "kin", "names", "near", "pinyin", "plain", "scope", "spell", "suggest")
_LUNR_COMMENT: Final = re.compile(r"^[ \t]*/\*[*!](?!.*@license).*?\*/[ \t]*\n", re.DOTALL | re.MULTILINE)
_MARK: Final = re.compile(rb'engine\.mark="([0-9a-f]{8})"\n\Z')
_BLOCK: Final = re.compile(r"^[ \t]*/\*.*?\*/[ \t]*\n", re.DOTALL | re.MULTILINE)
_TAIL: Final = re.compile(r"[ \t]+(?://[^\"'\n]*|/\*[^\"'\n]*\*/)$", re.MULTILINE)
_INDENT: Final = re.compile(r"\n\s+")


def scripts() -> dict[str, bytes]:
    """Paths under the site → the scripts' bytes."""
    lunr = package_file("mkdocs", "contrib/search/templates/search/lunr.js")
    licensed = _LUNR_COMMENT.sub("", lunr)  # its licence stays
    return {PROGRAM: _marked(_joined(FIRST)), MORE: _joined(REST), LUNR: licensed.encode()}


def mark(files: dict[str, bytes]) -> str:
    """What the directory says of the program, so that a page notices an old one in its browser's keeping."""
    found = _MARK.search(files[PROGRAM])
    assert found
    return found[1].decode()


def _marked(script: bytes) -> bytes:
    return script + f'window.kb.engine.mark="{hashlib.sha256(script).hexdigest()[:8]}"\n'.encode()


def _joined(parts: Iterable[str]) -> bytes:
    """Parts find each other when they run, so that their order does not matter."""
    return "".join(bare(package_file("scripts", f"index/browser/{part}.js")) for part in parts).encode()


def bare(script: str) -> str:
    """A script without comments and indentation."""
    return _INDENT.sub("\n", _TAIL.sub("", _BLOCK.sub("", script))).strip() + "\n"
