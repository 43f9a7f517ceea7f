"""Which versions of a regulation are set side by side; made in child processes, kept in the cache."""
from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import combinations
from typing import Final, Self

import msgspec

from scripts.compare import Comparison, compare
from scripts.model import Corpus, Document, Version, Work
from scripts.read.pool import TIMEOUT, WORKERS, Failure, run
from scripts.stamps import code_digest, digest
from scripts.workspace import Workspace

_ALL_PAIRS: Final = 6  # versions of one regulation up to which any two are compared


class Beside:
    """Versions are compared while this process renders: the children do it, a thread hands out and puts away."""

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self._thread = ThreadPoolExecutor(1)
        self._begun: Future[tuple[Comparison, ...]] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._thread.shutdown(cancel_futures=True)

    def compare(self, corpus: Corpus) -> None:
        """Begin; what is compared goes into the cache."""
        self._begun = self._thread.submit(compare_all, self._ws, corpus)

    def comparisons(self, corpus: Corpus) -> tuple[Comparison, ...]:
        """Those of the documents that passed the gate: the ones begun last, or of fewer documents."""
        if self._begun:
            self._begun.result()
        return compare_all(self._ws, corpus)


def compare_all(ws: Workspace, corpus: Corpus) -> tuple[Comparison, ...]:
    """Every two versions of every regulation, the older first; made anew only when a text or the comparing changed."""
    texts = {d.id: d for d in corpus.documents}
    works = {work.id: work for work in corpus.works}
    pairs = [(texts[old.document], texts[new.document]) for work in corpus.works
             for old, new in (*_version_pairs(work), *_over_the_line(works.get(work.predecessor), work))
             if old.document in texts and new.document in texts]
    stamp = code_digest("model.py", "compare").encode()
    keys = [digest(stamp, *(f"{d.id} {d.source.sha256} {d.title}".encode() for d in pair)) for pair in pairs]
    known = {key: ws.cached("compare", key) for key in keys}
    fresh = [(key, pair) for key, pair in zip(keys, pairs, strict=True) if known[key] is None]
    workers = max(2, WORKERS - 1)  # the caller goes on rendering
    for (key, _), made in zip(fresh, run([pair for _, pair in fresh], compare_one, workers, TIMEOUT), strict=True):
        if not isinstance(made, Failure):  # a pair too large to compare has no page; both texts stand
            known[key] = msgspec.msgpack.encode(made)
            ws.keep("compare", key, known[key] or b"")
    ws.forget_unused("compare", set(keys))
    return tuple(msgspec.msgpack.decode(data, type=Comparison) for key in keys if (data := known[key]))


def compare_one(pair: tuple[Document, Document]) -> Comparison:
    return compare(*pair)


def _over_the_line(before: Work | None, work: Work) -> Iterator[tuple[Version, Version]]:
    """…（试行） is a regulation of its own: its last text stands beside the first of the one that took its place."""
    if before and before.versions and work.versions:
        yield before.versions[-1], work.versions[0]


def _version_pairs(work: Work) -> Iterator[tuple[Version, Version]]:
    """Any two versions; of more than six only neighbours, and each with the newest."""
    versions = work.versions
    for (at, old), (to, new) in combinations(enumerate(versions), 2):
        if len(versions) <= _ALL_PAIRS or to - at == 1 or to == len(versions) - 1:
            yield old, new
