"""What the disk may refuse, said in one Chinese line; locks that go with the process that holds them."""
from __future__ import annotations

import contextlib
import errno
import os
import stat
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from scripts.read import LIMIT, too_large

_DISK_ERRORS: Final = {
    errno.ENOSPC: ("DISK_FULL", "磁盘已满，写不下"),
    errno.EDQUOT: ("DISK_FULL", "磁盘配额已用完，写不下"),
    errno.EACCES: ("READ_ONLY", "没有写入权限"),
    errno.EPERM: ("READ_ONLY", "没有写入权限"),
    errno.EROFS: ("READ_ONLY", "目标是只读的"),
    errno.ENAMETOOLONG: ("NAME_TOO_LONG", "路径太长"),
    errno.ENOTDIR: ("IO", "路径中有一段是文件，不是文件夹"),
}
_REASONS: Final = {
    errno.ENOENT: "没有这个文件", errno.EACCES: "没有读取权限", errno.EPERM: "没有读取权限", errno.EISDIR: "这是文件夹",
    errno.EINVAL: "不是普通文件", errno.EIO: "磁盘读写出错", errno.EMFILE: "打开的文件太多",
    errno.EBUSY: "正被别的程序使用",
}


class WorkspaceError(Exception):
    """A failure that stops the run, or one file of it: ``code`` and one Chinese line."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(" ".join(message.splitlines()))
        self.code = code


class SidecarError(WorkspaceError):
    """A sidecar that cannot be understood; its document is left out, the others go on."""


@contextlib.contextmanager
def disk(path: Path) -> Iterator[None]:
    """Turn an ``OSError`` on ``path`` into a ``WorkspaceError``."""
    try:
        yield
    except OSError as error:
        raise refusal(error, path) from error


def refusal(error: OSError, path: Path | None = None) -> WorkspaceError:
    """What a refusal of the disk means, in one line that names the path."""
    code, words = _DISK_ERRORS.get(error.errno or 0, ("IO", f"读写失败（{reason(error)}）"))
    return WorkspaceError(code, f"{shown(str(path or error.filename or '磁盘'))}：{words}")


def reason(error: OSError) -> str:
    """Why the system refused, in Chinese for what a person can do something about."""
    return _REASONS.get(error.errno or 0, error.strerror or str(error))


def read_any(path: Path) -> bytes:
    """A file's bytes; a film dropped here by mistake need not fit into memory.

    Raises:
        OSError: the system refuses, or it is no ordinary file.
        WorkspaceError: it is too large.
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        raise OSError(errno.EISDIR if path.is_dir() else errno.EINVAL, "")
    if status.st_size > LIMIT:
        raise WorkspaceError("TOO_LARGE", too_large(status.st_size))
    return path.read_bytes()


def shown(name: str) -> str:
    """A file's name as it may stand in a line: � for what would break the line or cannot be written."""
    return "".join("\ufffd" if unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") else char for char in name)


@contextlib.contextmanager
def alone(path: Path, busy: str) -> Iterator[None]:
    """Hold a lock that goes with the process, however it ends."""
    with disk(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = path.open("a+b")
    try:
        _lock(handle)
    except OSError as error:
        handle.close()
        raise WorkspaceError("BUSY", busy) from error
    try:
        yield
    finally:
        handle.close()


def _lock(handle: IO[bytes]) -> None:
    if os.name == "nt":
        import msvcrt

        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
