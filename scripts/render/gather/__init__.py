"""Pages that gather what belongs together: home, lists, themes, terms, regulations, comparisons."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from scripts.render.gather.compare import compare_pages
from scripts.render.gather.home import home_pages
from scripts.render.gather.lists import list_pages
from scripts.render.gather.themes import term_pages, theme_pages
from scripts.render.gather.view import View
from scripts.render.gather.works import work_pages

MAKERS: Final[tuple[Callable[[View], Iterator[tuple[str, str]]], ...]] = (
    home_pages,
    list_pages,
    theme_pages,
    term_pages,
    work_pages,
    compare_pages,
)


def gathering_pages(view: View) -> Iterator[tuple[str, str]]:
    """Path under docs/ and whole text of every gathering page."""
    for make in MAKERS:
        yield from make(view)
