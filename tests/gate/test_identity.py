"""The identity gate: whatever a text is made of survives the page, and whatever goes missing is caught."""
from __future__ import annotations

import re
from html import escape, unescape
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from scripts.check.gate import check_identity, explain_identity, site_markdown
from scripts.model import Document
from scripts.render import document_page
from tests.render import samples

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
RENDER = site_markdown(ROOT / "mkdocs.yml")
CASES = yaml.safe_load((HERE / "lines.yml").read_text("utf-8"))

# What Markdown, HTML, YAML, Jinja and our own label rules might take for theirs
FRAGMENTS = st.sampled_from([
    *"\\`*_{}[]()<>#+-.!|~=:^&\"'$%@;/?　 \t", "**", "__", "``", "~~~", "```", "---", "===", "- - -", "* * *", ":::",
    "!!!", "???", "&lt;", "&amp;", "&#42;", "&nbsp;", "&copy", "<b>", "</p>", "<XX单位>", "<!-- 注 -->", "<!DOCTYPE>",
    "<?a?>", "]]>", "<div>", "</div>", "<script>", "[x](y)", "[x]: y", "![i](j)", "<http://a.cn>", "<a@b.cn>",
    "{ #x .y }", "{: .z }", "{{ a }}", "{% b %}", "[TOC]", "[^1]", "*[甲]: 乙", "http://a.cn/b_c?d=1&e=2#f",
    "1. ", "2) ", "- ", "* ", "+ ", "> ", "# ", "    ", "| a | b |", "|---|", "一、", "（二）", "3.", "一是", "二是",
    "第一条", "甲", "乙丙", "。", "；", "“", "”", "《丁》", "5%-10%", "１．", "①", "\u3000\u3000",
    "--", "...", "(c)", "1/2", "data-src", "id=\"title\"", "\U0001f600", "𠀀", "\u00a0", "\u2028",
    "\x85", "\x0b", "\x0c", "\r",
])
LINES = st.lists(FRAGMENTS, min_size=1, max_size=8).map("".join)
TEXTS = st.lists(LINES, min_size=1, max_size=8).map("\n".join).filter(str.strip)


def rendered(text: str, dropped: tuple[str, ...] = ()) -> tuple[Document, str]:
    document = samples.document(text, dropped)
    return document, RENDER(document_page(samples.site(document), document))


@pytest.mark.parametrize("line", CASES["kept"])
def test_a_line_survives(line: str) -> None:
    text = f"示例要点\n{line}\n甲。"
    document, html = rendered(text)
    assert check_identity(text, document, html) == ()


@given(TEXTS)
def test_any_mixture_survives(text: str) -> None:
    document, html = rendered(text)
    assert check_identity(text, document, html) == ()


@given(st.lists(LINES.filter(str.strip), min_size=2, max_size=6, unique_by=str.strip), st.data())
def test_dropped_lines_come_back_in_their_places(lines: list[str], data: st.DataObject) -> None:
    lines = [" ".join(line.split()) for line in lines]
    assume(all(lines) and len(set(lines)) == len(lines))
    text = "\n".join(lines)
    gone = data.draw(st.sampled_from(lines[1:]))
    assume(text.count(gone) == 1)
    document, html = rendered(text, (gone,))
    assert check_identity(text, document, html) == ()
    assert check_identity("\n".join(line for line in lines if line != gone), document, html) != ()


PLANTED = "示例要点\n一、大力整治\n7.突出重点。一是管住*甲*方面；二是改<进>乙。\n年底前 完成。"


def _word_places(html: str) -> list[tuple[int, int]]:
    """Places of the visible characters (an entity is one) in the elements with data-src."""
    places = []
    for block in re.finditer(r"<(p|h\d)[^>]*data-src=[^>]*>(.*?)</\1>", html, re.DOTALL):
        shown = (found for found in re.finditer(r"<[^>]*>|(&[^;]+;|\S)", block[2]) if found[1])
        places.extend((block.start(2) + found.start(1), block.start(2) + found.end(1)) for found in shown)
    return places


def test_every_lost_character_is_caught() -> None:
    document, html = rendered(PLANTED)
    places = _word_places(html)
    assert "".join(unescape(html[a:b]) for a, b in places) == "".join(PLANTED.split())
    for start, end in places:
        (finding,) = check_identity(PLANTED, document, html[:start] + html[end:])
        assert finding.code == "GATE"


@pytest.mark.parametrize("added", ["甲", ".", "&lt;", "<b>乙</b>"])
def test_every_added_character_is_caught(added: str) -> None:
    document, html = rendered(PLANTED)
    for start, _ in _word_places(html):
        assert check_identity(PLANTED, document, html[:start] + added + html[start:]) != ()


def test_every_exchange_of_neighbours_is_caught() -> None:
    document, html = rendered(PLANTED)
    places = _word_places(html)
    for (a, b), (c, d) in pairwise(places):
        if html[a:b] != html[c:d]:
            assert check_identity(PLANTED, document, html[:a] + html[c:d] + html[b:c] + html[a:b] + html[d:]) != ()


def test_blanks_do_not_count() -> None:
    document, html = rendered(PLANTED)
    assert check_identity(PLANTED.replace("\n", "\r\n　　"), document, html.replace("年底前 ", "年底前")) == ()


def test_the_finding_names_line_and_words() -> None:
    document, html = rendered(PLANTED)
    (finding,) = check_identity(PLANTED, document, html.replace("改&lt;进", "改"))
    assert finding.line == 3
    assert "二是改<进>乙" in finding.message
    assert escape(finding.evidence).startswith("&lt;进")


def test_an_explanation_lists_the_differences() -> None:
    document, html = rendered(PLANTED)
    assert explain_identity(PLANTED, document, html).startswith("✓")
    explained = explain_identity(PLANTED, document, html.replace("整治", "整冶").replace("年底", "年抵"))
    assert explained.startswith("✗")
    assert "整治" in explained
    assert "年抵" in explained


def test_the_gate_renders_as_mkdocs_does() -> None:
    from mkdocs.config import load_config

    from scripts.check.gate import extensions

    config = load_config(str(ROOT / "mkdocs.yml"))
    written = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), Loader=_Lenient)
    names, options = extensions(written)
    assert names == config.markdown_extensions
    assert options == config.mdx_configs


class _Lenient(yaml.SafeLoader):
    """Reads past !ENV."""


_Lenient.add_multi_constructor("!", lambda *_: None)
