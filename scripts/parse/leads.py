"""Run-in headings: the words up to the first 。, when they are short and more text follows (rule 7).

Guarantees: spans are offsets in the words given; a lead holds no label and no 。.
"""
from __future__ import annotations

from typing import Final, NamedTuple

from scripts.model import Span

LONGEST_RUN_IN: Final = 45  # "at most ~40 characters"
LONGEST_HEADING: Final = 80  # a heading that stands alone in its line may be longer
_OPENING: Final = dict(zip("“‘（(《〈「『【[", "”’）)》〉」』】]", strict=True))
_CLOSING: Final = frozenset(_OPENING.values())


class Lead(NamedTuple):
    """``span`` of the heading, ``rest`` where the prose begins after it; ``run_in`` when there is prose."""

    span: Span
    rest: int
    run_in: bool


def find_lead(text: str, begin: int, end: int, *, list_follows: bool) -> Lead | None:
    """The heading that begins ``text[begin:end]``; ``list_follows`` when 一是 stands at ``end``."""
    stop = _first_stop(text, begin, min(end, begin + LONGEST_HEADING + 1))
    if stop is not None:
        rest = _skip_blanks(text, stop + 1, end)
        run_in = rest < end or list_follows
        longest = LONGEST_RUN_IN if run_in else LONGEST_HEADING
        return Lead((begin, stop), rest, run_in) if 0 < stop - begin <= longest else None
    if list_follows:  # 强化监督：一是…；二是…
        return _before_list(text, begin, end)
    words = text[begin:end].rstrip()
    if not words or len(words) > LONGEST_HEADING or words[-1] in "；;，,、" or "。" in words:
        return None
    return Lead((begin, begin + len(words.rstrip("：:!！"))), end, run_in=False)


def _before_list(text: str, begin: int, end: int) -> Lead | None:
    words = text[begin:end].rstrip()
    short = 0 < len(words) <= LONGEST_RUN_IN and words[-1] in "：:"
    return Lead((begin, begin + len(words) - 1), end, run_in=True) if short else None


def _first_stop(text: str, begin: int, end: int) -> int | None:
    """The first 。 outside quotes and brackets; the first at all when a quote is never closed."""
    expected: list[str] = []
    for at in range(begin, end):
        character = text[at]
        if character in _OPENING:
            expected.append(_OPENING[character])
        elif character in _CLOSING and character in expected:
            del expected[expected.index(character):]
        elif character == "。" and not expected:
            return at
    at = text.find("。", begin, end)
    return at if at >= 0 and expected else None


def _skip_blanks(text: str, at: int, end: int) -> int:
    while at < end and text[at].isspace():
        at += 1
    return at
