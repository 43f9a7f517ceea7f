"""Titles: which line is one, how two lines make one, and what kind of text a title announces.

Guarantees: a title is found by year + kind word, short, without 。 (rule 3), never by being line 1.
"""
from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from scripts.model import Kind
from scripts.numerals import chinese_to_int
from scripts.parse.lines import Line, is_short
from scripts.parse.matter import holds_sign, is_body, is_head, is_organ

KindRule = Callable[[str], "Kind | None"]
LONGEST: Final = 70
_SHORTEST_COPY: Final = 12
_LONGEST_COLUMN: Final = 6
_MOST_ABOVE: Final = 4  # lines of a title above the one that says what it is
_DASHES: Final = ("—", "--")
_WINDOW: Final = 40  # lines among which a title is looked for
_LABELLED: Final = re.compile(
    r"第[一二三四五六七八九十]{1,3}部分|[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|\d{1,2}[.．、]")
_CHINESE_YEAR: Final = re.compile(r"[二][〇○零][〇○零一二三四五六七八九]{2}(?=年)")
_YEAR: Final = re.compile(r"(?<!\d)((?:19|20)\d\d)(?=年|[—-]20\d\d学?年|[—-]\d{1,2}月|度)")
_YEAR_LEFT_OPEN: Final = re.compile(r"(?:19|20)?\d?[XxＸ×*]{1,4}年")
_TRAILING_BRACKETS: Final = re.compile(r"[（(【\[〔][^（()）]{0,24}[)）】\]〕]$")
_COMPOUND: Final = re.compile(
    r"(.*(?:总结|小结|回顾|情况|报告|汇报|成效)(?:报告)?)(?:以及|及|和|与|暨|、|[，,])"
    r"(.*(?:打算|计划|安排|思路|要点|任务|重点(?:工作)?|主要工作|举措|措施|规划|设想|谋划|部署|展望|方向))")
_DRAFT_NOTE: Final = re.compile(
    r"[（(](?:征求意见|送审|讨论|草|初|修改|定|审议|摘要|试行|修订|代拟|节选|提纲|传达|印发|[二三四]稿).{0,12}[)）]")

# …关于印发 / 2024年…的通知
_UNFINISHED: Final = ("关于", "印发", "转发", "开展", "做好", "加强", "推进", "落实", "组织")
# what a web page prints around its text
_FURNITURE: Final = re.compile(
    r"设为[首主]页|加入收藏|位置[：:]|返回(?:首页|顶部|列表)|无障碍|字号|字体|打印|分享|朗读|购物车|登[录陆]|注册|网站(?:首页|地图)|首页[>》|]|[浏阅]览|点击|下载|索引号"
    r"|(?:来源|编辑|作者|日期|时间)[：:]")

_ENDINGS: Final[tuple[tuple[str, Kind], ...]] = (
    (r"要点|工作重点|工作要求", "工作要点"),
    (r"计划|打算|安排|部署|思路|规划|设想|任务|清单|任务分解", "工作计划"),
    (r"总结|小结|回顾|总结报告|总结材料|总结汇报(?:材料)?", "工作总结"),
    (r"讲话|讲话稿|讲稿|发言|发言稿|发言材料|发言提纲|讲话提纲|致辞|党课|党课讲稿|主持词|动员讲话", "讲话"),
    (r"方案|预案", "方案"),
    (r"报告|汇报|情况|汇报材料|报告稿|述职述廉|述责述廉", "报告"),
    (r"意见|建议", "意见"),
    (r"通知|通报|公告|通告|函|批复|决定|公报", "通知"),
)


def _ends_in(words: str, kind: Kind) -> KindRule:
    pattern = re.compile(rf"(?:{words})$")
    return lambda title: kind if pattern.search(title) else None


KIND_RULES: Final[tuple[tuple[str, KindRule], ...]] = (
    # 工作总结报告 is a 总结 before it is a 报告; 总结及下半年打算 is named by its first part
    *((kind, _ends_in(words, kind)) for words, kind in (_ENDINGS[2], *_ENDINGS[:2], *_ENDINGS[3:])),
)


def kind_of(title: str, rules: tuple[tuple[str, KindRule], ...] = KIND_RULES) -> Kind | None:
    """The kind a title announces by its last words; of 总结及打算 its first part decides."""
    bare = bare_title(title)
    reported, _ = parts_of(bare)
    main = re.split(r"—|--", bare)[0]  # 政府工作报告——2023年1月5日在…会议上
    return next((kind for words in (reported, main) for _, rule in rules if (kind := rule(words))), None)


def parts_of(title: str) -> tuple[str, str]:
    """2020年上半年工作总结 | 下半年工作打算; the second part is empty for a title that only reports or only plans."""
    match = _COMPOUND.fullmatch(bare_title(title))
    return (match[1], match[2]) if match else (bare_title(title), "")


def bare_title(title: str) -> str:
    """A title without blanks, 《》 around it, and what stands in brackets behind it."""
    bare = "".join(title.split())
    bare = re.sub(r"^《(.*)》$", r"\1", bare)
    while (shorter := _TRAILING_BRACKETS.sub("", bare)) != bare and shorter:
        bare = shorter
    return bare.rstrip("。．.*＊")


def is_year_left_open(title: str) -> bool:
    """20XX年工作总结及2021年工作打算: the year of what is reported is a placeholder."""
    reported = parts_of(title)[0]
    return year_in(reported) is None and _YEAR_LEFT_OPEN.search(reported) is not None


def year_in(text: str) -> int | None:
    """The first year a title names: 2020年, 2023年度, ２０２０年, 二〇二〇年."""
    plain = "".join(text.split()).translate(str.maketrans("０１２３４５６７８９", "0123456789"))
    chinese = _CHINESE_YEAR.search(plain)
    figures = _YEAR.search(plain)
    if chinese and (figures is None or chinese.start() < figures.start()):
        return chinese_to_int(chinese[0])
    return int(figures[1]) if figures else None


def written(lines: tuple[Line, ...]) -> str:
    """A title in one piece: two lines joined, blanks that only space the letters (工 作 总 结, 2020 年) left out."""
    once = list(dict.fromkeys(line.text for line in lines))  # a page prints its title twice
    slogans = any(text.startswith(_DASHES) for text in once)  # clauses of their own above ——在…会议上的讲话
    joined = "".join(f" {text}" if slogans and not text.startswith(_DASHES) else text for text in map(_unspaced, once))
    return _unspaced(joined)


def _unspaced(text: str) -> str:
    """讲 话, 工 作 总 结, 2020 年 without the blanks that only space the letters."""
    words = re.sub(r"\s+", " ", text).strip()
    words = re.sub(r"(?<=\d) (?=[年月日])|(?<=年) (?=\d)", "", words)
    singles = [len(word) == 1 for word in words.split(" ")]
    spaced = all(singles) or (len(singles) > 2 and sum(singles) >= len(singles) - 1)
    return words.replace(" ", "") if spaced else words


def find_title(lines: tuple[Line, ...], begins_body: Callable[[Line], bool], signs: tuple[str, ...]) -> tuple[int, int]:
    """The range of lines that make the title; empty where none is seen."""
    window = range(min(len(lines), _WINDOW))
    body = next((at for at in window if begins_body(lines[at])), len(window))
    buried = any(holds_sign(line.text, signs) for line in lines[:body + 1])  # advertisements above may hold sentences
    for candidates in (range(body), range(body, len(window) if buried else body)):
        fit = [at for at in candidates if _may_be_title(lines[at]) and not holds_sign(lines[at].text, signs)]
        best = _best([(at, lines[at].compact) for at in fit], early=candidates.start == 0)
        if best is not None:
            return _last_copy(lines, _with_neighbours(lines, best, signs), body)
    heading = next((at for at in range(body) if lines[at].hint == "h1" and is_short(lines[at].compact, LONGEST)), None)
    if heading is None:  # neither year nor kind word: the first short line, behind advertisements the last one
        plain = [at for at in range(body) if _is_plain_title(lines[at], signs)]
        heading = plain[-1 if buried else 0] if plain else None
    return (heading, heading + 1) if heading is not None else (0, 0)


def _last_copy(lines: tuple[Line, ...], found: tuple[int, int], body: int) -> tuple[int, int]:
    """A page prints its title, the facts of the page, and the text with its own title: that one is it."""
    words = "".join(dict.fromkeys(line.compact for line in lines[slice(*found)]))
    for last in range(body, found[1], -1):
        for first in range(max(found[1], last - 4), last):
            copy = "".join(line.compact for line in lines[first:last])
            if len(copy) >= _SHORTEST_COPY and words.endswith(copy):
                return first, last
    return found


def _best(fit: list[tuple[int, str]], *, early: bool) -> int | None:
    """Year and kind word; before the body a kind word alone will do, or a year and a kind word inside."""
    tests: list[Callable[[str], bool]] = [
        lambda t: kind_of(t) is not None and (year_in(t) is not None or is_year_left_open(t))]
    if early:
        tests += [lambda t: kind_of(t) is not None, lambda t: year_in(t) is not None and _holds_kind(t)]
    for test in tests:
        found = [(at, text) for at, text in fit if test(text)]
        if found:  # 计划方案 alone may be the name of a page's column
            return next((at for at, text in found if len(text) > _LONGEST_COLUMN), found[0][0])
    return None


def _holds_kind(text: str) -> bool:
    return any(re.search(words, text) for words, _ in _ENDINGS)


def _may_be_title(line: Line) -> bool:
    words = line.compact
    if kind_of(words) is not None:  # 全文来了！…实施意见
        words = re.sub(r"[！!](?=.)", "", words)
    return is_short(words, LONGEST) and not is_head(words) and line.hint != "table" and not _LABELLED.match(words)


def _is_plain_title(line: Line, signs: tuple[str, ...]) -> bool:
    return _may_be_title(line) and len(line.compact) >= 4 and not holds_sign(line.text, signs) \
        and not _FURNITURE.search(line.compact)


def _with_neighbours(lines: tuple[Line, ...], at: int, signs: tuple[str, ...]) -> tuple[int, int]:
    """Take in the line above that the title completes, and the lines below that complete it."""
    first, last = at, at + 1
    advertised = any(holds_sign(line.text, signs) for line in lines[:at])
    slogans = False  # 压实责任 动真碰硬 / 护航… / ——在…
    while first and at - first < _MOST_ABOVE:
        slogans = slogans or (lines[first].text.startswith(_DASHES) and not advertised)
        above = lines[first - 1]
        if holds_sign(above.text, signs) or not (
                _is_upper_half(above, lines[first], advertised=advertised) or (slogans and _is_slogan(above))):
            break
        first -= 1
    while last < len(lines) and last - first < 4 \
            and (_is_lower_half(lines[last].compact) or lines[last].compact == lines[at].compact):
        last += 1
    return first, last


def _is_upper_half(above: Line, title: Line, *, advertised: bool) -> bool:
    """关于…主体责任 / 情况的报告; 在…会议上的 / 讲话; 扛牢责任 担当作为 / ——在…会议上的讲话; 市纪委 / 关于…的通知."""
    upper, lower = above.compact, title.compact
    if not upper or len(upper) > 50 or (not is_short(upper, 50) and not upper.endswith(("、", "，"))):
        return False
    if lower.startswith("关于") and not advertised and (is_organ(upper) or is_body(upper)):
        return True
    if is_head(upper):
        return False
    if lower.startswith(_DASHES) or any(upper.count(a) > upper.count(b) for a, b in ("《》", "“”", "（）")):
        return True
    if upper.endswith(_UNFINISHED) or (upper.endswith("同志") and lower.startswith("在")):
        return True
    if lower.startswith("关于") or (year_in(lower) and not upper.endswith(("的", "和", "及", "与", "暨", "、"))):
        return False
    return upper.startswith(("关于", "在", *_DASHES)) or year_in(upper) is not None or upper[-1] in "的和及与暨、于"


def _is_slogan(line: Line) -> bool:
    """忠诚履职 担当作为: a clause above the one that stands above ——在…会议上的讲话."""
    return is_short(line.compact, 50) and not is_head(line.compact) and not _FURNITURE.search(line.compact)


def _is_lower_half(below: str) -> bool:
    """及下半年工作打算, ——在…会议上的讲话, （征求意见稿）."""
    if not below or len(below) > 50:
        return False
    if _DRAFT_NOTE.fullmatch(below):
        return True
    return is_short(below, 50) and (below.startswith(_DASHES)
                                    or (below[0] in "及和与暨" and kind_of(below) is not None))
