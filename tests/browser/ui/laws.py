"""Pages too regular to write by hand: a law of 编 and 章 with many articles, an amendment numbered 一、 二、."""
from __future__ import annotations

from scripts.numerals import int_to_chinese

ARTICLES = 18  # in each 章


def long_law() -> str:
    """Two 编 of two 章 each."""
    lines = [_head("云川市站务法", "changfa@2020-01-01")]
    number = 0
    for part in (1, 2):
        lines.append(_heading(f"第{int_to_chinese(part)}编　站务", f"b{part}", 2))
        for chapter in (1, 2):
            lines.append(_heading(f"第{int_to_chinese(chapter)}章　班组", f"b{part}-c{chapter}", 3))
            for _ in range(ARTICLES):
                number += 1
                lines.append(_article(number))
    return "\n\n".join(lines) + "\n"


def amendment() -> str:
    """Three items that are cited as articles."""
    items = (f"{int_to_chinese(n)}、将第{int_to_chinese(n + 3)}条修改为：“各站应当记录第{n}类事项。”\n"
             f'{{ #{n} .gy-u .gy-numbered data-src="{100 * n}" data-toc="{int_to_chinese(n)}、修改" '
             f'data-cite="第{int_to_chinese(n)}条" }}' for n in (1, 2, 3))
    return "\n\n".join([_head("云川市站务法修正案", "xiuzheng@2021-01-01"), *items]) + "\n"


def _head(title: str, document: str) -> str:
    return (f"---\ntitle: {title}\nlayout: doc\nkind: law\nunder: 法规\ndocument: {document}\nhide: [navigation]\n---\n"
            f'# {title} {{ #title .gy-u .gy-title data-src="0" }}')


def _heading(words: str, anchor: str, level: int) -> str:
    return f'{"#" * level} {words} {{ #{anchor} .gy-h data-src="1" data-toc="{words}" data-cite="{words[:3]}" }}'


def _article(number: int) -> str:
    label = f"第{int_to_chinese(number)}条"
    return (f'<strong class="gy-art">{label}</strong>　各站应当把第{number}类事项记在交接簿上，由当班组长签字。\n'
            f'{{ #t{number} .gy-u .gy-article data-src="{100 * number}" data-toc="{label}" data-cite="{label}" }}')
