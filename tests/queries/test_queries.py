"""Judged queries get their answers: the right unit first, the relevant ones among ten, never nothing."""
from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.queries.measure import CLERK, OTHERS, REAL, answers, failures, figures, judged, table

RECALL = 0.95

pytestmark = pytest.mark.browser


def test_clerks_find_what_they_ask_of_the_samples(site: Path) -> None:
    check(site, CLERK, first=0.95)


def test_others_find_what_they_ask_of_the_samples(site: Path) -> None:
    check(site, OTHERS, first=0.95)


@pytest.mark.real
def test_clerks_find_what_they_ask_of_real_texts(real_site: Path) -> None:
    check(real_site, REAL, first=0.95)


def check(site: Path, path: Path, first: float) -> None:
    with ThreadPoolExecutor(1) as apart:  # the browser of other tests may hold this thread's event loop
        answered = apart.submit(answers, site, judged(site, path)).result()
    found = figures(answered)
    print(table(answered))
    assert (found.first >= first, found.recall >= RECALL, found.empty) == (True, True, 0), (
        f"{table(answered)}\n{failures(answered)}")
