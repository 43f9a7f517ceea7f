"""What a regulation puts out of force, from which day, and what status that gives."""
from __future__ import annotations

import pytest

from scripts.annotate.repeals import repeals
from scripts.annotate.works import assemble
from scripts.model import Document
from scripts.names import regulation_id
from scripts.vocabulary import Vocabulary
from tests.regulation.texts import parsed_text

OLD, NEW = "云川市河灯办法", "云川市水上灯会办法"
CASES = [
    ("本办法自2020年5月1日起施行，《云川市河灯办法》同时废止。", [("云川市河灯办法", "2020-05-01")]),
    ("本办法自2020年5月1日起施行。2009年3月2日市人民政府公布的《云川市河灯办法》同时废止。",
     [("云川市河灯办法", "2020-05-01")]),
    ("本办法公布后，《云川市河灯办法》（云府发〔2009〕3号）、《云川市放灯规定》和2011年6月1日发布的《云川市收灯规定》同时废止。",
     [("云川市河灯办法", "2020-03-01"), ("云川市放灯规定", "2020-03-01"), ("云川市收灯规定", "2020-03-01")]),
    ("2009年3月2日市第五届人民代表大会第二次会议通过的《云川市河灯办法》同时予以废止。",
     [("云川市河灯办法", "2020-03-01")]),
    ("《关于印发〈云川市河灯办法〉的通知》即行废止。", [("关于印发〈云川市河灯办法〉的通知", "2020-03-01")]),
    ("依照《云川市立规规定》，《云川市河灯办法》同时废止。", [("云川市河灯办法", "2020-03-01")]),
    ("《云川市河灯办法》第三条同时废止。", []),
    ("《云川市河灯办法》中的收费条款同时废止。", []),
    ("《云川市河灯办法》不得废止。", []),
    ("市人民政府可以修改或者废止《云川市河灯办法》。", []),
]


def law(title: str, day: str, last: str = "本办法由市水务局解释。", amended: str = "") -> Document:
    def printed(date: str, act: str) -> str:
        return f"{date[:4]}年{int(date[5:7])}月{int(date[8:])}日云川市人民政府常务会议{act}"

    record = printed(day, "通过") + (f"　{printed(amended, '修订')}" if amended else "")
    return parsed_text(f"{title}\n（{record}）\n第一条　河灯由水务局管护。\n第二条　{last}", f"{title}-{day}.txt")


@pytest.mark.parametrize(("words", "named"), CASES)
def test_whole_texts_are_put_out_of_force(words: str, named: list[tuple[str, str]]) -> None:
    assert [(one.name, one.day) for one in repeals(law(NEW, "2020-03-01", words))] == named


def test_an_amended_text_repeals_on_its_first_day() -> None:
    found = repeals(law(NEW, "2010-03-01", "《云川市河灯办法》同时废止。", amended="2020-03-01"))
    assert [one.day for one in found] == ["2010-03-01"]


@pytest.mark.parametrize(("old", "as_of", "status"), [
    ("2009-03-02", "2024-01-01", "已废止"),
    ("2009-03-02", "2020-04-30", "现行有效"),  # passed in March, in force from May
    ("2022-03-02", "2024-01-01", "现行有效"),  # made again under the old name
])
def test_status_follows_the_repeal(old: str, as_of: str, status: str) -> None:
    texts = [law(OLD, old), law(NEW, "2020-03-01", f"本办法自2020年5月1日起施行，《{OLD}》同时废止。")]
    works = {work.id: work for work in assemble(texts, Vocabulary(), as_of).works}
    work = works[regulation_id(OLD)]
    assert (work.status, [v.status for v in work.versions]) == (status, [status])


def test_a_new_wording_does_not_repeal_its_own_name() -> None:
    texts = [law(OLD, "2009-03-02"), law(OLD, "2020-03-01", f"2009年3月2日公布的《{OLD}》同时废止。")]
    (work,) = assemble(texts, Vocabulary(), "2024-01-01").works
    assert [v.status for v in work.versions] == ["已被修改", "现行有效"]
