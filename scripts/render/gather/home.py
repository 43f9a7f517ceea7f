"""The home page: search first, what the base holds, the heat map of themes and years."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

import msgspec

from scripts.records import DocumentRecord
from scripts.render.gather.page import page
from scripts.render.gather.themes import year_url
from scripts.render.gather.view import View, by_year

RECENT: Final = 10
HEAT_YEARS: Final = 6
STEPS: Final = (0, 3, 7, 12)  # upper ends of the colours h0…h3; the rest is h4


class Cell(msgspec.Struct, frozen=True):
    """One theme in one year: how many items, where they stand, how dark the cell is."""

    year: int
    count: int
    url: str
    step: int


class HeatRow(msgspec.Struct, frozen=True):
    name: str
    url: str
    cells: tuple[Cell, ...]


def home_pages(view: View) -> Iterator[tuple[str, str]]:
    """``index.md``."""
    yield page(
        "index.md", "home.md.j2", "首页", "home",
        counts=counts(view), heat=heat(view), years=view.years[:HEAT_YEARS], recent=newest_documents(view)[:RECENT],
        numbers=view.numbers,
        stock=stock(view), frequent=frequent(view), changes=changes(view),
    )


def counts(view: View) -> list[tuple[str, int, str]]:
    """Name, number and page of what the base holds; what it has none of is left out."""
    tasks = sum(1 for i in view.items if i.role == "任务" and i.form in ("numbered", "inline"))
    open_findings = sum(1 for f in view.findings if f.severity != "info")
    table = [
        ("文件", len(view.documents), "lists/years.html"),
        ("任务条目", tasks, "search.html?q=角色:任务"),
        ("法规", len(view.regulations_with_text), "lists/regulations.html"),
        ("主题", sum(1 for t in view.themes if view.theme_rows.get(t.id)), "lists/themes.html"),
        ("提法", sum(1 for t in view.terms if view.term_rows.get(t.id)), "lists/terms.html"),
        ("待核对", open_findings, "lists/findings.html"),
    ]
    return [row for row in table if row[1]]


def heat(view: View) -> list[tuple[str, list[HeatRow]]]:
    """Themes by group, each with a cell a year; themes without an item are left out."""
    groups: dict[str, list[HeatRow]] = {}
    for theme in view.themes:
        rows = by_year(view.theme_rows.get(theme.id, ()))
        if not rows:
            continue
        cells = tuple(
            Cell(year, len(rows.get(year, ())), year_url(view, theme, year), step(len(rows.get(year, ()))))
            for year in view.years[:HEAT_YEARS]
        )
        groups.setdefault(theme.group, []).append(HeatRow(theme.name, theme.url, cells))
    return list(groups.items())


def step(count: int) -> int:
    return sum(count > upper for upper in STEPS)


def newest_documents(view: View) -> list[DocumentRecord]:
    """Documents by date, newest first; an undated one counts as of its year."""
    return sorted(view.documents, key=lambda d: (d.date or str(d.year or ""), d.title), reverse=True)


def stock(view: View) -> tuple[list[int], list[tuple[str, int, str, list[int]]]]:
    """The years shown; for each kind its name, how many texts, their list, how many in each year.

    Regulations come last, in one row and without years: they are in force for more than one.
    """
    years = list(view.years[:HEAT_YEARS])
    number: Counter[tuple[str, int | None]] = Counter((d.kind, d.year) for d in view.documents if d.category == "plan")
    total: Counter[str] = Counter(d.kind for d in view.documents if d.category == "plan")
    kinds = sorted(total, key=lambda kind: (-total[kind], kind))
    rows = [(kind, total[kind], "lists/kinds.html", [number[kind, year] for year in years]) for kind in kinds]
    laws = sum(len(r.versions) for r in view.regulations)
    return years, rows + ([("法规", laws, "lists/regulations.html", [0] * len(years))] if laws else [])


def frequent(view: View) -> list[str]:
    """Queries to start from: the set phrases and themes that the texts use most, and one filter."""
    terms = sorted(view.terms, key=lambda t: -len(view.term_rows.get(t.id, ())))[:3]
    themes = sorted(view.themes, key=lambda t: -len(view.theme_rows.get(t.id, ())))[:2]
    years = [f"年份:{view.years[0]} 角色:任务"] if view.years else []
    used = [t.text for t in terms if view.term_rows.get(t.id)] + [t.name for t in themes if view.theme_rows.get(t.id)]
    return used + years


def changes(view: View) -> list[tuple[str, str, str, str]]:
    """Status, name, page and day of the regulations whose texts changed last."""
    versions = [(r.name, v) for r in view.regulations for v in r.versions if v.date != "undated"]
    dated = [(v.effective or v.date, v.status, name, v.url) for name, v in versions]
    return [(status, name, url, day) for day, status, name, url in sorted(dated, reverse=True)[:5]]
