"""Work on many files in child processes, where the failure of one job is the failure of that job alone.

Guarantees: answers come in the order of the jobs; an exception, a lack of memory, a crash or a job that takes too
long becomes a ``Failure`` in its place and the others go on; no child outlives the call. A few jobs are done in this
process, since a child needs longer to start than they take. ``work`` and jobs must be picklable (method: spawn) and
stand in a module that can be imported.
"""
from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
import types
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from multiprocessing.connection import Connection, wait
from typing import Any, Final, Literal, TypeVar

import msgspec

T = TypeVar("T")
R = TypeVar("R")

WORKERS: Final = max(1, min(os.cpu_count() or 1, 8))
TIMEOUT: Final = 120.0  # seconds for one job; the largest law here takes about one
FEW: Final = 4  # up to so many jobs are done without children
_STARTING: Final = threading.Lock()  # two threads may each have a pool
_SPAWN: Final = multiprocessing.get_context("spawn")
_Message = tuple[Literal["ready", "done"], Any]


class Failure(msgspec.Struct, frozen=True):
    """What stands in the place of an answer: why there is none, in one Chinese line."""

    reason: Literal["error", "memory", "crash", "timeout"]
    message: str


def run(jobs: Iterable[T], work: Callable[[T], R], workers: int, timeout: float) -> Iterator[R | Failure]:
    """Yield ``work(job)`` or a ``Failure`` for every job, in order; ``timeout`` is in seconds for one job."""
    rest = iter(jobs)
    first = list(islice(rest, FEW + 1))
    if len(first) <= FEW or workers < 2:
        for job in (*first, *rest):
            yield _attempt(work, job)
        return
    pool = _Pool(_chain(first, rest), work, workers, timeout)
    try:
        yield from pool.answers()
    finally:
        pool.close()


def _chain(first: list[T], rest: Iterator[T]) -> Iterator[T]:
    yield from first
    yield from rest


def _attempt(work: Callable[[T], R], job: T) -> R | Failure:
    try:
        return work(job)
    except MemoryError:
        return Failure("memory", "内存不足")
    except RecursionError:
        return Failure("error", "嵌套过深")
    except Exception as error:  # noqa: BLE001  (whatever it is, it must not take the other files with it)
        return Failure("error", f"{type(error).__name__}：{error}".splitlines()[0][:200])


@contextlib.contextmanager
def _hidden_main() -> Iterator[None]:
    """Spawn lets a child import the program that was started, all commands or all MkDocs; ours need nothing of it."""
    with _STARTING:
        main, sys.modules["__main__"] = sys.modules["__main__"], types.ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main


class _Worker:
    """One child process with the number of the job it is at."""

    def __init__(self, work: Callable[[Any], Any]) -> None:
        self.number = -1  # of its job; -1: idle
        self.deadline = 0.0
        self.pipe, theirs = _SPAWN.Pipe()
        self.process = _SPAWN.Process(target=_serve, args=(theirs, work), daemon=True)
        with _hidden_main():
            self.process.start()
        theirs.close()

    def give(self, number: int, job: object, timeout: float) -> None:
        self.number, self.deadline = number, time.monotonic() + timeout
        self.pipe.send(job)

    def end(self) -> int | None:
        """Kill the child; the answer is the exit code it had, if it was dead already."""
        self.process.join(0.2)
        code = self.process.exitcode
        self.process.kill()
        self.process.join()
        self.process.close()
        self.pipe.close()
        return code


class _Pool:
    """Hands jobs to workers, one at a time each, and puts the answers in order."""

    def __init__(self, jobs: Iterator[T], work: Callable[[T], Any], workers: int, timeout: float) -> None:
        self.jobs = enumerate(jobs)
        self.work, self.size, self.timeout = work, workers, timeout
        self.workers: list[_Worker] = []
        self.found: dict[int, Any] = {}

    def answers(self) -> Iterator[Any]:
        number = 0
        while True:
            self._hand_out()
            while number in self.found:
                yield self.found.pop(number)
                number += 1
            busy = [worker for worker in self.workers if worker.number >= 0]
            if busy:
                self._listen(busy)
            elif not self.found:
                return

    def _hand_out(self) -> None:
        for number, job in islice(self.jobs, self._free()):
            worker = next((one for one in self.workers if one.number < 0), None)
            if worker is None:
                worker = _Worker(self.work)
                self.workers.append(worker)
            try:
                worker.give(number, job, self.timeout)
            except OSError:  # it died while idle
                self._replace(worker, "crash")
            except Exception as error:  # noqa: BLE001  (a job that cannot be pickled)
                worker.number = -1
                self.found[number] = Failure("error", f"{type(error).__name__}：{error}")

    def _free(self) -> int:
        return self.size - sum(worker.number >= 0 for worker in self.workers)

    def _listen(self, busy: list[_Worker]) -> None:
        """Take what the workers say, until one has spoken or is overdue."""
        patience = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
        spoken = set(wait([worker.pipe for worker in busy], patience))
        for worker in busy:
            if worker.pipe in spoken:
                self._hear(worker)
            elif time.monotonic() >= worker.deadline:
                self._replace(worker, "timeout")

    def _hear(self, worker: _Worker) -> None:
        try:
            kind, value = worker.pipe.recv()
        except (EOFError, OSError):  # a dead child closes its end
            self._replace(worker, "crash")
            return
        if kind == "ready":  # the time of its start is not the job's
            worker.deadline = time.monotonic() + self.timeout
        else:
            self.found[worker.number] = value
            worker.number = -1

    def _replace(self, worker: _Worker, reason: Literal["crash", "timeout"]) -> None:
        self.workers.remove(worker)
        code = worker.end()
        self.found[worker.number] = Failure(reason, (
            f"超过 {self.timeout:g} 秒没有完成" if reason == "timeout" else f"处理它的进程异常退出，代码 {code}"))

    def close(self) -> None:
        for worker in self.workers:
            worker.process.kill()
        for worker in self.workers:
            worker.end()


def _serve(pipe: Connection[_Message, Any], work: Callable[[Any], Any]) -> None:
    """The life of a child: jobs in, answers out, until the parent is gone."""
    gc.disable()  # jobs make trees, no cycles
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer; it ends its children
    pipe.send(("ready", None))
    while True:
        try:
            job = pipe.recv()
        except EOFError:
            return
        answer = _attempt(work, job)
        try:
            pipe.send(("done", answer))
        except Exception as error:  # noqa: BLE001  (an answer that cannot be pickled)
            pipe.send(("done", Failure("error", f"{type(error).__name__}：{error}")))
