"""Lists against a plain walk over the same words, and lists joined from parts against those made at once."""
from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

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
            words = [(token, run.entry) for line in group.lines
                     for run in (*line, Run(line[-1].entry, BREAK, lead=False)) for token in tokens(run.text)]
            for place, ((one, left), (two, right)) in enumerate(pairwise(words)):
                if BREAK not in (one, two):
                    found[gram(one, two)].append((base + common(page.entries, left, right), place))
        base += len(page.entries)
    return {pair: sorted(stands) for pair, stands in found.items()}


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
    assert {term: (own.entries, own.places) for term, own in joined.by_term.items()} == {
        term: (own.entries, own.places) for term, own in whole.by_term.items()}
