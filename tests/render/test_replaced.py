"""A regulation and the one that took its place: one line of texts, notes where the former is cited, a comparison."""
from __future__ import annotations

import json
import re

import pytest

from scripts.model import Citation, Document, Notes, Version, Work
from scripts.render import document_page
from scripts.render.legislation import work_legislation
from scripts.render.records import regulation_records
from scripts.render.site import Site
from tests.render import samples

LINE = "按照《示例巡河办法（试行）》巡河"
TRIAL, FINAL = "xun-he-shi-xing", "xun-he"


def _law(work: str, title: str, date: str, effective: str) -> Document:
    return samples.document(
        title, id=f"{work}@{date}", title=title, kind="法规", category="regulation", regulation=work, version=date,
        year=int(date[:4]), date=date, effective=effective, issuer="云川市人民政府")


def _work(id_: str, name: str, status: str, *versions: Document, **line: str) -> Work:
    return Work(id_, name, tuple(Version(d.id, d.version, d.effective, status) for d in versions), status, **line)


def _cited(document: Document, words: str, regulation: str, version: str) -> Citation:
    at = document.text.index(words)
    return Citation("p1", (at, at + len(words)), words, words, regulation=regulation, version=version)


@pytest.fixture
def trial() -> Document:
    return _law(TRIAL, "示例巡河办法（试行）", "2018-03-01", "2018-04-01")


@pytest.fixture
def final() -> Document:
    return _law(FINAL, "示例巡河办法", "2020-03-01", "2020-04-01")


@pytest.fixture
def plan() -> Document:
    return samples.document(f"示例要点\n{LINE}", id="yao-dian", year=2019, date="2019-01-10")


@pytest.fixture
def site(trial: Document, final: Document, plan: Document) -> Site:
    works = (_work(TRIAL, trial.title, "已废止", trial, successor=FINAL),
             _work(FINAL, final.title, "现行有效", final, predecessor=TRIAL))
    notes = Notes(document=plan.id, citations=(_cited(plan, "《示例巡河办法（试行）》", TRIAL, trial.version),))
    return samples.site(plan, trial, final, works=works, notes=(notes,))


def test_a_citation_of_a_trial_text_says_what_took_its_place(site: Site, plan: Document) -> None:
    page = document_page(site, plan)
    assert 'data-note="已由《示例巡河办法》取代"' in page
    assert '（试行）》已由<a href="../regulations/xun-he/2020-03-01.html">《示例巡河办法》</a>取代' in page


def test_trial_and_final_text_stand_in_one_line(site: Site, trial: Document, final: Document) -> None:
    for text in (trial, final):
        line = re.findall(r"<b>([^<]+)</b>", document_page(site, text).partition('<ol class="gy-line"')[2])
        assert len(line) == 2
        assert "2018-03-01-2020-03-01.html" in document_page(site, text)


def test_records_name_what_came_before_and_after(site: Site) -> None:
    line = {r.id: (r.predecessor, r.successor) for r in regulation_records(site)}
    assert line == {TRIAL: ("", FINAL), FINAL: (TRIAL, "")}


def test_what_was_repealed_ended_when_the_other_began(site: Site, trial: Document) -> None:
    data = json.loads(document_page(site, trial).partition('ld+json">')[2].partition("</script>")[0])
    assert data["temporalCoverage"] == "2018-04-01/2020-04-01"
    assert data["legislationLegalForce"] == "https://schema.org/NotInForce"
    assert data["exampleOfWork"] == {"@type": "Legislation", "@id": f"../{TRIAL}.html", "name": trial.title}


def test_a_regulation_names_its_texts_to_machines(site: Site) -> None:
    record = next(r for r in regulation_records(site) if r.id == FINAL)
    data = json.loads(work_legislation(f"regulations/{FINAL}.md", record))
    assert [v["@id"] for v in data["workExample"]] == [f"{FINAL}/2020-03-01.html"]
    assert data["legislationLegalForce"] == "https://schema.org/InForce"


def test_a_text_is_not_told_that_itself_is_older(final: Document) -> None:
    newer = _law(FINAL, "示例巡河办法", "2022-03-01", "2022-04-01")
    older = samples.document(f"示例巡河办法\n{LINE}", **{f: getattr(final, f) for f in (
        "id", "title", "kind", "category", "year", "regulation", "version", "date", "effective")})
    versions = tuple(Version(d.id, d.version, d.effective, s) for d, s in ((older, "已被修改"), (newer, "现行有效")))
    notes = Notes(document=older.id, citations=(_cited(older, "巡河办法", FINAL, older.version),))
    site = samples.site(older, newer, works=(Work(FINAL, "示例巡河办法", versions, "现行有效"),), notes=(notes,))
    page = document_page(site, older)
    assert "gy-cite" in page
    assert "gy-cite--old" not in page
    assert "已修订" not in page
