"""Every case of ``cases/*.yml`` and ``cases/titles.tsv``; and no rule of the table without a case that needs it."""
from __future__ import annotations

from typing import Any

import pytest

from scripts.model import Document
from scripts.parse.outline import unit_lines
from scripts.parse.rules import RULES, Rules
from tests.parse.parsing import CASES, assert_tiled, cases, parse_text, title_cases

FILES = sorted(path.name for path in CASES.glob("*.yml"))
ALL = [pytest.param(case, id=f"{name[:-4]}: {case['name']}") for name in FILES for case in cases(name)]
FACTS = ("kind", "year", "period", "plan_period", "issuer")


@pytest.mark.parametrize("case", ALL)
def test_case(case: dict[str, Any]) -> None:
    document = _parse(case)
    assert_tiled(document)
    assert unit_lines(document) == case["outline"].rstrip("\n").split("\n")
    assert [dropped.text for dropped in document.dropped] == case.get("dropped", [])
    assert {fact: getattr(document, fact) for fact in case.get("facts", {})} == case.get("facts", {})


@pytest.mark.parametrize("row", title_cases(), ids=lambda row: row[0])
def test_title(row: list[str]) -> None:
    document = _parse_title(row[0])
    assert document.title == row[0]
    assert _facts(document) == row[1:]


@pytest.mark.parametrize(("table", "name"), [(t, name) for t in Rules._fields for name, _ in getattr(RULES, t)])
def test_every_rule_is_needed(table: str, name: str) -> None:
    """Without any one rule of the table some case fails."""
    rest = tuple(rule for rule in getattr(RULES, table) if rule[0] != name)
    rules = RULES._replace(**{table: rest})
    assert any(_fails(case.values[0], rules) for case in ALL) or any(
        _facts(_parse_title(row[0], rules)) != row[1:] for row in title_cases())


def test_names_of_rules_are_different() -> None:
    for table in RULES:
        assert len({name for name, _ in table}) == len(table)


def _parse(case: dict[str, Any], rules: Rules = RULES) -> Document:
    return parse_text(case["text"], hints=case.get("hints", ()), sidecar=case.get("sidecar"), rules=rules)


def _fails(case: Any, rules: Rules) -> bool:
    document = _parse(case, rules)
    facts = {fact: getattr(document, fact) for fact in case.get("facts", {})}
    return unit_lines(document) != case["outline"].rstrip("\n").split("\n") or facts != case.get("facts", {})


def _parse_title(title: str, rules: Rules = RULES) -> Document:
    return parse_text(f"{title}\n一、提高认识\n（一）加强领导。压实责任。", rules=rules)


def _facts(document: Document) -> list[str]:
    return [str(getattr(document, fact) or "-") for fact in FACTS]
