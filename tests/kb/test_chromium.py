"""The search for a browser: an installed one that starts, else apt-get, else the test library, else one line."""
from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser import chromium


class Machine:
    """A pretended machine: which browsers stand where, which of them start, what has been fetched."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.present: list[str] = []
        self.broken: set[str] = set()
        self.fetched: list[str] = []
        self.apt = self.font = True
        monkeypatch.delenv("KB_BROWSER", raising=False)
        monkeypatch.setattr(chromium, "installed", lambda: map(Path, self.present))
        monkeypatch.setattr(chromium, "downloaded", lambda: [Path("/own")] if "own" in self.fetched else [])
        monkeypatch.setattr(chromium, "starts", lambda path: str(path) not in self.broken)
        monkeypatch.setattr(chromium, "has_chinese_font", lambda: self.font)
        monkeypatch.setattr(chromium, "may_use_apt", lambda: self.apt)
        monkeypatch.setattr(chromium, "apt_get", self.apt_get)
        monkeypatch.setattr(subprocess, "run", lambda *_, **__: self.fetched.append("own"))

    def apt_get(self, packages: list[str]) -> None:
        self.fetched += packages
        if "chromium" in packages:
            self.present.append("/apt")


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(monkeypatch)


def path(text: str) -> str:
    return str(Path(text))


def test_an_installed_browser_is_taken_and_nothing_fetched(machine: Machine) -> None:
    machine.present = ["/stub", "/edge", "/chromium"]
    machine.broken = {path("/stub")}
    assert chromium.get() == path("/edge")
    assert machine.fetched == []


def test_a_missing_font_is_fetched_for_an_installed_browser(machine: Machine) -> None:
    machine.present, machine.font = ["/edge"], False
    assert chromium.get() == path("/edge")
    assert machine.fetched == ["fonts-noto-cjk"]


def test_apt_comes_before_the_own_download(machine: Machine) -> None:
    assert chromium.get() == path("/apt")
    assert machine.fetched == ["chromium"]


def test_without_apt_the_library_downloads_one(machine: Machine) -> None:
    machine.apt = False
    assert chromium.get() == path("/own")


def test_when_apt_brings_one_that_does_not_start_the_library_downloads_one(machine: Machine) -> None:
    machine.broken = {path("/apt")}
    assert chromium.get() == path("/own")
    assert machine.fetched == ["chromium", "own"]


def test_without_any_it_ends_with_one_line(tmp_path: Path) -> None:
    """The real program with no programs on the path and no network library to download with."""
    environment = {key: value for key, value in os.environ.items() if not key.upper().startswith(("PROGRAM", "KB_"))}
    environment |= {"PATH": str(tmp_path), "LOCALAPPDATA": str(tmp_path), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path),
                    "PYTHONUTF8": "1", "PYTHONPATH": str(tmp_path)}
    (tmp_path / "playwright.py").write_text("raise SystemExit(1)")
    done = subprocess.run([sys.executable, chromium.__file__], env=environment, capture_output=True, encoding="utf-8",
                          check=False)
    assert (done.returncode, done.stdout.strip()) == (1, "")
    assert done.stderr.splitlines()[-1] == chromium.MISSING
