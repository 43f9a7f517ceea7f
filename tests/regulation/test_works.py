"""Works: texts of one regulation in a line, their ids, and their status on a stated day."""
from __future__ import annotations

from collections.abc import Iterable
from itertools import permutations

import pytest

from scripts.annotate.works import assemble, base_name
from scripts.check.regulation import regulation_findings
from scripts.model import Corpus, Document, Sidecar, Work
from scripts.names import regulation_id
from scripts.vocabulary import Regulation, Vocabulary
from tests.regulation.texts import parsed_text

BODY = "第一条　河道由河长管护。\n第二条　{}"
VOCABULARY = Vocabulary(regulations=(
    Regulation(id="he-dao", name="云川市河道管护条例", kind="地方性法规", issuer="", aliases=("管护条例",),
               dates=("2018-05-01", "2024-02-01"), effective="2024-04-01"),
    Regulation(id="du-chuan-gui-ding", name="云川市渡船规定", kind="规章", issuer="", successor="du-chuan-tiao-li"),
    Regulation(id="du-chuan-tiao-li", name="云川市渡船条例", kind="地方性法规", issuer="", dates=("2022-01-01",)),
    Regulation(id="lu-deng", name="云川市路灯规定", kind="规章", issuer="", dates=("2001-01-01",),
               repealed="2010-01-01"),
    Regulation(id="wei-lai", name="云川市算力条例", kind="地方性法规", issuer="", dates=("2030-01-01",)),
    Regulation(id="mo-sheng", name="云川市无日期规定", kind="规章", issuer=""),
))


def law(title: str, day: str = "", last: str = "本条例由河长办解释。", *, sidecar: Sidecar | None = None,
        file: str = "") -> Document:
    record = f"（{day[:4]}年{int(day[5:7])}月{int(day[8:])}日云川市人大常委会通过）\n" if day else ""
    return parsed_text(f"{title}\n{record}{BODY.format(last)}", file or f"{title}-{day}.txt", sidecar)


def assembled(documents: Iterable[Document], as_of: str = "2025-01-01") -> tuple[Corpus, dict[str, Work]]:
    corpus = assemble(documents, VOCABULARY, as_of)
    return corpus, {work.id: work for work in corpus.works}


def test_versions_of_one_name_are_one_work() -> None:
    """With and without 关于 and 的, with the mark of a revision; the vocabulary's id where it knows the name."""
    texts = [law("云川市河道管护条例", "2018-05-01"), law("云川市河道管护条例（2021年修订）", "2021-03-01"),
             law("云川市关于河道管护的条例", "2023-03-01")]
    corpus, works = assembled(texts)
    assert [d.id for d in corpus.documents] == ["he-dao@2018-05-01", "he-dao@2021-03-01", "he-dao@2023-03-01"]
    assert [v.date for v in works["he-dao"].versions] == ["2018-05-01", "2021-03-01", "2023-03-01"]
    assert works["he-dao"].name == "云川市河道管护条例"


def test_year_behind_a_name_is_a_version() -> None:
    """The vocabulary knows one day of 2018 and none of 2019: only the first text can be dated."""
    texts = [law("云川市河道管护条例2018"), law("云川市河道管护条例（2019年版）"), law("云川市茶馆批复（2000）")]
    corpus, works = assembled(texts)
    assert [d.id for d in corpus.documents if d.regulation == "he-dao"] == ["he-dao@2018-05-01", "he-dao@undated"]
    assert next((d.year, d.date) for d in corpus.documents if d.regulation == "he-dao") == (2018, "2018-05-01")
    assert works[regulation_id("云川市茶馆批复（2000）")].name == "云川市茶馆批复（2000）"


def test_a_name_that_is_only_a_kind_is_no_known_regulation() -> None:
    """《章程》 may be that of any club; 党章 is 中国共产党章程."""
    vocabulary = Vocabulary(regulations=(
        Regulation(id="zhang-cheng", name="中国共产党章程", kind="党内法规", issuer="", aliases=("党章",)),))
    for title in ("章程", "《章程》", "章程（2020年修订）"):
        assert assemble([law(title)], vocabulary, "2025-01-01").documents[0].regulation != "zhang-cheng"
    for title in ("中国共产党章程", "党章"):
        assert assemble([law(title)], vocabulary, "2025-01-01").documents[0].regulation == "zhang-cheng"


def test_unknown_name_gets_an_id_of_its_own() -> None:
    corpus, works = assembled([law("云川市茶馆办法", "2020-01-01"), law("云川市茶馆办法")])
    id_ = regulation_id("云川市茶馆办法")
    assert [d.id for d in corpus.documents] == [f"{id_}@2020-01-01", f"{id_}@undated"]
    assert [v.status for v in works[id_].versions] == ["", "现行有效"]


def test_sidecar_names_the_work_by_id_or_name() -> None:
    for named in ("he-dao", "云川市河道管护条例", "管护条例"):
        corpus, _ = assembled([law("河道管护规矩", "2019-01-01", sidecar=Sidecar(regulation=named))])
        assert corpus.documents[0].regulation == "he-dao"


def test_two_texts_of_one_day_are_both_kept_and_reported() -> None:
    texts = [law("云川市茶馆办法", "2020-01-01", file="甲.txt"), law("云川市茶馆办法", "2020-01-01", file="乙.txt")]
    for order in permutations(texts):
        corpus, _ = assembled(order)
        assert [(d.version, d.source.file) for d in corpus.documents] == [("2020-01-01", "乙.txt"),
                                                                          ("2020-01-01-2", "甲.txt")]
        assert [[f.code for f in regulation_findings(d)] for d in corpus.documents] == [[], ["DUPLICATE_VERSION"]]


@pytest.mark.parametrize("as_of, expected", [
    ("2018-01-01", ["尚未生效", "尚未生效"]),
    ("2018-06-01", ["现行有效", "尚未生效"]),
    ("2021-03-02", ["现行有效", "尚未生效"]),  # passed, in force from May
    ("2021-05-01", ["已被修改", "现行有效"]),
    ("2024-03-01", ["已被修改", "现行有效"]),  # the vocabulary knows a third wording, in force from April
    ("2024-04-01", ["已被修改", "已被修改"]),
])
def test_status_by_day(as_of: str, expected: list[str]) -> None:
    texts = [law("云川市河道管护条例", "2018-05-01"),
             law("云川市河道管护条例", "2021-03-01", "本条例自2021年5月1日起施行。")]
    _, works = assembled(texts, as_of)
    assert [version.status for version in works["he-dao"].versions] == expected


def test_trial_text_is_another_work_that_leads_to_the_final_one() -> None:
    trial, final = law("云川市茶馆办法（试行）", "2019-01-01"), law("云川市茶馆办法", "2021-01-01")
    trial_id, final_id = regulation_id("云川市茶馆办法（试行）"), regulation_id("云川市茶馆办法")
    for as_of, status in (("2020-01-01", "试行"), ("2021-01-01", "已废止")):
        _, works = assembled([trial, final], as_of)
        assert works[trial_id].versions[0].status == works[trial_id].status == status
        assert works[trial_id].successor == final_id
        assert works[final_id].predecessor == trial_id
    assert assembled([trial])[1][trial_id].status == "试行"


def test_works_without_a_text() -> None:
    _, works = assembled([law("云川市渡船规定", "2010-01-01")])
    assert {id_: work.status for id_, work in works.items()} == {
        "he-dao": "现行有效", "du-chuan-gui-ding": "已废止", "du-chuan-tiao-li": "现行有效", "lu-deng": "已废止",
        "wei-lai": "尚未生效", "mo-sheng": ""}
    assert works["du-chuan-tiao-li"].predecessor == "du-chuan-gui-ding"
    assert works["du-chuan-gui-ding"].versions[0].status == "已废止"


@pytest.mark.parametrize("as_of, expected", [
    ("1998-12-31", ("尚未生效", "尚未生效")), ("2019-01-01", ("现行有效", "尚未生效")),
    ("2024-05-01", ("现行有效", "现行有效"))])
def test_an_earlier_wording_known_from_the_record_alone(as_of: str, expected: tuple[str, str]) -> None:
    text = parsed_text("云川市码头条例\n（1999年3月1日云川市人大常委会通过　2024年5月1日云川市人大常委会修订）\n"
                       "第一条　停船靠岸。\n第二条　本条例自2024年5月1日起施行。", "码头.txt")
    work = assembled([text], as_of)[1][regulation_id("云川市码头条例")]
    assert (work.status, work.versions[0].status) == expected


def test_plans_pass_unchanged() -> None:
    plan = law("云川市茶馆办法")
    plan = Document(id="plan-1", title="要点", kind="工作要点", category="plan", source=plan.source, text=plan.text,
                    units=plan.units)
    assert assembled([plan])[0].documents == (plan,)


@pytest.mark.parametrize("title, name", [
    ("示例办法（2021年修订）", "示例办法"), ("示例办法（2018修正）", "示例办法"), ("示例办法(修订)", "示例办法"),
    ("示例办法（试行）", "示例办法（试行）"), ("示例章程修正案（2004年）", "示例章程修正案（2004年）"),
    ("示例条例 2018", "示例条例"), ("示例条例（2018年版）", "示例条例"), ("示例答复（2018）", "示例答复（2018）")])
def test_base_name(title: str, name: str) -> None:
    assert base_name(title) == name
