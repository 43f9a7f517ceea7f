"""Notices, plans and speeches of the base, cited by their titles."""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from msgspec.structs import replace

from scripts.annotate.citations import mark_citations
from scripts.annotate.citations_library import Library
from scripts.model import Corpus, Document, Unit
from scripts.vocabulary import Vocabulary

TABLE = yaml.load((Path(__file__).parent / "cases" / "papers.yml").read_text(encoding="utf-8"), yaml.BaseLoader)
Plan = Callable[..., Document]


def _paper(plan: Plan, id_: str, facts: dict[str, Any]) -> Document:
    facts = facts | {"year": int(facts["year"]) if "year" in facts else None}
    appendix = facts.pop("appendix", "")
    document = plan(f"正文。\n{appendix}" if appendix else "正文。", id=id_, **facts)
    if not appendix:
        return document
    body, attached = document.units
    unit = Unit("f1", "section", attached.span, label="", level=1, lead=attached.span)
    return replace(document, units=(body, unit))


@pytest.fixture(scope="module")
def papers(vocabulary: Vocabulary) -> Callable[[Plan], Library]:
    def library(plan: Plan) -> Library:
        documents = tuple(_paper(plan, id_, facts) for id_, facts in TABLE["papers"].items())
        return Library(Corpus(documents), vocabulary)
    return library


@pytest.mark.parametrize("cited, known, expected", TABLE["cases"])
def test_a_paper_is_cited_by_its_title(cited: str, known: dict[str, str], expected: str, plan: Plan,
                                       papers: Callable[[Plan], Library]) -> None:
    document = plan(f"落实{cited}要求。", **{"year": None, "date": "2023-01-10", **known})
    (found,) = mark_citations(document, papers(plan))
    place = f"{found.document}#{found.article}" if found.article else found.document
    assert (place or found.reason) == expected
    assert not (found.document and found.regulation)


def test_a_paper_does_not_cite_itself(plan: Plan, vocabulary: Vocabulary) -> None:
    document = plan("现将《2022年河道整治方案》印发给你们。", title="2022年河道整治方案")
    (found,) = mark_citations(document, Library(Corpus((document,)), vocabulary))
    assert (found.document, found.reason) == ("", "未收录")
