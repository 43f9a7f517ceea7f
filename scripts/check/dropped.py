"""What was left out of the page, line by line, and citations left open: for a person to confirm."""
from __future__ import annotations

from collections.abc import Iterator

from scripts.model import Document, Finding, Notes, Severity

# What more texts or entries would settle is no slip of the writer: an unknown name (《问题线索移送单》 is a form),
# a number without a name, a text of a day before the base's first version.
_FOR_INFORMATION = frozenset({"未收录", "仅有文号", "无当时文本"})


def check_dropped(document: Document) -> Iterator[Finding]:
    """Every dropped line, exactly."""
    for line in document.dropped:
        yield Finding(code="DROPPED", severity="info", document=document.id, line=line.line,
                      message=f"未收入正文（{line.reason}）", evidence=line.text)


def check_citations(document: Document, notes: Notes) -> Iterator[Finding]:
    """Citations that stayed unresolved, with the reason and the candidates."""
    for cited in notes.citations:
        if not cited.reason:
            continue
        severity: Severity = "info" if cited.reason in _FOR_INFORMATION else "warning"
        candidates = f"，可能是：{'、'.join(cited.candidates)}" if cited.candidates else ""
        yield Finding(
            code="CITATION_OPEN", severity=severity, document=document.id,
            item=cited.anchor, line=document.lines[document.text.count("\n", 0, cited.span[0])],
            message=f"引用未能对应（{cited.reason}{candidates}）", evidence=cited.text,
        )
