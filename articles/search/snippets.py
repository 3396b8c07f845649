"""Snippets: the passage of a story that answers the words best, with the words marked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models.functions import Left
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.models import Article
from articles.search.matching import SHORTEST_STEMMED
from articles.search.query_language import Reading, Term
from articles.search.words import WORD, cut_word, stem

# What lies deeper in a story is found, but not quoted.
READ = 20_000
LENGTH = 240
LEAD = 60


@dataclass(frozen=True, slots=True)
class Place:
    """A word of a text, as the index knows it, and where it stands."""

    word: str
    start: int
    end: int


def snippets(ids: Iterable[int], reading: Reading) -> dict[int, SafeString]:
    """The best passage of each story, as HTML; none for a story whose body has none of the words."""
    terms = [term for term in reading.wanted() if term.part in ("", "body")]
    if not terms:
        return {}
    bodies = Article.objects.filter(pk__in=list(ids)).values_list("pk", Left("body_text", READ))
    passages = {id: passage(body, terms) for id, body in bodies}
    return {id: text for id, text in passages.items() if text}


def passage(text: str, terms: Iterable[Term]) -> SafeString | None:
    """The passage of ``text`` with most of the terms, the words marked with ``<mark>``; None where none is there."""
    text = " ".join(text.split())
    matches = find(text, list(terms))
    if not matches:
        return None
    start, end = _window(text, matches)
    inside = [(a, b) for a, b, _ in matches if start <= a and b <= end]
    return format_html("{}{}{}", "… " if start else "", _marked(text, start, end, inside), " …" if end < len(text) else "")


def find(text: str, terms: list[Term]) -> list[tuple[int, int, int]]:
    """Where the terms stand: start, end and number of the term, in the order of the text."""
    places = [Place(word, *match.span()) for match in WORD.finditer(text) for word in cut_word(match[0])]
    found = set()
    for number, term in enumerate(terms):
        words = list(term.words)
        together = 1 if term.near else len(words)
        for index in range(len(places) - together + 1):
            if term.near:
                if places[index].word in words:
                    found.add((places[index].start, places[index].end, number))
            elif _matches(term, words, places, index):
                found.add((places[index].start, places[index + together - 1].end, number))
    return sorted(found)


def _matches(term: Term, words: list[str], places: list[Place], index: int) -> bool:
    *before, last = words
    if any(places[index + offset].word != word for offset, word in enumerate(before)):
        return False
    word = places[index + len(before)].word
    if word == last or (term.prefix and word.startswith(last)):
        return True
    inflected = not before and not term.quoted and len(last) >= SHORTEST_STEMMED
    return inflected and last.isascii() and word[:2] == last[:2] and stem(word) == stem(last)


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
    return format_html(
        "{}{}", format_html_join("", "{}<mark>{}</mark>", pieces), text[here:end]
    )
