"""Documents for tests of rendering, built by a reader of outlines so simple that it cannot be wrong."""
from __future__ import annotations

import re

from scripts.model import Corpus, Document, Dropped, Notes, Source, Unit, Work
from scripts.render.site import Site
from scripts.vocabulary import Vocabulary

SOURCE = Source(file="示例/一.txt", sha256="0" * 64, format="txt", encoding="utf-8")
CHINESE = "一二三四五六七八九"
INLINE = re.compile(r"([一二三四五六七八九])是")


def document(text: str, dropped: tuple[str, ...] = (), **fields: object) -> Document:
    """A plan whose first kept line is the title, with sections 一、, items 1. and inline 一是."""
    out = tuple(_dropped(text, line) for line in dropped)
    values = {
        "id": "yao-dian-000000", "title": "示例要点", "kind": "工作要点", "category": "plan", "source": SOURCE,
        "text": text, "units": _units(text, {d.span for d in out}), "dropped": out, "year": 2022,
        "lines": tuple(range(1, text.count("\n") + 2)), **fields,
    }
    return Document(**values)  # type: ignore[arg-type]


def site(
    *documents: Document, notes: tuple[Notes, ...] = (), vocabulary: Vocabulary | None = None, **corpus: object,
) -> Site:
    return Site(
        corpus=Corpus(documents, **corpus),  # type: ignore[arg-type]
        notes={n.document: n for n in notes}, vocabulary=vocabulary or Vocabulary(), findings=(), as_of="2024-01-15",
    )


def work(id_: str) -> Work:
    """A regulation without a text."""
    return Work(id_, f"{id_}办法")


def _dropped(text: str, line: str) -> Dropped:
    start = text.index(line)
    return Dropped((start, start + len(line)), line, text.count("\n", 0, start) + 1, "广告")


def _units(text: str, dropped: set[tuple[int, int]]) -> tuple[Unit, ...]:
    at, found, titled, paragraphs, section, items, inside = 0, [], False, 0, None, [], ""
    for line in text.split("\n"):
        span = (at, at + len(line))
        at = span[1] + 1
        if not line.strip() or span in dropped:
            continue
        if not titled:
            found.append(Unit("title", "title", span))
            titled = True
        elif line[0] in CHINESE and line[1:2] == "、":
            section = Unit(str(CHINESE.index(line[0]) + 1), "section", span, line[:2], 1, (span[0] + 2, span[1]))
            found.append(section)
            items, inside = [], section.anchor + "-"
        elif item := re.match(r"(\d)\.", line):
            unit = _item(text, span, item[0], f"{inside}n{item[1]}")
            if section:
                items.append(unit)
                found[-1] = Unit(section.anchor, "section", (section.span[0], span[1]), section.label, 1, section.lead,
                                 children=tuple(items))
            else:
                found.append(unit)
        else:
            paragraphs += 1
            section = None
            found.append(Unit(f"p{paragraphs}", "paragraph", span))
    return tuple(found)


def _item(text: str, span: tuple[int, int], label: str, anchor: str) -> Unit:
    line = text[span[0]:span[1]]
    stop = line.find("。")
    lead = (span[0] + len(label), span[0] + stop) if 0 <= stop < len(line) - 1 else (0, 0)
    marks = [m.start() for m in INLINE.finditer(line)]
    ends = [*marks[1:], len(line)] if marks else []
    children = tuple(
        Unit(f"{anchor}-i{n}", "inline", (span[0] + a, span[0] + b), line[a:a + 2])
        for n, (a, b) in enumerate(zip(marks, ends, strict=True), 1)
    )
    return Unit(anchor, "numbered", span, label, 3, lead, run_in=lead != (0, 0), role="任务", children=children)
