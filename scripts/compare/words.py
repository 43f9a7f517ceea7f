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
    left, right = old.translate(_HALF_WIDTH), new.translate(_HALF_WIDTH)
    edits = _slid(_cleaned(_joined(_edits(left, right))), left, right)
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


def _slid(edits: list[_Edit], old: str, new: str) -> list[_Edit]:
    """Move a change on one side only to where a reader would cut: 《问责条例》 is new, not 问责条例》《 ."""
    done = list(edits)
    o = n = 0
    for at in range(len(done)):
        edit = done[at]
        one_sided = not edit.same and 0 < at < len(done) - 1 and 0 in (edit.old, edit.new)
        if one_sided and done[at - 1].same and done[at + 1].same:
            text, start = (new, n) if edit.new else (old, o)
            step = _best_step(text, start, start + edit.size, done[at - 1].new, done[at + 1].new)
            done[at - 1] = _grown(done[at - 1], step)
            done[at + 1] = _grown(done[at + 1], -step)
            o, n = o + step, n + step
        o, n = o + edit.old, n + edit.new
    return [edit for edit in done if edit.size]


def _grown(edit: _Edit, step: int) -> _Edit:
    return _Edit(edit.same, edit.old + step, edit.new + step)


def _best_step(text: str, start: int, end: int, before: int, after: int) -> int:
    """How far to move a change so that it begins or ends at a sign; 0 when no place is better."""
    steps = [0]
    while -steps[-1] < before and text[start + steps[-1] - 1] == text[end + steps[-1] - 1]:
        steps.append(steps[-1] - 1)
    forth = 0
    while forth < after and text[start + forth] == text[end + forth]:
        forth += 1
        steps.append(forth)
    return max(steps, key=lambda step: (_cut(text, start + step) + _cut(text, end + step), -abs(step)))


def _cut(text: str, at: int) -> int:
    """How good a place to cut: at a line or sentence end, before an opening or behind a closing sign."""
    if at <= 0 or at >= len(text) or text[at - 1] == "\n":
        return 3
    if text[at - 1] in "。；：！？" or text[at] == "\n":
        return 3
    return 2 if text[at] in "《〈“（" or text[at - 1] in "》〉”）" else 1 if text[at - 1] in "，、" else 0


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
