"""The one exception of reading."""
from __future__ import annotations


class ReadError(Exception):
    """A file that cannot be read: EMPTY, BINARY, UNDECODABLE, TOO_LARGE or UNSUPPORTED, and one Chinese line.

    The line does not name the file: its caller knows under which name the person sees it.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(code, message)  # both, so that it can travel between processes
        self.code = code
        self.message = message

    def __str__(self) -> str:
        return self.message
