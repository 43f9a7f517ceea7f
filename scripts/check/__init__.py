"""文稿体检: each check looks at one document and yields Findings; ``check_document`` runs them in order."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from scripts.check.counts import check_counts
from scripts.check.dropped import check_citations, check_dropped
from scripts.check.numbering import check_numbering
from scripts.check.regulation import regulation_findings
from scripts.model import Document, Finding, Notes

CHECKS: Final[tuple[Callable[[Document], Iterator[Finding]], ...]] = (
    check_dropped,
    check_numbering,
    check_counts,
    regulation_findings,
)


def check_document(document: Document, notes: Notes) -> tuple[Finding, ...]:
    """All findings about one document, in the order of the table."""
    found = [finding for check in CHECKS for finding in check(document)]
    return (*found, *check_citations(document, notes))
