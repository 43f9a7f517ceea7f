"""Annotations spliced into lines: nesting, rank, cuts, and that no word is touched whatever the spans."""
from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scripts.check.gate import check_identity, site_markdown
from scripts.model import Citation, Notes, TermMark
from scripts.render import document_page
from scripts.render.splice import Wrap, disjoint, spliced
from scripts.vocabulary import Term, Vocabulary
from tests.render import samples

HERE = Path(__file__).parent
RENDER = site_markdown(HERE.parent.parent / "mkdocs.yml")
CASES = yaml.safe_load((HERE / "splice.yml").read_text("utf-8"))


def _wraps(entries: list[list[object]]) -> tuple[Wrap, ...]:
    return tuple(Wrap((a, b), str(before), str(after)) for a, b, before, after in entries)  # type: ignore[arg-type]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_cases(case: dict[str, object]) -> None:
    text = str(case["text"])
    got = spliced(text, (0, len(text)), _wraps(case.get("structure", [])), _wraps(case.get("marks", [])))  # type: ignore[arg-type]
    assert got == case["expected"]


SPANS = st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda pair: (pair[0], pair[0] + pair[1]))
TERM = Term(id="ti-fa", text="提法", explanation='说明 "甲" *乙* {丙} <丁>')
LINE = "1.重点*工作*。一是甲<乙>[丙]《丁》&戊；二是_己_{庚}“辛”`壬`癸子丑寅卯辰巳午未申酉。"


@given(st.lists(SPANS, max_size=5), st.lists(SPANS, max_size=5), st.lists(SPANS, max_size=3))
def test_no_word_is_touched(resolved: list[tuple[int, int]], open_: list[tuple[int, int]],
                            terms: list[tuple[int, int]]) -> None:
    text = f"示例要点\n{LINE}"
    lists = (resolved, open_, terms)
    shifted = [[(a + 5, min(b + 5, len(text))) for a, b in spans if a + 5 < len(text)] for spans in lists]
    document = samples.document(text)
    notes = Notes(
        document.id,
        citations=(*(Citation("n1", span, "", "甲", regulation="jia") for span in shifted[0]),
                   *(Citation("n1", span, "", "乙", reason='缺 "引号" [x]') for span in shifted[1])),
        terms=tuple(TermMark(f"n{n}", span, "", TERM.id) for n, span in enumerate(shifted[2])),
    )
    site = samples.site(document, notes=(notes,), vocabulary=Vocabulary(terms=(TERM,)), works=(samples.work("jia"),))
    assert check_identity(text, document, RENDER(document_page(site, document))) == ()


@given(st.lists(SPANS, max_size=8))
def test_the_first_of_two_that_overlap_stays(spans: list[tuple[int, int]]) -> None:
    kept = [wrap.span for wrap in disjoint(Wrap(span, "", "") for span in spans)]
    assert kept[:1] == spans[:1]
    taken = [place for start, end in kept for place in range(start, end)]
    assert len(taken) == len(set(taken))
    for start, end in set(spans) - set(kept):
        assert any(start < other[1] and other[0] < end for other in kept)
