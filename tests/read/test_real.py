"""Real texts are read without a loss."""
from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.read import read


@pytest.mark.real
def test_every_real_text_is_read_whole(real_files: list[Path]) -> None:
    for path in real_files:
        extract = read(path.read_bytes(), path.name)
        words = re.sub(r"\s", "", "".join(block.text for block in extract.blocks))
        assert words == re.sub(r"\s", "", extract.plain), path
