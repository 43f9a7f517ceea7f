"""How the tests make Documents of plain texts, and what must hold of every one."""
from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import yaml

from scripts.model import Block, Document, Extract, Sidecar, Source, Unit, own_spans, walk
from scripts.parse.plan import parse_plan
from scripts.parse.rules import RULES, Rules

CASES = Path(__file__).parent / "cases"
SIGNS = ("仅供学习", "请勿转载", "禁止外传", "入群", "扫码", "加微信", "会员", "倒卖", "付费", "公众号回复",
         "关注公众号")


def extract_of(text: str, hints: Sequence[str] = ()) -> Extract:
    """What a reader makes of a plain text; ``hints`` are those of the visible lines, in order."""
    visible = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    given = [*hints, *[""] * (len(visible) - len(hints))]
    blocks = tuple(Block(line, number, hint) for (number, line), hint in zip(visible, given, strict=True))
    return Extract("txt", "utf-8", blocks, text)


def parse_text(text: str, *, hints: Sequence[str] = (), sidecar: dict[str, Any] | None = None,
               rules: Rules = RULES) -> Document:
    source = Source("云川.txt", "", "txt", "utf-8")
    return parse_plan(extract_of(text, hints), source, msgspec.convert(sidecar or {}, Sidecar), SIGNS, rules)


def cases(name: str) -> list[dict[str, Any]]:
    loaded: list[dict[str, Any]] = yaml.safe_load((CASES / name).read_text("utf-8"))
    return loaded


def title_cases() -> list[list[str]]:
    rows = (CASES / "titles.tsv").read_text("utf-8").splitlines()
    return [row.split("\t") for row in rows if not row.startswith("#")]


def assert_tiled(document: Document) -> None:
    """Every visible character is exactly one unit's own or stands in a dropped line; children keep inside, in order."""
    owners = [0] * len(document.text)
    spans = [dropped.span for dropped in document.dropped]
    for _, unit in walk(document.units):
        _assert_children_in_order(unit)
        spans.extend(own_spans(unit))
    for start, end in spans:
        for at in range(start, end):
            owners[at] += 1
    wrong = [at for at, character in enumerate(document.text) if not character.isspace() and owners[at] != 1]
    assert not wrong, document.text[max(0, wrong[0] - 10):wrong[0] + 10]
    anchors = [unit.anchor for _, unit in walk(document.units)]
    assert len(anchors) == len(set(anchors))


def _assert_children_in_order(unit: Unit) -> None:
    at = unit.span[0]
    for child in unit.children:
        assert at <= child.span[0] < child.span[1] <= unit.span[1], (unit.anchor, child.anchor)
        at = child.span[1]
