"""Composition of the index: pages and records in, files out."""
from __future__ import annotations

import multiprocessing
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Any, Final

import msgspec

from scripts.index.corpus import CATEGORIES, Job, jobs
from scripts.index.entries import Page
from scripts.index.files import FIELD, RECORD, most_files, sealed
from scripts.index.invert import Inverted, Lists, invert
from scripts.index.letters import Letters
from scripts.index.lists import Dictionary, dictionary
from scripts.index.names import LUNR, lunr_script, names, payload
from scripts.index.texts import Chunk, Tables, chunks, runs, shape, weight, written
from scripts.index.varints import encode
from scripts.index.words import groups, traditional
from scripts.records import DocumentRecord, ItemRecord, RegulationRecord, TermRecord, ThemeRecord

_PART: Final = 24 << 20  # HTML inverted at once
_INLINE: Final = 12_000  # columns up to so many characters stand in the directory
_SMALLEST_FILE: Final = 6_000
_DOCUMENTS: Final = 1024  # in a file of ids and titles


class Part(msgspec.Struct, array_like=True):
    """What comes back from reading some pages."""

    pages: list[Page]
    inverted: Inverted


def build(
    pages: Iterable[tuple[str, str]],
    documents: Sequence[DocumentRecord],
    items: Sequence[ItemRecord],
    regulations: Sequence[RegulationRecord] = (),
    themes: Sequence[ThemeRecord] = (),
    terms: Sequence[TermRecord] = (),
) -> dict[str, bytes]:
    """Search files by path under the site.

    Args:
        pages: ``(url, html)`` of every page of the built site.
        documents, items: the published records; they say what is listed, and what kind and role it has.
        regulations, themes, terms: what the index of names and the widening of queries know.
    """
    read, pairs, singles = _inverted(jobs(pages, documents, items))
    extra = {
        "words": groups(regulations, terms),
        "names": payload(names(documents, items, regulations, themes, terms)),
        "traditional": traditional(),
    }
    payloads = _payloads(read, pairs, singles, themes, extra)
    return {**sealed(payloads), LUNR: lunr_script()}


def _inverted(todo: list[Job]) -> tuple[list[Page], Lists, Lists]:
    """Read and invert all pages, two parts at a time when there are several."""
    read: list[Page] = []
    pairs, singles = Lists(), Lists()
    base = 0
    for part in _parts(_split(todo)):
        pairs.extend(part.inverted.pairs, base)
        singles.extend(part.inverted.singles, base)
        base += sum(len(page.entries) for page in part.pages)
        read += part.pages
    return read, pairs, singles


def _split(todo: list[Job]) -> list[list[Job]]:
    parts: list[list[Job]] = [[]]
    size = 0
    for job in todo:
        if size > _PART:
            parts.append([])
            size = 0
        parts[-1].append(job)
        size += len(job.article)
    return parts


def _parts(split: list[list[Job]]) -> Iterator[Part]:
    if len(split) == 1:
        yield _part(split[0])
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=context) as pool:
        yield from pool.map(_part, split)


def _part(todo: list[Job]) -> Part:
    pages = [job.read() for job in todo]
    inverted = invert(pages)
    for page in pages:
        page.groups = []  # inverted; the texts are in the entries
    return Part(pages, inverted)


def _payloads(
    read: list[Page], pairs: Lists, singles: Lists, themes: Sequence[ThemeRecord], extra: dict[str, str],
) -> dict[str, str]:
    tables = Tables()
    columns = _columns(read, tables) | _document_files(read) | {"words": extra.pop("words")}
    inline = {name: text for name, text in columns.items() if len(text) <= _INLINE}
    payloads = extra | {name: text for name, text in columns.items() if name not in inline}
    entries = sum(len(page.entries) for page in read)
    most = most_files(_items(read)) - len(payloads) - 1
    letters = _letters(read)
    x, u, texts = _filled(read, (pairs, singles), tables, letters, most)
    payloads |= x.files | u.files | {f"t{at}": chunk.payload(letters) for at, chunk in enumerate(texts)}
    names = {theme.id: theme.name for theme in themes}
    payloads["dir"] = msgspec.json.encode({
        "entries": entries,
        "pairs": x.firsts, "singles": u.firsts, "texts": [chunk.first for chunk in texts],
        "documents": _document_columns(read), "letters": letters.table, "columns": inline, "roles": tables.roles,
        "themes": [[name, names.get(name, name)] for name in tables.themes],
        "files": len(payloads) + 1, "inline": any(entry.inline for page in read for entry in page.entries),
    }).decode()
    return payloads


def _items(read: list[Page]) -> int:
    return sum(entry.form in ("numbered", "inline", "article", "paragraph") for p in read for entry in p.entries)


def _letters(read: list[Page]) -> Letters:
    counts: Counter[str] = Counter()
    for page in read:
        for entry in page.entries:
            counts.update(entry.text)
        counts.update(text for entry in page.entries for step in entry.path for text in step)
    return Letters(counts)


def _filled(
    read: list[Page], lists: tuple[Lists, Lists], tables: Tables, letters: Letters, most: int,
) -> tuple[Dictionary, Dictionary, list[Chunk]]:
    """Lists and texts in at most so many files; a second try where the first one's files were filled too badly."""
    ready = list(written(read, tables, letters))
    room = most - most // 40
    while True:
        sizes = _sizes(*lists, sum(weight(family) for _, families in ready for family in families), room)
        x, u = dictionary(lists[0], "x", sizes["x"]), dictionary(lists[1], "u", sizes["u"])
        texts = list(chunks(ready, sizes["t"]))
        over = len(x.files) + len(u.files) + len(texts) - most
        if over <= 0 or room <= 3:
            return x, u, texts
        room = max(3, room - over)


def _sizes(pairs: Lists, singles: Lists, texts: int, files: int) -> dict[str, int]:
    """How large the files of each family are, so that all together keep to the number allowed."""
    bulk = {
        "x": sum(map(len, pairs.entries.values())) + sum(map(len, pairs.places.values())) + 6 * len(pairs.entries),
        "u": sum(map(len, singles.entries.values())) + 6 * len(singles.entries),
        "t": texts,
    }
    share = {"x": .44, "u": .06, "t": .5}
    return {name: max(_SMALLEST_FILE, int(size / max(1.0, files * share[name] - .5)) + 1)
            for name, size in bulk.items()}


def _columns(read: list[Page], tables: Tables) -> dict[str, str]:
    entries = [entry for page in read for entry in page.entries]
    sets: list[tuple[str, ...]] = [()]
    place: dict[tuple[str, ...], int] = {(): 0}
    themes: list[int] = []
    for entry in entries:
        if entry.themes not in place:
            place[entry.themes] = len(sets)
            sets.append(entry.themes)
        themes.append(place[entry.themes])
    listed = "".join(encode((len(one), *(tables.theme(name) for name in one))) for one in sets)
    return {
        "shape": runs(number for page in read for number in shape(page)),
        "roles": runs(tables.role(entry.role) for entry in entries),
        "themes": f"{listed} {runs(themes)}",
    }


def _document_files(read: list[Page]) -> dict[str, str]:
    """Ids and titles of documents, for the facet of regulations and for searching in one document."""
    records = [FIELD.join((page.document or page.url, page.title)) for page in read]
    return {f"d{at // _DOCUMENTS}": RECORD.join(records[at:at + _DOCUMENTS])
            for at in range(0, len(records), _DOCUMENTS)}


def _document_columns(read: list[Page]) -> dict[str, Any]:
    kinds = sorted({page.kind for page in read})
    issuers = sorted({page.issuer for page in read})
    return {
        "sizes": encode(len(page.entries) for page in read),
        "categories": runs(CATEGORIES.index(page.category) for page in read),
        "years": runs(page.year for page in read),
        "kinds": kinds,
        "kind": runs(kinds.index(page.kind) for page in read),
        "issuers": issuers,
        "issuer": runs(issuers.index(page.issuer) for page in read),
    }
