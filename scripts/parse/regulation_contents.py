"""Tables of contents (目录) of regulations.

Guarantees: a table of contents is found only where every heading it lists comes again later and no article stands
among its lines; an article that speaks of a 目录 is never part of one.
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from scripts.parse.lines import Line
from scripts.parse.regulation_labels import article_label, division_label, list_label
from scripts.parse.regulation_lines import is_heading_words

CAPTIONS: Final = ("目录", "目次", "目錄")
_LEADER: Final = re.compile(r"[.．…·\-—\s]*[0-9０-９]*$")  # 第一章 总则……1
# - [第一章 总则](#第一章), 1 第一章 总则, 第一章 总则[编辑]
_BEFORE_ENTRY: Final = re.compile(r"^(?:[-*+·•]\s+|\d{1,3}(?:\.\d{1,3})*[.、]?\s*(?=第))")
_LINK: Final = re.compile(r"^\[([^\[\]]{1,100})\]\([^()]{0,300}\)$")
_EDIT: Final = re.compile(r"[\[［【](?:编辑|編輯|edit)[\]］】]$")
_PIECE: Final = re.compile(r"(?=第[一二三四五六七八九十百]{1,4}(?:分编|[编章节]))")
_LONGEST_LEADER: Final = 100
_FEWEST = 3  # lines of a table of contents without the word 目录 above it
_FEWEST_BELOW: Final = 2  # … with it, of a second law in the file


def find_contents(lines: Sequence[Line]) -> tuple[frozenset[int], frozenset[int]]:
    """Places (in ``lines``) of tables of contents: those to drop, and those that must stay as they are."""
    dropped: set[int] = set()
    kept: set[int] = set()
    keys = [_key(line.text) for line in lines]
    keys = [_joined(line, key, below) for line, key, below in zip(lines, keys, [*keys[1:], ""], strict=True)]
    first_article = next((at for at, line in enumerate(lines) if article_label(line.text)), len(lines))
    for at, line in enumerate(lines):
        if at in dropped or at in kept:
            continue
        if line.compact in CAPTIONS:
            entries = _entries(lines, keys, at + 1)
            fewest = 1 if at < first_article else _FEWEST_BELOW
            if sum(map(_is_labelled, (lines[e] for e in entries))) >= fewest and _all_later(keys, entries):
                dropped.update((at, *entries))
            elif entries and at < first_article:
                kept.update((at, *entries))
        elif line.compact.startswith(CAPTIONS) and _is_one_line(line.text, keys[at + 1 :]):
            dropped.add(at)
    if not dropped and not kept:
        dropped.update(_uncaptioned(lines, keys))
    return frozenset(dropped), frozenset(kept)


def _entries(lines: Sequence[Line], keys: list[str], first: int) -> list[int]:
    """The heading-like lines from ``first`` on, up to where the first of them comes again."""
    found: list[int] = []
    for at in range(first, len(lines)):
        if not _is_entry(lines[at]) or (found and keys[at] == keys[first]):
            break
        found.append(at)
    return found


def _is_entry(line: Line) -> bool:
    words = _bare(line.text)
    if division_label(words):  # 第五节 生活、卫生。……14
        words = _LEADER.sub("", words[-_LONGEST_LEADER:]).rstrip("。")
    return is_heading_words(words) and article_label(words) is None


def _all_later(keys: list[str], entries: list[int]) -> bool:
    later = set(keys[entries[-1] + 1 :])
    return all(keys[at] in later for at in entries)


def _is_one_line(text: str, later: list[str]) -> bool:
    """目录 第一章 总则 第二章 … in one line."""
    pieces = [_key(piece) for piece in _PIECE.split(text)[1:]]
    return len(pieces) > 1 and set(pieces) <= set(later)


def _uncaptioned(lines: Sequence[Line], keys: list[str]) -> list[int]:
    """A run of headings above everything else, all of which come again: a table whose caption was lost."""
    first = next((at for at, line in enumerate(lines) if _is_labelled(line)), None)
    if first is None:
        return []
    run: list[int] = []
    for at in range(first, len(lines)):
        if not _is_labelled(lines[at]) or keys[at] not in keys[at + 1 :]:
            break
        run.append(at)
    return run if len(run) >= _FEWEST and _all_later(keys, run) else []


def _is_labelled(line: Line) -> bool:
    words = _bare(line.text)
    label = division_label(words) or list_label(words)
    return label is not None and _is_entry(line)


def _bare(text: str) -> str:
    """An entry without its bullet, its own number, its link."""
    words = _EDIT.sub("", _BEFORE_ENTRY.sub("", text)).rstrip()
    link = _LINK.match(words)
    return link[1] if link else words


def _joined(line: Line, key: str, below: str) -> str:
    """第一章 / 总则 in two lines is the same heading as in one."""
    label = division_label(line.text)
    return key + below if label and label.end >= len(line.text) else key


def _key(line: str) -> str:
    text = _bare(line)
    cut = max(0, len(text) - _LONGEST_LEADER)  # only the end is looked at: a line may be a megabyte of dots
    return "".join((text[:cut] + _LEADER.sub("", text[cut:])).split())
