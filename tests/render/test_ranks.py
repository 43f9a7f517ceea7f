"""What kind of regulation a name and an issuer tell."""
from __future__ import annotations

import pytest

from scripts.render.ranks import kind_of


@pytest.mark.parametrize(("name", "issuer", "kind"), [
    ("最高人民法院关于示例案件的规定", "", "司法解释"),
    ("关于示例案件的解释", "最高人民检察院", "司法解释"),
    ("中华人民共和国宪法修正案（2004年）", "全国人民代表大会", "宪法"),
    ("中国共产党示例工作条例（试行）", "中共中央", "党内法规"),
    ("中华人民共和国示例法", "", "法律"),
    ("中华人民共和国示例法实施办法", "", ""),
    ("中华人民共和国示例法实施条例", "国务院", "行政法规"),
    ("示例市绿化条例", "示例市人民代表大会常务委员会", "地方性法规"),
    ("示例市绿化办法", "示例市人民政府", "地方政府规章"),
    ("示例行为处理办法", "国家示例管理总局", "部门规章"),
    ("示例登记办法", "示例部", "部门规章"),
    ("云川市示例局工作办法", "云川市示例局", ""),
    ("示例办法", "云川市委宣传部", ""),
])
def test_kind(name: str, issuer: str, kind: str) -> None:
    assert kind_of(name, issuer) == kind
