"""What a file is: its content decides, its name only where the content leaves it open."""
from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Final

HEAD: Final = 4096  # bytes in which a format shows itself
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SIGNS: Final = (  # first bytes of files without words
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM\x00", b"II*\x00", b"MM\x00*", b"RIFF", b"OggS", b"ID3", b"\x1f\x8b",
    b"7z\xbc\xaf", b"Rar!", b"\x7fELF", b"MZ\x90", b"SQLite format 3",
)
_HTML: Final = re.compile(rb"(?>\s+|<\?xml[^>]*>|<!--.*?-->)*+<(!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_MHT: Final = re.compile(rb"(MIME-Version:|From: <Saved)", re.IGNORECASE)
_ZIPPED: Final = ((b"word/", "docx"), (b"OFD.xml", "ofd"), (b"xl/", "xlsx"), (b"ppt/", "pptx"),
                  (b"opendocument", "odt"))


def sniff(data: bytes, name: str) -> str:
    """A format: ``txt md docx doc wps pdf ofd html rtf …``; ``zip`` or ``binary`` for what is none of them."""
    suffix = PurePosixPath(name.replace("\\", "/")).suffix.lower().lstrip(".")
    head = data[:HEAD]
    if head.startswith(_OLE):
        return suffix if suffix in ("wps", "xls", "ppt", "et") else "doc"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return next((format_ for sign, format_ in _ZIPPED if sign in data), "zip")
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(_SIGNS):
        return "binary"
    words = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")  # UTF-16 becomes ASCII enough
    if words.startswith(b"{\\rtf"):
        return "rtf"
    if _MHT.match(words):
        return "mht"
    if _HTML.match(words) or (suffix in ("html", "htm") and b"<" in words):
        return "html"
    return "md" if suffix in ("md", "markdown") else "txt"
