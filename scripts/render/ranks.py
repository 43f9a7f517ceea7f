"""What kind of regulation a text is when the vocabulary does not say: 法律, 行政法规, 司法解释 …

Guarantees: a function of name and issuer; empty where these do not tell, so that a list says 其他 and nothing false.
"""
from __future__ import annotations

import re
from typing import Final

# The first that fits decides; issuer and name are looked at as 「issuer《name」
_RULES: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("司法解释", re.compile(r"^最高人民(?:法院|检察院)|《最高人民(?:法院|检察院)")),
    ("宪法", re.compile(r"《中华人民共和国宪法(?:修正案.*)?$")),
    ("党内法规", re.compile(r"《中国共产党.*(?:章程|准则|条例|规则|规定|办法|细则)(?:（试行）)?$")),
    ("行政法规", re.compile(r"^国务院《")),
    ("法律", re.compile(r"^全国人民代表大会|《全国人民代表大会|《中华人民共和国.*(?<!办)法(?:修正案.*)?$")),
    ("地方性法规", re.compile(r"^[^《]+人民代表大会(?:常务委员会)?《")),
    ("地方政府规章", re.compile(r"^[^《]+(?:省|市|自治区|自治州)人民政府《")),
    ("部门规章", re.compile(r"^(?:国家[^《 ]+(?:局|署|委员会)|[^《省市县区州 ]{2,}(?:部|总局|总署)|中国人民银行)《")),
)


def kind_of(name: str, issuer: str) -> str:
    """The kind of a regulation, by who made it and what it is called."""
    words = f"{issuer}《{name}"
    return next((kind for kind, pattern in _RULES if pattern.search(words)), "")
