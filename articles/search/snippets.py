"""Snippets: the passage of a story that answers the words best, with the words marked."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db.models.functions import Left
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.models import Article
from articles.search.matching import inflected, is_form
from articles.search.query_language import Reading, Term
from articles.search.words import WORD, cut_word

# What lies deeper in a story is found, but not quoted.
READ = 20_000
LENGTH = 240
LEAD = 60


def snippets(ids: Iterable[int], reading: Reading) -> dict[int, SafeString]:
    """The best passage of each story, as HTML; none for a story whose body has none of the words."""
    finder = Finder(term for term in reading.wanted() if term.part in ("", "body"))
    if not finder.terms:
        return {}
    bodies = Article.objects.filter(pk__in=list(ids)).values_list("pk", Left("body_text", READ))
    passages = {id: passage(body, finder) for id, body in bodies}
    return {id: text for id, text in passages.items() if text}


def passage(text: str, finder: Finder) -> SafeString | None:
    """The passage of ``text`` with most of the terms, the words marked with ``<mark>``; None where none is there."""
    text = " ".join(text.split())
    matches = finder.find(text)
    if not matches:
        return None
    start, end = _window(text, matches)
    inside = [(a, b) for a, b, _ in matches if start <= a and b <= end]
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return format_html("{}{}{}", before, _marked(text, start, end, inside), after)


class Finder:
    """Finds terms in texts, in the places for which the engine found them."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = list(terms)
        self.initials = {word[0] for term in self.terms for word in term.words}
        # Texts repeat their words: each is compared with the terms once.
        self.beginning: dict[str, list[int]] = {}

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Where the terms stand: start, end and number of the term, in the order of the text."""
        pieces = list(WORD.finditer(text))
        found = []
        for index, piece in enumerate(pieces):
            word = piece[0]
            if word not in self.beginning:
                self.beginning[word] = self._beginning(cut_word(word))
            for number in self.beginning[word]:
                if end := _end(self.terms[number], pieces, index):
                    found.append((piece.start(), end, number))
        return found

    def _beginning(self, cuts: tuple[str, ...]) -> list[int]:
        """Numbers of the terms that can begin with a word that is cut into ``cuts``."""
        if not cuts or cuts[0][0] not in self.initials:
            return []
        return [
            number
            for number, term in enumerate(self.terms)
            if (cuts[0] in term.words if term.near else _same(term, 0, cuts[0]))
        ]


def _end(term: Term, pieces: list[re.Match[str]], index: int) -> int | None:
    """Where the term ends that begins with piece ``index``; None where something else follows."""
    if term.near:
        return pieces[index].end()
    matched = 0
    for piece in pieces[index : index + len(term.words)]:
        for cut in cut_word(piece[0]):
            if not _same(term, matched, cut):
                return None
            matched += 1
            if matched == len(term.words):
                return piece.end()
    return None


def _same(term: Term, number: int, cut: str) -> bool:
    """Whether ``cut`` is word ``number`` of the term, or as good as it."""
    word = term.words[number]
    if cut == word:
        return True
    if number < len(term.words) - 1:
        return False
    return cut.startswith(word) if term.prefix else inflected(term) and is_form(cut, word)


def _window(text: str, matches: list[tuple[int, int, int]]) -> tuple[int, int]:
    """Start and end of the stretch that shows most different terms, the earliest of equals."""

    def different(first: int) -> int:
        return len({number for start, end, number in matches if first <= start and end <= first + LENGTH - LEAD})

    best = max((start for start, _, _ in matches), key=lambda start: (different(start), -start))
    start = max(0, min(best - LEAD, len(text) - LENGTH))
    end = min(len(text), start + LENGTH)
    if start:
        start = max(text.rfind(" ", 0, best), start) if (space := text.find(" ", start, best)) < 0 else space + 1
    if end < len(text) and (space := text.rfind(" ", best, end)) > best:
        end = max(space, min(e for s, e, _ in matches if s == best))
    return start, end


def _marked(text: str, start: int, end: int, matches: list[tuple[int, int]]) -> SafeString:
    pieces = []
    here = start
    for first, last in matches:
        if first < here:
            continue
        pieces.append((text[here:first], text[first:last]))
        here = last
    return format_html("{}{}", format_html_join("", "{}<mark>{}</mark>", pieces), text[here:end])
