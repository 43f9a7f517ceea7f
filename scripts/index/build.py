"""Composition of the index: pages and records in, files out."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import msgspec

from scripts.collecting import uncollected
from scripts.index.corpus import CATEGORIES, jobs
from scripts.index.files import FIELD, PART, RECORD, most_files, sealed
from scripts.index.lists import Dictionary
from scripts.index.names import names
from scripts.index.names import payloads as name_files
from scripts.index.parts import Part, parts, table_of
from scripts.index.postings import Lists
from scripts.index.program import mark, scripts
from scripts.index.sounds import sounds
from scripts.index.texts import Written, chunks, cuts, runs, tables
from scripts.index.varints import encode
from scripts.index.words import everyday, groups, traditional
from scripts.records import DocumentRecord, ItemRecord, RegulationRecord, TermRecord, ThemeRecord

_INLINE: Final = 12_000  # columns up to so many bytes stand in the directory
_SMALLEST_FILE: Final = 6_000
_DOCUMENTS: Final = 1024  # in a file of ids and titles
_ITEM_SHAPES: Final = 18  # shapes below are items


def build(
    pages: Iterable[tuple[str, str]],
    documents: Sequence[DocumentRecord],
    items: Sequence[ItemRecord],
    regulations: Sequence[RegulationRecord] = (),
    themes: Sequence[ThemeRecord] = (),
    terms: Sequence[TermRecord] = (),
    said: Sequence[tuple[Sequence[str], Sequence[str]]] = (),
) -> dict[str, bytes]:
    """Search files by path under the site.

    Args:
        pages: ``(url, html)`` of every page of the built site.
        documents, items: the published records; they say what is listed, and what kind and role it has.
        regulations, themes, terms: what the index of names and the widening of queries know.
        said: what people say, and what texts write for it.
    """
    with uncollected():
        return _built(pages, documents, items, regulations, themes, terms, said)


def _built(
    pages: Iterable[tuple[str, str]], documents: Sequence[DocumentRecord], items: Sequence[ItemRecord],
    regulations: Sequence[RegulationRecord], themes: Sequence[ThemeRecord], terms: Sequence[TermRecord],
    said: Sequence[tuple[Sequence[str], Sequence[str]]],
) -> dict[str, bytes]:
    todo = jobs(pages, documents, items)
    known, table = tables(items, themes), table_of(todo)
    with parts(todo, known, table) as answers:
        name_payloads = name_files(names(documents, items, regulations, themes, terms))
        read, pairs, singles = _joined(answers)
    columns = _columns(read) | _document_files(read) | {"words": groups(regulations, terms)}
    inline = {name: text for name, text in columns.items() if len(text.encode()) <= _INLINE}
    payloads = {name: text for name, text in columns.items() if name not in inline}
    payloads |= name_payloads | {"instead": PART.join((traditional(), sounds())), "said": everyday(said, pairs.by_term)}
    script_files = scripts()
    x, u, ranges = _filled(read, pairs, singles, most_files(len(items)) - len(payloads) - len(script_files) - 1)
    texts = list(chunks(read, ranges))
    (pair_files, long_pairs), (single_files, long_singles) = x.made(), u.made()
    payloads |= pair_files | single_files | {f"t{at}": chunk.payload() for at, chunk in enumerate(texts)}
    theme_names = {theme.id: theme.name for theme in themes}
    payloads["dir"] = msgspec.json.encode({
        "entries": sum(len(written.shapes) for written in read), "files": len(payloads) + 1,
        "names": len(name_payloads), "program": mark(script_files), "pairs": long_pairs, "singles": long_singles,
        "texts": [chunk.first for chunk in texts],
        "documents": _document_columns(read), **msgspec.structs.asdict(table), "columns": inline, "roles": known.roles,
        "themes": [[name, theme_names.get(name, name)] for name in known.themes],
        "inline": any(shape & 1 for written in read for shape in written.shapes if shape < _ITEM_SHAPES),
    }).decode()
    return {**sealed(payloads), **script_files}


def _joined(answers: Iterable[Part]) -> tuple[list[Written], Lists, Lists]:
    """All pages, the lists of pairs, those of single tokens."""
    read: list[Written] = []
    pairs, singles = Lists(), Lists()
    base = 0
    for part in answers:
        pairs.extend(part.inverted.pairs, base)
        singles.extend(part.inverted.singles, base)
        base += sum(len(written.shapes) for written in part.pages)
        read += part.pages
    return read, pairs, singles


def _filled(
    read: list[Written], pairs: Lists, singles: Lists, most: int,
) -> tuple[Dictionary, Dictionary, list[tuple[int, int]]]:
    """Lists and texts in at most so many files; a second try where the first one's files were filled too badly."""
    bulk = sum(sum(written.sizes) for written in read)
    x, u = Dictionary(pairs, "x"), Dictionary(singles, "u")
    room = most - most // 40
    while True:
        sizes = _sizes({"x": x.size(), "u": u.size(), "t": bulk}, room)
        texts = cuts(read, sizes["t"])
        over = x.plan(sizes["x"]) + u.plan(sizes["u"]) + len(texts) - most
        if over <= 0 or room <= 3:
            return x, u, texts
        room = max(3, room - over)


def _sizes(bulk: dict[str, int], files: int) -> dict[str, int]:
    """How large the files of each family are, so that all together keep to the number allowed."""
    share = {"x": .44, "u": .06, "t": .5}
    return {name: max(_SMALLEST_FILE, int(size / max(1.0, files * share[name] - .5)) + 1)
            for name, size in bulk.items()}


def _columns(read: list[Written]) -> dict[str, str]:
    """What an entry is, its role and its themes, for all entries in a row."""
    sets: dict[tuple[int, ...], int] = {(): 0}
    themes = [sets.setdefault(own, len(sets)) for written in read for own in written.themes]
    listed = "".join(encode((len(one), *one)) for one in sets)
    return {
        "shape": runs(shape for written in read for shape in written.shapes),
        "roles": runs(role for written in read for role in written.roles),
        "themes": f"{listed} {runs(themes)}",
    }


def _document_files(read: list[Written]) -> dict[str, str]:
    """Ids and titles of documents, for the facet of regulations and for searching in one document."""
    records = [FIELD.join((written.page.document or written.page.url, written.page.title)) for written in read]
    return {f"d{at // _DOCUMENTS}": RECORD.join(records[at:at + _DOCUMENTS])
            for at in range(0, len(records), _DOCUMENTS)}


def _document_columns(read: list[Written]) -> dict[str, Any]:
    pages = [written.page for written in read]
    kinds = sorted({page.kind for page in pages})
    issuers = sorted({page.issuer for page in pages})
    return {
        "sizes": encode(len(written.shapes) for written in read),
        "categories": runs(CATEGORIES.index(page.category) for page in pages),
        "years": runs(page.year for page in pages),
        "kinds": kinds,
        "kind": runs(kinds.index(page.kind) for page in pages),
        "issuers": issuers,
        "issuer": runs(issuers.index(page.issuer) for page in pages),
    }
