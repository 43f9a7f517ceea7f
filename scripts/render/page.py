"""The page of one document: front matter, head card, the words, what follows them.

Guarantees: the same site gives the same bytes; ``is_generated`` calls the page ours; the words stand in blocks with
``data-src`` only, which the identity gate reads.
"""
from __future__ import annotations

from functools import partial
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from scripts.model import Document, original_path, page_path
from scripts.render.asides import Asides
from scripts.render.blocks import BodyBlock, body_blocks
from scripts.render.card import FORMATS, STATUS_SIGNS, characters, cited_rows, contents_title, facts, neighbours, span
from scripts.render.escape import words
from scripts.render.legislation import legislation
from scripts.render.links import address, relative
from scripts.render.marks import Marks
from scripts.render.references import short_kind
from scripts.render.regulation import banner, definitions, edition, practice, version_line
from scripts.render.seal import sealed
from scripts.render.site import Site

_HEAD_FORMS: Final = frozenset({"title", "head", "record"})
_KICKER: Final = ("类型", "单位", "年度")


def _flat(text: str) -> str:
    """On one line: a blank line would end the block of raw HTML around it."""
    return " ".join(text.split())


_ENVIRONMENT: Final = Environment(
    loader=PackageLoader("scripts.render"), autoescape=True, undefined=StrictUndefined,
    trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
)
_ENVIRONMENT.filters["flat"] = _flat
_ENVIRONMENT.filters["md"] = lambda text: Markup(words(text))  # noqa: S704 -- escaped for Markdown
_ENVIRONMENT.globals.update(signs=STATUS_SIGNS, short_kind=short_kind, span=span, path=page_path)


def document_page(site: Site, document: Document) -> str:
    """The whole Markdown file of a document's page."""
    page = page_path(document)
    blocks = list(body_blocks(document, Marks(site, document), site.plain_lines(document)))
    pieces = _with_asides(blocks, Asides(site, document))
    cut = _head_length(blocks)
    earlier, later = neighbours(site, document)
    known = facts(site, document)
    body = _ENVIRONMENT.get_template("document.md.j2").render(
        document=document, page=page, law=document.category == "regulation",
        link=partial(address, page, suffix=".html"),
        before=pieces[:cut], after=pieces[cut:], facts=known, kicker=[f for f in known if f.name in _KICKER],
        format=FORMATS.get(document.source.format, document.source.format), characters=characters(document),
        original=_original(document, page), findings=site.findings_of(document),
        earlier=earlier, later=later, rows=cited_rows(site, document),
        **(_of_regulation(site, document) if document.category == "regulation" else {}),
    )
    return sealed(_front(site, document), body)


def _original(document: Document, page: str) -> str:
    """Address of the original file, empty unless the sidecar offers it."""
    return relative(page, original_path(document)) if document.download else ""


def redirect_pages(site: Site) -> dict[str, str]:
    """Pages under ``former_ids``: whoever kept an old address is led on, with or without scripts."""
    template = _ENVIRONMENT.get_template("redirect.md.j2")
    pages = {}
    for document in site.corpus.documents:
        for former in document.former_ids:
            page = f"regulations/{former.replace('@', '/')}" if "@" in former else f"plans/{former}"
            target = address(page, page_path(document), ".html")
            front = {"title": document.title, "layout": "moved", "hide": ["navigation", "toc"]}
            pages[f"{page}.md"] = sealed(front, template.render(document=document, target=target))
    return pages


def _front(site: Site, document: Document) -> dict[str, Any]:
    law = document.category == "regulation"
    notes = site.notes_of(document)
    tags = sorted({site.themes[m.theme].name for m in notes.themes if m.theme in site.themes})
    front: dict[str, Any] = {
        "title": document.title,
        "layout": "doc",
        "kind": "law" if law else "plan",
        "under": "法规" if law else "文件",
        "document": document.id,
        "source": document.source.file,
        "edition": edition(site, document) if law else "",
        "toc_title": contents_title(document),
        "hide": ["navigation"],
        "tags": tags,
    }
    return {key: entry for key, entry in front.items() if entry}


def _of_regulation(site: Site, document: Document) -> dict[str, Any]:
    return {
        "banner": banner(site, document),
        "versions": version_line(site, document),
        "definitions": definitions(site, document),
        "practice": practice(site, document),
        "legislation": Markup(legislation(site, document)),  # noqa: S704 -- JSON, its < escaped
    }


def _with_asides(blocks: list[BodyBlock], asides: Asides) -> list[Markup]:
    """Each block with its notes right after it."""
    pieces = []
    for block in blocks:
        beside = asides.beside(block)
        text = f"{block.markdown}\n\n{beside}" if beside else block.markdown
        pieces.append(Markup(text))  # noqa: S704 -- words went through escape.words, notes through escape.html
    return pieces


def _head_length(blocks: list[BodyBlock]) -> int:
    """How many blocks stand above the card: the title with what precedes it and the record under it."""
    last_title = max((n for n, block in enumerate(blocks) if block.form == "title"), default=-1)
    end = last_title + 1
    while end < len(blocks) and blocks[end].form in _HEAD_FORMS:
        end += 1
    return end
