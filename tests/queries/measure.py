"""How well the search engine answers judged queries, in a real browser over a built site.

As a program it prints the figures: ``python -m tests.queries.measure SITE [JUDGED.yml] [--half tuning]``.
"""
from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any, NamedTuple

import yaml
from playwright.sync_api import sync_playwright

from tests.browser import chromium
from tests.browser.conftest import ARGUMENTS
from tests.browser.serving import serving

CLERK = Path(__file__).with_name("clerk.yml")
OTHERS = Path(__file__).with_name("others.yml")
REAL = Path(__file__).with_name("real.yml")
TEN = 10
ASK = "query => kb.search(query, {limit: 10}).then(a => a.hits.map(hit => [hit.id, hit.near]))"


class Judged(NamedTuple):
    """A query and what should answer it; ids as the site has them."""

    query: str
    kind: str
    first: frozenset[str]
    relevant: tuple[frozenset[str], ...]

    @property
    def half(self) -> str:
        """Which half of the set it is in: no person chose."""
        return "held out" if int(hashlib.sha256(self.query.encode()).hexdigest(), 16) % 2 else "tuning"


class Answered(NamedTuple):
    """A query with the ids of its first ten hits."""

    judged: Judged
    hits: list[str]

    @property
    def first_right(self) -> bool:
        return bool(self.hits) and self.hits[0] in self.judged.first

    @property
    def recall(self) -> float:
        found = sum(any(unit in wanted for unit in self.hits) for wanted in self.judged.relevant)
        return min(1.0, found / min(TEN, len(self.judged.relevant)))


class Figures(NamedTuple):
    """What a set of answers comes to."""

    queries: int
    first: float
    recall: float
    empty: int


def judged(site: Path, path: Path = CLERK) -> list[Judged]:
    """The judged queries of a file; its short names stand for documents, or for their source files."""
    told: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    listed = json.loads((site / "data/documents.json").read_text(encoding="utf-8"))
    of_file = {document["source"]["file"].rpartition("/")[2]: document["id"] for document in listed}
    known = told.get("documents") or {name: of_file[file] for name, file in told["files"].items()}

    def whole(unit: str) -> str:
        name, _, anchor = unit.partition("#")
        return f"{known[name]}#{anchor}"

    def either(wanted: str) -> frozenset[str]:
        return frozenset(map(whole, wanted.split("|")))

    return [Judged(one["query"], one["class"], frozenset[str]().union(*map(either, one["first"])),
                   tuple(map(either, one["relevant"])))
            for one in told["queries"]]


def answers(site: Path, asked: list[Judged]) -> list[Answered]:
    """Ask the search page of a site every query, in a browser of its own."""
    with serving(site) as served, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=ARGUMENTS)
        page = browser.new_page()
        page.goto(served.root + "search.html")
        found = [Answered(one, [hit[0] for hit in page.evaluate(ASK, one.query)]) for one in asked]
        browser.close()
    return found


def figures(answered: list[Answered]) -> Figures:
    count = len(answered)
    return Figures(count, sum(a.first_right for a in answered) / count, sum(a.recall for a in answered) / count,
                   sum(not a.hits for a in answered))


def table(answered: list[Answered]) -> str:
    """Figures of all, by half and by class."""
    groups = {"all": answered}
    for half in ("tuning", "held out"):
        groups[half] = [a for a in answered if a.judged.half == half]
    for kind in dict.fromkeys(a.judged.kind for a in answered):
        for half in ("tuning", "held out"):
            groups[f"{kind}, {half}"] = [a for a in groups[half] if a.judged.kind == kind]
    lines = [f"{'':20} queries  first right  recall in ten  empty"]
    for name, group in groups.items():
        if group:
            count, first, recall, empty = figures(group)
            lines.append(f"{name:20} {count:7}  {first:11.3f}  {recall:13.3f}  {empty:5}")
    return "\n".join(lines)


def failures(answered: list[Answered]) -> str:
    """The queries that are not answered in full."""
    return "\n".join(
        f"{one.judged.kind}: {one.judged.query}: first {'right' if one.first_right else 'wrong'} {one.hits[:1]}, "
        f"recall {one.recall:.2f}" for one in answered if not one.first_right or one.recall < 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("judged", type=Path, nargs="?", default=CLERK)
    parser.add_argument("--half", choices=["tuning", "held out"], help="list the failures of one half")
    told = parser.parse_args()
    site = told.site.resolve()
    answered = answers(site, judged(site, told.judged))
    print(table(answered))
    if told.half:
        print(failures([a for a in answered if a.judged.half == told.half]))


if __name__ == "__main__":
    main()
