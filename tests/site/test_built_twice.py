"""A site built from public, secret and broken files: nothing secret slips out, and the same input gives the same bytes.

The two builds differ in everything that must not matter: folder, order of hashing, cache, the clock.
"""
from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scripts.names import slug
from scripts.workspace import ROOT, Workspace
from tests.conftest import AS_OF

PLAN = """云川市地震局{year}年监督工作要点

{year}年工作的总体考虑是：把监督嵌进流程，把责任落到岗位。
一、做实日常监督
1.建立监督清单。逐项列明责任处室和时间节点，按照《{law}》第二条办理。
2.畅通信访举报渠道。一是公开受理电话；二是每月分析一次来信来访，落实{word}要求。
"""
RULES = """{law}
（2021年3月1日云川市地震局印发）

第一条 为了规范{word}工作，制定本办法。

第二条 各单位应当建立清单，并按照下列要求办理：
（一）逐项登记；
（二）按月核对。
"""
OPEN = {"公开要点.txt": PLAN.format(year=2021, law="云川市台站办法", word="一岗双责"),
        "台站办法.txt": RULES.format(law="云川市台站办法", word="台站")}
# Each hidden text has words, a title, a law, a theme and a set phrase of its own, and a file name found nowhere else.
HIDDEN = {
    "蓝鲸计划.txt": "机密★5年\n" + PLAN.format(year=2031, law="云川市蓝鲸办法", word="灯下黑"),
    "雪豹/雪豹办法.txt": "内部资料 注意保存\n" + RULES.format(law="云川市雪豹办法", word="雪豹"),
    "白鹭方案.txt": PLAN.format(year=2033, law="云川市白鹭办法", word="走读式谈话"),
    "白鹭方案.txt.yml": "publish: false\ntitle: 白鹭方案\n",
    "苍鹰要点.txt": "秘密\n" + PLAN.format(year=2034, law="云川市苍鹰办法", word="一案双查"),
    "苍鹰要点.txt.yml": "publish: 是\n",
    "海豚要点.txt.yml": "title: 海豚要点\n",
}
SECRET_WORDS = ("蓝鲸", "雪豹", "白鹭", "苍鹰", "海豚", "2031年", "2033年", "2034年")
SECRET_TERMS = ("灯下黑", "走读式谈话", "一案双查")


def build(sources: Path, site: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "scripts", "build", "--sources", str(sources), "--site", str(site), "--as-of", AS_OF],
        cwd=ROOT, env=os.environ | environment, capture_output=True, encoding="utf-8", check=False,
        stdin=subprocess.DEVNULL)


def write(sources: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (sources / name).parent.mkdir(parents=True, exist_ok=True)
        (sources / name).write_text(text, "utf-8")


def contents(site: Path) -> dict[str, bytes]:
    return {p.relative_to(site).as_posix(): p.read_bytes() for p in sorted(site.rglob("*")) if p.is_file()}


def data(site: Path, name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((site / "data" / f"{name}.json").read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    made = tmp_path_factory.mktemp("twice")
    yield made
    for sources in made.glob("*/sources"):
        shutil.rmtree(Workspace(sources).cache, ignore_errors=True)


@pytest.fixture(scope="module")
def built(folder: Path) -> Path:
    """Built twice in a row: first with all texts public, so that what is hidden has stood in docs/, cache and site."""
    sources, site = folder / "one" / "sources", folder / "one" / "out"
    write(sources, OPEN | {name: text.partition("\n")[2] if text[0] in "机内秘" else text
                           for name, text in HIDDEN.items() if not name.endswith(".yml")})
    done = build(sources, site)
    assert done.returncode == 0, done.stdout + done.stderr
    assert any(word.encode() in text for text in contents(site).values() for word in SECRET_WORDS)
    write(sources, HIDDEN)
    done = build(sources, site, PYTHONHASHSEED="1")
    assert done.returncode == 1, "the broken sidecar is an error"
    assert "✗ [SIDECAR] 苍鹰要点.txt" in done.stdout
    assert "△ [SECRET] 蓝鲸计划.txt" in done.stdout
    assert "△ [SECRET] 雪豹/雪豹办法.txt" in done.stdout
    return site


def test_nothing_secret_slips_out(built: Path) -> None:
    words = [word.encode() for word in SECRET_WORDS] + [slug(word).encode() for word in SECRET_WORDS[:5]]
    words += [json.dumps(word).strip('"').encode() for word in SECRET_WORDS[:5]]  # \\u84dd\\u9cb8
    ours = {name: text for name, text in contents(built).items() if not name.startswith("assets/")}
    found = [(name, word.decode()) for name, text in ours.items() for word in words
             if word in text or word in name.encode() or (name.endswith(".gz") and word in gzip.decompress(text))]
    assert found == []


def test_what_is_held_back_counts_nowhere(built: Path) -> None:
    terms = {term["text"]: term["items"] for term in data(built, "terms")}
    assert all(not terms[word] for word in SECRET_TERMS if word in terms)
    documents = {d["id"] for d in data(built, "documents")}
    assert len(documents) == len(OPEN)
    assert all(item["document"] in documents for item in data(built, "items"))
    for name in ("themes", "terms"):
        assert all(item.partition("#")[0] in documents for row in data(built, name) for item in row["items"])
    citing = {cited["item"].partition("#")[0] for row in data(built, "regulations") for cited in row["cited_by"]}
    assert citing <= documents
    held = [f for f in data(built, "findings") if f["code"] == "SECRET"]
    assert [(f["document"], f["evidence"]) for f in held] == [("", "")]
    assert "2 份" in held[0]["message"]


def test_nothing_of_the_machine_stands_in_the_site(built: Path, folder: Path) -> None:
    places = [str(place).encode() for place in (folder, ROOT, Path.home(), Path(sys.prefix))]
    assert [(name, place) for name, text in contents(built).items() for place in places if place in text] == []


def test_same_input_same_bytes(built: Path, folder: Path) -> None:
    sources, site = folder / "two" / "sources", folder / "two" / "elsewhere"
    write(sources, OPEN | HIDDEN)
    assert build(sources, site, PYTHONHASHSEED="2", SOURCE_DATE_EPOCH="1000000000", TZ="Asia/Shanghai").returncode == 1
    one, two = contents(built), contents(site)
    assert one.keys() == two.keys()
    assert [name for name in one if one[name] != two[name]] == []


def test_no_file_of_the_site_depends_on_the_clock(built: Path) -> None:
    assert not list(built.glob("sitemap.*")), "MkDocs writes the day of the build into it"
