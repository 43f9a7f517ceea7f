"""Plain lists, usable without any script: documents by year, kind, issuer, date; themes, terms, regulations, 体检."""
from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import Any, Final

import msgspec

from scripts.records import DocumentRecord, FindingRecord, RegulationRecord
from scripts.render.gather.home import newest_documents
from scripts.render.gather.page import page
from scripts.render.gather.view import View, chunks, unlike
from scripts.render.gather.works import has_page

PAGE: Final = 300  # rows of a list page
_RANKS: Final = ("党内法规", "党内规范性文件", "宪法", "法律", "法律解释", "监察法规", "行政法规", "司法解释",
                 "部门规章", "地方性法规", "地方政府规章", "规范性文件")
_UNKNOWN: Final = "单位制度及其他"
Group = tuple[str, str, Sequence[DocumentRecord]]  # heading, its anchor, documents


def list_pages(view: View) -> Iterator[tuple[str, str]]:
    """Everything under ``lists/``."""
    plans = [d for d in view.documents if d.category == "plan"]
    years = _groups(plans, lambda d: d.year, lambda y: f"{y}年" if y else "未注明年份", "y", newest=True)
    yield from _grouped(view, "years", "按年份", years)
    yield from _grouped(view, "kinds", "按类型", _groups(plans, lambda d: d.kind, str, "k"), "kind")
    issuers = _groups(plans, lambda d: d.issuer, lambda i: i or "未注明单位", "u")
    yield from _grouped(view, "issuers", "按单位", issuers, "issuer")
    yield from _recent(view)
    yield page("lists/themes.md", "themes.md.j2", "主题", toc=False, groups=_theme_groups(view))
    used = [(t, len(view.term_rows.get(t.id, ()))) for t in view.terms]
    yield page("lists/terms.md", "terms.md.j2", "提法", toc=False, terms=used)
    laws = _regulation_groups(view)
    yield page("lists/regulations.md", "regulations.md.j2", "法规", toc=len(laws) > 1, groups=laws,
               edition=view.edition, unlike=unlike, unused=[w for w in view.regulations if not has_page(w)])
    yield from _findings(view)


def _groups(
    documents: Iterable[DocumentRecord], key: Callable[[DocumentRecord], Any], name: Callable[[Any], str], mark: str,
    *, newest: bool = False,
) -> list[Group]:
    found: dict[Hashable, list[DocumentRecord]] = {}
    for document in sorted(documents, key=lambda d: (-(d.year or 0), d.kind, d.title)):
        found.setdefault(key(document), []).append(document)
    order = sorted(found, key=lambda k: -(k or 0) if newest else 0)  # type: ignore[operator]  # years are numbers
    return [(name(k), f"{mark}{k or 'none'}" if newest else f"{mark}{n}", found[k]) for n, k in enumerate(order, 1)]


def _grouped(
    view: View, stem: str, title: str, groups: list[Group], without: str = "",
) -> Iterator[tuple[str, str]]:
    """One page while it stays short, else a page a group with the first as the index of all.

    Args:
        without: the column that the headings make redundant.
    """
    same: dict[str, Any] = {"numbers": view.numbers, "without": without, "laws": bool(view.regulations_with_text)}
    if sum(len(documents) for *_, documents in groups) <= PAGE:
        yield page(f"lists/{stem}.md", "documents.md.j2", title, toc=len(groups) > 1, groups=groups, index=[], **same)
        return
    index = [(name, len(documents), f"lists/{stem}/{anchor}.html", anchor) for name, anchor, documents in groups]
    yield page(f"lists/{stem}.md", "documents.md.j2", title, toc=False, groups=[], index=index, **same)
    for name, anchor, documents in groups:
        parts = list(chunks(documents, PAGE))  # type: ignore[arg-type]  # rows of any kind
        for number, part in enumerate(parts):
            suffix = "" if number == 0 else f"-{number + 1}"
            yield page(f"lists/{stem}/{anchor}{suffix}.md", "documents.md.j2", f"{title}　{name}", toc=False,
                       groups=[(name, anchor, part)], index=index, **same)


def _recent(view: View) -> Iterator[tuple[str, str]]:
    yield page("lists/recent.md", "recent.md.j2", "最近更新", toc=False, numbers=view.numbers,
               recent=newest_documents(view)[:PAGE])


def _theme_groups(view: View) -> list[tuple[str, list[tuple[Any, int]]]]:
    groups: dict[str, list[tuple[Any, int]]] = {}
    for theme in view.themes:
        groups.setdefault(theme.group, []).append((theme, len(view.theme_rows.get(theme.id, ()))))
    return list(groups.items())


def _regulation_groups(view: View) -> list[tuple[str, list[RegulationRecord]]]:
    """Regulations with a page by kind, in the order of their rank; the ones with a text first."""
    groups: dict[str, list[RegulationRecord]] = {}
    for work in sorted(filter(has_page, view.regulations), key=lambda r: (not r.versions, not r.cited_by, r.name)):
        groups.setdefault(work.kind or _UNKNOWN, []).append(work)
    ranks = {kind: n for n, kind in enumerate(_RANKS)}
    return sorted(groups.items(), key=lambda g: (g[0] == _UNKNOWN, ranks.get(g[0], len(ranks)), g[0]))


class Remark(msgspec.Struct, frozen=True):
    """Findings of one document that say the same: one row."""

    first: FindingRecord
    all: tuple[FindingRecord, ...]


def _remarks(findings: Iterable[FindingRecord]) -> list[Remark]:
    """What a person should look at first, hints last; under each document what says the same in one row."""
    groups: dict[tuple[str, str, str, str], list[FindingRecord]] = {}
    for finding in findings:
        same = finding.message if finding.evidence else f"{finding.message}#{finding.line}"
        groups.setdefault((finding.severity, finding.document, finding.code, same), []).append(finding)
    return [Remark(group[0], tuple(group)) for group in groups.values()]


def _findings(view: View) -> Iterator[tuple[str, str]]:
    """文稿体检; long lists go on over pages."""
    parts = list(chunks(_remarks(view.findings), PAGE))  # type: ignore[arg-type]  # rows of any kind
    urls = ["lists/findings.html" if n == 0 else f"lists/findings/{n + 1}.html" for n in range(len(parts))]
    counts = {s: sum(f.severity == s for f in view.findings) for s in ("error", "warning", "info")}
    for number, part in enumerate(parts):
        yield page(urls[number].replace(".html", ".md"), "findings.md.j2", "文稿体检", toc=False, remarks=part,
                   counts=counts, number=number, urls=urls, document_of=view.document_of)
