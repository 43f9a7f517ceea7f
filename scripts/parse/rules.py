"""The rule table: everything the parser knows of plans, summaries, speeches, notices and schemes, in order.

A rule is one small function in the module named; its docstring quotes the words that forced it. To add one, write the
function, put it in its place here, and add a case in ``tests/parse/cases``: a test fails for a rule no case needs.
"""
from __future__ import annotations

from typing import Final, NamedTuple

from scripts.parse import body, facts, frame, labels, roles, titles
from scripts.parse.draft import Rule
from scripts.parse.labels import Guard, LabelRule


class Rules(NamedTuple):
    """All tables; a test takes one rule out with ``_replace``."""

    labels: tuple[tuple[str, LabelRule], ...]
    guards: tuple[tuple[str, Guard], ...]
    lines: tuple[tuple[str, Rule], ...]
    kinds: tuple[tuple[str, titles.KindRule], ...]
    periods: tuple[tuple[str, facts.PeriodRule], ...]
    roles: tuple[tuple[str, roles.RoleRule], ...]


RULES: Final = Rules(
    labels=(  # what begins a line; the first that sees a label is right
        ("一、", labels.chinese),
        ("（一）", labels.bracketed),
        ("1.", labels.arabic),
        ("（1）", labels.bracketed_arabic),
        ("①", labels.circled),
    ),
    guards=(  # what only looks like a label
        ("5.3亿", labels.decimal),
        ("三、四季度", labels.periods),
        ("（一）项", labels.cited),
    ),
    lines=(  # what a line is; a line belongs to the first rule that claims it
        ("table", frame.tables),
        ("目录", frame.contents),
        ("title", frame.title),
        ("head above the title", frame.head_above),
        ("advertisement above the title", frame.advertisement_above),
        ("head below the title", frame.head_below),
        ("advertisement after the end", frame.advertisement_below),
        ("salutation", frame.salutation),
        ("closing", frame.closing),
        ("落款", frame.signature),
        ("落款 of a notice above its plan", frame.signature_inside),
        ("附件", body.appendix),
        ("title of an appendix", body.appendix_title),
        ("一、 line", body.labelled("")),
        ("（一） line", body.labelled("s")),
        ("1. line", body.labelled("n")),
        ("（1） line", body.labelled("m")),
        ("① line", body.labelled("o")),
        ("heading by format", body.heading_by_format),
        ("第一部分", body.heading_of_part),
        ("heading by restart", body.heading_by_restart),
        ("title under a 落款", body.heading_after_signature),
        ("一是 line", body.enumerated),
        ("同志们，", body.peroration),
        ("同时，我们也清醒地看到", body.turning),
    ),
    kinds=titles.KIND_RULES,
    periods=facts.PERIOD_RULES,
    roles=roles.ROLE_RULES,
)
