"""The words of a vocabulary in a text, found in one pass: themes and terms each take their own."""
from __future__ import annotations

from functools import lru_cache

from scripts.annotate.matching import Match, Matcher
from scripts.vocabulary import Term, Theme, Vocabulary


def words_in(text: str, vocabulary: Vocabulary) -> list[Match]:
    """Every occurrence of every word of a theme or term, and of what silences one; by start, the longest first."""
    return _matcher(vocabulary.themes, vocabulary.terms).all(text)


@lru_cache(maxsize=4)
def _matcher(themes: tuple[Theme, ...], terms: tuple[Term, ...]) -> Matcher:
    of_themes = [word for theme in themes for word in (*(one.text for one in theme.words), *theme.unless)]
    of_terms = [word for term in terms for word in (term.text, *term.aliases, *term.unless)]
    return Matcher((*of_themes, *of_terms))
