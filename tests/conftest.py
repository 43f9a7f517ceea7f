"""Settings that all tests share."""
from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from scripts.workspace import ROOT, Workspace

AS_OF = "2025-06-30"  # the day the shared build of the samples is made for

# No time limits: the same tests run on slow office PCs. Examples are the same in every run, `--all` looks further.
settings.register_profile("every", deadline=None, derandomize=True, max_examples=100,
                          suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("all", settings.get_profile("every"), derandomize=False, max_examples=2000)
settings.load_profile("all" if os.environ.get("KB_TEST_ALL") else "every")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what this run cannot or need not do: no real texts at hand, or the long way not asked for."""
    without = {
        "real": not os.environ.get("KB_REAL_TEXTS"),
        "browser": bool(os.environ.get("KB_NO_BROWSER")),
        "slow": not os.environ.get("KB_TEST_ALL") and not config.option.markexpr,
    }
    left = [item for item in items if any(without.get(mark.name) for mark in item.iter_markers())]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in set(left)]


def real_texts() -> list[Path]:
    """Every text file in the folders of KB_REAL_TEXTS (``DIR:DIR``, on Windows ``DIR;DIR``)."""
    folders = filter(None, os.environ.get("KB_REAL_TEXTS", "").split(os.pathsep))
    return sorted(path for folder in folders for path in Path(folder).rglob("*") if path.suffix in (".txt", ".md"))


@pytest.fixture(scope="session")
def real_files() -> list[Path]:
    """The real texts for tests marked ``real``; never none."""
    files = real_texts()
    assert files, "KB_REAL_TEXTS names no folder with texts"
    return files


def site_of(folder: Path) -> Iterator[Path]:
    """Build ``folder/sources`` into ``folder/site``; what the build keeps elsewhere goes afterwards."""
    sources, built = folder / "sources", folder / "site"
    done = subprocess.run(
        [sys.executable, "-m", "scripts", "build", "--sources", str(sources), "--site", str(built), "--as-of", AS_OF],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stdout + done.stderr
    yield built
    shutil.rmtree(Workspace(sources).cache, ignore_errors=True)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The sample corpus, built once in a folder of its own; KB_TEST_SITE names a built site to use instead."""
    if os.environ.get("KB_TEST_SITE"):
        yield Path(os.environ["KB_TEST_SITE"]).resolve()
        return
    folder = tmp_path_factory.mktemp("browser")
    shutil.copytree(ROOT / "sources", folder / "sources")
    yield from site_of(folder)
