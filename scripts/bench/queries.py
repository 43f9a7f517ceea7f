"""What is asked in a measurement: pieces of the texts themselves, one to eight characters long, and pairs of words."""
from __future__ import annotations

import random
import re

from scripts.bench.corpus import Base

_RUN = re.compile("[\u4e00-\u9fff]{3,}")


def substrings(base: Base, count: int, seed: int = 2) -> list[str]:
    """Random pieces of clauses, lengths 1 to 8 alike often."""
    source = random.Random(seed)  # noqa: S311 -- samples
    found: list[str] = []
    while len(found) < count:
        runs = _RUN.findall(source.choice(base.items).text)
        if runs:
            run = source.choice(runs)
            length = min(len(found) % 8 + 1, len(run))
            start = source.randrange(len(run) - length + 1)
            found.append(run[start:start + length])
    return found


def pairs(base: Base, count: int, seed: int = 3) -> list[str]:
    """Two pieces of one item, with a blank between: AND."""
    source = random.Random(seed)  # noqa: S311 -- samples
    found: list[str] = []
    while len(found) < count:
        runs = _RUN.findall(source.choice(base.items).text)
        if len(runs) > 1:
            found.append(" ".join(run[:2] for run in source.sample(runs, 2)))
    return found
