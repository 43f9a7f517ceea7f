"""The stages composed: ``refresh`` turns sources into pages under docs/, ``survey`` into findings alone.

Each stage is a pure function; the workspace does the reading and writing; findings travel as values and end in the
exit code. What one file tells by itself is made in ``convert``, versions are set side by side in ``comparing``, pages
held against their sources in ``gating``; ``published`` completes the site that MkDocs built.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Final

import msgspec

from scripts import published
from scripts.annotate import annotate, assemble
from scripts.check import check_document
from scripts.collecting import uncollected
from scripts.comparing import Beside
from scripts.convert import Conversion, Converted, convert_all
from scripts.gating import Gate, Made, check_settings
from scripts.model import Corpus, Document, Finding, page_path
from scripts.render import document_page, redirect_pages
from scripts.render.gather import gathering_pages
from scripts.render.gather.view import view_of
from scripts.render.site import Site
from scripts.upkeep import Absent, Changed, Pages, changed_by_hand, not_utf8, orphans
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


def refresh(ws: Workspace, as_of: str, say: Say = lambda _: None, *, defer_gate: bool = False) -> Result:
    """Bring the generated pages under ``ws.docs`` up to date with the sources.

    Args:
        as_of: the day the status of regulations is computed for, YYYY-MM-DD.
        say: called with a line of progress.
        defer_gate: leave pages that have not passed the gate before to MkDocs' build, which follows at once.
    Raises:
        VocabularyError: before anything is written.
        WorkspaceError: the disk refuses, or another run is at work.
    """
    with ws.lock(), Beside(ws) as beside, uncollected():
        vocabulary = _settings(ws)
        ws.mirror_handwritten()
        gate = Gate(ws, defer=defer_gate)
        made = _make(ws, vocabulary, as_of, say, gate, beside.compare)
        site = msgspec.structs.replace(made.site, findings=published.public(made.findings))
        pages = Pages(ws)
        texts = redirect_pages(site) | made.pages
        pages.write((path, text) for path, text in texts.items() if path not in made.by_hand)
        texts.clear()
        made.pages.clear()  # a large base fills the memory soon enough
        rows = published.rows_of(site, frozenset(d.id for d in site.corpus.documents if _page(d) in made.by_hand))
        pages.write(gathering_pages(view_of(rows, site, beside.comparisons(site.corpus))))
        written = pages.finish(made.by_hand, made.absent)
        published.stage(ws, site, rows)
        gate.note(written=True)
        say(f"共 {made.total} 份原文，本次转换 {made.fresh} 份")
    return Result(made.total, made.fresh, written, made.findings)


def survey(ws: Workspace, as_of: str, say: Say = lambda _: None) -> tuple[Site, tuple[Finding, ...]]:
    """Convert and annotate without writing pages: what ``check`` and ``themes`` look at."""
    with ws.lock():
        vocabulary = _settings(ws)
        gate = Gate(ws, defer=False)
        made = _make(ws, vocabulary, as_of, say, gate)
        gate.note(written=False)
    return made.site, made.findings


def _settings(ws: Workspace) -> Vocabulary:
    """What people write by hand is checked before anything is made of it."""
    check_settings(ws)
    return load(ws.vocabulary)


class _Made(msgspec.Struct, frozen=True):
    """A run before anything of it is written."""

    total: int
    fresh: int
    site: Site  # of the documents that passed the gate
    pages: dict[str, str]  # of documents, by path under docs/
    by_hand: dict[str, Changed]
    absent: Absent
    findings: tuple[Finding, ...]  # all, for whoever runs it; they name files


def _make(
    ws: Workspace, vocabulary: Vocabulary, as_of: str, say: Say, gate: Gate,
    begin: Callable[[Corpus], None] = lambda _: None,
) -> _Made:
    """Convert, annotate, render, gate; ``begin`` is called with each corpus before its pages are rendered."""
    by_hand = changed_by_hand(ws)
    conversion = convert_all(ws, vocabulary, say)
    chosen, held = _publishable(conversion)
    say(f"标注 {len(chosen)} 份文件")
    annotated = partial(_site, vocabulary=vocabulary, as_of=as_of, begin=begin)
    site, gate_findings, pages = _through_gate(chosen, annotated, gate, by_hand)
    absent = _absent(conversion, site)
    edited = (d for d in site.corpus.documents if _page(d) in by_hand)
    kept = (_finding("EDITED", "warning", d, f"docs/{_page(d)} 由人工改过，保留未覆盖") for d in edited)
    files = {document.id: document.source.file for document in site.corpus.documents}
    of_texts = (msgspec.structs.replace(f, document=files.get(f.document, f.document)) for f in site.findings)
    findings = _ordered((*conversion.findings, *held, *gate_findings, *of_texts, *kept,
                         *orphans(by_hand, pages.keys(), absent)))
    site = msgspec.structs.replace(site, drawn={})  # the pages are made
    return _Made(len(conversion.files), conversion.fresh, site, pages, by_hand, absent, findings)


def _page(document: Document) -> str:
    return f"{page_path(document)}.md"


def _publishable(conversion: Conversion) -> tuple[tuple[Converted, ...], tuple[Finding, ...]]:
    """Hold back classified texts and those whose sidecar says so; refuse an id claimed twice."""
    findings: list[Finding] = []
    chosen: dict[str, Converted] = {}
    for one in conversion.done:
        document = one.document
        if _is_held(one):
            if document.secrecy:
                words = f"标有“{document.secrecy}”，未发布；确可公开的，在旁注文件写 publish: true"
                findings.append(_finding("SECRET", "warning", document, words))
        elif document.id in chosen:
            owner = chosen[document.id].document.source.file
            words = f"编号 {document.id} 已被 {owner} 占用，未发布；请改名或在旁注里写 id"
            findings.append(_finding("ID_TWICE", "error", document, words))
        else:
            chosen[document.id] = one
    return tuple(chosen.values()), tuple(findings)


def _absent(conversion: Conversion, site: Site) -> Absent:
    """The files that got no page: those held back on purpose, and all others that are not on the site."""
    held = {one.document.source.file for one in conversion.done if _is_held(one)}
    shown = {document.source.file for document in site.corpus.documents}
    return Absent(failed=frozenset(conversion.files) - held - shown, held=frozenset(held))


def _is_held(one: Converted) -> bool:
    return one.publish is False or (one.publish is None and bool(one.document.secrecy))


def _through_gate(
    chosen: tuple[Converted, ...], annotated: Callable[[tuple[Converted, ...]], Site], gate: Gate,
    by_hand: Mapping[str, Changed],
) -> tuple[Site, tuple[Finding, ...], dict[str, str]]:
    """Annotate, render and gate; a document that fails is taken out and the rest is done anew without it.

    So is one whose page a person saved so that it can neither be shown nor overwritten.

    Returns:
        The site of the documents that passed, the gate's findings, the pages by path under docs/.
    """
    failed: list[Finding] = []
    while True:
        keys = {one.document.source.file: one.key for one in chosen}
        site = annotated(chosen)
        pages: dict[str, str] = {}
        crashed: dict[str, Finding] = {}
        found = gate.judge(_rendered(site, keys, pages, crashed), by_hand) | crashed
        bad = found.keys() | not_utf8(by_hand)
        files = {d.source.file for d in site.corpus.documents if _page(d) in bad}
        if not files:
            return site, tuple(failed), pages
        failed.extend(found.values())
        chosen = tuple(one for one in chosen if one.document.source.file not in files)


def _rendered(
    site: Site, keys: Mapping[str, str], pages: dict[str, str], crashed: dict[str, Finding],
) -> Iterator[Made]:
    """Render each document's page into ``pages`` as the gate asks for it."""
    for document in site.corpus.documents:
        path, file = _page(document), document.source.file
        try:
            pages[path] = document_page(site, document)
        except Exception as error:  # noqa: BLE001 -- one text must not take the others with it
            words = f"成页未能完成（{type(error).__name__}：{error}）".replace("\n", " ")
            crashed[path] = _finding("RENDER_CRASH", "error", document, words)
            continue
        yield Made(path, pages[path], document, keys[file])


def _site(
    chosen: tuple[Converted, ...], vocabulary: Vocabulary, as_of: str, begin: Callable[[Corpus], None],
) -> Site:
    told = {one.document.source.file: one.told for one in chosen}
    corpus = assemble(tuple(one.document for one in chosen), vocabulary, as_of)
    begin(corpus)
    notes = annotate(corpus, vocabulary, {file: one.alone for file, one in told.items()})
    by_id = {note.document: note for note in notes}
    findings = tuple(f for d in corpus.documents for f in check_document(d, by_id[d.id]))
    return Site(corpus=corpus, notes=by_id, vocabulary=vocabulary, findings=findings, as_of=as_of,
                drawn={file: one.lines for file, one in told.items()})


def _ordered(findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
    return tuple(sorted(findings, key=lambda f: (_SEVERITIES.index(f.severity), f.document, f.line, f.code, f.item)))


def _finding(code: str, severity: str, document: Document, message: str) -> Finding:
    return Finding(code=code, severity=severity, document=document.source.file, message=message)  # type: ignore[arg-type]  # one of the three
