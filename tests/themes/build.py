"""Documents of one item, made of a labelled case."""
from __future__ import annotations

from typing import Any

from scripts.model import Document, Source, Unit

LABELS = {"numbered": "1.", "inline": "", "paragraph": ""}


def document(case: dict[str, Any], kind: str = "工作要点") -> Document:
    """The headings of ``path`` one inside the other, and below them one item with the anchor ``item``."""
    lines: list[str] = [*case.get("path", ())]
    title, text, form = case.get("title", ""), case["text"], case.get("form", "numbered")
    lead = f"{title}。" if title else ""
    lines.append(f"{LABELS[form]}{lead}{text}")
    whole = "\n".join(lines)
    start = len(whole) - len(lines[-1])
    begin = start + len(LABELS[form])
    unit = Unit("item", form, (start, len(whole)), LABELS[form], lead=(begin, begin + len(lead)))
    for at in reversed(range(len(lines) - 1)):
        from_ = sum(len(line) + 1 for line in lines[:at])
        unit = Unit(f"h{at}", "section", (from_, len(whole)), level=1, lead=(from_, from_ + len(lines[at])),
                    children=(unit,))
    return Document("d", case.get("document", "年度工作要点"), kind, "plan", Source("d.txt", "", "txt", "utf-8"),  # type: ignore[arg-type]
                    whole, (unit,))
