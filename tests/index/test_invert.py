"""Lists against a plain walk over the same words, and lists joined from parts against those made at once."""
from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.index.entries import Entry, Group, Page, Run
from scripts.index.invert import common, invert
from scripts.index.places import columns, numbers
from scripts.index.postings import Lists, Posting
from scripts.index.tokens import BREAK, gram, tokens
from scripts.index.varints import decode

Stood = dict[str, list[tuple[int, int]]]  # pair → entry and place, in the order of the lists
WORDS = st.text(st.sampled_from("账账目2a ，。"), max_size=6)


@st.composite
def pages(draw: st.DrawFn) -> list[Page]:
    """Pages of groups in which the words of a unit and its inline children stand in any order."""
    made = []
    for _ in range(draw(st.integers(1, 3))):
        entries: list[Entry] = []
        groups = []
        for _ in range(draw(st.integers(1, 3))):
            root = len(entries)
            entries.append(Entry("", "numbered", label=draw(WORDS)))
            for _ in range(draw(st.integers(0, 3))):
                entries.append(Entry("", "inline", draw(st.integers(root, len(entries) - 1)), inline=True))
            runs = st.builds(Run, st.integers(root, len(entries) - 1), WORDS, st.booleans())
            groups.append(Group(draw(st.lists(st.lists(runs, min_size=1, max_size=4), min_size=1, max_size=2))))
        made.append(Page("", "", entries=entries, groups=groups))
    return made


def _walked(told: list[Page]) -> Stood:
    found: Stood = defaultdict(list)
    base = 0
    for page in told:
        for group in page.groups:
            for place, ((one, left), (two, right)) in enumerate(pairwise(_of(group))):
                if BREAK not in (one, two):
                    found[gram(one, two)].append((base + common(page.entries, left, right), place))
        base += len(page.entries)
    return {pair: sorted(stands) for pair, stands in found.items()}


def _of(group: Group) -> list[tuple[str, int]]:
    """Tokens with their entries."""
    return [(token, run.entry) for line in group.lines
            for run in (*line, Run(line[-1].entry, BREAK, lead=False)) for token in tokens(run.text)]


def _read(posting: Posting) -> list[tuple[int, int]]:
    entries = [posting.first]
    coded = decode(posting.entries)
    for number in coded:
        entries.append(entries[-1] + (number >> 1) + 1)
        if number & 1:
            next(coded)
    found: list[tuple[int, int]] = []
    following = iter(entries)
    for number in numbers(*columns([posting.places])):
        before = found[-1] if found else (0, 0)
        found.append((before[0], before[1] + (number >> 1)) if number & 1 else (next(following), number >> 1))
    assert next(following, None) is None
    return found


@given(pages())
def test_lists_tell_where_each_pair_stands(told: list[Page]) -> None:
    assert {pair: _read(posting) for pair, posting in invert(told).pairs.items()} == _walked(told)


@given(pages())
def test_parts_joined_are_the_whole(told: list[Page]) -> None:
    whole, joined = Lists(), Lists()
    whole.extend(invert(told).pairs, 0)
    base = 0
    for page in told:
        joined.extend(invert([page]).pairs, base)
        base += len(page.entries)
    assert joined.by_term.keys() == whole.by_term.keys()
    for term, own in whole.by_term.items():
        other = joined.by_term[term]
        assert (other.entries, other.places, joined.around(term)) == (own.entries, own.places, whole.around(term))


@given(pages())
def test_what_stands_around_a_pair_stands_there_everywhere(told: list[Page]) -> None:
    lists = Lists()
    lists.extend(invert(told).pairs, 0)
    words = [word for page in told for group in page.groups for word in _of(group)]
    for term in lists.by_term:
        before, _, after = lists.around(term).partition(" ")
        around = before + term + after
        for at, (token, owner) in enumerate(words):
            if before + after and token + words[min(at + 1, len(words) - 1)][0] == term:
                stretch = words[at - len(before):at + 2 + len(after)]
                assert "".join(token for token, _ in stretch) == around
                assert {one for _, one in stretch[:len(before) + 1]} == {owner}
                assert {one for _, one in stretch[len(before) + 1:]} == {words[at + 1][1]}


def _page(*lines: str, lead: str = "") -> Page:
    """One unit with a heading and some lines."""
    runs = [*([Run(0, lead, lead=True)] for _ in lead[:1]), *([Run(0, line, lead=False)] for line in lines)]
    return Page("", "", entries=[Entry("", "numbered")], groups=[Group(runs)])


@pytest.mark.parametrize(("lines", "lead", "pair", "around"), [
    (["查清账目，核对账目。"], "", "账目", ""),
    (["查清账目，核对账目。", "查清账目"], "", "清账", "查 目"),
    (["党的建设工作", "抓党的建设工作"], "", "的建", "党 设工作"),
    (["党的建设工作", "抓党的建设事业"], "", "的建", "党 设"),
    (["A党的建设"], "", "党的", " 建设"),  # a Latin word is no character
    (["党的建设"], "", "建设", "党的 "),
    ([], "党的建设", "建设", "的 "),  # what begins a lead is told by its own pair
    ([], "党的建设", "的建", ""),
    ([], "党的建设工作", "的建", " 设工"),  # … and what ends it
    (["党的建设工作"], "党的建设工作", "的建", " 设工"),
])
def test_what_always_stands_around_a_pair(lines: list[str], lead: str, pair: str, around: str) -> None:
    lists = Lists()
    lists.extend(invert([_page(*lines, lead=lead)]).pairs, 0)
    assert lists.around(pair) == around
