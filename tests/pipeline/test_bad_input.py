"""Bad input on real files: each fault is one coded Chinese line that names the file; the rest is built."""
from __future__ import annotations

import json
import os
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from scripts import pipeline
from scripts.disk import WorkspaceError
from scripts.model import Document
from scripts.pipeline import Result, refresh, survey
from scripts.render.site import Site
from scripts.site_folder import held
from scripts.workspace import Workspace
from tests.pipeline.conftest import PLAN, RULES

Put = Callable[[str, str | bytes], Path]
DAY = "2024-01-15"


def errors(result: Result) -> list[tuple[str, str]]:
    found = [f for f in result.findings if f.severity == "error"]
    assert all("\n" not in f.message and f.message for f in found)
    return [(f.code, f.document) for f in found]


def codes(result: Result) -> set[str]:
    return {f.code for f in result.findings}


def plans(base: Workspace) -> set[str]:
    return {p.stem for p in (base.docs / "plans").glob("*.md")}


def published(base: Workspace) -> set[str]:
    return {d["id"] for d in json.loads(base.staged()["data/documents.json"])}


# --- sidecars ------------------------------------------------------------------------------------------------------

@pytest.mark.parametrize("sidecar", [
    "id: ../../../x", "id: a/b", "id: 甲", "id: A", f"id: {'a' * 101}", "former_ids: [../x]", "former_ids: ['x@../y']",
    "date: 昨天", "date: 2021-13-01", "year: 21", 'issuer: "甲\\n乙"', "id: [", "nosuch: 1",
])
def test_a_sidecar_that_cannot_be_is_named(base: Workspace, put: Put, sidecar: str) -> None:
    put("甲.txt", PLAN)
    put("甲.txt.yml", sidecar + "\n")
    put("乙.txt", PLAN)
    assert errors(refresh(base, DAY)) == [("SIDECAR", "甲.txt")]
    assert len(plans(base)) == 1


def test_a_sidecar_may_end_in_yaml_but_there_is_one(base: Workspace, put: Put) -> None:
    put("甲.txt", PLAN)
    put("甲.txt.yaml", "id: jia\n")
    refresh(base, DAY)
    assert plans(base) == {"jia"}
    put("甲.txt.yml", "id: yi\n")
    assert errors(refresh(base, DAY)) == [("SIDECAR", "甲.txt")]


def test_sidecars_without_a_text_are_named_and_hidden_files_ignored(base: Workspace, put: Put) -> None:
    for name in ("丙.txt.yml", "丁.yaml", ".git/x.yml", "~$戊.txt.yml", "~$戊.docx", ".hidden.txt", "Thumbs.db"):
        put(name, "id: x\n")
    result = refresh(base, DAY)
    found = [(f.code, f.document) for f in result.findings]
    assert found == [("SIDECAR_ORPHAN", "丁.yaml"), ("SIDECAR_ORPHAN", "丙.txt.yml")]
    assert result.total == 0


# --- names ---------------------------------------------------------------------------------------------------------

NAMES = [
    "有 空 格.txt", "😀.txt", "长" * 80 + ".txt", "长" * 84 + "a", "a/同名.txt", "b/同名.txt", "没有后缀",
    "'\"<b>&.txt", "a#b?c%20.txt", "{{ x }}.txt", "目录.txt/里.txt", "[链接](x).md",
    unicodedata.normalize("NFD", "é要点.txt"),
]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_any_name_is_published_under_an_id_of_its_own(base: Workspace, put: Put) -> None:
    for name in NAMES:
        put(name, PLAN)
    result = refresh(base, DAY)
    assert errors(result) == []
    assert len(plans(base)) == len(NAMES)
    files = {d["source"]["file"] for d in json.loads(base.staged()["data/documents.json"])}
    assert files == {unicodedata.normalize("NFC", name) for name in NAMES}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_name_that_breaks_the_line_or_cannot_be_written_is_shown_with_a_mark(base: Workspace, put: Put) -> None:
    put("换\n行.txt", PLAN)
    (base.sources / os.fsdecode("坏".encode() + b"\xff.txt")).write_text(PLAN, "utf-8")
    put("好.txt", PLAN)
    assert errors(refresh(base, DAY)) == [("BAD_NAME", "坏\ufffd.txt"), ("BAD_NAME", "换\ufffd行.txt")]
    assert len(plans(base)) == 1


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_in_circles_and_to_nowhere_are_passed_over(base: Workspace, put: Put) -> None:
    put("甲.txt", PLAN)
    (base.sources / "loop").symlink_to(base.sources)
    (base.sources / "断.txt").symlink_to("nowhere")
    (base.sources / "自.txt").symlink_to("自.txt")
    assert refresh(base, DAY).total == 1


def test_two_forms_of_one_name_and_two_suffixes_are_one_id(base: Workspace, put: Put) -> None:
    put("甲.txt", PLAN)
    put("甲.md", PLAN)
    result = refresh(base, DAY)
    assert errors(result) == [("ID_TWICE", "甲.txt")]
    assert "甲.md" in next(f.message for f in result.findings if f.code == "ID_TWICE")


def test_a_film_is_refused_without_being_read(base: Workspace, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put("片.txt", "")
    with path.open("r+b") as file:
        file.truncate(21 * 1024 * 1024)
    monkeypatch.setattr(Path, "read_bytes", lambda self: pytest.fail(str(self)))
    with pytest.raises(WorkspaceError, match="20 MB") as caught:
        base.read_source("片.txt")
    assert caught.value.code == "TOO_LARGE"


# --- what stays and what goes --------------------------------------------------------------------------------------

def test_a_text_that_fails_keeps_its_page_off_the_site_until_it_is_mended(base: Workspace, put: Put) -> None:
    put("甲.txt", PLAN)
    put("甲.txt.yml", "id: jia\n")
    put("乙.txt", PLAN)
    refresh(base, DAY)
    page = base.docs / "plans" / "jia.md"
    before = page.read_bytes(), page.stat().st_mtime_ns
    for name, content in (("甲.txt", b""), ("甲.txt.yml", "id: [")):
        put(name, content)
        refresh(base, DAY)
        assert (page.read_bytes(), page.stat().st_mtime_ns) == before
        assert base.withheld() == {"plans/jia.md"}
        assert "jia" not in published(base)
        put("甲.txt", PLAN)
        put("甲.txt.yml", "id: jia\n")
        refresh(base, DAY)
        assert base.withheld() == set()
        assert (page.read_bytes(), page.stat().st_mtime_ns) == before
    (base.sources / "甲.txt").unlink()
    refresh(base, DAY)
    assert not page.exists()


def test_a_new_id_leaves_no_second_page(base: Workspace, put: Put) -> None:
    put("甲.txt", PLAN)
    refresh(base, DAY)
    put("甲.txt.yml", "id: jia\n")
    refresh(base, DAY)
    assert plans(base) == {"jia"}


def edit(base: Workspace, stem: str, encoding: str = "utf-8") -> Path:
    page = base.docs / "plans" / f"{stem}.md"
    page.write_bytes((page.read_text("utf-8") + "\n编者按：此件存档。\n").encode(encoding))
    return page


@pytest.mark.parametrize("sidecar", ["id: jia\npublish: false\n", "id: ["])
def test_an_edited_page_of_a_text_that_is_not_published_stays_off_the_site(
    base: Workspace, put: Put, sidecar: str,
) -> None:
    put("甲.txt", PLAN)
    put("甲.txt.yml", "id: jia\n")
    refresh(base, DAY)
    page = edit(base, "jia")
    put("甲.txt.yml", sidecar)
    result = refresh(base, DAY)
    assert page.read_text("utf-8").endswith("此件存档。\n")
    assert base.withheld() == {"plans/jia.md"}
    assert "EDITED_HELD" in codes(result)
    assert "EDITED_HELD" in {f.code for f in survey(base, DAY)[1]}
    assert b"jia" not in base.staged()["data/findings.json"]


def test_a_page_saved_in_another_encoding_is_named_and_kept(base: Workspace, put: Put) -> None:
    put("甲.txt", PLAN)
    put("甲.txt.yml", "id: jia\n")
    put("乙.txt", PLAN)
    refresh(base, DAY)
    page = edit(base, "jia", "gb18030")
    data = page.read_bytes()
    assert errors(refresh(base, DAY)) == [("EDITED_ENCODING", "plans/jia.md")]
    assert page.read_bytes() == data
    assert base.withheld() == {"plans/jia.md"}
    assert len(published(base)) == 1


def test_an_old_address_never_overwrites_an_edited_page(base: Workspace, put: Put) -> None:
    put("甲.txt", PLAN)
    put("甲.txt.yml", "id: yi\n")
    refresh(base, DAY)
    page = edit(base, "yi")
    put("甲.txt.yml", "id: jia\nformer_ids: [yi]\n")
    result = refresh(base, DAY)
    assert "此件存档" in page.read_text("utf-8")
    assert "EDITED_ORPHAN" in codes(result)


def test_an_edited_theme_or_regulation_page_is_made_anew(base: Workspace, put: Put) -> None:
    put("云川市示例办法.txt", RULES)
    refresh(base, DAY)
    page = next(p for p in (base.docs / "regulations").glob("*.md") if "示例" in p.read_text("utf-8"))
    before = page.read_bytes()
    page.write_bytes(before + "\n编者按\n".encode())
    result = refresh(base, DAY)
    assert page.read_bytes() == before
    assert not codes(result) & {"EDITED", "EDITED_ORPHAN"}


@pytest.mark.parametrize(("fault", "code"), [("crash", "RENDER_CRASH"), ("loss", "GATE")])
def test_a_page_that_cannot_be_made_is_left_out_alone(
    base: Workspace, put: Put, monkeypatch: pytest.MonkeyPatch, fault: str, code: str,
) -> None:
    put("甲.txt", PLAN)
    put("乙.txt", PLAN)
    render = pipeline.document_page

    def broken(site: Site, document: Document) -> str:
        if document.source.file != "甲.txt":
            return render(site, document)
        if fault == "crash":
            raise ValueError("两行\n的话")
        return render(site, document).replace("逐项列明", "逐项明")

    monkeypatch.setattr(pipeline, "document_page", broken)
    assert errors(refresh(base, DAY)) == [(code, "甲.txt")]
    assert len(plans(base)) == 1


# --- settings and folders ------------------------------------------------------------------------------------------

@pytest.mark.parametrize(("settings", "says"), [
    (b"site_name: [\n", "第2行"), (b"- a\n", "键值"), (b"", "键值"), ("site_name: 规".encode("gb18030"), "UTF-8"),
    (b"markdown_extensions: [no_such_thing]\n", "no_such_thing"), (None, "没有这个文件"),
])
def test_a_broken_mkdocs_yml_stops_before_anything_is_written(
    base: Workspace, put: Put, settings: bytes | None, says: str,
) -> None:
    put("甲.txt", PLAN)
    refresh(base, DAY)
    put("乙.txt", PLAN)
    before = {p: p.stat().st_mtime_ns for p in base.docs.rglob("*")}
    path = base.root / "mkdocs.yml"
    path.unlink()
    if settings is not None:
        path.write_bytes(settings)
    for run in (refresh, survey):
        with pytest.raises(WorkspaceError, match=r"^mkdocs\.yml：") as caught:
            run(base, DAY)
        assert caught.value.code == "MKDOCS_YML"
        assert says in str(caught.value)
        assert "\n" not in str(caught.value)
    assert {p: p.stat().st_mtime_ns for p in base.docs.rglob("*")} == before


def test_missing_folders_are_named(base: Workspace) -> None:
    base.docs.rmdir()
    with pytest.raises(WorkspaceError) as caught:
        refresh(base, DAY)
    assert caught.value.code == "NO_DOCS"
    base.sources.rmdir()
    base.docs.mkdir()
    with pytest.raises(WorkspaceError) as caught:
        refresh(base, DAY)
    assert caught.value.code == "NO_SOURCES"


def test_no_sources_at_all_is_a_site_too(base: Workspace) -> None:
    result = refresh(base, DAY)
    assert (result.total, result.failed) == (0, False)
    assert (base.docs / "index.md").exists()


def test_a_folder_that_cannot_be_listed_costs_no_page(
    base: Workspace, put: Put, monkeypatch: pytest.MonkeyPatch,
) -> None:
    put("处室/甲.txt", PLAN)
    refresh(base, DAY)
    pages = plans(base)
    scandir = os.scandir

    def refuse(path: str | Path) -> Iterator[os.DirEntry[str]]:
        if str(path).endswith("处室"):
            raise PermissionError(13, "denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(WorkspaceError, match="处室") as caught:
        refresh(base, DAY)
    assert caught.value.code == "SOURCE_UNREADABLE"
    monkeypatch.undo()
    assert plans(base) == pages


@pytest.mark.parametrize("place", [".", "sources", "docs", "docs/site", "vocabulary", ".."])
def test_a_site_is_never_built_over_what_is_needed(base: Workspace, place: str) -> None:
    ws = Workspace(site=base.root / place, root=base.root)
    with pytest.raises(WorkspaceError) as caught, held(ws):
        pass
    assert caught.value.code == "SITE_FOLDER"


def test_a_site_is_built_into_an_empty_folder_or_over_a_site(base: Workspace, tmp_path: Path) -> None:
    ws = Workspace(site=tmp_path / "out", root=base.root)
    for name in ("", "index.html", "plans/x.html", "data/items.json", "关于.html"):
        if name:
            (ws.site / name).parent.mkdir(parents=True, exist_ok=True)
            (ws.site / name).write_text("")
        with held(ws), pytest.raises(WorkspaceError) as caught, held(ws):
            pass
        assert caught.value.code == "BUSY"
    (ws.site / "data" / "items.json").unlink()
    with pytest.raises(WorkspaceError) as caught, held(ws):
        pass
    assert caught.value.code == "SITE_FOLDER"


def test_a_site_inside_the_sources_is_no_source(base: Workspace, put: Put) -> None:
    put("甲.txt", PLAN)
    put("out/index.html", "<html></html>")
    assert Workspace(site=base.sources / "out", root=base.root).list_sources() == ("甲.txt",)
