"""The one exception of reading."""
from __future__ import annotations

from typing import Literal

Code = Literal["EMPTY", "BINARY", "UNDECODABLE", "TOO_LARGE", "UNSUPPORTED"]


class ReadError(Exception):
    """A file that cannot be read: a code, and one Chinese line that the caller puts the file's name before."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(code, message)  # both, so that it can travel between processes
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return self.message
