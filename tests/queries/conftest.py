"""A site of the judged real texts."""
from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from scripts.workspace import ROOT, Workspace
from tests.conftest import AS_OF
from tests.queries.measure import REAL


@pytest.fixture(scope="session")
def real_site(real_files: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The judged real texts as a site; skipped where the folders of KB_REAL_TEXTS hold others."""
    wanted = set(yaml.safe_load(REAL.read_text(encoding="utf-8"))["files"].values())
    found = {path.name: path for path in real_files if path.name in wanted}
    if missing := sorted(wanted - set(found)):
        pytest.skip("no " + ", ".join(missing))
    folder = tmp_path_factory.mktemp("real")
    sources, built = folder / "sources", folder / "site"
    sources.mkdir()
    for path in found.values():
        shutil.copy(path, sources)
    done = subprocess.run(
        [sys.executable, "-m", "scripts", "build", "--sources", str(sources), "--site", str(built), "--as-of", AS_OF],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == 0, done.stdout + done.stderr
    yield built
    shutil.rmtree(Workspace(sources).cache, ignore_errors=True)
