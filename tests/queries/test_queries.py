"""Judged queries get their answers: the right unit first, the relevant ones among ten, never nothing."""
from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.serving import serving
from tests.queries.measure import CLERK, REAL, answers, failures, figures, judged, table

FIRST, RECALL = 0.95, 0.95

pytestmark = pytest.mark.browser


def test_clerks_find_what_they_ask_of_the_samples(browser: Browser, site: Path) -> None:
    check(browser, site, CLERK)


@pytest.mark.real
def test_clerks_find_what_they_ask_of_real_texts(browser: Browser, real_site: Path) -> None:
    check(browser, real_site, REAL)


def check(browser: Browser, site: Path, path: Path) -> None:
    with serving(site) as served:
        page = browser.new_page()
        page.goto(served.root + "search.html")
        answered = answers(page, judged(site, path))
        page.close()
    found = figures(answered)
    print(table(answered))
    assert (found.first >= FIRST, found.recall >= RECALL, found.empty) == (True, True, 0), (
        f"{table(answered)}\n{failures(answered)}")
