"""The published records: paths, titles, texts, owners of marks; small documents against what the contract says."""
from __future__ import annotations

import msgspec

from scripts.model import Citation, Deadline, Finding, Notes, TermMark, ThemeMark, Unit, Work
from scripts.records import DocumentRecord, ItemRecord
from scripts.render import records as make
from scripts.render.listing import Listing
from scripts.vocabulary import Term, Theme, Vocabulary
from tests.render import samples

TEXT = "示例要点\n总述。\n一、压实责任\n7.定期核对。按办法办。一是查漏项；二是报结果。\n8.清理群组"
VOCABULARY = Vocabulary(
    terms=(Term("lou-xiang", "漏项", "示例"),), themes=(Theme("ze-ren", "责任", "组", "示例", ()),),
)


def _notes(document: samples.Document) -> Notes:
    at = TEXT.index("办法")
    return Notes(
        document.id,
        themes=(ThemeMark("1-n7", "ze-ren", 2.0, ("核对（标题）",)),),
        citations=(Citation("1-n7", (at, at + 2), "办法", "办法", regulation="ban-fa"),
                   Citation("1-n7-i2", (at, at + 2), "规定", "规定", reason="未收录")),
        terms=tuple(TermMark("1-n7-i1", (0, 0), "漏项", "lou-xiang") for _ in range(2)),
        deadlines=(Deadline("1-n8", (0, 0), "年底前", end="2022-12-31"),),
    )


def _items() -> dict[str, ItemRecord]:
    document = samples.document(TEXT)
    site = samples.site(document, notes=(_notes(document),), vocabulary=VOCABULARY, works=(Work("ban-fa", "办法"),))
    return {item.id.split("#")[1]: item for item in make.item_records(site, document)}


def test_items_come_in_document_order_and_headings_do_not() -> None:
    assert list(_items()) == ["p1", "1-n7", "1-n7-i1", "1-n7-i2", "1-n8"]


def test_paths_hold_the_headings_above_and_not_the_items_own() -> None:
    items = _items()
    assert items["1-n7"].path == ("一、压实责任",)
    assert items["1-n7-i1"].path == ("一、压实责任", "7.定期核对")
    assert items["p1"].path == ()


def test_titles_and_texts() -> None:
    items = _items()
    assert (items["1-n7"].label, items["1-n7"].title) == ("7.", "定期核对")
    assert items["1-n7"].text == "定期核对。按办法办。一是查漏项；二是报结果。"
    assert (items["1-n7-i1"].label, items["1-n7-i1"].text) == ("一是", "查漏项；")
    assert (items["1-n8"].title, items["1-n8"].text) == ("", "清理群组")


def test_parents_and_addresses() -> None:
    item = _items()["1-n7-i1"]
    assert item.parent == "yao-dian-000000#1-n7"
    assert item.url == "plans/yao-dian-000000.html#1-n7-i1"


def test_marks_belong_to_the_item_whose_own_words_hold_them() -> None:
    items = _items()
    assert [(c.regulation, c.url) for c in items["1-n7"].citations] == [("ban-fa", "regulations/ban-fa.html")]
    assert [(c.regulation, c.url) for c in items["1-n7-i2"].citations] == [("", "")]
    assert [(t.id, t.count) for t in items["1-n7-i1"].terms] == [("lou-xiang", 2)]
    assert items["1-n7"].terms == ()
    assert items["1-n8"].deadlines[0].end == "2022-12-31"
    assert items["1-n7"].themes[0].name == "责任"


def test_what_is_said_of_a_clause_belongs_to_its_article() -> None:
    text = "示例办法\n第一条 甲。\n乙。"
    clauses = (Unit("t1-k1", "clause", (9, 11)), Unit("t1-k2", "clause", (12, 14)))
    article = Unit("t1", "article", (5, 14), "第一条", children=clauses)
    document = samples.document(
        text, category="regulation", kind="法规", units=(Unit("title", "title", (0, 4)), article),
        regulation="ban-fa", version="undated", id="ban-fa@undated",
    )
    notes = Notes(document.id, deadlines=(Deadline("t1-k2", (12, 13), "乙"),))
    (item,) = make.item_records(samples.site(document, notes=(notes,)), document)
    assert (item.form, item.label, item.text, item.deadlines[0].text) == ("article", "第一条", "甲。\n乙。", "乙")
    assert Listing(document).owner("title") == ""


def test_dropped_lines_are_no_part_of_an_item() -> None:
    text = "示例要点\n1.甲。\n广告\n乙。"
    unit = Unit("n1", "numbered", (5, len(text)), "1.")
    document = samples.document(text, dropped=("广告",), units=(Unit("title", "title", (0, 4)), unit))
    assert make.item_records(samples.site(document), document)[0].text == "甲。\n乙。"


def test_the_document_record() -> None:
    document = samples.document(TEXT, dropped=("总述。",))
    record = make.document_record(samples.site(document), document)
    assert record.dropped == ("总述。",)
    assert [(h.id, h.label, h.text, h.run_in) for h in record.headings] == [("1", "一、", "压实责任", False)]
    assert record.characters == len("".join(TEXT.split())) - 3
    assert msgspec.json.decode(msgspec.json.encode(record), type=DocumentRecord) == record


def test_theme_and_term_records_agree_with_the_items() -> None:
    document = samples.document(TEXT)
    site = samples.site(document, notes=(_notes(document),), vocabulary=VOCABULARY)
    items = make.item_records(site, document)
    (theme,), (term,) = make.theme_records(site), make.term_records(site)
    assert theme.items == tuple(i.id for i in items if any(t.id == theme.id for t in i.themes))
    assert term.items == tuple(i.id for i in items if any(t.id == term.id for t in i.terms))


def test_findings_are_published_under_the_documents_id() -> None:
    document = samples.document(TEXT)
    findings = (Finding("GAP", "info", document.source.file, "跳号"), Finding("EMPTY", "error", "坏.txt", "空文件"))
    site = msgspec.structs.replace(samples.site(document), findings=findings)
    assert [f.document for f in make.finding_records(site)] == [document.id, "坏.txt"]


def test_a_text_does_not_count_among_those_who_cite_it() -> None:
    law = samples.document("示例办法\n依照本办法。", id="ban-fa@undated", category="regulation", kind="法规",
                           regulation="ban-fa", version="undated")
    plan = samples.document(TEXT)
    own = Notes(law.id, citations=(Citation("p1", (5, 8), "本办法", "示例办法", regulation="ban-fa"),))
    site = samples.site(law, plan, notes=(own, _notes(plan)), works=(Work("ban-fa", "示例办法"),))
    (record,) = make.regulation_records(site)
    assert [c.item for c in record.cited_by] == ["yao-dian-000000#1-n7"]
