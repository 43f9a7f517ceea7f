"""Clauses that went from one article to the next.

Guarantees: only whole clauses count, word for word; one alone proves nothing.
"""
from __future__ import annotations

import re
from typing import Final

_CLAUSE: Final = re.compile(r"[，。；：、\s]")
_SHORTEST: Final = 6  # characters of a clause that says enough to be recognised …
_FEWEST: Final = 2  # … of so many
_ENOUGH: Final = 12  # … and of all of them


def passed_on(text: str, counterpart: str, beside: str) -> bool:
    """Whether what a text has and its counterpart has not stands, clause for clause, in the article beside."""
    clauses = {clause for clause in _CLAUSE.split(text) if len(clause) >= _SHORTEST}
    passed = [clause for clause in clauses if clause not in counterpart and clause in beside]
    return len(passed) >= _FEWEST and sum(map(len, passed)) >= _ENOUGH
