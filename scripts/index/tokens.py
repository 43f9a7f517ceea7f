"""Text → tokens, the same in Python and in the browser (``browser/tokens.js``).

A Han character, a run of Latin letters, a run of digits, a punctuation mark is one token. NFKC and lower case;
quotes, 《》, 、 and blanks are no tokens (transparent); 。；！？ and line ends are the token ``BREAK``, which no phrase
crosses. The two tokenisers may not differ: ``tests/index/tokens.json`` holds the cases for both.
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from operator import add
from typing import Final

BREAK: Final = "。"
_BREAKS: Final = "。;!?\n\r"  # as NFKC leaves them: ；！？｡ have become ; ! ? 。
_TRANSPARENT: Final = "“”„‟‘’‚‛\"'`´′″「」『』﹁﹂﹃﹄《》〈〉«»‹›、.·•・‧﹑"
_OPENING: Final = "([{〔【〖〘〚"  # 〔2020〕1号 and [2020]1号 are the same number
_CLOSING: Final = ")]}〕】〗〙〛"
_DASHES: Final = "-‐‑‒–—―−~～〜"
_INVISIBLE: Final = re.compile(r"[\x00-\x20\x7f-\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
_LETTERS: Final = "a-z\u00df-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u052f"
_TOKEN: Final = re.compile(rf"[0-9]+|[{_LETTERS}]+|-+|[^ ]")
_WORD: Final = re.compile(rf"[0-9{_LETTERS}]")
_WORD_CHARS: Final = frozenset(char for char in map(chr, range(0x30, 0x530)) if _WORD.match(char))
_NOT_HAN: Final = re.compile("[^\u4e00-\u9fff]+")  # the common Han characters are what they are
_USUAL: Final = (("、", ""), ("“", ""), ("”", ""), ("《", ""), ("》", ""), ("\u3000", ""), ("，", ","), ("；", BREAK),
                 ("：", ":"), ("（", "("), ("）", ")"))
_UNUSUAL: Final = re.compile("[^\u4e00-\u9fff,。:()]")  # what is left after these in few lines
_UNEVEN: Final = re.compile(rf"[-0-9{_LETTERS}]")  # where a token may be longer than one character


class _Fold(dict[str, str]):
    """Characters → what stands for them, a blank where nothing does; each run of them is worked out once."""

    def __missing__(self, run: str) -> str:
        folded = "".join(self[char] for char in run) if len(run) > 1 else "".join(
            map(_role, unicodedata.normalize("NFKC", run).lower()))
        if len(run) < 4:
            self[run] = folded
        return folded


def _role(char: str) -> str:
    if char in _BREAKS:
        return BREAK
    if char in _TRANSPARENT or _INVISIBLE.match(char):
        return " "
    if char in _OPENING:
        return "("
    if char in _CLOSING:
        return ")"
    return "-" if char in _DASHES else char


_FOLD: Final = _Fold()


def tokens(text: str) -> list[str]:
    """The tokens of a text, ``BREAK`` where a phrase ends."""
    return list(sequence(text))


def sequence(text: str) -> Sequence[str]:
    """The tokens of a text; a string where each is one character, which is nearly always and much quicker."""
    plain = text
    for signs, token in _USUAL:
        plain = plain.replace(signs, token)
    if not _UNUSUAL.search(plain):
        return plain
    folded = _NOT_HAN.sub(_folded, text)
    if _UNEVEN.search(folded):
        return ["-" if token[0] == "-" else token for token in _TOKEN.findall(folded)]
    return folded.replace(" ", "")


def _folded(match: re.Match[str]) -> str:
    return _FOLD[match[0]]


def spans(text: str) -> Iterator[tuple[str, int, int]]:
    """``(token, start, end)`` for every token; places are code points of ``text``."""
    folded = [_FOLD[char] for char in text]
    places = [place for place, part in enumerate(folded) for _ in part]
    for match in _TOKEN.finditer("".join(folded)):
        token = "-" if match[0][0] == "-" else match[0]
        yield token, places[match.start()], places[match.end() - 1] + 1


def is_word(token: str) -> bool:
    """Whether a token is a Latin word or a number."""
    return token[0] in _WORD_CHARS


def gram(first: str, second: str) -> str:
    """The index term of two neighbours: 信访; a blank parts words, so that 7 + 月 is no other term's spelling."""
    return f"{first} {second}" if is_word(first) or is_word(second) else first + second


def grams(sequence: Sequence[str]) -> list[str]:
    """The term of every two neighbours, breaks included (a term that holds ``BREAK`` is never kept)."""
    if isinstance(sequence, str):
        return [sequence[at:at + 2] for at in range(len(sequence) - 1)]
    found = list(map(add, sequence, sequence[1:]))
    for at in [at for at, token in enumerate(sequence) if token[0] in _WORD_CHARS]:
        start = max(0, at - 1)
        found[start:at + 1] = map(gram, sequence[start:at + 1], sequence[start + 1:at + 2])
    return found
