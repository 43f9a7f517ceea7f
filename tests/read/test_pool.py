"""The pool keeps order, and one job's failure is that job's alone."""
from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from scripts.read.pool import FEW, Failure, run


def misbehave(job: str) -> str:
    if job == "raise":
        raise KeyError("缺一个键")
    if job == "memory":
        raise MemoryError
    if job == "crash":
        os._exit(7)
    if job == "hang":
        time.sleep(600)
    if job == "unpicklable":
        return lambda: job  # type: ignore[return-value]
    return job.upper()


def outcome(answer: str | Failure) -> str:
    return f"<{answer.reason}>" if isinstance(answer, Failure) else answer


def test_failures_stand_in_their_places_and_the_rest_is_done() -> None:
    jobs = ["a", "raise", "b", "crash", "hang", "memory", "c", "unpicklable", "d", "crash", "e"]
    answers = [outcome(answer) for answer in run(jobs, misbehave, workers=2, timeout=2)]
    assert answers == ["A", "<error>", "B", "<crash>", "<timeout>", "<memory>", "C", "<error>", "D", "<crash>", "E"]


def test_a_job_that_cannot_be_sent_fails_alone() -> None:
    jobs: list[object] = [1, lambda: 2, 3, 4, 5, 6]
    answers = [outcome(answer) for answer in run(jobs, str, workers=2, timeout=30)]
    assert answers == ["1", "<error>", "3", "4", "5", "6"]


def test_answers_come_in_order_of_the_jobs() -> None:
    numbers = [200, 1, 150, 2, 100, 3, 50, 4, 0, 5]
    assert list(run(numbers, slow_identity, workers=2, timeout=30)) == numbers


def slow_identity(milliseconds: int) -> int:
    time.sleep(milliseconds / 1000)
    return milliseconds


@pytest.mark.parametrize(("count", "children"), [(FEW, False), (FEW + 1, True)])
def test_few_jobs_start_no_child(count: int, children: bool) -> None:
    ids = set(run(range(count), process_id, workers=2, timeout=30))
    assert (os.getpid() not in ids) is children


def process_id(_: int) -> int:
    return os.getpid()


def test_a_child_does_not_load_the_program_that_was_started() -> None:
    assert set(run(range(FEW + 1), main_module, workers=2, timeout=30)) == {"no file"}
    assert main_module(0) != "no file"


def main_module(_: int) -> str:
    return getattr(sys.modules["__main__"], "__file__", None) or "no file"


def test_two_threads_may_each_have_a_pool() -> None:
    main = sys.modules["__main__"]
    with ThreadPoolExecutor(2) as threads:
        found = list(threads.map(lambda first: list(run(range(first, first + 9), str, 2, 30)), (0, 100)))
    assert found == [[str(n) for n in range(first, first + 9)] for first in (0, 100)]
    assert sys.modules["__main__"] is main


def test_few_jobs_fail_alone_too() -> None:
    assert [outcome(answer) for answer in run(["a", "raise", "memory", "b"], misbehave, 2, 30)] == [
        "A", "<error>", "<memory>", "B"]


def test_no_child_outlives_a_caller_that_stops_early() -> None:
    answers = run(range(50), process_id, workers=2, timeout=30)
    child = next(answers)
    assert isinstance(child, int)
    answers.close()  # type: ignore[attr-defined]
    assert not alive(child)


def alive(process: int, kill: Callable[[int, int], None] = os.kill) -> bool:
    try:
        kill(process, 0)
    except OSError:
        return False
    return True


def test_no_jobs_no_answers() -> None:
    assert list(run([], process_id, workers=2, timeout=30)) == []
