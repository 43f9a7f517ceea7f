"""Two versions of a regulation side by side: rows by article, changed words marked, the table of numbers."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from markupsafe import Markup, escape

from scripts.compare import Comparison, Piece, Row
from scripts.records import RegulationRecord
from scripts.render.gather.page import page
from scripts.render.gather.view import View, unlike

_NAMES: Final = {"同": "未改", "改": "修改", "增": "新增", "删": "删除", "拆": "拆分", "并": "合并"}
_TAGS: Final = {"增": "ins", "删": "del"}


def compare_url(work: str, old: str, new: str) -> str:
    """Page of the comparison of two versions, from the site's root.

    Args:
        old, new: their dates as in the addresses of the texts.
    """
    return f"regulations/{work}/{old}-{new}.html"


def compare_pages(view: View) -> Iterator[tuple[str, str]]:
    """``regulations/<work>/<old>-<new>.md`` for every comparison made."""
    for comparison in view.comparisons:
        (before, old), (work, new) = view.versions[comparison.old], view.versions[comparison.new]
        old_name, new_name = _names(view, comparison)
        title = f"{work.name}：{old_name}与{new_name}对照"
        yield page(
            compare_url(work.id, old.date, new.date).replace(".html", ".md"), "compare.md.j2", title, "cmp",
            work=work, before=before, old=old, new=new, old_name=old_name, new_name=new_name,
            rows=comparison.rows, heading=heading,
            frame=[row for row in comparison.frame if row.change != "同" or row.renumbered],
            row_id=row_id, kinds=kinds, sides=sides, cited=citing(view, (before, work), comparison),
            totals=totals(comparison), others=comparisons_of(view, work, comparison),
        )


def _names(view: View, comparison: Comparison) -> tuple[str, str]:
    """What the two texts are called: 2020年版, 2022年修订; by their titles where they are two regulations."""
    (before, old), (work, new) = view.versions[comparison.old], view.versions[comparison.new]
    return (view.edition(old), view.edition(new)) if before is work else (before.name, work.name)


def citing(view: View, works: tuple[RegulationRecord, ...], comparison: Comparison) -> dict[str, int]:
    """How many places cite the article of a row, by the row's anchor; each text's citations count for its own side.

    A citation of the older 第六条 is one of what it became; it says nothing of the new 第六条. Of an article split in
    two it counts at the first row.
    """
    old, new = (view.versions[document][1].url for document in (comparison.old, comparison.new))
    found = Counter((view.cited_text(work, c), c.article.split("-")[0])
                    for work in {work.id: work for work in works}.values() for c in unlike(work.cited_by))
    number: dict[str, int] = {}
    for row in comparison.rows:
        before = found[old, row.old] if row.old and row.change != "拆" else 0
        after = found[new, row.new] if row.new and row.change != "并" else 0
        number[row_id(row)] = before + after
    return number


def comparisons_of(view: View, work: RegulationRecord, shown: Comparison | None = None) -> list[tuple[str, str]]:
    """Name and page of the comparisons of a regulation, newest first, but for the one shown."""
    own = {v.document for v in work.versions}
    found = [c for c in view.comparisons if not own.isdisjoint((c.old, c.new)) and c is not shown]
    return [("与".join(_names(view, c)), _url(view, c)) for c in reversed(found)]


def _url(view: View, comparison: Comparison) -> str:
    (_, old), (work, new) = view.versions[comparison.old], view.versions[comparison.new]
    return compare_url(work.id, old.date, new.date)


def row_id(row: Row) -> str:
    """The anchor of a row: its newer article, or the older one where the newer has a row of its own."""
    return f"p{row.new}" if row.new and row.change != "并" else f"old-{row.old}"


def heading(row: Row) -> str:
    """第八条 → 第七条, or the one number where both have it."""
    if row.old_label and row.new_label and row.old_label != row.new_label:
        return f"{row.old_label} → {row.new_label}"
    return row.new_label or row.old_label or "前言"


def kinds(row: Row) -> list[str]:
    """What happened to the article, in words."""
    place = ["移动"] if row.moved else ["条号变动"] if row.renumbered else []
    if row.change == "同":
        return place or ["未改"]
    return [_NAMES[row.change], *place]


def sides(pieces: tuple[Piece, ...]) -> Markup:
    """The words of one side as paragraphs, changed stretches in ``<ins>`` or ``<del>``."""
    marked = "".join(_piece(piece) for piece in pieces)
    return Markup("".join(f"<p>{line}</p>" for line in marked.split("\n") if line.strip()))  # noqa: S704 -- escaped


def _piece(piece: Piece) -> str:
    """A stretch over several lines is marked line by line: no tag may cross a paragraph."""
    tag = _TAGS.get(piece.change)
    lines = str(escape(piece.text)).split("\n")
    return "\n".join(f"<{tag}>{line}</{tag}>" if tag and line else line for line in lines)


def totals(comparison: Comparison) -> list[tuple[str, int]]:
    """How many articles were changed, added, deleted, moved, left."""
    number = Counter(_NAMES[row.change] for row in comparison.rows)
    moved = sum(row.moved or row.renumbered for row in comparison.rows)
    return [(name, number[name]) for name in _NAMES.values() if number[name]] + ([("条号变动", moved)] if moved else [])
