"""A row of a comparison."""
from __future__ import annotations

from typing import Literal

from scripts.compare.words import Piece
from scripts.model import Struct

Change = Literal["同", "改", "增", "删", "拆", "并"]


class Row(Struct, frozen=True):
    """One article (or heading) beside its counterpart.

    ``change``: 同 the same words, 改 changed words, 增 new, 删 gone, 拆 (new) split off from the article ``old``,
    并 (old) taken up by the article ``new``. A pair that has another number is ``renumbered``, one that stands in
    another place among its neighbours is ``moved`` too.
    """

    change: Change
    old: str = ""  # anchor in the older text
    new: str = ""
    old_label: str = ""
    new_label: str = ""
    renumbered: bool = False
    moved: bool = False
    old_pieces: tuple[Piece, ...] = ()
    new_pieces: tuple[Piece, ...] = ()
