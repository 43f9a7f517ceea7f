"""The built site → search files: ``build(pages, documents, items, regulations, themes, terms)``.

    html.py, handwritten.py   a page → entries (units with their own words)
    corpus.py                 which pages, in which order
    parts.py                  pages part by part, on two processes when there is much
    tokens.py, invert.py      words → tokens → pairs and where they stand
    postings.py, places.py    … → posting lists, those of all parts joined, and what always stands around a pair
    lists.py                  lists → payloads, long ones in files of their own
    texts.py                  texts and columns → payloads
    letters.py, pieces.py     texts in few characters: a code for each letter, and for what is written again and again
    names.py                  names, aliases, pinyin
    words.py, sounds.py       what may stand for what was typed: aliases, everyday words, 繁體, wrong characters
    files.py, varints.py      payloads → script files, numbers as printable characters
    browser/, program.py      the reader in the browser, part by part, and how its parts become two files
    query.py, proof.py        a reader of the same files, and the proof that they miss and invent nothing

Same pages, same bytes. Nothing here touches the disk.
"""
from scripts.index.build import build

__all__ = ["build"]
