"""Which article of the older text became which of the newer: by words first, then by order.

Guarantees: an article has at most one counterpart; pairs that keep the order are preferred, and what is left may have
moved, been split off or been taken up elsewhere. Cost grows with the pairs that share rare words, not with all pairs.
"""
from __future__ import annotations

import heapq
import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import chain
from operator import concat
from typing import Final

from scripts.compare.articles import Article
from scripts.compare.clauses import passed_on

_WORD: Final = re.compile(r"[\u3400-\u9fffA-Za-z0-9]+")
_CITED: Final = re.compile(r"第[一二三四五六七八九十百千零〇]+(?:条(?:之[一二三四五六七八九十]+)?|款|项|章|节)")
_PURPOSE: Final = re.compile(r"制定本[^，。]{1,6}[。\n]|制定本[^，。]{1,6}$")
_COMMON: Final = 0.08  # pairs of characters that stand in more than this share of all articles lead to no candidate
_FEW: Final = 8  # … of short texts: in more than so many
_BEST: Final = 10  # candidates of an article
_LIKE: Final = 0.36  # least likeness of a pair that keeps the order
_MOVED: Final = 0.48  # least likeness of a pair that does not
_ONLY: Final = 0.38  # the same where neither has another that is more alike
_BESIDE: Final = 0.24  # least likeness of a pair whose neighbours are a pair
_NEAR: Final = 2  # how far neighbours are looked for
_RIVAL: Final = 0.65  # a pair much weaker than the best of either side is none
_PART: Final = 0.6  # least share of an article's words, or of a 款, that came from (or went to) another
_PART_BESIDE: Final = 0.5  # the same where the pair stands beside
_HINT: Final = 0.12  # an article that shares less with another is not looked at for parts
_LONG_LINE: Final = 20  # pairs of characters
_SHORT: Final = 16  # … of an article too short to have come from far
_NEARNESS: Final = 0.03  # breaks ties between equal articles


@dataclass
class Alignment:
    """Places of articles: new ↔ old, those that moved, where a new one was split off, where an old one went."""

    old_of: dict[int, int] = field(default_factory=dict)
    new_of: dict[int, int] = field(default_factory=dict)
    moved: set[int] = field(default_factory=set)
    split_from: dict[int, int] = field(default_factory=dict)
    merged_into: dict[int, int] = field(default_factory=dict)

    def is_free(self, old: int, new: int) -> bool:
        """Neither has a counterpart or is part of another pair."""
        return not (old in self.new_of or old in self.merged_into or new in self.old_of or new in self.split_from)

    def is_fixed(self, new: int) -> bool:
        """Paired, and not moved."""
        return new in self.old_of and new not in self.moved

    def pair(self, old: int, new: int) -> None:
        self.old_of[new], self.new_of[old] = old, new


def align(old: list[Article], new: list[Article]) -> Alignment:
    """Find the counterparts."""
    likeness = _Likeness(old, new)
    found = Alignment()
    for o, n in _in_order(likeness.candidates()):
        found.pair(o, n)
    _pair_moved(found, likeness)
    _find_parts(found, likeness, _PART)
    _pair_only(found, likeness)
    _pair_beside(found, likeness)
    _find_parts(found, likeness, _PART_BESIDE)
    _pair_purposes(found, old, new)
    _find_clauses(found, old, new)
    return found


class _Likeness:
    """Weighted pairs of characters of every article; rare ones weigh more."""

    def __init__(self, old: list[Article], new: list[Article]) -> None:
        self.old = [_pairs(article.text) for article in old]
        self.new = [_pairs(article.text) for article in new]
        self.old_texts = [article.text for article in old]
        self.new_texts = [article.text for article in new]
        seen = Counter(pair for side in (self.old, self.new) for pairs in side for pair in pairs)
        total = len(old) + len(new)
        self.weight = {pair: math.log(1 + total / count) for pair, count in seen.items()}
        self.telling = {pair for pair, count in seen.items() if count <= max(_FEW, _COMMON * total)}
        self.mass_old = [self.mass(pairs) for pairs in self.old]
        self.mass_new = [self.mass(pairs) for pairs in self.new]
        texts: dict[str, list[int]] = defaultdict(list)
        for article in old:
            texts[article.text].append(article.at)
        self.equal = {article.at: texts[article.text] for article in new if article.text in texts}
        promising = self._promising() | {(o, n) for n, equal in self.equal.items() for o in equal}
        self.shared = {(o, n): self.common(self.old[o], self.new[n]) for o, n in sorted(promising)}

    def mass(self, pairs: Counter[str]) -> float:
        return sum(self.weight[pair] * count for pair, count in pairs.items())

    def common(self, one: Counter[str], other: Counter[str]) -> float:
        """Weight of what both hold."""
        small, large = (one, other) if len(one) <= len(other) else (other, one)
        total = 0.0  # no sum(…) of a generator: this runs over every pair of characters of every likely pair
        for pair, count in small.items():
            if pair in large:
                total += self.weight[pair] * min(count, large[pair]) if count > 1 else self.weight[pair]
        return total

    def part(self, single: Counter[str], surplus: Counter[str], lines: list[Counter[str]]) -> float:
        """How much of an article without counterpart stands in the surplus of another pair.

        The surplus is what one of the pair has and the other has not; a whole 款 of it is enough.
        """
        shares = [self.common(single, surplus) / max(self.mass(single), 1e-9)]
        for line in lines:
            mass = max(self.mass(line), 1e-9)
            gone = self.common(line, surplus) >= _PART * mass
            shares.append(self.common(line, single) / mass if gone else 0.0)
        return max(shares)

    def _promising(self) -> set[tuple[int, int]]:
        """For every article those of the other text with which it shares the most telling pairs of characters."""
        holders: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for n, pairs in enumerate(self.new):
            for pair, count in pairs.items():
                if pair in self.telling:
                    holders[pair].append((n, count))
        by_new: dict[int, list[tuple[float, int]]] = defaultdict(list)
        found: set[tuple[int, int]] = set()
        for o, pairs in enumerate(self.old):
            row: dict[int, float] = defaultdict(float)
            for pair, count in pairs.items():
                weight = self.weight[pair]
                if count == 1:  # as nearly always
                    for n, _ in holders.get(pair, ()):
                        row[n] += weight
                else:
                    for n, times in holders.get(pair, ()):
                        row[n] += weight * min(count, times)
            best = heapq.nlargest(_BEST, ((weight, n) for n, weight in row.items()))
            found.update((o, n) for _, n in best)
            for n, weight in row.items():
                by_new[n].append((weight, o))
        for n, column in by_new.items():
            found.update((o, n) for _, o in heapq.nlargest(_BEST, column))
        return found

    def like(self, o: int, n: int) -> float:
        """0 … 1: the weight shared, of the mean of both (Dice), and of the smaller: an article may grow or shrink."""
        if o in self.equal.get(n, ()):
            return 1.0
        a, b, shared = self.mass_old[o], self.mass_new[n], self.shared.get((o, n), 0.0)
        return min(0.99, shared * (1.2 / (a + b) + 0.4 / min(a, b))) if shared else 0.0

    def candidates(self) -> list[tuple[int, int, float]]:
        """Pairs like enough, none of them far behind the best of either side."""
        likes = {pair: self.like(*pair) for pair in self.shared}
        best_old: dict[int, float] = defaultdict(float)
        best_new: dict[int, float] = defaultdict(float)
        for (o, n), like in likes.items():
            best_old[o], best_new[n] = max(best_old[o], like), max(best_new[n], like)
        length = max(len(self.old), len(self.new), 1)
        return [(o, n, like - _LIKE + _NEARNESS * (1 - abs(o - n) / length)) for (o, n), like in likes.items()
                if like >= max(_LIKE, _rival(best_old[o]), _rival(best_new[n]))]


def _rival(best: float) -> float:
    """Least likeness beside a better pair; beside the very same words none will do."""
    return best if best == 1.0 else _RIVAL * best


def _in_order(candidates: list[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """The heaviest chain of pairs that keeps both orders (longest increasing subsequence by weight)."""
    ends: list[tuple[int, float, int]] = []  # (new, weight of the best chain ending there, node), both rising
    nodes: list[tuple[int, int, int]] = []  # (old, new, node before)
    candidates = sorted(candidates, key=lambda c: (c[0], -c[1]))
    for o, n, weight in candidates:
        at = bisect_left(ends, (n,))
        total, before = (ends[at - 1][1] + weight, ends[at - 1][2]) if at else (weight, -1)
        stop = at
        while stop < len(ends) and ends[stop][1] <= total:
            stop += 1
        if stop > at or at == len(ends) or ends[at][0] > n:
            nodes.append((o, n, before))
            ends[at:stop] = [(n, total, len(nodes) - 1)]
    chain: list[tuple[int, int]] = []
    node = ends[-1][2] if ends else -1
    while node >= 0:
        o, n, node = nodes[node]
        chain.append((o, n))
    return chain[::-1]


def _pair_moved(found: Alignment, likeness: _Likeness) -> None:
    """Pairs that do not keep the order: the most alike first."""
    left = [(likeness.like(o, n), o, n) for o, n in likeness.shared if o not in found.new_of and n not in found.old_of]
    for like, o, n in sorted(left, key=lambda c: (-c[0], abs(c[1] - c[2]), c[1])):
        if like < _MOVED:
            break
        _pair_free(found, o, n)


def _pair_free(found: Alignment, o: int, n: int) -> bool:
    if not found.is_free(o, n):
        return False
    if any((o2 < o) != (n2 < n) for o2, n2 in found.new_of.items() if found.is_fixed(n2)):
        found.moved.add(n)
    found.pair(o, n)
    return True


def _pair_only(found: Alignment, likeness: _Likeness) -> None:
    """Pairs of articles that are left over and are the best for each other."""
    left = [(likeness.like(o, n), o, n) for o, n in likeness.shared if found.is_free(o, n)]
    best_old = {o: (like, n) for like, o, n in sorted(left)}
    best_new = {n: (like, o) for like, o, n in sorted(left)}
    for o, (like, n) in best_old.items():
        if like >= _ONLY and best_new[n][1] == o:
            _pair_free(found, o, n)


def _pair_beside(found: Alignment, likeness: _Likeness) -> None:
    """Weaker pairs right beside a pair: a place kept, or a chapter that moved as a whole. Each may bring the next."""
    left = sorted((-likeness.like(o, n), o, n) for o, n in likeness.shared
                  if found.is_free(o, n) and likeness.like(o, n) >= _BESIDE)
    grown = True
    while grown:
        grown = any(_is_beside(found, o, n) and _pair_free(found, o, n) for _, o, n in left)


def _is_beside(found: Alignment, o: int, n: int) -> bool:
    """Some pair stands within reach on the same side of both."""
    for step in range(-_NEAR, _NEAR + 1):
        partner = found.new_of.get(o + step)
        if step and partner is not None and 0 < abs(partner - n) <= _NEAR and (partner > n) == (step > 0):
            return True
    return False


def _find_parts(found: Alignment, likeness: _Likeness, least: float) -> None:
    """New articles made of what an old one lost, old ones whose words a new one gained.

    A share below ``_PART`` is enough only where the pair stands beside; a short article comes from nowhere far.
    """
    splits: dict[int, tuple[float, int]] = {}
    merges: dict[int, tuple[float, int]] = {}
    for (o, n), shared in likeness.shared.items():
        split = o in found.new_of
        if split == (n in found.old_of):
            continue
        single = likeness.new[n] if split else likeness.old[o]
        mass = likeness.mass_new[n] if split else likeness.mass_old[o]
        far = not _stands_beside(found, o, n)
        if shared < _HINT * mass or (far and (least < _PART or single.total() < _SHORT)):
            continue
        if split:
            lost = likeness.old[o] - likeness.new[found.new_of[o]]
            share = likeness.part(single, lost, _long_lines(likeness.old_texts[o]))
            splits[n] = max(splits.get(n, (least, -1)), (share, o))
        else:
            gained = likeness.new[n] - likeness.old[found.old_of[n]]
            share = likeness.part(single, gained, _long_lines(likeness.new_texts[n]))
            merges[o] = max(merges.get(o, (least, -1)), (share, n))
    found.split_from = {n: o for n, (_, o) in splits.items() if o >= 0} | found.split_from
    found.merged_into = {o: n for o, (_, n) in merges.items() if n >= 0} | found.merged_into


def _pair_purposes(found: Alignment, old: list[Article], new: list[Article]) -> None:
    """The first articles, 为了…，制定本法: they say the same thing, however the words changed."""
    if old and new and found.is_free(0, 0) and _PURPOSE.search(old[0].text) and _PURPOSE.search(new[0].text):
        found.pair(0, 0)


def _find_clauses(found: Alignment, old: list[Article], new: list[Article]) -> None:
    """Clauses that a pair lost (or gained) and the article right beside it has: a principle that got its own article.

    立法应当以经济建设为中心，坚持改革开放，… was one sentence of an article and became the next one.
    """
    for n, o in list(found.old_of.items()):
        for beside in (n - 1, n + 1):
            if 0 <= beside < len(new) and beside not in found.old_of and beside not in found.split_from \
                    and passed_on(old[o].text, new[n].text, new[beside].text):
                found.split_from[beside] = o
        for beside in (o - 1, o + 1):
            if 0 <= beside < len(old) and beside not in found.new_of and beside not in found.merged_into \
                    and passed_on(new[n].text, old[o].text, old[beside].text):
                found.merged_into[beside] = n


def _stands_beside(found: Alignment, o: int, n: int) -> bool:
    """The counterpart of either is a neighbour of the other."""
    return abs(found.new_of.get(o, n + 99) - n) <= _NEAR or abs(found.old_of.get(n, o + 99) - o) <= _NEAR


def _pairs(text: str) -> Counter[str]:
    """Pairs of neighbouring characters; numbers of cited articles say nothing, they shift."""
    runs = _WORD.findall(_CITED.sub("，", text))
    return Counter(chain.from_iterable(map(concat, run, run[1:]) if len(run) > 1 else run for run in runs))


def _long_lines(text: str) -> list[Counter[str]]:
    """The 款 and 项 of an article that say enough to be recognised."""
    return [pairs for line in text.split("\n") if (pairs := _pairs(line)).total() >= _LONG_LINE]
