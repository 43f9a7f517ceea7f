"""The frame of every gathering page: front matter, templates, links relative to the page."""
from __future__ import annotations

from functools import partial
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from scripts.render.dates import chinese_date
from scripts.render.escape import value, words
from scripts.render.gather.view import excerpt, item_name, rest
from scripts.render.links import relative
from scripts.render.seal import sealed

# Entry of the bar under which a page stands, by the beginning of its path
_UNDER: Final = {"themes/": "主题", "terms/": "提法", "regulations/": "法规", "lists/years": "文件",
                 "lists/kinds": "文件", "lists/issuers": "文件", "lists/recent": "文件", "lists/findings": "体检"}

_ENVIRONMENT = Environment(
    loader=PackageLoader("scripts.render", "templates/gather"), autoescape=True, undefined=StrictUndefined,
    trim_blocks=True, lstrip_blocks=True,
)
_ENVIRONMENT.globals |= {"excerpt": excerpt, "item_name": item_name, "rest": rest}
# Headings are Markdown, the lists below them raw HTML: names in a heading are escaped for Markdown
_ENVIRONMENT.filters |= {
    "md": lambda text: Markup(words(text)),  # noqa: S704 -- escaped by words
    "zh_date": chinese_date,
    "attr": lambda text: Markup(value(text)),  # noqa: S704 -- escaped by value
}


def page(
    path: str, template: str, title: str, layout: str = "list", *, toc: bool = False, **values: Any,
) -> tuple[str, str]:
    """One gathering page.

    Args:
        path: under docs/, with ``.md``.
        template: file in ``templates/gather``; it gets ``link(url)`` for addresses from the site's root, and ``here``.
        toc: whether the page has headings worth a table of contents.
    Returns:
        The path and the whole Markdown file.
    """
    body = _ENVIRONMENT.get_template(template).render(
        title=title, link=partial(relative, path), here=path.replace(".md", ".html"), **values)
    under = next((name for start, name in _UNDER.items() if path.startswith(start)), "")
    front: dict[str, Any] = {"title": title, "layout": layout, **({"under": under} if under else {}),
                             "hide": ["navigation"] if toc else ["navigation", "toc"]}
    return path, sealed(front, body.strip() + "\n")
