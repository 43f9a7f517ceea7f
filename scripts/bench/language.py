"""A small grammar of office language: the same seed gives the same sentences, all of them invented.

Common words follow Zipf's law as in real texts; names of places, projects and things are made of random characters, so
that the index has its long tail of rare pairs.
"""
from __future__ import annotations

import pkgutil
import random
from itertools import accumulate
from typing import Final

_WORDS: Final = "words.txt"
DIGITS: Final = "零一二三四五六七八九"
_TAIL: Final = [chr(code) for code in range(0x4E00, 0x4E00 + 6000, 2)]


def chinese(number: int) -> str:
    """31 → 三十一, up to 9999."""
    words, zero = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            words += ("零" if zero and words else "") + DIGITS[digit] + unit
            zero = False
        else:
            zero = bool(words)
    return words.removeprefix("一") if 10 <= number < 20 else words


def word_lists() -> dict[str, list[str]]:
    """The lists of ``words.txt`` by name."""
    lists: dict[str, list[str]] = {}
    name = ""
    for line in (pkgutil.get_data("scripts.bench", _WORDS) or b"").decode("utf-8").splitlines():
        if line.endswith(":"):
            name = line[:-1]
        elif line.startswith(" "):
            lists.setdefault(name, []).extend(line.split())
    return lists


class Language:
    """Sentences from one random source."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 -- sample texts, no secrets
        self.lists = word_lists()
        self._ranks = {name: list(accumulate(1 / (n + 20) for n in range(len(words))))
                       for name, words in self.lists.items()}
        shuffled = list(_TAIL)
        self.random.shuffle(shuffled)
        self._tail = shuffled
        self._tail_ranks = list(accumulate(1 / (n + 12) for n in range(len(shuffled))))
        self.places = ["".join(self.random.choices(shuffled, k=2)) + end for end in "市县区镇湾站" for _ in range(60)]

    def one(self, name: str) -> str:
        """A word of a list, the first ones oftener."""
        return self.random.choices(self.lists[name], cum_weights=self._ranks[name])[0]

    def name(self) -> str:
        """A made-up thing: two or three characters, rare ones too."""
        return "".join(self.random.choices(self._tail, cum_weights=self._tail_ranks, k=self.random.choice((2, 2, 3))))

    def thing(self) -> str:
        roll = self.random.random()
        if roll < .25:
            return self.name() + self.one("nouns")
        return self.one("nouns") + (self.one("nouns") if roll < .7 else "")

    def clause(self) -> str:
        roll = self.random.random()
        if roll < .1:
            return self.random.choice(self.places) + self.one("manners") + self.one("verbs") + self.thing()
        if roll < .2:
            return self.one("units") + self.one("times") + self.one("verbs") + "一次" + self.thing()
        if roll < .28:
            return f"对{self.thing()}实行“{self.one('repeated')}”"
        if roll < .36:
            article = f"第{chinese(self.random.randint(1, 90))}条"
            return f"依照《{self.name()}{self.one('nouns')}办法》{article}{self.one('verbs')}"
        if roll < .42:
            return f"全年不少于{self.random.randint(2, 48)}次"
        return self.random.choice(("", self.one("manners"))) + self.one("verbs") + self.thing() + self.random.choice(
            ("", "工作", "情况", f"和{self.one('nouns')}", f"、{self.one('nouns')}"))

    def sentence(self, clauses: int = 0) -> str:
        count = clauses or self.random.choice((1, 2, 2, 3, 3, 4))
        return "，".join(self.clause() for _ in range(count)) + "。"

    def lead(self) -> str:
        return self.one("verbs") + self.thing() + self.random.choice(("", "，" + self.one("verbs") + self.thing()))
