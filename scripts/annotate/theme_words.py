"""The theme words of a vocabulary: which of them stand in a text, and what each earns for which theme.

Guarantees: a word inside a longer one, or inside an ``unless`` phrase of its theme, does not count; in the name of a
regulation only telling words do: 《…监督检查工作办法》 is cited in items about anything, 《问责条例》 in few.
"""
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from functools import lru_cache
from typing import NamedTuple

from scripts.annotate.matching import Match, Matcher
from scripts.vocabulary import Theme

ECHO = 0.75  # worth of half a word
TELLING = 2.5  # from this weight on a word says what is meant; the others hint at it
SHARED = 4  # a pair of characters in the words of more themes than this (工作, 监督) tells nothing


class Hit(NamedTuple):
    start: int
    end: int
    word: str
    earned: tuple[tuple[str, float], ...]  # theme id, weight


class ThemeWords:
    """The vocabulary's theme words, ready to be found."""

    def __init__(self, themes: tuple[Theme, ...]) -> None:
        self.themes = {theme.id: theme for theme in themes}
        self.weights: dict[str, list[tuple[str, float]]] = defaultdict(list)
        self.unless: dict[str, set[str]] = defaultdict(set)  # phrase -> ids of the themes it silences
        for theme in themes:
            for word in theme.words:
                self.weights[word.text].append((theme.id, word.weight))
            for phrase in theme.unless:
                self.unless[phrase].add(theme.id)
        self.matcher = Matcher((*self.weights, *self.unless))
        self.echoes = _echoes(themes)

    def find(self, text: str, words: list[Match] | None = None) -> list[Hit]:
        """Words that count, by start: none inside a longer word, none inside an ``unless`` phrase of its theme.

        Args:
            words: those of the vocabulary in the text, where they have been found before.
        """
        found = self.matcher.all(text) if words is None else words
        names = [match.span() for match in _NAME.finditer(text)]
        silent = _Silent([match for match in found if match.word in self.unless])
        hits: list[Hit] = []
        reach = -1
        for match in found:
            if match.word not in self.weights or match.end <= reach:
                continue
            reach = match.end
            quiet = {theme for other in silent.around(match) for theme in self.unless[other.word]}
            least = TELLING if names and _is_within(match, names) else 0.0
            earned = tuple([pair for pair in self.weights[match.word] if pair[0] not in quiet and pair[1] >= least])
            if earned:
                hits.append(Hit(match.start, match.end, match.word, earned))
        return hits


_NAME = re.compile("《[^《》\n]*(?:〈[^〈〉]*〉[^《》\n]*)?》")


def _is_within(match: Match, spans: list[tuple[int, int]]) -> bool:
    at = bisect_right(spans, (match.start, match.end)) - 1
    return at >= 0 and match.end <= spans[at][1]


class _Silent:
    """Phrases in which a word does not count, by start."""

    def __init__(self, phrases: list[Match]) -> None:
        self._phrases = phrases
        self._starts = [phrase.start for phrase in phrases]
        self._longest = max((phrase.end - phrase.start for phrase in phrases), default=0)

    def around(self, match: Match) -> list[Match]:
        """The phrases that hold ``match``."""
        first = bisect_left(self._starts, match.end - self._longest)
        near = self._phrases[first:bisect_right(self._starts, match.start)]
        return [phrase for phrase in near if match.end <= phrase.end]


@lru_cache(maxsize=4)
def theme_words(themes: tuple[Theme, ...]) -> ThemeWords:
    return ThemeWords(themes)


# pairs that stand in any office text and recall nothing
_COMMON = frozenset(re.findall(r"\S+", """
    严禁 严格 执行 工作 突出 项目 工程 要求 规定 规范 机制 制度 落实 加强 强化 推进 推动 开展 组织 管理 管好 监管 情况
    结果 业务 环节 现场 考核 检查 重点 领域 问题 质量 能力 水平 建设 体系 行为 责任 任务 措施 方案 计划 单位 部门 人员
    干部 领导 党员 群众 服务 信息 发现 处理 处置 办理 及时 主动 积极 全面 深入 持续 不断 提高 提升 完善 健全 建立 形成
    保障 确保 做好 抓好 进行 通过 根据 按照 结合 实际 相关 有关 各级 全市 基层 社会 经济 发展 改革 创新 资金 财政 过硬
    坚定 意识 思想 政治
"""))


def _echoes(themes: tuple[Theme, ...]) -> dict[str, list[tuple[str, float, str]]]:
    """Pairs of characters within words -> themes, worth, and the word: 述责 speaks of 述责述廉, 党纪 of 党纪教育."""
    best: dict[str, dict[str, tuple[float, str]]] = defaultdict(dict)
    for theme in themes:
        for word in theme.words:
            size = len(word.text)
            pairs = [word.text[at:at + 2] for at in range(0, size - 1, 2 if size % 2 == 0 else 1)]
            for pair in set(pairs) - _COMMON if size > 2 else ():
                worth = (word.weight / (size - 1) ** 0.5, word.text)
                best[pair][theme.id] = max(best[pair].get(theme.id, worth), worth)
    return {pair: [(theme, ECHO * worth / len(found), word) for theme, (worth, word) in found.items()]
            for pair, found in best.items() if len(found) <= SHARED}
