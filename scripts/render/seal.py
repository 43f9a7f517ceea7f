"""The seal of a generated page: its front matter carries the hash of all the rest, so a person's edit shows by itself.

Guarantees: ``is_generated(sealed(front, body))`` is ``"ours"``; one changed character makes it ``"edited"``. Line ends
do not count: an editor or a checkout on Windows may turn them all into CRLF.
"""
from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from typing import Any, Final, Literal

import yaml

_SEAL: Final = re.compile(r"^generated: (sha256-[0-9a-f]{64})\n", re.MULTILINE)
_FRONT: Final = re.compile(r"\A---\n(.*?\n)---\n", re.DOTALL)
_USUAL: Final = re.compile("[ -~·—‘’“”…\u3000-\u9fff\uff00-\uffef]*")
_QUICK: Final = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def sealed(front: Mapping[str, Any], body: str) -> str:
    """A whole page: front matter with its seal, then the body."""
    matter = _matter(dict(front))
    seal = _digest("---\n" + matter + "---\n" + body)
    return f"---\n{matter}generated: {seal}\n---\n{body}"


def is_generated(text: str) -> Literal["ours", "edited", "foreign"]:
    """Whether a page is as we wrote it, was edited since, or was never ours."""
    page = text.removeprefix("\ufeff").replace("\r\n", "\n")
    front = _FRONT.match(page)
    seal = _SEAL.search(front[0]) if front else None
    if seal is None:
        return "foreign"
    rest = page[: seal.start()] + page[seal.end():]
    return "ours" if _digest(rest) == seal[1] else "edited"


def front_matter(text: str) -> dict[str, Any]:
    """The front matter of a page, of ours or changed; empty where it has none that can be read."""
    front = _FRONT.match(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    try:
        matter = yaml.safe_load(front[1]) if front else None
    except yaml.YAMLError:  # a person wrote here
        return {}
    return matter if isinstance(matter, dict) else {}


def _matter(front: dict[str, Any]) -> str:
    """Front matter as YAML; in C where both emitters write the same, which they do not for 𠀀 or U+0085."""
    texts = (text for entry in front.values() for text in (entry if isinstance(entry, list) else [entry]))
    usual = all(isinstance(text, str) and _USUAL.fullmatch(text) for text in texts)
    return str(yaml.dump(front, Dumper=_QUICK if usual else yaml.SafeDumper, allow_unicode=True, sort_keys=False,
                         width=10**6))


def _digest(text: str) -> str:
    return "sha256-" + hashlib.sha256(text.encode()).hexdigest()
