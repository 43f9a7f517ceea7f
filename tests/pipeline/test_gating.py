"""The gate over a whole run: what fails is left out alone, wherever it was gated; what passed is never gated again.

The fault is a real one: an extension of Markdown (smarty) that turns ``...`` into ``…`` while the escaping knows
nothing of it.
"""
from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from scripts import gating
from scripts.gating import Inspection, Ledger
from scripts.model import Document
from scripts.pipeline import Result, refresh
from scripts.read.pool import run
from scripts.workspace import ROOT, Workspace
from tests.pipeline.conftest import PLAN, RULES

DAY = "2024-01-15"
Put = Callable[[str, str], Path]
SITE = ("scripts", "hooks", "overrides", "vocabulary", "docs")
BROKEN = PLAN.replace("逐项列明责任处室", "逐项列明...等责任处室").replace("监督工作要点", "蓝鲸工作要点")


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout whose mkdocs.yml names an extension that changes words, with two texts: one suffers from it."""
    root = tmp_path_factory.mktemp("faulty")
    for name in SITE:
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns(
            "__pycache__", "plans", "regulations", "themes", "terms", "lists"))
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    (root / "mkdocs.yml").write_text(settings.replace("  - attr_list\n", "  - attr_list\n  - smarty\n"), "utf-8")
    (root / "sources").mkdir()
    (root / "sources" / "好.txt").write_text(PLAN, "utf-8")
    (root / "sources" / "坏.txt").write_text(BROKEN, "utf-8")
    (root / "sources" / "云川市示例办法.txt").write_text(RULES, "utf-8")
    return root


def python(root: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *words], cwd=root, encoding="utf-8", check=False, capture_output=True,
                          stdin=subprocess.DEVNULL, env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "KB_AS_OF": DAY})


def shown(site: Path) -> dict[str, str]:
    return {p.relative_to(site).as_posix(): p.read_text("utf-8", "replace") for p in site.rglob("*")
            if p.is_file() and p.suffix in (".html", ".json", ".js")}


def ledger(ws: Workspace) -> Ledger:
    return msgspec.msgpack.decode(ws.cached("gate", "ledger") or b"", type=Ledger)


def check_left_out(root: Path) -> None:
    files = shown(root / "site")
    assert len([name for name in files if name.startswith("plans/")]) == 1
    assert [d["source"]["file"] for d in json.loads(files["data/documents.json"])] == ["好.txt", "云川市示例办法.txt"]
    # only its name stands there, in the list of what a person should look at
    assert {name for name, text in files.items() if "蓝鲸" in text} <= {"data/findings.json", "lists/findings.html"}
    assert "坏.txt" in files["data/findings.json"]


@pytest.mark.parametrize("again", [False, True])
def test_a_build_leaves_out_what_fails(faulty: Path, *, again: bool) -> None:
    """The second time from the ledger, with one build of MkDocs."""
    done = python(faulty, "-m", "scripts", "build", "--as-of", DAY)
    assert done.returncode == 1, done.stdout + done.stderr
    failures = [line for line in done.stdout.splitlines() if line.startswith("✗")]
    assert len(failures) == 1
    assert failures[0].startswith("✗ [GATE] 坏.txt 第5行：逐字核对未通过")
    assert "..." in failures[0]
    assert "站点在" in done.stdout
    assert done.stderr.count("本次转换") == (1 if again else 2)
    check_left_out(faulty)
    known = ledger(Workspace(root=faulty))
    assert (len(known.passed), len(known.failed), known.pending) == (2, 1, {})


def test_bare_mkdocs_leaves_it_out_too(faulty: Path) -> None:
    for name in (".cache", "site"):
        shutil.rmtree(faulty / name, ignore_errors=True)
    done = python(faulty, "-m", "mkdocs", "build", "--strict")
    assert done.returncode == 1, "a text that is left out is no success"
    assert "[GATE] 坏.txt" in done.stderr
    check_left_out(faulty)
    known = ledger(Workspace(root=faulty))
    assert (len(known.passed), len(known.failed), known.pending) == (2, 1, {})


@pytest.fixture
def gated(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Files of the documents that the run's own gate renders."""
    files: list[str] = []

    def spied(jobs: Iterator[gating.GateJob], *rest: object) -> Iterator[object]:
        kept = list(jobs)
        files.extend(job.document.source.file for job in kept)
        return run(kept, *rest)  # type: ignore[arg-type]  # as given

    monkeypatch.setattr(gating, "run", spied)
    return files


def show(ws: Workspace, change: Callable[[str], str] = str) -> list[str]:
    """What MkDocs and hooks/gate.py do: every page rendered, each seen by the gate; codes of what fails."""
    render, inspection = gating.site_markdown(ws.root / "mkdocs.yml"), Inspection(ws)
    for page in sorted(ws.docs.rglob("*.md")):
        inspection.begin(page.relative_to(ws.docs).as_posix(), page.read_bytes())
        inspection.end(change(render(page.read_text("utf-8"))))
    return [finding.code for finding in inspection.note()]


def errors(result: Result) -> list[tuple[str, str]]:
    return [(f.code, f.document) for f in result.findings if f.severity == "error"]


def test_what_passed_is_not_gated_again(base: Workspace, put: Put, gated: list[str]) -> None:
    put("甲.txt", PLAN)
    refresh(base, DAY, defer_gate=True)
    assert gated == []
    assert show(base) == []
    for defer in (True, False):
        refresh(base, DAY, defer_gate=defer)
        assert ledger(base).pending == {}
    assert gated == []
    put("甲.txt", PLAN + "4.再加一条。\n")
    refresh(base, DAY)
    refresh(base, DAY, defer_gate=True)
    assert gated == ["甲.txt"]
    assert ledger(base).pending == {}


def test_a_build_that_was_broken_off_leaves_nothing_ungated(base: Workspace, put: Put, gated: list[str]) -> None:
    put("甲.txt", PLAN)
    refresh(base, DAY, defer_gate=True)  # and MkDocs never came
    refresh(base, DAY)
    assert gated == ["甲.txt"]


def test_a_page_that_fails_in_the_build_is_out_of_the_next(base: Workspace, put: Put, gated: list[str]) -> None:
    put("甲.txt", PLAN)
    put("乙.txt", PLAN.replace("轮训", "培训"))
    assert errors(refresh(base, DAY, defer_gate=True)) == []
    assert show(base, lambda html: html.replace("轮训一遍", "轮一遍")) == ["GATE"]
    for _ in range(2):
        assert errors(refresh(base, DAY, defer_gate=True)) == [("GATE", "甲.txt")]
    assert show(base) == []
    assert gated == []


def test_a_page_that_mkdocs_cannot_render_is_out_of_the_next(base: Workspace, put: Put) -> None:
    put("甲.txt", PLAN)
    refresh(base, DAY, defer_gate=True)
    [path] = ledger(base).pending
    inspection = Inspection(base)
    inspection.begin(path, (base.docs / path).read_bytes())
    inspection.stopped(RecursionError("too\ndeep"))
    [(code, file)] = errors(refresh(base, DAY, defer_gate=True))
    assert (code, file) == ("GATE_CRASH", "甲.txt")


def test_a_page_changed_by_hand_is_its_owners(base: Workspace, put: Put, gated: list[str]) -> None:
    """MkDocs shows the person's page; ours is gated as ever, though nobody sees it."""
    put("甲.txt", PLAN)
    refresh(base, DAY)
    del gated[:]
    [page] = (base.docs / "plans").glob("*.md")
    page.write_text(page.read_text("utf-8").replace("轮训一遍", "轮训两遍"), "utf-8")
    put("甲.txt", PLAN + "4.再加一条。\n")
    assert errors(refresh(base, DAY, defer_gate=True)) == []
    assert gated == ["甲.txt"]
    assert show(base) == []
    assert "轮训两遍" in page.read_text("utf-8")


def test_check_between_refresh_and_build_takes_nothing_from_the_build(base: Workspace, put: Put) -> None:
    from scripts.pipeline import survey

    put("甲.txt", PLAN)
    refresh(base, DAY, defer_gate=True)
    pending = ledger(base).pending
    survey(base, DAY)
    assert ledger(base).pending == pending != {}


def test_a_ledger_of_another_version_is_as_good_as_none(base: Workspace, put: Put, gated: list[str]) -> None:
    put("甲.txt", PLAN)
    refresh(base, DAY)
    base.keep("gate", "ledger", b"\x93old")
    refresh(base, DAY)
    assert gated == ["甲.txt"] * 2


def test_a_crash_of_the_gate_is_the_failure_of_one_page(
    base: Workspace, put: Put, monkeypatch: pytest.MonkeyPatch,
) -> None:
    put("甲.txt", PLAN)
    refresh(base, DAY, defer_gate=True)

    def crash(plain: str, document: Document, html: str) -> None:
        raise ValueError("两行\n的话")

    monkeypatch.setattr(gating, "check_identity", crash)
    assert show(base) == ["GATE_CRASH"]
