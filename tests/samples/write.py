"""Write the golden files of this folder anew: ``python -m tests.samples.write``; read the difference line by line."""
from __future__ import annotations

from tests.samples.texts import HERE, documents, links_text, outline_file, outline_text, terms_text


def main() -> None:
    for name in documents():
        outline_file(name).write_text(outline_text(name), "utf-8")
    (HERE / "links.txt").write_text(links_text(), "utf-8")
    (HERE / "terms.txt").write_text(terms_text(), "utf-8")


if __name__ == "__main__":
    main()
