"""Theme and term pages: every item of the theme, every use of the phrase, by year, in pages of bearable length."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from scripts.records import ThemeRecord
from scripts.render.gather.page import page
from scripts.render.gather.view import ROLES, Row, View, by_year, chunks

Years = dict[int | None, tuple[Row, ...]]
PAGE: Final = 150  # rows of one page: a longer list goes on, year by year, on pages of its own
NEIGHBOURS: Final = 6


def theme_pages(view: View) -> Iterator[tuple[str, str]]:
    """``themes/<id>.md`` and, where there are many items, ``themes/<id>/<year>.md``."""
    for theme in view.themes:
        rows = view.theme_rows.get(theme.id, ())
        years = by_year(rows)
        entry = next(t for t in view.vocabulary.themes if t.id == theme.id)
        yield page(
            f"themes/{theme.id}.md", "theme.md.j2", theme.name, "theme", toc=True, theme=theme, rows=rows,
            years=_shown(theme.url, years, len(rows)), bars=_bars(years),
            roles=Counter(r.item.role for r in rows), role_names=ROLES, neighbours=neighbours(view, theme, rows),
            cited=cited_regulations(view, rows),
            words=[w.text for w in sorted(entry.words, key=lambda w: -w.weight)[:12]],
            documents=len({r.document.id for r in rows}),
        )
        yield from _overflow("themes", theme.id, theme.name, years, len(rows))


def term_pages(view: View) -> Iterator[tuple[str, str]]:
    """``terms/<id>.md``, likewise."""
    for term in view.terms:
        rows = view.term_rows.get(term.id, ())
        if not rows:
            continue
        years = by_year(rows)
        entry = next(t for t in view.vocabulary.terms if t.id == term.id)
        yield page(
            f"terms/{term.id}.md", "term.md.j2", term.text, "theme", toc=True, term=term, rows=rows, near=entry.near,
            years=_shown(term.url, years, len(rows)), themes=_themes_of(view, rows),
        )
        yield from _overflow("terms", term.id, term.text, years, len(rows))


def year_url(view: View, theme: ThemeRecord, year: int) -> str:
    """Where a theme's items of one year stand, from the site's root."""
    return _year_url(theme.url, len(view.theme_rows.get(theme.id, ())), year)


def _year_url(url: str, total: int, year: int | None) -> str:
    return f"{url.removesuffix('.html')}/{year or 'undated'}.html" if total > PAGE else f"{url}#y{year or 'undated'}"


def _shown(url: str, years: Years, total: int) -> list[tuple[int | None, int, tuple[Row, ...], str]]:
    """Year, number, the rows shown here (a taste of them when they stand on a page of their own), that page."""
    few = 5 if total > PAGE else total
    own = total > PAGE
    return [(y, len(rows), rows[:few], _year_url(url, total, y) if own else "") for y, rows in years.items()]


def _overflow(folder: str, id_: str, name: str, years: Years, total: int) -> Iterator[tuple[str, str]]:
    if total <= PAGE:
        return
    for year, rows in years.items():
        stem = f"{folder}/{id_}/{year or 'undated'}"
        parts = list(chunks(rows, PAGE))
        urls = [f"{stem}.html" if n == 0 else f"{stem}-{n + 1}.html" for n in range(len(parts))]
        for number, part in enumerate(parts):
            title = f"{name}　{f'{year}年' if year else '未注明年份'}"
            yield page(
                urls[number].replace(".html", ".md"), "rows.md.j2", title, "theme", name=name,
                url=f"{folder}/{id_}.html", rows=part, total=len(rows), number=number, urls=urls,
            )


def _bars(years: Years) -> list[tuple[int, int, list[int]]]:
    """Year, number, numbers by role: the columns of the chart, oldest first, at most eight."""
    columns = sorted((y, rows) for y, rows in years.items() if y)[-8:]
    return [(y, len(rows), [sum(r.item.role == role for r in rows) for role in ROLES]) for y, rows in columns]


def neighbours(view: View, theme: ThemeRecord, rows: Sequence[Row]) -> list[tuple[ThemeRecord, int]]:
    """The themes that most often stand beside this one at the same item."""
    together = Counter(t.id for r in rows for t in r.item.themes if t.id != theme.id)
    by_id = {t.id: t for t in view.themes}
    return [(by_id[id_], n) for id_, n in together.most_common(NEIGHBOURS)]


def cited_regulations(view: View, rows: Sequence[Row]) -> list[tuple[str, str, int]]:
    """Name, page and number of the regulations that these items cite most."""
    number = Counter(c.regulation for r in rows for c in r.item.citations if c.regulation)
    by_id = {r.id: r for r in view.regulations}
    return [(by_id[id_].name, by_id[id_].url, n) for id_, n in number.most_common(NEIGHBOURS) if id_ in by_id]


def _themes_of(view: View, rows: Sequence[Row]) -> list[tuple[ThemeRecord, int]]:
    number = Counter(t.id for r in rows for t in r.item.themes)
    by_id = {t.id: t for t in view.themes}
    return [(by_id[id_], n) for id_, n in number.most_common(NEIGHBOURS)]


