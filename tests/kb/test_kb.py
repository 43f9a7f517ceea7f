"""kb.py: the environment is made, mended and kept up to date; whatever is missing is said in one line.

The tests run a copy of kb.py beside small requirements of its own, so that nothing is fetched.
"""
from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


class Checkout:
    """A folder with kb.py, empty requirements and a ``scripts`` that prints its arguments."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "scripts").mkdir(parents=True)
        shutil.copy(ROOT / "kb.py", folder)
        (folder / "requirements.txt").write_text("# nothing\n")
        (folder / "requirements-dev.txt").write_text("# nothing\n")
        (folder / "scripts" / "__init__.py").write_text("")
        (folder / "scripts" / "__main__.py").write_text(
            "import os, sys\nprint(sys.argv[1:], os.getcwd(), os.environ['NO_MKDOCS_2_WARNING'], sys.flags.utf8_mode)\n"
            "sys.exit(3 if 'fail' in sys.argv else 0)\n")

    def kb(self, *args: str, cwd: Path | None = None, python: tuple[str, ...] = (sys.executable,),
           **environment: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*python, str(self.folder / "kb.py"), *args], cwd=cwd or self.folder, check=False,
            env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment}, stdin=subprocess.DEVNULL,
            capture_output=True, encoding="utf-8")


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path / "带 空格")


def one_line(text: str) -> bool:
    return text.count("\n") == 1 and "Traceback" not in text


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    """A checkout whose environment is made already."""
    made = Checkout(tmp_path_factory.mktemp("prepared") / "kb")
    done = made.kb("first")
    assert done.returncode == 0, done.stderr
    assert "建立运行环境" in done.stdout
    return made


def test_a_command_runs_where_the_caller_stands_and_answers_its_exit_code(prepared: Checkout, tmp_path: Path) -> None:
    (tmp_path / "scripts").mkdir()
    (tmp_path / "scripts" / "__main__.py").write_text("raise SystemExit('the wrong one')")
    done = prepared.kb("build", "--sources", "文稿", "fail", cwd=tmp_path)
    assert done.stdout == f"['build', '--sources', '文稿', 'fail'] {tmp_path} 1 1\n"
    assert (done.returncode, done.stderr) == (3, "")


def test_pip_runs_again_only_when_requirements_change(prepared: Checkout) -> None:
    assert "正在安装" not in prepared.kb("again").stdout
    with (prepared.folder / "requirements.txt").open("a") as file:
        file.write("# one more line\n")
    assert prepared.kb("changed").stdout.count("正在安装 requirements.txt") == 1
    assert "正在安装" not in prepared.kb("again").stdout


def test_line_ends_of_a_windows_checkout_are_no_change(prepared: Checkout) -> None:
    file = prepared.folder / "requirements.txt"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert "正在安装" not in prepared.kb("again").stdout


def test_a_half_made_environment_is_made_anew(prepared: Checkout) -> None:
    packages = next((prepared.folder / ".venv").rglob("site-packages"))
    shutil.rmtree(packages / "pip")
    done = prepared.kb("mended")
    assert (done.returncode, done.stderr) == (0, "")
    assert "建立运行环境" in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("kind", ["file", "link"])
def test_what_stands_in_the_place_of_the_environment_goes(checkout: Checkout, kind: str) -> None:
    venv = checkout.folder / ".venv"
    if kind == "file":
        venv.touch()
    else:
        venv.symlink_to("/nowhere")
    done = checkout.kb("build")
    assert (done.returncode, done.stderr) == (0, "")
    assert venv.is_dir()


def test_a_missing_file_of_the_project_is_named(checkout: Checkout) -> None:
    (checkout.folder / "requirements.txt").unlink()
    done = checkout.kb("build")
    assert done.returncode == 1
    assert one_line(done.stderr)
    assert "requirements.txt" in done.stderr


def test_a_package_that_cannot_be_installed_is_one_line_and_tried_again(checkout: Checkout) -> None:
    (checkout.folder / "requirements.txt").write_text("no-such-package-of-kb==1.0\n")
    empty = checkout.folder / "空目录"
    empty.mkdir()
    for _ in range(2):
        done = checkout.kb("build", "--wheels", str(empty))
        assert done.returncode == 1
        assert one_line(done.stderr)
        assert "依赖没有装上" in done.stderr
        assert "wheels 目录" in done.stderr


def test_wheels_from_a_folder_need_no_network(checkout: Checkout) -> None:
    wheels = checkout.folder / "wheels"
    wheels.mkdir()
    with zipfile.ZipFile(wheels / "kb_sample-1.0-py3-none-any.whl", "w") as wheel:
        wheel.writestr("kb_sample.py", "")
        wheel.writestr("kb_sample-1.0.dist-info/METADATA", "Metadata-Version: 2.1\nName: kb-sample\nVersion: 1.0\n")
        wheel.writestr("kb_sample-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nTag: py3-none-any\n")
        wheel.writestr("kb_sample-1.0.dist-info/RECORD", "")
    (checkout.folder / "requirements.txt").write_text("kb-sample==1.0\n")
    done = checkout.kb("--wheels=wheels", "build")
    assert (done.returncode, done.stderr) == (0, "")
    assert list((checkout.folder / ".venv").rglob("kb_sample.py"))
    assert "正在安装" not in checkout.kb("build").stdout


@pytest.mark.parametrize("args", [("build", "--wheels"), ("build", "--wheels", "没有"), ("wheels",)])
def test_a_missing_folder_is_one_line(prepared: Checkout, args: tuple[str, ...]) -> None:
    done = prepared.kb(*args)
    assert done.returncode == 1
    assert one_line(done.stderr)


def test_a_missing_system_package_is_named(checkout: Checkout) -> None:
    blocked = checkout.folder / "blocked"
    blocked.mkdir()
    (blocked / "ensurepip.py").write_text("raise ImportError")
    done = checkout.kb("build", PYTHONPATH=str(blocked))
    assert done.returncode == 1
    assert one_line(done.stderr)
    assert "python3-venv" in done.stderr


def test_an_old_python_is_refused_in_one_line(checkout: Checkout) -> None:
    start = "import sys, runpy; sys.version_info = (3, 9, 2); sys.version = '3.9.2 (old)'; runpy.run_path(sys.argv[1])"
    done = checkout.kb("build", python=(sys.executable, "-c", start))
    assert done.returncode == 1
    assert one_line(done.stderr)
    assert "3.9.2" in done.stderr
    assert not (checkout.folder / ".venv").exists()


def test_help_needs_no_environment(checkout: Checkout) -> None:
    done = checkout.kb()
    assert done.returncode == 0
    assert "kb.py build" in done.stdout
    assert not (checkout.folder / ".venv").exists()


def test_two_first_runs_at_once_make_one_environment(checkout: Checkout) -> None:
    command = [sys.executable, str(checkout.folder / "kb.py"), "build"]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
                             env={**os.environ, "PYTHONIOENCODING": "utf-8"}) for _ in range(2)]
    words = [run.communicate() for run in runs]
    assert [run.returncode for run in runs] == [0, 0]
    assert sum("建立运行环境" in out for out, _ in words) == 1
    assert [err for _, err in words] == ["", ""]
