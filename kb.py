#!/usr/bin/env python3
"""The one entry: prepares ``.venv`` and hands the command to ``python -m scripts`` inside it.

Guarantees: standard library only; pip runs only when the pinned requirements have changed; whatever is missing on the
machine is named in one line. The syntax stays plain, so that an old Python reaches the line that refuses it.
"""
import contextlib
import hashlib
import io
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

if sys.version_info < (3, 11):  # noqa: UP036  (an office PC may have 3.6 as its python3)
    NEWER = [n for n in ("python3.13", "python3.12", "python3.11") if shutil.which(n)]
    sys.exit("这里的 Python 是 %s，需要 3.11 或更新版本。%s" % (  # noqa: UP031  (as above)
        sys.version.split()[0], "请改用：" + NEWER[0] + " kb.py" if NEWER else "请先安装 Python 3.11–3.13。"))

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
RUNTIME, DEV = "requirements.txt", "requirements-dev.txt"
CHECKS = (
    ("代码规范 ruff", ("-m", "ruff", "check", "--quiet")),
    ("类型 mypy", ("-m", "mypy", "--no-error-summary")),
    ("引用边界 import-linter", (
        "-c", "from importlinter.cli import lint_imports; raise SystemExit(lint_imports(no_logo=True))")),
)
USAGE = """规要：把一个文件夹的公文变成可检索、互相链接的静态知识库

  python3 kb.py serve                     转换、生成并在本机预览 sources/ 里的文稿
  python3 kb.py build [--sources 目录] [--site 目录]   生成网站（默认写入 site/）
  python3 kb.py check [--sources 目录]    在终端列出文稿体检结果
  python3 kb.py read 文件 [--json]        看看一个文件读出来是什么
  python3 kb.py test [--all] [--no-browser]   跑全部检查；其余参数交给 pytest
  python3 kb.py wheels 目录               为不能上网的机器收集安装包（含测试用的加 --dev）
  python3 kb.py 命令 --wheels 目录        用收集好的安装包准备环境，不上网

全部命令：python3 kb.py help；一条命令的参数：python3 kb.py 命令 --help
"""
INCOMPLETE = "安装包不全或不合本机：请在能上网的机器上用 python3 kb.py wheels 目录 重新收集"
OFFLINE = "请检查网络后重试；不能上网时，先在能上网的机器上运行 python3 kb.py wheels 目录，拷来后加 --wheels 目录"


class KbError(Exception):
    """Something is missing or failed; the text is the one line to show."""


def main(argv: list[str]) -> int:
    """Run one command; the answer is the exit code."""
    os.environ.update(NO_MKDOCS_2_WARNING="1", PYTHONUTF8="1")
    try:
        args, wheels = take_option(argv, "--wheels")
        if not args or args[0] in ("-h", "--help"):
            print(USAGE)
            return 0
        if args[0] == "wheels":
            return collect_wheels(args[1:])
        if args[0] == "test":
            prepare((RUNTIME, DEV), wheels)
            return run_tests(args[1:])
        if args[0] == "bench":  # measures in a browser, with the tests' own means
            prepare((RUNTIME, DEV), wheels)
            os.environ["KB_BROWSER"] = test_browser()
        prepare((RUNTIME,), wheels)
        return run_scripts(["--help"] if args == ["help"] else args)
    except KbError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        print(f"不能读写 {error.filename or ROOT}（{error.strerror or error}）", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def take_option(argv: list[str], name: str) -> tuple[list[str], str]:
    """Split ``name VALUE`` (or ``name=VALUE``) out of the arguments."""
    for at, word in enumerate(argv):
        if word == name and at + 1 < len(argv):
            return [*argv[:at], *argv[at + 2:]], argv[at + 1]
        if word.startswith(name + "="):
            return [*argv[:at], *argv[at + 1:]], word[len(name) + 1:]
        if word == name:
            raise KbError(f"{name} 后面要写一个目录")
    return list(argv), ""


# --- the environment -------------------------------------------------------------------------------------------

def prepare(names: tuple[str, ...], wheels: str) -> None:
    """Bring ``.venv`` up to date with the requirements files; a second run at the same time waits."""
    if wheels and not Path(wheels).is_dir():
        raise KbError(f"没有这个目录：{wheels}")
    for name in names:
        if not (ROOT / name).is_file():
            raise KbError(f"缺少文件 {name}：本项目没有下载完整，请重新下载")
    if works() and all(map(installed, names)):
        return
    with one_at_a_time():
        if not works():
            make_environment()
        for name in names:
            if not installed(name):
                install(name, wheels)


def installed(name: str) -> bool:
    """Whether the environment holds exactly what the requirements file says now."""
    return stamp(name).is_file() and stamp(name).read_text() == digest(name)


def works() -> bool:
    """Whether ``.venv`` has a Python that starts and has pip; a half-made one has not."""
    if not PYTHON.is_file():
        return False
    code = "import importlib.util, sys; sys.exit(importlib.util.find_spec('pip') is None)"
    with contextlib.suppress(OSError):
        return subprocess.run([str(PYTHON), "-c", code], capture_output=True, check=False).returncode == 0
    return False


def make_environment() -> None:
    """Make ``.venv`` anew."""
    try:
        import ensurepip  # noqa: F401
    except ImportError:
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise KbError(f"缺少系统软件包 python3-venv：请先运行 apt-get install python{version}-venv（需要管理员权限），"
                      "再运行本命令") from None
    if Path(sys.prefix).resolve() == VENV:
        raise KbError(".venv 不完整，又正在被使用：请退出虚拟环境（deactivate），用系统的 Python 运行 kb.py")
    if VENV.is_symlink() or VENV.is_file():
        VENV.unlink()  # venv would stop at it; a link may lead to another machine's disk
    print("正在建立运行环境 .venv …", flush=True)
    done = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)],
                          capture_output=True, text=True, errors="replace", check=False)
    if done.returncode or not works():
        raise KbError(f"建立 .venv 没有成功：{last_line(done.stdout + done.stderr)}。请检查磁盘空间和写入权限；"
                      "Debian、Ubuntu 上请安装 python3-venv")


def install(name: str, wheels: str) -> None:
    """Install one requirements file; the stamp says that it is complete."""
    stamp(name).unlink(missing_ok=True)
    source = ["--no-index", "--find-links", str(Path(wheels).resolve())] if wheels else []
    print(f"正在安装 {name} 中的依赖（第一次约需一两分钟）…", flush=True)
    done = pip("install", "--quiet", *source, "-r", str(ROOT / name))
    if done.returncode:
        raise KbError(f"依赖没有装上（{last_line(done.stderr)}）。{INCOMPLETE if wheels else OFFLINE}")
    stamp(name).write_text(digest(name))


def pip(*args: str) -> subprocess.CompletedProcess[str]:
    """Run the environment's pip without questions."""
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", *args]
    return subprocess.run(command, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                          encoding="utf-8", errors="replace", check=False)


def last_line(text: str) -> str:
    """The last line of a program's words: the error itself, as a rule."""
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("[notice]")]
    errors = [line for line in lines if line.startswith("ERROR")]
    return (errors or lines or ["没有说明原因"])[-1][:300]


def stamp(name: str) -> Path:
    """Where the digest of an installed requirements file is kept."""
    return VENV / f".installed-{name}"


def digest(name: str) -> str:
    """The requirements in ``name`` and the Python they were installed for."""
    return hashlib.sha256((ROOT / name).read_bytes().replace(b"\r\n", b"\n")).hexdigest()


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Hold a lock that ends with the process, whatever ends it."""
    folder = ROOT / ".cache"
    folder.mkdir(exist_ok=True)
    with (folder / "setup.lock").open("w") as handle:
        if not lock(handle):
            print("另一个 kb.py 正在准备运行环境，等它完成…", flush=True)
            while not lock(handle):
                time.sleep(0.5)
        yield


def lock(handle: IO[str]) -> bool:
    """Lock an open file in the way of the system; ``False`` while another process holds it."""
    try:
        if sys.platform == "win32":
            import msvcrt
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def collect_wheels(args: list[str]) -> int:
    """``wheels DIR``: every pinned package as a wheel; further words go to pip (``--platform win_amd64 …``)."""
    folders = [word for word in args[:1] if not word.startswith("-")]
    if not folders:
        raise KbError("用法：python3 kb.py wheels 目录 [--dev] [--platform win_amd64 --python-version 3.12]")
    if not works():
        with one_at_a_time():
            make_environment()
    names = (RUNTIME, DEV) if "--dev" in args else (RUNTIME,)
    further = [word for word in args[1:] if word != "--dev"]
    for name in names:
        done = pip("download", "--quiet", "--only-binary=:all:", "-d", folders[0], "-r", str(ROOT / name), *further)
        if done.returncode:
            raise KbError(f"安装包没有收齐（{last_line(done.stderr)}）。请检查网络后重试")
    print(f"已收齐 {len(list(Path(folders[0]).glob('*.whl')))} 个安装包。把目录 {folders[0]} 拷到不能上网的机器，"
          f"在那里运行：python3 kb.py build --wheels {folders[0]}")
    return 0


# --- commands --------------------------------------------------------------------------------------------------

def run_scripts(args: list[str]) -> int:
    """Become ``python -m scripts …``: paths in the arguments stay relative to the caller's folder."""
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    # -P: a folder named scripts/ where the caller stands is not ours
    command = [str(PYTHON), "-P", "-m", "scripts", *args]
    sys.stdout.flush()
    if not WINDOWS:
        os.execv(command[0], command)  # noqa: S606  (signals reach the work itself)
    return subprocess.call(command)


def run_tests(args: list[str]) -> int:
    """Every check one after the other; each is run even when one before it failed."""
    os.environ.update(KB_TEST_ALL="1" if "--all" in args else "", KB_NO_BROWSER="1" if "--no-browser" in args else "")
    further = [word for word in args if word not in ("--all", "--no-browser")]
    if os.environ["KB_NO_BROWSER"]:
        print("浏览器测试没有跑（--no-browser）", flush=True)
    else:
        os.environ["KB_BROWSER"] = test_browser()
    if not os.environ.get("KB_REAL_TEXTS"):
        print("没有设置 KB_REAL_TEXTS：真实文稿的检查没有跑", flush=True)
    steps = (*CHECKS, ("测试 pytest", ("-m", "pytest", *further)))
    failed = [name for name, words in steps if not passes(name, words)]
    print("没有通过：" + "、".join(failed) if failed else "全部通过", flush=True)
    return 1 if failed else 0


def test_browser() -> str:
    """The browser the tests will use, fetched if need be."""
    done = subprocess.run([str(PYTHON), str(ROOT / "tests" / "browser" / "chromium.py")],
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    if done.returncode:
        sys.exit(done.returncode)  # it has said why
    return done.stdout.strip()


def passes(name: str, words: tuple[str, ...]) -> bool:
    """Run one check in the project's folder."""
    print(f"── {name}", flush=True)
    return subprocess.run([str(PYTHON), *words], cwd=ROOT, stdin=subprocess.DEVNULL, check=False).returncode == 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console without Chinese shows ? instead of a traceback
    sys.exit(main(sys.argv[1:]))
