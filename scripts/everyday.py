"""What people say, and what official texts write for it: ``vocabulary/everyday/*.txt``, a group a line.

``红包、购物卡：礼品礼金、有价证券``: said words, a colon, written words, the most telling first (``index/words.py``).
Lines that begin with ``#`` are headings. Such groups only bring units near; nothing is annotated by them.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from scripts.yaml_files import VocabularyError

FOLDER: Final = "everyday"
_COLON: Final = re.compile("[：:]")
_MARKS: Final = re.compile(r"[，,。；;！？!?“”\"*\[\]\\|^$+]")
_SHORTEST: Final = 2  # one character is in too many words
Group = tuple[tuple[str, ...], tuple[str, ...]]  # said and written words: any of them will do


def everyday(vocabulary: Path) -> tuple[Group, ...]:
    """All groups of a vocabulary folder, file by file; the first fault raises ``VocabularyError``."""
    folder = vocabulary / FOLDER
    return tuple(group for path in sorted(folder.iterdir()) if not path.name.startswith(".")
                 for group in _groups(path)) if folder.is_dir() else ()


def _groups(path: Path) -> Iterator[Group]:
    name = f"{FOLDER}/{path.name}"
    if path.suffix != ".txt" or not path.is_file():
        raise VocabularyError(f"{name}：不认识的词表，日常说法应为 .txt 文件")
    try:
        lines = path.read_bytes().decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise VocabularyError(f"{name}：应为 UTF-8 编码") from None
    for number, line in enumerate(map(str.strip, lines), 1):
        if line and not line.startswith("#"):
            group, fault = _group(line)
            if fault:
                raise VocabularyError(f"{name}：第{number}行：{fault}")
            yield group


def _group(line: str) -> tuple[Group, str]:
    """The group of a line, and what is wrong with it."""
    said, *written = (tuple(word.strip() for word in side.split("、")) for side in _COLON.split(line))
    if len(written) != 1:
        return (said, ()), "应为“口头说法、口头说法：文件写法、文件写法”"
    words = said + written[0]
    for word in words:
        if len(word) < _SHORTEST or any(map(str.isspace, word)):
            return (said, ()), f"“{word}”应为两个字以上、中间没有空格的词"
        if found := _MARKS.search(word):
            return (said, ()), f"“{word}”应为词语，不能有“{found[0]}”"
        if words.count(word) > 1:
            return (said, ()), f"“{word}”写了两次"
    return (said, written[0]), ""
