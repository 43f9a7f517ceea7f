"""What a regulation puts out of force in its last words: 1999年5月1日市人民政府公布的《…办法》同时废止.

Guarantees: only a whole text named in full is put out of force, never a part (《…》第三条同时废止), never the text that
says so; an amended text still prints the repeal of its first day, which is the day that counts.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from scripts.model import Document, Struct

_REPEALED: Final = re.compile(r"(?:同时|即行|一并|随之|相应)(?:予以)?废止")
_NAME: Final = re.compile(r"《((?:[^《》]|《[^《》]*》)+)》(?:[（(\[〔][^（）()《》]*[）)\]〕])*")
# What may stand between 》 and the next name or 同时废止: 、, 和, 2012年9月12日发布的
_BETWEEN: Final = re.compile(r"[、，和及以与]*(?:[^《》第条款]*(?:第[^《》条款]{1,12}[次号届])*[^《》第条款]*的)?")
_GROUND: Final = re.compile(r"(?:依照|依据|根据|按照|按)$")
_BEGIN: Final = re.compile(r"自(\d{4})年(\d{1,2})月(\d{1,2})日起(?:施行|实施|执行)")


class Repeal(Struct, frozen=True):
    """A regulation's name and the day from which it is out of force."""

    name: str
    day: str


def repeals(document: Document) -> Iterator[Repeal]:
    """The regulations that a text puts out of force, in its order."""
    for found in _REPEALED.finditer(document.text):
        line = document.text.rfind("\n", 0, found.start()) + 1
        start = max(line, *(document.text.rfind(mark, line, found.start()) + 1 for mark in "。；"))
        day = _day(document, document.text[line:found.start()])
        if day:
            yield from (Repeal(name, day) for name in _names(document.text[start:found.start()]))


def _names(words: str) -> list[str]:
    """The names that the sentence ends with; none where what stands behind one says that only a part is meant."""
    names = list(_NAME.finditer(words))
    ends = [*(name.start() for name in names[1:]), len(words)]
    whole: list[str] = []
    for name, end in zip(reversed(names), reversed(ends), strict=True):
        if not _BETWEEN.fullmatch(words[name.end():end].strip()) or _GROUND.search(words[:name.start()]):
            break
        whole.append(name[1])
    return whole[::-1]


def _day(document: Document, words: str) -> str:
    """自2004年1月1日起施行, printed before; else the day on which the text was first made."""
    if begin := _BEGIN.search(words):
        return f"{begin[1]}-{int(begin[2]):02}-{int(begin[3]):02}"
    first = min((event.date for event in document.record if event.date), default="")
    return first or (document.version[:10] if document.version[:1].isdigit() else "")
