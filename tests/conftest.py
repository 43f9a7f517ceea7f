"""Settings that all tests share."""
from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).resolve().parent.parent

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
