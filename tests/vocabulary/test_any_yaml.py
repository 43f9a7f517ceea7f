"""Whatever YAML a person writes into a vocabulary file or a sidecar is read, or refused in one line."""
from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.disk import SidecarError
from scripts.model import Sidecar
from scripts.sidecars import parse_sidecar
from scripts.vocabulary import Boilerplate as BoilerplateFile
from scripts.vocabulary import (
    Regulation,
    RegulationsFile,
    Term,
    TermsFile,
    Theme,
    ThemesFile,
    VocabularyError,
    load,
)

VALUES = st.sampled_from([
    "5", "null", "true", "''", "a", "信访", "[]", "{}", "[1]", "{1: 2}", "[null]", "[[a]]", "{a: {b: c}}", "&x [*x]",
    "&y {a: *y}", "!!python/object:os.system {}", "!!set {a}", "2020-01-01", ".inf", "0x1F", "!!binary aGk=", "*z",
    "|\n  x", "? [a]\n: b", "? {a: b}\n: c", "'\\", '"\\ud800"', '"\\0"', '"甲\\n乙"', "~: 1", "<<: {a: b}", "- - -",
    "%YAML 3.0", "---\na: 1\n---\nb: 2",
])


def mapping(kind: type) -> st.SearchStrategy[str]:
    return st.dictionaries(st.sampled_from(kind.__struct_fields__), VALUES, min_size=1).map(  # type: ignore[attr-defined]
        lambda found: "{" + ", ".join(f"{key}: {value}" for key, value in found.items()) + "}")


def listed(key: str, kind: type) -> st.SearchStrategy[str]:
    rows = st.lists(mapping(kind), min_size=1, max_size=2)
    return rows.map(lambda found: f"{key}:\n" + "".join(f"  - {row}\n" for row in found))


FILES = {"themes.yml": (ThemesFile, listed("themes", Theme)), "terms.yml": (TermsFile, listed("terms", Term)),
         "regulations.yml": (RegulationsFile, listed("regulations", Regulation)),
         "boilerplate.yml": (BoilerplateFile, mapping(BoilerplateFile))}


@pytest.mark.parametrize("name", FILES)
@given(data=st.data())
def test_a_vocabulary_file_is_read_or_refused_in_one_line(name: str, data: st.DataObject) -> None:
    kind, rows = FILES[name]
    text = data.draw(VALUES | mapping(kind) | rows)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, name).write_text(text, "utf-8")
        try:
            load(Path(folder))
        except VocabularyError as error:
            assert str(error).startswith(f"{name}：")
            assert len(str(error).splitlines()) == 1


@given(VALUES | mapping(Sidecar))
def test_a_sidecar_is_read_or_refused_in_one_line(text: str) -> None:
    try:
        parse_sidecar("甲.txt.yml", text.encode())
    except SidecarError as error:
        assert str(error).startswith("甲.txt.yml：")
        assert len(str(error).splitlines()) == 1
