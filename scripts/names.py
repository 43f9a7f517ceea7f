"""Names made from names: slugs and ids of documents, and the normal form under which a regulation is known.

Guarantees: ids use ``[a-z0-9-]`` only and are functions of their argument alone; two ways to write one regulation's
name (with or without 《》, 中华人民共和国, 关于, 的, blanks) have one key; （试行） stays in the key: it is another text.
"""
from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import PurePosixPath

from pypinyin import lazy_pinyin

SLUG_LIMIT = 48
_OTHER_THAN_SLUG = re.compile(r"[^a-z0-9]+")
_OPTIONAL_IN_NAMES = re.compile(r"中华人民共和国|中国共产党|关于|的|[《》〈〉<>“”\"\s]")
_BRACKETS = str.maketrans("()[]〔〕【】", "（）（）（）（）")


def slug(text: str, limit: int = SLUG_LIMIT) -> str:
    """Pinyin of a text, syllables joined by hyphens: 工作要点 2020 → gong-zuo-yao-dian-2020."""
    syllables = lazy_pinyin(unicodedata.normalize("NFKC", text))
    letters = _OTHER_THAN_SLUG.sub("-", _without_accents("-".join(syllables)).lower())
    return letters.strip("-")[:limit].rstrip("-")


def document_id(path: str) -> str:
    """Id of the document in a source file, from its POSIX path under the sources folder."""
    place = PurePosixPath(unicodedata.normalize("NFC", path))
    return f"{slug(place.stem) or 'text'}-{_hash(str(place.with_suffix('')))}"


def regulation_key(name: str) -> str:
    """Normal form of a regulation's name; the name itself when nothing else would be left of it."""
    plain = unicodedata.normalize("NFC", name).translate(_BRACKETS)
    return _OPTIONAL_IN_NAMES.sub("", plain) or plain.strip()


def regulation_id(name: str) -> str:
    """Id of a regulation that the vocabulary does not know."""
    key = regulation_key(name)
    return f"{slug(key) or 'text'}-{_hash(key)}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
