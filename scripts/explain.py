"""Answers for a person at the terminal: what the reader sees, where the gate fails, why a theme was given."""
from __future__ import annotations

import json
from pathlib import Path

import msgspec

from scripts.annotate.theme_reports import explain, untagged_report
from scripts.check.gate import explain_identity, site_markdown
from scripts.convert import Converted, convert_all, stored
from scripts.disk import WorkspaceError, read_any, reason
from scripts.model import Document, Sidecar, Source
from scripts.parse import parse
from scripts.parse.outline import outline
from scripts.pipeline import survey
from scripts.read import ReadError, read
from scripts.render import document_page
from scripts.render.site import Site
from scripts.vocabulary import load
from scripts.workspace import Workspace


def show_file(file: Path, *, as_json: bool) -> tuple[str, int]:
    """The outline of one file, or its blocks as JSON; with exit code 2 when it cannot be read."""
    try:
        extract = read(_bytes(file), file.name)
    except ReadError as error:
        if as_json:
            return json.dumps({"error": {"code": error.code, "message": str(error)}}, ensure_ascii=False), 2
        return f"✗ [{error.code}] {file.name}：{error}", 2
    if as_json:
        return msgspec.json.format(msgspec.json.encode(extract), indent=2).decode(), 0
    source = Source(file=file.name, sha256="", format=extract.format, encoding=extract.encoding)
    signs = load(Workspace().vocabulary).boilerplate.signs
    return outline(parse(extract, source, Sidecar(), signs)), 0


def explain_gate(ws: Workspace, file: str, as_of: str) -> str:
    """Where the identity gate fails in one source, or that it passes."""
    one = _converted(ws, file)
    site, _ = survey(ws, as_of)
    document = next((d for d in site.corpus.documents if d.source.file == file), one.document)
    page = document_page(site, document)
    return explain_identity(stored(ws, one.key).plain, document, site_markdown(ws.root / "mkdocs.yml")(page))


def explain_themes(site: Site, item: str | None) -> str:
    """Why an item has its themes; without an item, which items have none and what words would help."""
    if item is None:
        return untagged_report(site.corpus.documents, site.vocabulary)
    document_id, _, anchor = item.partition("#")
    document = _document(site, document_id)
    return explain(document, anchor, site.vocabulary)


def _bytes(file: Path) -> bytes:
    try:
        return read_any(file)
    except WorkspaceError as error:
        raise ReadError(error.code, str(error)) from error
    except OSError as error:
        raise ReadError("SOURCE_UNREADABLE", f"文件打不开（{reason(error)}）") from error


def _converted(ws: Workspace, file: str) -> Converted:
    done = convert_all(ws, load(ws.vocabulary), lambda _: None).done
    for one in done:
        if one.document.source.file == file:
            return one
    raise WorkspaceError("NO_SUCH_FILE", f"{file}：原文文件夹里没有这份文件，或它没有转换成功")


def _document(site: Site, document_id: str) -> Document:
    for document in site.corpus.documents:
        if document.id == document_id:
            return document
    raise WorkspaceError("NO_SUCH_ID", f"{document_id}：没有这个编号；编号见 data/documents.json")
