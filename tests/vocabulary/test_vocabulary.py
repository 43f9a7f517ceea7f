"""The vocabulary is read or refused with one Chinese line; the one that ships is sound."""
from __future__ import annotations

import itertools
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from scripts.everyday import everyday
from scripts.names import regulation_key
from scripts.vocabulary import Regulation, Vocabulary, VocabularyError, Word, _circle, load

ROOT = Path(__file__).resolve().parents[2]
FAULTS = yaml.safe_load((Path(__file__).parent / "cases" / "faults.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", FAULTS, ids=lambda case: case["error"][:40])
def test_faults_are_named(case: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / case["file"]).parent.mkdir(exist_ok=True)
    (tmp_path / case["file"]).write_text(case["text"], encoding="utf-8")
    with pytest.raises(VocabularyError) as raised:
        load(tmp_path)
    assert str(raised.value) == case["error"]


def test_other_encodings_and_folders_are_named(tmp_path: Path) -> None:
    (tmp_path / "terms.yml").write_bytes("terms: [四种形态]".encode("gb18030"))
    with pytest.raises(VocabularyError, match=r"^terms\.yml：应为 UTF-8 编码$"):
        load(tmp_path)
    with pytest.raises(VocabularyError, match="应为词表所在的文件夹"):
        load(tmp_path / "none")


def test_short_forms_and_absent_files(tmp_path: Path) -> None:
    (tmp_path / "themes.yml").write_text(
        "themes:\n"
        "  - {id: a, name: 甲, group: 组, definition: 义, words: {互联网+监督: 3, 1+3+N: 0.5}}\n"
        "  - {id: b, name: 乙, group: 组, definition: 义, words: [数字监督, 2.0版]}\n", encoding="utf-8")
    (tmp_path / "terms.yml").write_text("", encoding="utf-8")
    loaded = load(tmp_path)
    assert [theme.words for theme in loaded.themes] == [
        (Word("互联网+监督", 3), Word("1+3+N", 0.5)), (Word("数字监督"), Word("2.0版"))]
    assert (loaded.terms, loaded.regulations) == ((), ())


@pytest.fixture(scope="module")
def shipped() -> Vocabulary:
    return load(ROOT / "vocabulary")


def test_what_ships_is_sound(shipped: Vocabulary) -> None:
    assert len(shipped.regulations) >= 80
    assert all(source for entry in shipped.regulations if entry.confirmed for source in entry.sources)
    assert all(entry.effective >= entry.dates[-1] for entry in shipped.regulations if entry.effective and entry.dates)
    assert all(list(entry.dates) == sorted(set(entry.dates)) for entry in shipped.regulations)


def test_everyday_words_that_ship_are_read() -> None:
    groups = everyday(ROOT / "vocabulary")
    assert len(groups) > 10_000
    assert len({*groups}) == len(groups)


def test_everyday_words_are_read_file_by_file(tmp_path: Path) -> None:
    (tmp_path / "everyday").mkdir()
    (tmp_path / "everyday" / "乙.txt").write_bytes("\ufeff# 钱物\r\n\r\n红包、 购物卡：礼品礼金\r\n".encode())
    (tmp_path / "everyday" / "丙.txt").write_text("下班后:八小时以外、值班\n", encoding="utf-8")
    assert set(everyday(tmp_path)) == {(("下班后",), ("八小时以外", "值班")), (("红包", "购物卡"), ("礼品礼金",))}
    (tmp_path / "everyday" / "丁.txt").write_bytes("红包：礼品".encode("gb18030"))
    with pytest.raises(VocabularyError, match=r"^everyday/丁\.txt：应为 UTF-8 编码$"):
        load(tmp_path)


def test_both_ends_of_a_succession_agree(shipped: Vocabulary) -> None:
    by_id: dict[str, Regulation] = {entry.id: entry for entry in shipped.regulations}
    for entry in shipped.regulations:
        if entry.successor:
            assert by_id[entry.successor].predecessor == entry.id
        if entry.predecessor:
            assert by_id[entry.predecessor].successor == entry.id


def test_trial_and_final_texts_are_two(shipped: Vocabulary) -> None:
    trials = {regulation_key(entry.name.removesuffix("（试行）")): entry for entry in shipped.regulations
              if entry.name.endswith("（试行）")}
    finals = {regulation_key(entry.name): entry for entry in shipped.regulations}
    both = trials.keys() & finals.keys()
    assert both
    assert all(finals[key].predecessor == trials[key].id for key in both)


@given(st.dictionaries(st.sampled_from("abcdef"), st.sets(st.sampled_from("abcdef"), max_size=2)))
def test_a_circle_is_found_exactly_where_there_is_one(after: dict[str, set[str]]) -> None:
    after = {key: {one for one in later if one in after} for key, later in after.items()}

    def reaches(start: str) -> bool:
        seen: set[str] = set()
        left = list(after[start])
        while left:
            one = left.pop()
            if one not in seen:
                seen.add(one)
                left += after[one]
        return start in seen

    circle = _circle(after)
    assert bool(circle) == any(reaches(key) for key in after)
    assert all(later in after[earlier] for earlier, later in itertools.pairwise(circle))
