"""Lost and added line ends change nothing: cut at any width or run into one line, a regulation has the same outline."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scripts.model import walk
from scripts.numerals import int_to_chinese
from tests.regulation.test_laws import assert_whole
from tests.regulation.texts import parsed_text

SENTENCES = st.sampled_from([
    "渡口的设置应当便于两岸居民往来，并与桥梁、码头和航道的规划相衔接，不得妨碍过往船只航行。",
    "渡工应当经过培训，熟悉水情；遇有大风、浓雾和洪水时，应当停止摆渡，并在两岸悬挂停渡标志。",
    "违反本办法第三条、第五条第二款规定的，由县级交通运输部门责令改正，并可以处二百元以下罚款。",
    "前款规定的船只应当每年检验一次，检验的费用由渡口所在地的乡镇人民政府和经营人各负担一半。"])
ITEMS = st.sampled_from([
    "船体破损，或者缺少救生衣、灭火器等设备的；", "超过核定载客人数的；", "渡工酒后上岗，经劝阻不听的。"])
ARTICLES = st.lists(st.tuples(st.lists(SENTENCES, min_size=1, max_size=3), st.lists(ITEMS, max_size=3)),
                    min_size=4, max_size=12)

Articles = list[tuple[list[str], list[str]]]


def law(articles: Articles) -> list[str]:
    lines = ["云川市渡口管理办法"]
    for number, (clauses, items) in enumerate(articles, 1):
        first, *rest = clauses
        lines += [f"第{int_to_chinese(number)}条　{first}", *rest]
        lines += [f"（{int_to_chinese(n)}）{words}" for n, words in enumerate(items, 1)]
    return lines


def cut(line: str, width: int) -> list[str]:
    return [line[at : at + width] for at in range(0, len(line), width)]


def anchors(text: str, forms: tuple[str, ...] = ()) -> list[str]:
    document = parsed_text(text)
    assert_whole(document)
    return [unit.anchor for _, unit in walk(document.units) if not forms or unit.form in forms]


@given(ARTICLES, st.integers(18, 44))
def test_paragraphs_with_blanks_before_them_survive_any_width(articles: Articles, width: int) -> None:
    title, *lines = law(articles)
    wrapped = [title, *(piece for line in lines for piece in cut(f"　　{line}", width))]
    assert anchors("\n".join(wrapped)) == anchors("\n".join([title, *lines]))


@given(ARTICLES, st.integers(18, 44))
def test_articles_survive_any_width_without_blanks(articles: Articles, width: int) -> None:
    title, *lines = law(articles)
    wrapped = [title, *(piece for line in lines for piece in cut(line, width))]
    forms = ("article",)
    assert anchors("\n".join(wrapped), forms) == anchors("\n".join([title, *lines]), forms)


@pytest.mark.parametrize("between", [" ", "　　", "　"])
@given(articles=ARTICLES)
def test_a_regulation_in_one_line_keeps_its_outline(between: str, articles: Articles) -> None:
    lines = law(articles)
    assert anchors(between.join(lines)) == anchors("\n".join(lines))


@given(ARTICLES)
def test_a_regulation_in_one_line_without_blanks_keeps_its_articles(articles: Articles) -> None:
    lines = [line.replace("　", "") for line in law(articles)]
    assert anchors("".join(lines), ("article",)) == anchors("\n".join(law(articles)), ("article",))
