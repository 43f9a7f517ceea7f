"""Short names of places in documents, as a list or a table prints them: 要点 二、5."""
from __future__ import annotations

from scripts.model import Document
from scripts.render.places import spoken
from scripts.render.site import Site


def short_kind(document: Document) -> str:
    """要点, 总结, 讲话 …; a regulation by its own name."""
    return f"《{document.title}》" if document.category == "regulation" else document.kind.removeprefix("工作")


def place_name(site: Site, document: Document, anchor: str) -> str:
    """Kind and labels of a plan's unit (要点 二、5), name and article of a regulation's (《…》第四条)."""
    return f"{short_kind(document)} {labels(site, document, anchor)}".strip()


def labels(site: Site, document: Document, anchor: str) -> str:
    """The labels down to a unit: 三、7、一是; in a regulation 第四条第二款."""
    path = site.path(document, anchor)
    if document.category == "regulation" and path:
        return spoken(path[:-1], path[-1], document.category, document.text)
    return "、".join(unit.label.rstrip(".．、") for unit in path if unit.label)
