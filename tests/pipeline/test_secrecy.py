"""Marks of secrecy in the head of plans and regulations, wherever there they stand; words that merely speak of it."""
from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from scripts.model import Sidecar, Source
from scripts.parse import parse
from scripts.read import read
from tests.pipeline.conftest import PLAN, RULES

TABLE = yaml.safe_load(Path(__file__).with_name("marks.yml").read_text("utf-8"))


def secrecy(text: str, name: str = "甲.txt") -> str:
    extract = read(text.encode(), name)
    return parse(extract, Source(name, "", extract.format, extract.encoding), Sidecar(), ("转载",)).secrecy


def with_line(text: str, line: str) -> list[str]:
    """The text with a line above its title, below it, and above it among other head matter."""
    title, _, rest = text.partition("\n")
    return [f"{line}\n{text}", f"{title}\n{line}\n{rest}", f"云川市示例局文件\n{line}\n云示发〔2021〕3号\n\n{text}",
            f"欢迎转载\n{line}\n{text}"]


@pytest.mark.parametrize("mark", TABLE["marks"])
def test_a_mark_in_the_head_is_seen(mark: str) -> None:
    for text in (PLAN, RULES):
        assert [secrecy(one) != "" for one in with_line(text, mark)] == [True] * 4


@pytest.mark.parametrize("words", TABLE["words"])
def test_words_about_secrecy_are_no_mark(words: str) -> None:
    for text in (PLAN, RULES):
        assert [secrecy(one) for one in with_line(text, words)] == [""] * 4


@pytest.mark.parametrize("line", ["**秘密★1年**", "# 机密", "> 内部资料", "<b>秘密</b>"])
def test_markup_hides_no_mark(line: str) -> None:
    assert secrecy(f"{line}\n\n# {PLAN}", "甲.md")
