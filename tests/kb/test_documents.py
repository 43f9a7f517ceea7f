"""README, usage and requirements tell the truth about the code."""
from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import kb
from scripts.model import Sidecar

ROOT = Path(kb.__file__).parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PIN = re.compile(r"([\w.-]+)==(\S+) +# \S.+")


def pins(name: str) -> dict[str, str]:
    lines = (ROOT / name).read_text(encoding="utf-8").splitlines()
    matches = [PIN.fullmatch(line) for line in lines if line and not line.startswith(("#", "-r "))]
    assert all(matches), f"{name}: a line without exact version or reason"
    return {canonicalize_name(match[1]): match[2] for match in matches if match}


@pytest.mark.parametrize("system", ["Linux", "Windows"])
def test_everything_that_gets_installed_is_pinned(system: str) -> None:
    pinned = pins("requirements.txt") | pins("requirements-dev.txt")
    environment = {"platform_system": system, "sys_platform": "win32" if system == "Windows" else "linux",
                   "os_name": "nt" if system == "Windows" else "posix", "extra": ""}
    for name in pinned.keys() & {canonicalize_name(one.name) for one in metadata.distributions()}:
        needed = [Requirement(line) for line in metadata.requires(name) or ()]
        missing = [str(one) for one in needed if (one.marker is None or one.marker.evaluate(environment))
                   and canonicalize_name(one.name) not in pinned]
        assert missing == [], name


def test_runtime_does_not_lean_on_what_only_tests_install() -> None:
    assert not pins("requirements.txt").keys() & pins("requirements-dev.txt").keys()


def test_every_command_is_in_the_readme_and_in_the_usage() -> None:
    from scripts.__main__ import main

    for name in (*main.commands, "test", "wheels"):
        assert f"kb.py {name}" in README, name
    for name in ("serve", "build", "check", "read", "test", "wheels"):
        assert f"kb.py {name}" in kb.USAGE, name


def test_every_sidecar_key_is_in_the_readme() -> None:
    section = README.split("## 改正一份文稿")[1].split("## ")[0]
    assert [field for field in Sidecar.__struct_fields__ if f"`{field}`" not in section] == []
