"""What a built site carries beside its pages: data, schemas, article texts, search files.

``stage`` puts the data aside while pages are written, ``complete`` lays it into the site that MkDocs built and
builds the search index from the finished HTML.
"""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import msgspec

from scripts import records
from scripts.disk import WorkspaceError
from scripts.everyday import everyday
from scripts.index import build
from scripts.index.proof import prove
from scripts.model import Finding, original_path
from scripts.render import records as make
from scripts.render.regulation import article_script
from scripts.render.site import Site
from scripts.workspace import Workspace

_PRIVATE: Final = frozenset({"SECRET", "SIDECAR", "SIDECAR_ORPHAN", "EDITED_HELD"})
TYPES: Final[dict[str, type[records.Record]]] = {
    "documents": records.DocumentRecord,
    "items": records.ItemRecord,
    "findings": records.FindingRecord,
    "regulations": records.RegulationRecord,
    "themes": records.ThemeRecord,
    "terms": records.TermRecord,
}


def rows_of(site: Site, edited: frozenset[str]) -> records.Rows:
    """The records of a site; ``edited`` are the documents whose page a person has changed."""
    documents = site.corpus.documents
    items = (item for d in documents for item in make.item_records(site, d))
    return records.Rows(
        documents=tuple(make.document_record(site, d) for d in documents),
        items=tuple(msgspec.structs.replace(i, edited=True) if i.document in edited else i for i in items),
        findings=tuple(make.finding_records(site)),
        regulations=tuple(make.regulation_records(site)),
        themes=tuple(make.theme_records(site)),
        terms=tuple(make.term_records(site)),
    )


def public(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    """The findings as the site may show them: what is held back is counted, never named.

    The name of a file that is no page of the site says too much already; whoever runs the build reads it there.
    """
    shown = tuple(finding for finding in findings if finding.code not in _PRIVATE)
    held = sum(finding.code == "SECRET" for finding in findings)
    words = f"有 {held} 份文件标有密级或注明内部，没有发布"
    return (*shown, Finding(code="SECRET", severity="warning", document="", message=words)) if held else shown


def stage(ws: Workspace, site: Site, rows: records.Rows) -> None:
    """Put aside ``data/*.json``, their schemas and the article texts; validate each against its schema's type."""
    names = set()
    for name, data in _staged(ws, site, rows):
        ws.stage(name, data)
        names.add(name)
    ws.unstage_all_but(names)


def _staged(ws: Workspace, site: Site, rows: records.Rows) -> Iterator[tuple[str, bytes]]:
    for name, kind in TYPES.items():
        yield f"data/{name}.json", _json(getattr(rows, name), kind)
        yield f"data/{name}.schema.json", _schema(kind)
    for document in site.corpus.documents:
        if document.category == "regulation":
            script = article_script(document)
            yield f"data/articles/{document.regulation}/{document.version}.js", script.encode()
        if document.download:  # only a sidecar's word puts an original on the site
            yield original_path(document), ws.read_source(document.source.file)


def complete(ws: Workspace, site_dir: Path) -> tuple[Finding, ...]:
    """Lay the staged files and the search files into a built site.

    Returns:
        A finding for each phrase that the finished index misses or invents; empty when the search is proved.
    """
    staged = ws.staged()
    search = build_search(ws, site_dir, staged)
    for name, data in {**staged, **search}.items():
        ws.write(site_dir / name, data)
    return prove(ws.site_pages(site_dir), search)


def build_search(ws: Workspace, site_dir: Path, staged: dict[str, bytes]) -> dict[str, bytes]:
    """Search files by path under the site, from the finished HTML and the staged data."""
    rows = {name: msgspec.json.decode(staged[f"data/{name}.json"], type=list[kind])  # type: ignore[valid-type]  # made at run time
            for name, kind in TYPES.items()}
    names = ("documents", "items", "regulations", "themes", "terms")
    return build(ws.site_pages(site_dir), **{name: rows[name] for name in names}, said=everyday(ws.vocabulary))


def _json(rows: tuple[Any, ...], kind: type[records.Record]) -> bytes:
    """A JSON list, one record a line: it diffs well and opens in any editor."""
    lines = [msgspec.json.encode(row) for row in rows]
    try:
        for line in lines:
            msgspec.json.decode(line, type=kind)
    except msgspec.ValidationError as error:
        raise WorkspaceError("DATA", f"数据与格式说明不符：{error}") from error
    return b"[\n" + b",\n".join(lines) + b"\n]\n"


def _schema(kind: type[records.Record]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(msgspec.json.schema(list[kind])), indent=2) + b"\n"  # type: ignore[valid-type]  # as above
