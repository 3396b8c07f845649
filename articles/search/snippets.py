"""What shows why a story was found: the passage that answers the words best, and its headline, the words marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape
from itertools import islice

from django.conf import settings
from django.db import connection
from django.utils.safestring import SafeString, mark_safe

from articles.search.matching import inflected
from articles.search.query_language import Reading, Term
from articles.search.stems import ARABIC, are_forms, base, has_stems
from articles.search.words import FOREIGN, WORD, cut_word

# What lies deeper in a story is found, but not quoted.
READ = 20_000
LENGTH = 240
LEAD = 60
REACH = LENGTH - LEAD

TEXTS = "SELECT id, language, headline, left(body_text, %s) FROM articles_article WHERE id = ANY(%s)"
# Where a word may begin whose first letters are not what they stand for: an accent, an acronym.
CHANGING = r"[^\W_]?[^\W_\x00-\x7f]|[^\W\d_]\.[^\W\d_]\."


@dataclass(frozen=True, slots=True)
class Marked:
    """HTML by the number of the story: passages, and headlines that have one of the words."""

    snippets: Mapping[int, SafeString] = field(default_factory=dict)
    headlines: Mapping[int, SafeString] = field(default_factory=dict)


def marked(ids: Iterable[int], reading: Reading) -> Marked:
    """The best passage of each story, and its headline; neither for a story that has none of the words there."""
    terms = list(dict.fromkeys(reading.wanted()))
    if not terms:
        return Marked()
    finders: dict[tuple[str, str], Finder] = {}
    found = Marked({}, {})
    with connection.cursor() as cursor:
        cursor.execute(TEXTS, [READ, list(ids)])
        rows = cursor.fetchall()
    for id, language, headline, body in rows:
        for part, text, show, shown in (
            ("headline", headline, text_with_marks, found.headlines),
            ("body", body, passage, found.snippets),
        ):
            if (part, language) not in finders:
                finders[part, language] = Finder((term for term in terms if term.part in ("", part)), language)
            if html := show(text, finders[part, language]):
                shown[id] = html
    return found


def passage(text: str, finder: Finder) -> SafeString | None:
    """The passage of ``text`` with most of the terms, the words marked with ``<mark>``; None where none is there."""
    text = " ".join(text.split())
    matches = finder.find(text)
    if not matches:
        return None
    start, end = _window(text, matches)
    inside = [(a, b) for a, b, _ in matches if start <= a and b <= end]
    before, after = "… " if start else "", " …" if end < len(text) else ""
    return mark_safe(before + _marked(text, start, end, inside) + after)


def text_with_marks(text: str, finder: Finder) -> SafeString | None:
    """The whole of a text, the words marked; None where none is there."""
    matches = finder.find(text)
    return _marked(text, 0, len(text), [(start, end) for start, end, _ in matches]) if matches else None


class Finder:
    """Finds terms in texts of one language, in the places for which the engine found them."""

    def __init__(self, terms: Iterable[Term], language: str = settings.LANGUAGE_CODE) -> None:
        self.terms = list(terms)
        # A story in a language that has no stems is searched, and so marked, in the archive's own.
        self.language = language if has_stems(language) else settings.LANGUAGE_CODE
        words = [word for term in self.terms for word in (term.words if term.near else term.words[:1])]
        # What begins otherwise is none of the words; in Arabic an article may come before one.
        self.starts = set() if base(self.language) == ARABIC else {word[:2] for word in words}
        self.start = re.compile(rf"(?<![^\W_])(?:{'|'.join([*map(_start, self.starts), CHANGING])})", re.IGNORECASE)
        # Texts repeat their words: each is compared with the terms once.
        self.beginning: dict[str, list[int]] = {}

    def find(self, text: str) -> list[tuple[int, int, int]]:
        """Where the terms stand: start, end and number of the term, in the order of the text."""
        found = []
        for piece in self._candidates(text):
            word = piece[0]
            if word not in self.beginning:
                self.beginning[word] = self._beginning(cut_word(word))
            for number in self.beginning[word]:
                if end := self._end(self.terms[number], text, piece):
                    found.append((piece.start(), end, number))
        return found

    def _candidates(self, text: str) -> Iterator[re.Match[str]]:
        """The words of a text, or at least those that may begin a term: looking at every word takes ten times as long."""
        if not self.starts or FOREIGN.search(text):
            yield from WORD.finditer(text)
            return
        here = 0
        for start in self.start.finditer(text):
            if start.start() >= here and (piece := WORD.match(text, start.start())):
                here = piece.end()
                yield piece

    def _beginning(self, cuts: tuple[str, ...]) -> list[int]:
        """Numbers of the terms that can begin with a word that is cut into ``cuts``."""
        if not cuts or (self.starts and cuts[0][:2] not in self.starts):
            return []
        return [
            number
            for number, term in enumerate(self.terms)
            if (cuts[0] in term.words if term.near else self._same(term, 0, cuts[0]))
        ]

    def _end(self, term: Term, text: str, first: re.Match[str]) -> int | None:
        """Where the term ends that begins with the word ``first``; None where something else follows."""
        if term.near:
            return first.end()
        matched = 0
        for piece in islice(WORD.finditer(text, first.start()), len(term.words)):
            for cut in cut_word(piece[0]):
                if not self._same(term, matched, cut):
                    return None
                matched += 1
                if matched == len(term.words):
                    return piece.end()
        return None

    def _same(self, term: Term, number: int, cut: str) -> bool:
        """Whether ``cut`` is word ``number`` of the term, or as good as it."""
        word = term.words[number]
        if cut == word:
            return True
        if number < len(term.words) - 1:
            return False
        return cut.startswith(word) if term.prefix else inflected(term) and are_forms(cut, word, self.language)


def _window(text: str, matches: list[tuple[int, int, int]]) -> tuple[int, int]:
    """Start and end of the best stretch: with most different terms, then most matches, then the earliest."""

    def worth(place: int) -> tuple[int, int, int]:
        first = matches[place][0]
        terms, length = set(), 0
        for start, end, number in matches[place:]:
            if start > first + REACH:
                break
            if end <= first + REACH:
                terms.add(number)
                length += end - start
        return len(terms), length, -first

    best = matches[max(range(len(matches)), key=worth)][0]
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
        if first >= here:
            pieces.append(f"{escape(text[here:first])}<mark>{escape(text[first:last])}</mark>")
            here = last
    return mark_safe("".join(pieces) + escape(text[here:end]))


def _start(letters: str) -> str:
    """The first two letters of a word as an expression; a single one is the whole of it."""
    return re.escape(letters) if len(letters) > 1 else rf"{re.escape(letters)}(?![^\W_])"
