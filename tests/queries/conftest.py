"""A site of the judged real texts."""
from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from tests.conftest import site_of
from tests.queries.measure import REAL


@pytest.fixture(scope="session")
def real_site(real_files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The judged real texts as a site; skipped where the folders of KB_REAL_TEXTS hold others."""
    wanted = set(yaml.safe_load(REAL.read_text(encoding="utf-8"))["files"].values())
    found = {path.name: path for path in real_files if path.name in wanted}
    if missing := sorted(wanted - set(found)):
        pytest.skip("no " + ", ".join(missing))
    folder = tmp_path_factory.mktemp("real")
    (folder / "sources").mkdir()
    for path in found.values():
        shutil.copy(path, folder / "sources")
    yield from site_of(folder)
