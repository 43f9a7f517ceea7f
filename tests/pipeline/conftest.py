"""A small knowledge base in a folder of its own: the project's vocabulary and pages, sources made by the test."""
from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.workspace import ROOT, Workspace

PLAN = """2021年监督工作要点

2021年工作的总体考虑是：把监督嵌进流程，把责任落到岗位。
一、做实日常监督
1.建立监督清单。逐项列明责任处室和时间节点，每季度更新一次。
2.畅通信访举报渠道。一是公开受理电话；二是每月分析一次来信来访。
二、加强队伍建设
3.开展业务培训。组织全员参加，年底前轮训一遍。
"""
RULES = """云川市示例办法
（2021年3月1日云川市示例委员会印发）

第一条 为了规范示例工作，制定本办法。

第二条 各单位应当建立清单，并按照下列要求办理：
（一）逐项登记；
（二）按月核对。
"""


@pytest.fixture
def base(tmp_path: Path) -> Workspace:
    """A checkout of its own with no sources yet."""
    for name in ("vocabulary", "overrides", "hooks"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", tmp_path / "mkdocs.yml")
    (tmp_path / "docs").mkdir()
    (tmp_path / "sources").mkdir()
    return Workspace(root=tmp_path)


@pytest.fixture
def put(base: Workspace) -> Callable[[str, str | bytes], Path]:
    """Write a source file: text in UTF-8, or bytes as they are."""

    def write(name: str, content: str | bytes) -> Path:
        path = base.sources / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write
