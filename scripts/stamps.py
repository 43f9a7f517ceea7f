"""Digests that name what the cache holds: a result is found again only for the same bytes and the same code."""
from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path


def digest(*parts: bytes) -> str:
    return hashlib.sha256(b"\0".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


@lru_cache(maxsize=16)
def code_digest(*names: str) -> str:
    """Digest of modules and packages under ``scripts/``."""
    here = Path(__file__).parent
    files = sorted(p for name in names for p in [here / name, *(here / name).rglob("*.py")] if p.is_file())
    return digest(*(p.read_bytes() for p in files))
