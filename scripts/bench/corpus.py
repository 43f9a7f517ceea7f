"""A generated base for measurements: finished pages as the site would have them, and their records."""
from __future__ import annotations

from collections.abc import Iterator
from html import escape

import msgspec

from scripts.bench.language import Language, chinese
from scripts.model import Role
from scripts.records import DocumentRecord, HeadingRecord, ItemRecord, ItemTheme, SourceRecord, ThemeRecord

ROLES: tuple[Role, ...] = ("任务", "成效", "问题")


class Base(msgspec.Struct):
    """Pages by address, and the records of what stands in them."""

    pages: list[tuple[str, str]]
    documents: list[DocumentRecord]
    items: list[ItemRecord]
    themes: list[ThemeRecord]


class _Document:
    """One document in the making: lines of HTML and records side by side."""

    def __init__(self, language: Language, number: int, *, law: bool) -> None:
        self.language = language
        self.law = law
        self.id = f"ban-fa-{number}@undated" if law else f"gong-zuo-{number}"
        self.url = f"regulations/ban-fa-{number}/undated.html" if law else f"plans/{self.id}.html"
        self.year = 2000 + number % 25
        self.title = (f"{language.random.choice(language.places)}{language.thing()}管理办法" if law
                      else f"{self.year}年{language.random.choice(language.places)}{language.thing()}工作要点")
        self.lines: list[str] = []
        self.headings: list[HeadingRecord] = []
        self.items: list[ItemRecord] = []
        self.at = 0
        self.block("h1", "title", "gy-u gy-title", escape(self.title), self.title)

    def block(self, tag: str, anchor: str, name: str, inner: str, plain: str) -> None:
        self.lines.append(f'<{tag} id="{anchor}" class="{name}" data-src="{self.at}">{inner}</{tag}>')
        self.at += len(plain) + 1

    def heading(self, number: int) -> None:
        label, text = (f"第{chinese(number)}章", self.language.thing()) if self.law else (
            f"{chinese(number)}、", self.language.lead())
        self.headings.append(HeadingRecord(f"c{number}" if self.law else str(number), 1, label, text, run_in=False))
        self.block("h2", self.headings[-1].id, "gy-h gy-l1", escape(label + text), label + text)

    def item(self, anchor: str, form: str, label: str, title: str, text: str) -> None:
        numbers = {self.language.random.randrange(36) for _ in range(self.language.random.choice((0, 1, 2)))}
        themes = tuple(ItemTheme(f"zt-{n}", f"主题{n}", 1.0, ("",)) for n in sorted(numbers))
        above = (self.headings[-1].label + self.headings[-1].text,) if self.headings else ()
        self.items.append(ItemRecord(
            id=f"{self.id}#{anchor}", document=self.id, url=f"{self.url}#{anchor}", label=label, path=above, form=form,
            parent="", title=title, text=text, role="规定" if self.law else ROLES[len(self.items) % 3], themes=themes,
            citations=(), terms=(), deadlines=(), related=(), edited=False))

    def sentences(self, counts: tuple[int, ...]) -> str:
        return "".join(self.language.sentence() for _ in range(self.language.random.choice(counts)))

    def article(self, number: int) -> None:
        label = f"第{chinese(number)}条"
        lines = [self.sentences((1, 2, 2, 3, 3)) for _ in range(self.language.random.choice((1, 1, 1, 2, 3)))]
        inner = (f'<strong class="gy-art">{label}</strong>'
                 f'<span id="t{number}-k1" class="gy-u gy-clause">　{lines[0]}</span>')
        self.block("p", f"t{number}", "gy-u gy-article", inner, lines[0])
        for k, line in enumerate(lines[1:], 2):
            self.block("p", f"t{number}-k{k}", "gy-u gy-clause", line, line)
        self.item(f"t{number}", "article", label, "", "\n".join(lines))

    def task(self, section: int, number: int) -> None:
        """A numbered item, with 一是 二是 in it now and then."""
        anchor, label, lead = f"{section}-n{number}", f"{number}.", self.language.lead()
        points = self.language.random.choice((0, 0, 0, 2, 3))
        body = "" if points else self.sentences((3, 4, 5))
        texts = [self.language.clause() + self.language.random.choice("，；") + self.sentences((2,))
                 for _ in range(points)]
        spans = "".join(
            f'<span id="{anchor}-i{n}" class="gy-u gy-inline"><b class="gy-label">{chinese(n)}是</b>{text}</span>'
            for n, text in enumerate(texts, 1))
        inner = f'<strong class="gy-lead">{label}{lead}。</strong>{body}{spans}'
        self.block("p", anchor, "gy-u gy-numbered gy-l3", inner, lead + body + "".join(texts))
        self.item(anchor, "numbered", label, lead, lead + "。" + body + "".join(texts))
        for n, text in enumerate(texts, 1):
            self.item(f"{anchor}-i{n}", "inline", f"{chinese(n)}是", "", text)

    def record(self) -> DocumentRecord:
        return DocumentRecord(
            id=self.id, title=self.title, kind="法规" if self.law else "工作要点",
            category="regulation" if self.law else "plan", year=self.year, period=None, plan_period=None,
            issuer=self.language.random.choice(self.language.places[:40]) + "纪检监察组", number="",
            date=f"{self.year}-01-01",
            source=SourceRecord("", "", "txt", "utf-8"), dropped=(), url=self.url, headings=tuple(self.headings),
            characters=self.at)

    def html(self) -> str:
        return (f'<html><body><nav>…</nav><article data-document="{self.id}" data-title="{escape(self.title)}">'
                + "\n".join(self.lines) + "</article></body></html>")


def documents(language: Language, items: int) -> Iterator[_Document]:
    """Plans and regulations by turns, until there are so many items."""
    number = made = 0
    while made < items:
        document = _Document(language, number, law=number % 2 == 1)
        _fill(document, items - made)
        made += len(document.items)
        number += 1
        yield document


def _fill(document: _Document, most: int) -> None:
    """Sections with items, until the document is full or there are enough."""
    count = 0
    for section in range(1, document.language.random.choice((3, 4, 5, 6)) + 1):
        document.heading(section)
        for _ in range(document.language.random.choice((4, 6, 8, 10))):
            count += 1
            if document.law:
                document.article(count)
            else:
                document.task(section, count)
            if len(document.items) >= most:
                return


def generate(items: int, seed: int = 1) -> Base:
    """A base of about so many items, the same for the same seed."""
    made = list(documents(Language(seed), items))
    return Base(
        [(document.url, document.html()) for document in made], [document.record() for document in made],
        [item for document in made for item in document.items],
        [ThemeRecord(f"zt-{n}", f"主题{n}", "", "", f"themes/zt-{n}.html", ()) for n in range(36)])
