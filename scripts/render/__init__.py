"""Corpus and notes become pages: one Markdown file a document, through the templates in ``templates/``."""
from __future__ import annotations

from scripts.render.page import document_page, redirect_pages
from scripts.render.seal import front_matter, is_generated

__all__ = ["document_page", "front_matter", "is_generated", "redirect_pages"]
