"""The stages composed: ``refresh`` turns sources into pages under docs/, ``finish`` completes a built site.

This is the only module that sees every stage. Each stage is a pure function; the workspace does the reading and
writing; findings travel as values and end in the exit code.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

import msgspec

from scripts import published
from scripts.annotate import annotate
from scripts.check import check_document
from scripts.convert import Conversion, Converted, GateJob, compare_all, convert_all, gate_all
from scripts.model import Corpus, Document, Finding, page_path
from scripts.render import document_page, is_generated, redirect_pages
from scripts.render.gather import gathering_pages
from scripts.render.gather.view import view_of
from scripts.render.site import Site
from scripts.vocabulary import Vocabulary, load
from scripts.workspace import Workspace

Say = Callable[[str], None]
_SEVERITIES: Final = ("error", "warning", "info")


class Result(msgspec.Struct, frozen=True):
    """What a run did: files seen, files converted now, pages written, and all that a person should look at."""

    total: int
    fresh: int
    written: int
    findings: tuple[Finding, ...]

    @property
    def failed(self) -> bool:
        return any(f.severity == "error" for f in self.findings)


def refresh(ws: Workspace, as_of: str, say: Say = lambda _: None) -> Result:
    """Bring the generated pages under ``ws.docs`` up to date with the sources.

    Args:
        as_of: the day the status of regulations is computed for, YYYY-MM-DD.
        say: called with a line of progress.
    Raises:
        VocabularyError: before anything is written.
        WorkspaceError: the disk refuses, or another run is at work.
    """
    vocabulary = load(ws.vocabulary)
    with ws.lock():
        ws.mirror_handwritten()
        conversion = convert_all(ws, vocabulary.boilerplate.signs, say)
        chosen, held = _publishable(conversion)
        say(f"标注 {len(chosen)} 份文件")
        site, gate_findings, pages = _through_gate(ws, chosen, vocabulary, as_of, say)
        findings = _ordered((*conversion.findings, *held, *gate_findings, *site.findings))
        edited = _edited(ws, site)
        kept = tuple(_finding("EDITED", "warning", d, f"docs/{page_path(d)}.md 由人工改过，保留未覆盖") for d in edited)
        site = msgspec.structs.replace(site, findings=_ordered((*findings, *kept, *_orphans(ws, site))))
        rows = published.rows_of(site, frozenset(d.id for d in edited))
        pages = {path: text for path, text in pages.items() if path not in {f"{page_path(d)}.md" for d in edited}}
        view = view_of(rows, site, compare_all(ws, site.corpus))
        written = _write_pages(ws, redirect_pages(site) | pages | dict(gathering_pages(view)))
        published.stage(ws, site, rows)
        say(f"共 {conversion.total} 份原文，本次转换 {conversion.fresh} 份")
    return Result(conversion.total, conversion.fresh, written, site.findings)


def survey(ws: Workspace, as_of: str, say: Say = lambda _: None) -> tuple[Site, tuple[Finding, ...]]:
    """Convert and annotate without writing pages: what ``check`` and ``themes`` look at."""
    vocabulary = load(ws.vocabulary)
    with ws.lock():
        conversion = convert_all(ws, vocabulary.boilerplate.signs, say)
        chosen, held = _publishable(conversion)
        site, gate_findings, _ = _through_gate(ws, chosen, vocabulary, as_of, say)
    return site, _ordered((*conversion.findings, *held, *gate_findings, *site.findings))


def _publishable(conversion: Conversion) -> tuple[tuple[Converted, ...], tuple[Finding, ...]]:
    """Hold back classified texts and those whose sidecar says so; refuse an id claimed twice."""
    findings: list[Finding] = []
    chosen: dict[str, Converted] = {}
    for one in conversion.done:
        document = one.document
        if one.publish is False or (document.secrecy and one.publish is None):
            if document.secrecy:
                words = f"标有“{document.secrecy}”，未发布；确可公开的，在旁注文件写 publish: true"
                findings.append(_finding("SECRET", "warning", document, words))
        elif document.id in chosen:
            owner = chosen[document.id].document.source.file
            findings.append(_finding("ID_TWICE", "error", document, f"编号 {document.id} 已被 {owner} 占用，未发布"))
        else:
            chosen[document.id] = one
    return tuple(chosen.values()), tuple(findings)


def _through_gate(
    ws: Workspace, chosen: tuple[Converted, ...], vocabulary: Vocabulary, as_of: str, say: Say,
) -> tuple[Site, tuple[Finding, ...], dict[str, str]]:
    """Annotate, render and gate; a document that fails is taken out and the rest is done anew without it.

    Returns:
        The site of the documents that passed, the gate's findings, the pages by path under docs/.
    """
    failed: list[Finding] = []
    while True:
        plain = {one.document.source.file: one.plain for one in chosen}
        site = _site(tuple(one.document for one in chosen), vocabulary, as_of)
        say(f"逐字核对 {len(site.corpus.documents)} 页")
        pages: dict[str, str] = {}
        found = gate_all(ws, _rendered(ws, site, plain, pages))
        if not found:
            return site, tuple(failed), pages
        failed.extend(found)
        bad = {f.document for f in found}
        files = {d.source.file for d in site.corpus.documents if d.id in bad}
        chosen = tuple(one for one in chosen if one.document.source.file not in files)


def _rendered(ws: Workspace, site: Site, plain: dict[str, str], pages: dict[str, str]) -> Iterator[GateJob]:
    """Render each document's page into ``pages`` as the gate asks for it."""
    for document in site.corpus.documents:
        page = pages[f"{page_path(document)}.md"] = document_page(site, document)
        yield GateJob(document, plain[document.source.file], page, str(ws.root / "mkdocs.yml"))


def _site(documents: tuple[Document, ...], vocabulary: Vocabulary, as_of: str) -> Site:
    corpus, notes = annotate(Corpus(documents), vocabulary, as_of)
    by_id = {note.document: note for note in notes}
    findings = tuple(f for d in corpus.documents for f in check_document(d, by_id[d.id]))
    return Site(corpus=corpus, notes=by_id, vocabulary=vocabulary, findings=findings, as_of=as_of)


def _edited(ws: Workspace, site: Site) -> tuple[Document, ...]:
    """The documents whose page a person has changed: theirs to keep."""
    return tuple(d for d in site.corpus.documents if _is_edited(ws, f"{page_path(d)}.md"))


def _write_pages(ws: Workspace, pages: dict[str, str]) -> int:
    """Write what differs and delete what has no source any more, unless a person edited it.

    Returns:
        The number of files that changed.
    """
    written = sum(ws.write(ws.docs / path, text.encode()) for path, text in pages.items())
    for stale in list(ws.generated()):
        path = stale.relative_to(ws.docs).as_posix()
        if path not in pages and not (path.startswith(("plans/", "regulations/")) and _is_edited(ws, path)):
            ws.delete(stale)
    return written


def _orphans(ws: Workspace, site: Site) -> Iterator[Finding]:
    """Pages that a person edited and whose source is gone: kept, and said."""
    owned = {f"{page_path(d)}.md" for d in site.corpus.documents}
    for page in ws.generated():
        path = page.relative_to(ws.docs).as_posix()
        if path.startswith(("plans/", "regulations/")) and path not in owned and _is_edited(ws, path):
            yield Finding(code="EDITED_ORPHAN", severity="warning", document=path,
                          message=f"docs/{path} 由人工改过，原文已不在，保留")


def _is_edited(ws: Workspace, path: str) -> bool:
    text = ws.read_text(ws.docs / path)
    return text is not None and is_generated(text) != "ours"


def _ordered(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda f: (_SEVERITIES.index(f.severity), f.document, f.line, f.code, f.item)))


def _finding(code: str, severity: str, document: Document, message: str) -> Finding:
    return Finding(code=code, severity=severity, document=document.source.file, message=message)  # type: ignore[arg-type]  # one of the three
