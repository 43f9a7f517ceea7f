"""Bytes to blocks of text: ``read`` is the one way in, ``ReadError`` the one way out for what cannot be read.

Guarantees: a pure function of its arguments; the words of the blocks are those of ``Extract.plain``, blanks aside.
"""
from __future__ import annotations

from typing import Final

from scripts.model import Extract
from scripts.read import markdown, text
from scripts.read.decode import decode
from scripts.read.errors import ReadError
from scripts.read.plain import plain
from scripts.read.sniff import sniff

__all__ = ["LIMIT", "ReadError", "read", "too_large"]

LIMIT: Final = 20 * 1024 * 1024  # bytes; a book of five million characters


def read(data: bytes, name: str) -> Extract:
    """The words of a file line by line; ``name`` decides only what the content leaves open."""
    if len(data) > LIMIT:
        raise ReadError("TOO_LARGE", too_large(len(data)))
    if not data.strip(b"\0 \t\r\n"):
        raise ReadError("EMPTY", "文件是空的")
    kind = sniff(data, name)
    if kind == "binary":
        raise ReadError("BINARY", "不是文字文件（二进制内容）")
    if kind not in ("txt", "md"):
        raise ReadError("UNSUPPORTED", f"暂不支持 {kind.upper()} 格式，请另存为 TXT（UTF-8 编码）再放入")
    return _read_text(data, kind)


def too_large(size: int) -> str:
    """The words of the refusal; whoever knows the size need not read the file first."""
    return f"文件有 {size / 1024 / 1024:.1f} MB，超过上限 20 MB"


def _read_text(data: bytes, kind: str) -> Extract:
    decoded = decode(data)
    stripped = markdown.Stripped(text.visible_lines(decoded.text), {}, ())
    if kind == "md":
        stripped = markdown.strip_markup(stripped.lines)
    blocks = text.blocks(stripped.lines, stripped.hints)
    if not blocks:
        raise ReadError("EMPTY", "文件里没有文字")
    words = plain(decoded.text, stripped.markup)
    notes = (*decoded.notes, *text.remarks(decoded.text))
    return Extract(kind, decoded.encoding, blocks, words, stripped.markup, notes)
