"""Finds a browser for the tests, or gets one: an installed one, else apt-get's, else the test library's own download.

Run as a program it prints the browser's path; without one it ends with one line that says what to install.
Standard library only, so that it also runs before anything else is in order.
"""
from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

NAMES = ("google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "microsoft-edge",
         "microsoft-edge-stable")
WINDOWS_PLACES = (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe",
                  r"Chromium\Application\chrome.exe")
MISSING = ("没有可用的浏览器：请安装 Chromium、Chrome 或 Edge（Debian：apt-get install chromium），"
           "或者加 --no-browser 不跑浏览器测试")


def find() -> str:
    """The path of a Chrome, Edge or Chromium that starts, or ``""``."""
    if os.environ.get("KB_BROWSER"):
        return os.environ["KB_BROWSER"]
    return next((str(place) for place in (*installed(), *downloaded()) if starts(place)), "")


def get() -> str:
    """``find``, after fetching what is missing where that is possible."""
    found = find()
    packages = ([] if found else ["chromium"]) + ([] if has_chinese_font() else ["fonts-noto-cjk"])
    if packages and may_use_apt():
        say("正在安装 " + "、".join(packages) + " …")
        apt_get(packages)
        found = found or find()
    if not found:
        say("正在下载测试用的浏览器…")
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False,
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        found = find()
    return found


def installed() -> Iterator[Path]:
    """Browsers where the system keeps programs."""
    yield from (Path(place) for place in map(shutil.which, NAMES) if place)
    folders = [os.environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
    yield from (Path(folder) / tail for tail in WINDOWS_PLACES for folder in folders if folder)


def downloaded() -> Iterator[Path]:
    """Browsers that the test library has fetched, the newest first."""
    home = Path(os.environ.get("LOCALAPPDATA") or Path.home() / ".cache") / "ms-playwright"
    base = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH") or home)
    for name in ("chrome", "chrome.exe"):
        yield from sorted(base.glob(f"chromium-*/chrome-*/{name}"), reverse=True)


def starts(browser: Path) -> bool:
    """Whether a browser runs at all: chromium-browser may be a stub that asks for snap, or libraries are missing."""
    if os.name == "nt":
        return browser.is_file()  # there `--version` would open a window
    with contextlib.suppress(OSError, subprocess.TimeoutExpired):
        done = subprocess.run([str(browser), "--version"], capture_output=True, timeout=60, check=False)
        return done.returncode == 0
    return False


def has_chinese_font() -> bool:
    """Whether pages can be drawn with Chinese letters."""
    if os.name == "nt":
        return True
    with contextlib.suppress(OSError):
        return bool(subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False).stdout.strip())
    return False


def may_use_apt() -> bool:
    """Whether apt-get may be used here (Ubuntu's chromium is a snap, which needs more than apt-get)."""
    release = Path("/etc/os-release")
    return (os.name != "nt" and bool(shutil.which("apt-get")) and os.geteuid() == 0
            and release.is_file() and "ID=debian" in release.read_text(encoding="utf-8").splitlines())


def apt_get(packages: list[str]) -> None:
    """Install Debian packages without questions; a failure shows in what is still missing."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (("update",), ("install", "-y", "--no-install-recommends", *packages)):
        subprocess.run(["apt-get", "-qq", *words], env=environment, stdin=subprocess.DEVNULL,
                       stdout=subprocess.DEVNULL, check=False)


def say(line: str) -> None:
    """Tell the person; the path alone goes to standard output."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    path = get()
    print(path)
    sys.exit(0 if path else MISSING)
