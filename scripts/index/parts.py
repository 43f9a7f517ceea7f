"""Pages → parts: some pages at a time are read, written and inverted, on two processes where there is much."""
from __future__ import annotations

import gc
import multiprocessing
import re
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from html import unescape
from typing import Final

import msgspec

from scripts.index.corpus import Job
from scripts.index.invert import invert
from scripts.index.letters import Letters, Table, table_for
from scripts.index.postings import Inverted
from scripts.index.texts import Tables, Written, write

_PART: Final = 4 << 20  # HTML read at once; more does not stay near the processor, less is joined more often
_SAMPLED: Final = 400  # pages whose letters and pieces are counted
_NO_TEXT: Final = re.compile(r"<(aside|script|style|button|template)\b.*?</\1>|<[^>]*>", re.DOTALL)


class Task(msgspec.Struct, array_like=True):
    """What a child process is given."""

    jobs: list[Job]
    tables: Tables
    letters: Table


class Part(msgspec.Struct, array_like=True):
    """What comes back from reading some pages."""

    pages: list[Written]
    inverted: Inverted


def table_of(todo: list[Job]) -> Table:
    """The table of letters and pieces, from pages all over the base."""
    sampled = todo[::len(todo) // _SAMPLED + 1]
    return table_for("\n".join(unescape(_NO_TEXT.sub("", job.article)) for job in sampled))


@contextmanager
def parts(todo: list[Job], known: Tables, letters: Table) -> Iterator[Iterator[Part]]:
    """The parts in order; where there are several, other processes begin with them at once."""
    tasks = [Task(jobs, known, letters) for jobs in _split(todo)]
    if len(tasks) == 1:
        yield map(_part, tasks)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(2, mp_context=context, initializer=gc.disable) as pool:
        answers = pool.map(_apart, map(msgspec.msgpack.encode, tasks))
        yield (msgspec.msgpack.decode(answer, type=Part) for answer in answers)


def _split(todo: list[Job]) -> list[list[Job]]:
    split: list[list[Job]] = [[]]
    size = 0
    for job in todo:
        if size > _PART:
            split.append([])
            size = 0
        split[-1].append(job)
        size += len(job.article)
    return split


def _apart(task: bytes) -> bytes:
    """A part in a child process; msgpack travels several times faster than pickles."""
    return msgspec.msgpack.encode(_part(msgspec.msgpack.decode(task, type=Task)))


def _part(task: Task) -> Part:
    letters = Letters(task.letters)
    pages = [job.read() for job in task.jobs]
    return Part([write(page, task.tables, letters) for page in pages], invert(pages))
