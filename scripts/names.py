"""Names made from names: slugs and ids of documents, and the normal form under which a regulation is known.

Guarantees: ids use ``[a-z0-9-]`` only and are functions of their argument alone; two ways to write one regulation's
name (with or without 《》, 中华人民共和国, 关于, 的, blanks) have one key; （试行） stays in it: it is another text;
a name of which only 章程 or 条例 would be left keeps all its words: 《章程》 may be any, 中国共产党章程 is one.
"""
from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import PurePosixPath

SLUG_LIMIT = 48
_OTHER_THAN_SLUG = re.compile(r"[^a-z0-9]+")
_OPTIONAL_IN_NAMES = re.compile(r"中华人民共和国|中国共产党|关于|的|[《》〈〉<>“”\"\s]")
_MARKS = re.compile(r"[《》〈〉<>“”\"\s]")
_GENERIC = re.compile("(?:实施|工作|管理|暂行|若干)?"
                      "(?:章程|条例|规定|办法|准则|规则|细则|法|意见|决定|决议|通知|方案|解释)(?:（试行）)?")
_BRACKETS = str.maketrans("()[]〔〕【】", "（）（）（）（）")


def slug(text: str, limit: int = SLUG_LIMIT) -> str:
    """Pinyin of a text, syllables joined by hyphens: 工作要点 2020 → gong-zuo-yao-dian-2020."""
    from pypinyin import lazy_pinyin  # its dictionaries take long to load, and child processes do without

    syllables = lazy_pinyin(unicodedata.normalize("NFKC", text))
    letters = _OTHER_THAN_SLUG.sub("-", _without_accents("-".join(syllables)).lower())
    return letters.strip("-")[:limit].rstrip("-")


def document_id(path: str) -> str:
    """Id of the document in a source file, from its POSIX path under the sources folder."""
    place = PurePosixPath(unicodedata.normalize("NFC", path))
    return f"{slug(place.stem) or 'text'}-{_hash(str(place.with_suffix('')))}"


def regulation_key(name: str) -> str:
    """Normal form of a regulation's name; the name itself when nothing but its kind would be left of it."""
    plain = unicodedata.normalize("NFC", name).translate(_BRACKETS)
    key = _OPTIONAL_IN_NAMES.sub("", plain)
    if key and not is_generic(key):
        return key
    return _MARKS.sub("", plain) or plain.strip()


def is_generic(name: str) -> bool:
    """Whether a name is no more than a kind: 章程, 实施办法."""
    return _GENERIC.fullmatch(name) is not None


def regulation_id(name: str) -> str:
    """Id of a regulation that the vocabulary does not know."""
    key = regulation_key(name)
    return f"{slug(key) or 'text'}-{_hash(key)}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:6]


def _without_accents(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
