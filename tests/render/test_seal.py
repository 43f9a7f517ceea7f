"""The seal of generated pages: ours, edited, foreign, without any other state."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.render.seal import is_generated, sealed

FRONT = {"title": "示例：《甲》", "hide": ["navigation"]}
PAGE = sealed(FRONT, "# 示例\n\n甲。\n")


@given(st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\r")))
def test_what_we_seal_is_ours(body: str) -> None:
    assert is_generated(sealed(FRONT, body)) == "ours"


def test_every_changed_character_shows() -> None:
    for at in range(len(PAGE)):
        assert is_generated(PAGE[:at] + "改" + PAGE[at + 1:]) != "ours"


@pytest.mark.parametrize("turned", [PAGE.replace("\n", "\r\n"), "\ufeff" + PAGE])
def test_another_editor_alone_is_no_edit(turned: str) -> None:
    assert is_generated(turned) == "ours"


@pytest.mark.parametrize("page, verdict", [
    ("# 手写\n", "foreign"),
    ("---\ntitle: 手写\n---\n# 手写\n", "foreign"),
    ("# 引用\n\ngenerated: sha256-" + "0" * 64 + "\n", "foreign"),
    (PAGE + "添", "edited"),
    (PAGE.replace("title:", "name:"), "edited"),
    ("", "foreign"),
])
def test_verdicts(page: str, verdict: str) -> None:
    assert is_generated(page) == verdict
