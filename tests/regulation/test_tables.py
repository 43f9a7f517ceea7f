"""Records and titles, case by case: ``records.yml`` and ``recognised.yml``."""
from __future__ import annotations

from typing import Any

import msgspec
import pytest
import yaml

from scripts.model import Sidecar
from scripts.parse.regulation import looks_like_regulation
from scripts.parse.regulation_record import date_in_name, effective_from, events_in, issuer_of, latest_wording
from scripts.read import read
from tests.regulation.texts import HERE, parsed_text

RECORDS = yaml.safe_load((HERE / "records.yml").read_text(encoding="utf-8"))
RECOGNISED = yaml.safe_load((HERE / "recognised.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", RECORDS, ids=range(1, len(RECORDS) + 1))
def test_record(case: dict[str, Any]) -> None:
    events = events_in(case["record"])
    assert [f"{event.date} {event.act} | {event.by}" for event in events] == case["events"]
    assert issuer_of("云川市示例条例", events) == case["issuer"]
    assert effective_from(events, case["last"], latest_wording(events)) == str(case["effective"])


def test_the_bracket_around_a_record_is_no_word_of_its_last_event() -> None:
    events = events_in("（2020年1月10日云川商会（扩大）会议通过　2022年5月26日修订（试行））")
    assert [event.text for event in events] == ["2020年1月10日云川商会（扩大）会议通过", "2022年5月26日修订（试行）"]


@pytest.mark.parametrize("case", RECOGNISED, ids=range(1, len(RECOGNISED) + 1))
def test_recognised(case: dict[str, Any]) -> None:
    sidecar = msgspec.convert(case.get("sidecar", {}), Sidecar)
    name = case["name"] if case["name"].endswith(".txt") else f"{case['name']}.txt"
    assert looks_like_regulation(read(case["text"].encode(), name), case["name"], sidecar) is case["regulation"]


@pytest.mark.parametrize("name, date", [
    ("示例办法(2021-08-20).md", "2021-08-20"), ("示例办法（2021-8-2）.docx", "2021-08-02"),
    ("示例20210820.txt", "2021-08-20"), ("示例办法2021年8月20日.txt", "2021-08-20"), ("示例办法（2021年）.txt", ""),
    ("示例(2021-02-30).md", ""),
    ("2021年8月20日至2022-01-01.txt", "2022-01-01")])
def test_date_in_a_file_name(name: str, date: str) -> None:
    assert date_in_name(name) == date


@pytest.mark.parametrize("sidecar, name, version, date", [
    ({}, "示例(2021-08-20).md", "2021-08-20", "2021-08-20"),  # later than the record: published after passage
    ({}, "示例(2019-08-20).md", "2020-05-01", "2020-05-01"),
    ({"date": "2018-01-01"}, "示例(2021-08-20).md", "2018-01-01", "2018-01-01"),  # a person's word outweighs both
    ({"date": "2018"}, "示例.md", "2020-05-01", "2018"),
])
def test_version(sidecar: dict[str, str], name: str, version: str, date: str) -> None:
    text = "云川市茶馆管理办法\n（2020年5月1日市政府常务会议通过）\n第一条 甲。\n第二条 乙。"
    document = parsed_text(text, name, msgspec.convert(sidecar, Sidecar))
    assert (document.version, document.date) == (version, date)


def test_title_without_one_is_the_file_name() -> None:
    assert parsed_text("第一条 甲。", "法规/云川市茶馆管理办法(2021-08-20).md").title == "云川市茶馆管理办法"


def test_secret_mark_and_number_above_the_title() -> None:
    document = parsed_text("秘密★1年\n云纪发〔2021〕3号\n云川市茶馆管理办法\n第一条 甲。")
    assert document.title == "云川市茶馆管理办法"
    assert (document.secrecy, document.number) == ("秘密★1年", "云纪发〔2021〕3号")
