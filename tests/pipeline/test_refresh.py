"""``refresh``: what is written, kept, deleted and reported, on real files."""
from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts.disk import WorkspaceError
from scripts.pipeline import Result, refresh
from scripts.vocabulary import VocabularyError
from scripts.workspace import Workspace
from tests.pipeline.conftest import PLAN, RULES

Put = Callable[[str, str | bytes], Path]
DAY = "2024-01-15"


def codes(result: Result, severity: str = "error") -> set[str]:
    return {f.code for f in result.findings if f.severity == severity}


def tree(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {p.relative_to(folder).as_posix(): (p.read_bytes(), p.stat().st_mtime_ns)
            for p in sorted(folder.rglob("*.md"))}


def plan_page(base: Workspace) -> Path:
    return next((base.docs / "plans").glob("*.md"))


def test_a_second_run_converts_nothing_and_touches_nothing(base: Workspace, put: Put) -> None:
    put("2021年监督工作要点.txt", PLAN)
    put("云川市示例办法.txt", RULES)
    first = refresh(base, DAY)
    before = tree(base.docs)
    second = refresh(base, DAY)
    assert (first.fresh, first.total) == (2, 2)
    assert (second.fresh, second.total, second.written) == (0, 2, 0)
    assert tree(base.docs) == before


def test_what_cannot_be_read_does_not_count_as_converted(base: Workspace, put: Put) -> None:
    put("甲.txt", PLAN)
    put("空.txt", b"")
    assert [refresh(base, DAY).fresh for _ in range(2)] == [1, 0]


def test_one_changed_source_converts_one_and_a_changed_word_none(base: Workspace, put: Put) -> None:
    put("甲.txt", PLAN)
    put("乙.txt", PLAN)
    refresh(base, DAY)
    put("甲.txt", PLAN + "4.再加一条。\n")
    assert refresh(base, DAY).fresh == 1
    words = base.vocabulary / "terms.yml"
    entry = "  - {id: jian-du-qing-dan, text: 监督清单, explanation: 示例。}\n"
    words.write_text(words.read_text("utf-8") + entry, "utf-8")
    again = refresh(base, DAY)
    assert again.fresh == 0
    assert again.written > 2
    assert "监督清单" in (base.docs / "terms" / "jian-du-qing-dan.md").read_text("utf-8")
    assert "监督清单" in plan_page(base).read_text("utf-8")
    os.utime(base.sources / "甲.txt")  # touched, not changed
    assert (refresh(base, DAY).fresh, refresh(base, DAY).written) == (0, 0)


def test_the_day_changes_only_what_states_it(base: Workspace, put: Put) -> None:
    put("2021年监督工作要点.txt", PLAN)
    put("云川市示例办法.txt", RULES)
    refresh(base, DAY)
    before = tree(base.docs)
    assert refresh(base, "2024-01-16").fresh == 0
    changed = {path for path, page in tree(base.docs).items() if page != before[path]}
    assert all(path.startswith("regulations/") for path in changed)
    assert refresh(base, DAY).written == len(changed)


def test_a_deleted_cache_gives_the_same_bytes(base: Workspace, put: Put) -> None:
    put("2021年监督工作要点.txt", PLAN)
    refresh(base, DAY)
    before = {name: data for name, (data, _) in tree(base.docs).items()}
    for path in base.cache.rglob("*"):
        if path.is_file() and path.name != "lock":
            path.unlink()
    assert refresh(base, DAY).fresh == 1
    assert {name: data for name, (data, _) in tree(base.docs).items()} == before


def test_an_edited_page_is_kept_and_reported(base: Workspace, put: Put) -> None:
    put("2021年监督工作要点.txt", PLAN)
    refresh(base, DAY)
    page = plan_page(base)
    page.write_text(page.read_text("utf-8") + "\n编者按：此件存档。\n", "utf-8")
    result = refresh(base, DAY)
    assert "编者按" in page.read_text("utf-8")
    assert codes(result, "warning") >= {"EDITED"}
    items = json.loads(base.staged()["data/items.json"])
    assert items
    assert all(item["edited"] for item in items)


def test_an_edited_page_outlives_its_source(base: Workspace, put: Put) -> None:
    source = put("2021年监督工作要点.txt", PLAN)
    refresh(base, DAY)
    page = plan_page(base)
    page.write_text(page.read_text("utf-8") + "\n编者按\n", "utf-8")
    source.unlink()
    assert "EDITED_ORPHAN" in codes(refresh(base, DAY), "warning")
    assert page.exists()


def test_the_page_of_a_vanished_source_goes(base: Workspace, put: Put) -> None:
    source = put("2021年监督工作要点.txt", PLAN)
    refresh(base, DAY)
    source.unlink()
    refresh(base, DAY)
    assert not list((base.docs / "plans").glob("*.md"))


BAD = [
    ("空.txt", b"", "EMPTY"),
    ("图.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), None),
    ("表.txt", bytes(range(32)) * 40, None),
]


@pytest.mark.parametrize(("name", "data", "code"), BAD, ids=[b[0] for b in BAD])
def test_a_bad_file_is_named_and_the_rest_goes_on(base: Workspace, put: Put, name: str, data: bytes, code: str) -> None:
    put("2021年监督工作要点.txt", PLAN)
    put(name, data)
    result = refresh(base, DAY)
    errors = [f for f in result.findings if f.severity == "error"]
    assert result.failed
    assert [f.document for f in errors] == [name]
    assert code is None or errors[0].code == code
    assert "\n" not in errors[0].message
    assert plan_page(base).exists()


def test_one_id_in_two_sidecars(base: Workspace, put: Put) -> None:
    for name in ("甲.txt", "乙.txt"):
        put(name, PLAN)
        put(f"{name}.yml", "id: same\n")
    result = refresh(base, DAY)
    assert codes(result) == {"ID_TWICE"}
    assert (base.docs / "plans" / "same.md").exists()


@pytest.mark.parametrize("sidecar", ["year: [", "yaer: 2020", "year: 去年", "- 1"])
def test_a_broken_sidecar_holds_its_document_back(base: Workspace, put: Put, sidecar: str) -> None:
    put("好.txt", PLAN)
    put("坏.txt", PLAN)
    put("坏.txt.yml", sidecar)
    result = refresh(base, DAY)
    assert codes(result) == {"SIDECAR"}
    assert len(list((base.docs / "plans").glob("*.md"))) == 1


def test_a_sidecar_overrules_what_was_read(base: Workspace, put: Put) -> None:
    put("甲.txt", PLAN)
    put("甲.txt.yml", "id: jia\ntitle: 某单位要点\nyear: 2019\nissuer: 云川市示例局\nkind: 工作计划\n")
    refresh(base, DAY)
    [record] = json.loads(base.staged()["data/documents.json"])
    assert [record[k] for k in ("id", "title", "year", "issuer", "kind")] == [
        "jia", "某单位要点", 2019, "云川市示例局", "工作计划"]


@pytest.mark.parametrize("mark", ["机密★1年", "内部资料", "秘密", "绝密★长期", "注意保存"])
def test_a_classified_text_stays_unpublished_until_its_sidecar_says_so(base: Workspace, put: Put, mark: str) -> None:
    put("密.txt", f"{mark}\n{PLAN}")
    result = refresh(base, DAY)
    assert "SECRET" in codes(result, "warning")
    assert not list((base.docs / "plans").glob("*.md"))
    assert b"2021" not in base.staged()["data/findings.json"]
    put("密.txt.yml", "publish: true\n")
    refresh(base, DAY)
    assert plan_page(base).exists()


def test_two_runs_at_once_are_refused(base: Workspace, put: Put) -> None:
    put("2021年监督工作要点.txt", PLAN)
    with base.lock(), pytest.raises(WorkspaceError) as caught:
        refresh(Workspace(root=base.root), DAY)
    assert caught.value.code == "BUSY"


@pytest.mark.parametrize(("number", "code"), [(28, "DISK_FULL"), (30, "READ_ONLY"), (13, "READ_ONLY")])
def test_a_disk_that_refuses_is_one_line(
    base: Workspace, put: Put, monkeypatch: pytest.MonkeyPatch, number: int, code: str,
) -> None:
    put("2021年监督工作要点.txt", PLAN)

    def refuse(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(WorkspaceError) as caught:
        refresh(base, DAY)
    assert caught.value.code == code
    assert "\n" not in str(caught.value)


def test_a_faulty_vocabulary_stops_before_anything_is_written(base: Workspace, put: Put) -> None:
    put("2021年监督工作要点.txt", PLAN)
    (base.vocabulary / "terms.yml").write_text("terms:\n  - {id: a, text: 甲}\n", "utf-8")
    with pytest.raises(VocabularyError, match=r"terms\.yml"):
        refresh(base, DAY)
    assert not list(base.docs.rglob("*.md"))


def test_a_source_that_disappears_on_the_way(base: Workspace, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    put("甲.txt", PLAN)
    ghost = base.list_sources
    monkeypatch.setattr(base, "list_sources", lambda: (*ghost(), "鬼.txt"))
    result = refresh(base, DAY)
    assert codes(result) == {"SOURCE_GONE"}
    assert plan_page(base).exists()


def test_an_original_is_offered_only_when_its_sidecar_says_so(base: Workspace, put: Put) -> None:
    put("甲.txt", PLAN)
    refresh(base, DAY)
    assert not [name for name in base.staged() if name.startswith("files/")]
    put("甲.txt.yml", "id: jia\ndownload: true\n")
    refresh(base, DAY)
    assert base.staged()["files/jia.txt"] == PLAN.encode()
    assert 'href="../files/jia.txt"' in plan_page(base).read_text("utf-8")


def test_a_former_id_leads_on(base: Workspace, put: Put) -> None:
    put("甲.txt", PLAN)
    put("甲.txt.yml", "id: jia\nformer_ids: [yi]\n")
    refresh(base, DAY)
    assert "jia.html" in (base.docs / "plans" / "yi.md").read_text("utf-8")
