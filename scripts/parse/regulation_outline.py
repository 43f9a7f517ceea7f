"""The outline of a regulation: 编 分编 章 节 条 款 项 目, items of texts without articles, appendices, tables.

Guarantees: units follow the order of the lines; every word of a marked line is exactly one unit's own; a 项 belongs to
the 款 before it, and the plain paragraph after the last 项 is a new 款; articles' anchors do not name their chapter.
"""
from __future__ import annotations

import re
from itertools import islice
from typing import Final

from scripts.model import Form, Span
from scripts.parse.leads import find_lead
from scripts.parse.lines import Line
from scripts.parse.regulation_articles import inline_items, inline_points, set_caption
from scripts.parse.regulation_labels import Label, finished, list_label
from scripts.parse.regulation_lines import DIVISIONS, Mark, is_heading_words
from scripts.parse.regulation_nodes import Node, add_paragraph, add_unit
from scripts.parse.regulation_ranks import APPENDIX_RANK, close_beside, rank_of

DIVISION_STEPS: Final = {"编": "b", "分编": "fb", "章": "c", "节": "j"}
LIST_STEPS: Final = ("", "s", "n", "m", "o")  # of items in texts without articles, by rank
LEVELS: Final = {"编": 1, "分编": 2, "章": 3, "节": 4, "条": 5, "款": 6, "项": 7, "目": 8}
# below the last item of a text without articles: 本决定自公布之日起施行。《…》根据本决定作相应修改，…
_CLOSES: Final = re.compile(
    r"(?:此复|特此(?:批复|答复|函复|公告|通知)|现予公告)[。！]?$|本(?:决定|决议|解释|规定|规则|办法|批复|细则|制度|通知)自|.{2,60}根据本决定|[^，。]{2,40}与本[^，。]{2,4}不一致的，以本")


def build_outline(marks: list[Mark], top: Node, breaks: frozenset[int]) -> None:
    """Add the units of the marked lines to ``top``, whose step counts already hold what stands above the body.

    Args:
        breaks: starts of the lines below a dropped one; no unit runs over a dropped line.
    """
    _Builder(marks, top, breaks).run()


class _Builder:
    """Open units while the lines are read: divisions, then the article with its 款, then the list."""

    def __init__(self, marks: list[Mark], top: Node, breaks: frozenset[int]) -> None:
        self.marks = marks
        self.top = top
        self.breaks = breaks
        self.divisions: list[Node] = []
        self.article: Node | None = None
        self.clause: Node | None = None
        self.items: list[Node] = []
        self.leaf: Node | None = None  # the unit that a wrapped line continues
        self.heading: Node | None = None  # the division that a second line of a heading continues
        self.main_article = 0  # last number in the main text: an appendix ends where it goes on

    def run(self) -> None:
        for at, mark in enumerate(self.marks):
            line = mark.line
            if line.start in self.breaks:
                self._close_article()
                self.divisions.clear()
            if mark.kind == "续" and self.heading:
                self._extend_heading(self.heading, line)
            elif mark.kind == "条" and mark.label:
                self._open_article(at, line, mark.label)
            elif mark.kind == "附" and mark.label:
                self._open_appendix(line, mark.label)
            elif mark.kind == "列" and mark.label and not mark.heading:
                self._open_item(line.start, line, mark.label)
            elif mark.kind == "表":
                self._table(line)
            elif mark.kind == "署":
                self._signature(at, line)
            elif mark.kind == "外":
                self._close_to(APPENDIX_RANK)
                add_paragraph(self.top, line.span)
            elif mark.kind in (*DIVISIONS, "题", "法", "列"):
                self._open_division(at, mark)
            else:
                self._prose(at, line)

    # --- divisions ---------------------------------------------------------------------------------------------

    @property
    def container(self) -> Node:
        return self.divisions[-1] if self.divisions else self.top

    @property
    def appendix(self) -> Node:
        """The appendix that is open, else the main text: articles are counted in it."""
        return next((d for d in self.divisions if d.anchor.startswith("f") and d.rank == APPENDIX_RANK), self.top)

    def _open_division(self, at: int, mark: Mark) -> None:
        line, label = mark.line, mark.label
        rank = rank_of(at, self.marks, self.divisions)
        self._close_to(rank)
        if label is None:
            self.container.steps["#h"] += 1  # unlabelled headings are counted within their parent: h1, h2
            step = f"h{self.container.steps['#h']}"
        elif label.kind == "列":
            step = f"{LIST_STEPS[label.rank]}{label.number}"
        else:
            step = f"{DIVISION_STEPS[label.kind]}{label.number}"
        node = add_unit(self.container, step, "section", (line.start, line.span[1]))
        node.rank, node.hint = rank, line.hint
        node.lead = (line.start + (label.end if label else 0), line.span[1])
        if label:
            node.label, node.number = label.text, label.number
            node.level = label.rank + 1 if label.kind == "列" else LEVELS[label.kind]
        self.divisions.append(node)
        self.heading = node

    @staticmethod
    def _extend_heading(heading: Node, line: Line) -> None:
        first = line.start if heading.lead[0] >= heading.lead[1] else heading.lead[0]  # 附： alone in the line above
        heading.lead, heading.end = (first, line.span[1]), line.span[1]

    def _open_appendix(self, line: Line, label: Label) -> None:
        self._close_to(APPENDIX_RANK)
        number = self.top.steps["#f"] = self.top.steps["#f"] + 1
        words = line.text[label.end :]
        long = len(words) > 50 or not is_heading_words(words) or list_label(words) is not None
        end = line.start + label.end if long else line.span[1]
        node = add_unit(self.top, f"f{number}", "section", (line.start, end))
        node.label, node.rank, node.run_in = label.text, APPENDIX_RANK, long
        if not long:
            node.lead = (line.start + label.end, line.span[1])
        self.divisions.append(node)
        self.heading = None if long else node
        if long:
            self._rest(line, label.end)

    def _rest(self, line: Line, offset: int) -> None:
        """Words behind a label in the same line: an item, or a paragraph."""
        label = list_label(line.text[offset:])
        if label:
            self._open_item(line.start + offset, line, label)
        else:
            self.leaf = add_paragraph(self.container, (line.start + offset, line.span[1]))

    def _close_to(self, rank: int) -> None:
        """Close the article and every division that cannot hold one of this rank."""
        self._close_article()
        while self.divisions and self.divisions[-1].rank >= rank:
            self.divisions.pop()

    def _close_article(self) -> None:
        self.article = self.clause = self.leaf = self.heading = None
        self.items.clear()

    # --- articles ----------------------------------------------------------------------------------------------

    def _open_article(self, at: int, line: Line, label: Label) -> None:
        self._close_article()
        if self.appendix is not self.top and label.number == self.main_article + 1:
            self.divisions.clear()  # 附表 in the middle of a law: its next article ends the appendix
        if self.appendix is self.top:
            self.main_article = label.number
        step = f"t{label.number}.{label.sub}" if label.sub else f"t{label.number}"
        node = add_unit(self.container, step, "article", (line.start, line.start + label.end), self.appendix)
        node.label, node.level = label.text, LEVELS["条"]
        node.end = line.start + len(label.text)
        self.article = node
        below = self.marks[at + 1].kind if at + 1 < len(self.marks) else ""
        words = line.start + set_caption(node, line, label, has_text_below=below in ("文", "列"))
        if words < line.span[1]:
            self._open_clause(words, line)

    def _open_clause(self, start: int, line: Line) -> None:
        assert self.article
        self.items.clear()
        self.leaf = self._add_clause(self.article, (start, line.span[1]))
        self._inline_items(start, line)

    def _add_clause(self, article: Node, span: Span) -> Node:
        article.steps["#k"] += 1
        self.clause = add_unit(article, f"k{article.steps['#k']}", "clause", span)
        self.clause.level = LEVELS["款"]
        return self.clause

    def _inline_items(self, start: int, line: Line) -> None:
        assert self.clause
        self._add_inline(self.clause, start, inline_items(line.text[start - line.start :]))

    def _add_inline(self, parent: Node, start: int, found: list[tuple[int, int, Label]]) -> None:
        """The items that run on in a line; the words before the first one are the parent's own."""
        if found:
            parent.end = start + found[0][0]
        for begin, stop, label in found:
            self._add_item(start + begin, start + stop, label)

    # --- lists -------------------------------------------------------------------------------------------------

    def _open_item(self, start: int, line: Line, label: Label) -> None:
        if self.article and self.clause is None:
            self._open_empty_clause(start)
        node = self._add_item(start, line.span[1], label)
        if node.form == "subclause":
            self._inline_points(node, start, line)
        lead = find_lead(line.text, start - line.start + label.end, len(line.text), list_follows=False)
        if node.form == "numbered" and lead:
            node.lead = (line.start + lead.span[0], line.start + lead.span[1])
            node.run_in = lead.run_in

    def _inline_points(self, item: Node, start: int, line: Line) -> None:
        self._add_inline(item, start, inline_points(line.text[start - line.start :]))

    def _open_empty_clause(self, start: int) -> None:
        """An article whose list follows its number at once: the list still needs a 款."""
        assert self.article
        self._add_clause(self.article, (start, start))

    def _add_item(self, start: int, end: int, label: Label) -> Node:
        while self.items and self.items[-1].rank >= label.rank:
            self.items.pop()
        if self.article:
            assert self.clause
            parent = self.items[-1] if self.items else self.clause
            form: Form = "point" if self.items else "subclause"  # the first list of a 款 is its 项, whatever its signs
            step = f"{'m' if self.items else 'x'}{label.number}"
            level = LEVELS["目" if self.items else "项"]
        else:
            if not self.items:
                close_beside(label, self.divisions)
            parent = self.items[-1] if self.items else self.container
            form, step, level = "numbered", f"{LIST_STEPS[label.rank]}{label.number}", label.rank + 1
        node = add_unit(parent, step, form, (start, end))
        node.label, node.level, node.rank, node.number = label.text, level, label.rank, label.number
        self.items.append(node)
        self.leaf = node
        self.heading = None
        return node

    # --- prose and tables --------------------------------------------------------------------------------------

    def _prose(self, at: int, line: Line) -> None:
        if self.leaf and at and self._is_wrapped(self.marks[at - 1], line):
            self.leaf.end = line.span[1]
            return
        if self.article is None and _CLOSES.match(line.text) and self._is_last(at):
            self._close_to(APPENDIX_RANK)
        resumed = self._resumed_by(at) or self._headed_by(at)
        if resumed is None and self.article:
            self._open_clause(line.start, line)
            return
        parent = resumed or (self.items[0] if self.items else self.container)
        if parent in self.items:
            del self.items[self.items.index(parent) + 1 :]
        self.leaf = add_paragraph(parent, (line.start, line.span[1]))
        self.heading = None

    def _is_last(self, at: int) -> bool:
        """Whether no label follows in this text or appendix."""
        below = next((mark for mark in islice(self.marks, at + 1, None) if mark.label or mark.kind == "法"), None)
        return below is None or below.kind in ("附", "法")

    def _is_wrapped(self, before: Mark, line: Line) -> bool:
        """A sentence goes on; or the line above ended only because it was full."""
        if before.kind in ("题", "续", "表", *DIVISIONS):
            return False
        if line.flow is not None:
            return line.flow
        return not finished(before.line.text) or line.text[0] in "，。；、：）”》"

    def _resumed_by(self, at: int) -> Node | None:
        """The item that a plain paragraph belongs to because its list goes on below: （一）… plain … （二）."""
        for mark in islice(self.marks, at + 1, None):
            if mark.kind == "列" and mark.label and not mark.heading:
                label = mark.label
                return next((i for i in self.items if (i.rank, i.number + 1) == (label.rank, label.number)), None)
            if mark.kind not in ("文", "表"):
                return None
        return None

    def _signature(self, at: int, line: Line) -> None:
        """甲市人民政府 / 2024年1月5日 below the last article; one unit for all its lines."""
        if at and self.marks[at - 1].kind == "署" and self.leaf:
            self.leaf.end = line.span[1]
            return
        self._close_to(APPENDIX_RANK)
        self.top.steps["#sign"] += 1
        self.leaf = add_unit(self.top, f"sign{self.top.steps['#sign']}", "signature", (line.start, line.span[1]))

    def _headed_by(self, at: int) -> Node | None:
        """The last item of a list whose items are headings with text below: （一）甲 / text / （二）乙 / text."""
        item = self.items[-1] if self.items else None
        if item is None or self.marks[at - 1].kind != "列" or self.marks[at - 1].line.text[-1] in "。；：":
            return None
        above = self.items[-2] if len(self.items) > 1 else self.clause or self.container
        return item if any(c.form == "paragraph" for sibling in above.children for c in sibling.children) else None

    def _table(self, line: Line) -> None:
        if self.leaf and self.leaf.form == "table":
            self.leaf.end = line.span[1]
            return
        parent = self.article or self.container
        number = parent.steps["#tab"] = parent.steps["#tab"] + 1
        self.leaf = add_unit(parent, f"tab{number}", "table", (line.start, line.span[1]))
        self.items.clear()
        self.clause = None
