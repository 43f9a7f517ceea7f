"""The words that changed inside an article: old and new text as pieces, the changed ones marked.

Guarantees: the pieces of each side joined are its text; what both sides share is marked on neither, nor is a sign that
is only typed half-width on one side. Made of difflib: whole clauses (up to ，；。) first, then characters inside those
that differ; crumbs of agreement between two changes are swallowed, as the semantic cleanup of diff-match-patch does
(that library is faster on long texts only, and cuts 应当 and 应该 behind 应 all the same).
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple

from scripts.model import Struct

_CLAUSE: Final = re.compile(r"[^，。；：、\n]*[，。；：、\n]?")
_HALF_WIDTH: Final = str.maketrans(",:;?!()<>\u3000", "，：；？！（）〈〉 ")  # one character for one: places stay
_LONGEST_CRUMB: Final = 4
_TOO_LONG: Final = 4000  # characters of a changed stretch that is replaced whole


class Piece(Struct, frozen=True):
    """Words of one side; ``change`` is 增 or 删 where the other side has not got them."""

    text: str
    change: Literal["", "增", "删"] = ""


class _Edit(NamedTuple):
    """A stretch of both texts by its lengths."""

    same: bool
    old: int
    new: int

    @property
    def size(self) -> int:
        return max(self.old, self.new)


def mark_words(old: str, new: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The pieces of both sides."""
    edits = _cleaned(_joined(_edits(old.translate(_HALF_WIDTH), new.translate(_HALF_WIDTH))))
    before, after = [], []
    o = n = 0
    for edit in edits:
        if edit.old:
            before.append(Piece(text=old[o : o + edit.old], change="" if edit.same else "删"))
        if edit.new:
            after.append(Piece(text=new[n : n + edit.new], change="" if edit.same else "增"))
        o, n = o + edit.old, n + edit.new
    return tuple(before), tuple(after)


def _edits(old: str, new: str) -> Iterator[_Edit]:
    """Clause by clause; inside clauses that differ, character by character."""
    if old == new:
        yield _Edit(same=True, old=len(old), new=len(new))
        return
    a, b = _clauses(old), _clauses(new)
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        left, right = "".join(a[i:j]), "".join(b[k:m])
        if tag == "replace" and len(left) + len(right) <= _TOO_LONG:
            yield from _characters(left, right)
        else:
            yield _Edit(tag == "equal", len(left), len(right))


def _characters(old: str, new: str) -> Iterator[_Edit]:
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield _Edit(tag == "equal", j - i, m - k)


def _clauses(text: str) -> list[str]:
    return [clause for clause in _CLAUSE.findall(text) if clause]


def _cleaned(edits: list[_Edit]) -> list[_Edit]:
    """Swallow agreements that are short and no longer than the changes on both their sides."""
    done: list[_Edit] = []
    for edit in edits:
        done.append(edit)
        while len(done) >= 3 and _is_crumb(*done[-3:]):
            done[-3:] = [_Edit(same=False, old=sum(e.old for e in done[-3:]), new=sum(e.new for e in done[-3:]))]
    return done


def _is_crumb(before: _Edit, same: _Edit, after: _Edit) -> bool:
    return same.same and same.size <= min(_LONGEST_CRUMB, before.size, after.size)


def _joined(edits: Iterator[_Edit]) -> list[_Edit]:
    """Neighbouring changes are one change, neighbouring agreements one agreement."""
    done: list[_Edit] = []
    for edit in edits:
        if done and done[-1].same == edit.same:
            done[-1] = _Edit(edit.same, done[-1].old + edit.old, done[-1].new + edit.new)
        else:
            done.append(edit)
    return done
