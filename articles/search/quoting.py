"""The sentence of a story that shows why a question found it."""

from __future__ import annotations

from articles.search.query_language import Reading
from articles.search.snippets import Finder
from articles.text import words

SENTENCE_LIMIT = 400
# What lies deeper in a story is found, but not quoted.
READ = 20_000


class Quotes:
    """Looks for the words of one question in many stories."""

    def __init__(self, reading: Reading) -> None:
        self.terms = list(dict.fromkeys(reading.wanted()))
        self._finders: dict[tuple[str, str], Finder] = {}

    def sentence(self, language: str, headline: str, body: str) -> str:
        """The sentence of the headline or ``body`` (plain text) with most of the words, the first of several such.

        At most 400 characters; empty where none of the words is there.
        """
        best, most = "", 0
        for part, text in (("headline", headline), ("body", body[:READ])):
            finder = self._finder(part, language)
            there = _number(finder, text) if finder.terms else 0
            if there <= most:
                continue
            for sentence in [text] if part == "headline" else words.sentences(text):
                number = _number(finder, sentence)
                if number > most:
                    best, most = sentence, number
                if most == there:
                    break
        return words.excerpt(best, SENTENCE_LIMIT)

    def _finder(self, part: str, language: str) -> Finder:
        key = (part, language)
        if key not in self._finders:
            self._finders[key] = Finder((term for term in self.terms if term.part in ("", part)), language)
        return self._finders[key]


def _number(finder: Finder, text: str) -> int:
    """How many different words of the question stand in a text."""
    return len({term for _, _, term in finder.find(text)})
