"""The commands themselves: a wrong call and a fault of ours are one line each, with the exit code that says which."""
from __future__ import annotations

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from scripts import __main__ as commands
from scripts.disk import WorkspaceError
from scripts.yaml_files import VocabularyError

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in this process: exit code, standard output, standard error."""
    monkeypatch.delenv("KB_DEBUG", raising=False)

    def call(*args: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            commands.main(list(args), prog_name="kb.py")
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return call


@pytest.mark.parametrize(("args", "says"), [
    (("nosuch",), "没有命令 nosuch"), (("build", "--nosuch"), "没有选项 --nosuch"),
    (("build", "--sources"), "--sources"),
    (("read",), "缺少 FILE"), (("read", "a", "b"), "多余的参数"), (("build", "--as-of", "昨天"), "YYYY-MM-DD"),
    (("check", "--as-of", "2025-02-30"), "YYYY-MM-DD"),
])
def test_a_wrong_call_is_one_line_and_2(run: Run, args: tuple[str, ...], says: str) -> None:
    code, out, err = run(*args)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("✗ [USAGE] ")
    assert says in err


@pytest.mark.parametrize("args", [(), ("--help",), ("build", "--help")])
def test_help_is_no_failure(run: Run, args: tuple[str, ...]) -> None:
    code, out, err = run(*args)
    assert (code, err) == (0, "")
    assert "Usage" in out


@pytest.mark.parametrize(("error", "code", "says"), [
    (WorkspaceError("BUSY", "另一个规要正在处理"), "BUSY", "另一个"),
    (VocabularyError("terms.yml：空"), "VOCABULARY", "terms.yml"),
    (OSError(errno.ENOSPC, "full", "/数据/x"), "DISK_FULL", "磁盘已满"), (KeyError("甲\n乙"), "BUG", "KeyError"),
    (OSError(errno.EIO, "Input/output error", "/数据/x"), "IO", "磁盘读写出错"),
])
def test_what_fails_on_the_way_is_one_line_and_1(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: Exception, code: str, says: str,
) -> None:
    def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr(commands, "survey", broken)
    status, out, err = run("check")
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert err.startswith(f"✗ [{code}] ")
    assert says in err
    assert "Traceback" not in err


@pytest.mark.parametrize(("name", "data", "code"), [
    ("空.txt", b"", "EMPTY"), ("图.txt", b"\x89PNG\r\n\x1a\n", "BINARY"),
    ("要点.docx", b"PK\x03\x04word/", "UNSUPPORTED"), ("乱.txt", b"\x81\x81\xff\xff \xfe\xfe\x80", "UNDECODABLE"),
    ("没有.txt", None, "SOURCE_UNREADABLE"), (".", None, "SOURCE_UNREADABLE"),
])
def test_read_says_why_not_and_exits_2(run: Run, tmp_path: Path, name: str, data: bytes | None, code: str) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    status, out, err = run("read", str(tmp_path / name), "--json")
    assert (status, err) == (2, "")
    error = json.loads(out)["error"]
    assert set(error) == {"code", "message"}
    assert error["code"] == code
    assert not error["message"].isascii()
    assert run("read", str(tmp_path / name))[0] == 2


@pytest.mark.skipif(os.name == "nt", reason="there are no pipes among its files")
def test_read_does_not_wait_for_a_pipe(run: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管道.txt")
    assert run("read", str(tmp_path / "管道.txt"))[0] == 2


@pytest.mark.parametrize(("lines", "says"), [
    (["INFO    -  Building", "OSError: [Errno 28] No space left on device: '/材料/a.js'"], "/网站：磁盘已满，写不下"),
    (["PermissionError: [Errno 13] Permission denied: '/网站/index.html'"], "/网站/index.html：没有写入权限"),
    (["WARNING -  a", "WARNING -  b", "INFO    -  Documentation built in 1 seconds"], "有 2 处警告"),
    (["WARNING -  Config value 'x': Unrecognised"], "mkdocs.yml"), (["ERROR   -  搜索有误", "Aborted"], "搜索有误"),
    ([], "没有说明原因"),
])
def test_why_mkdocs_stopped_is_one_line(lines: list[str], says: str) -> None:
    found = commands._fault(lines, Path("/网站"))
    assert says in found
    assert "\n" not in found
