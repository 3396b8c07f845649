"""Words of the archive that are written almost like a word it does not have.

Mistakes are those of Damerau (1964): a letter too many, too few, another one, or two that changed places. With one
mistake, every spelling that can be is looked up; with two, only the frequent words that begin alike are compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tantivy import Searcher

FIELDS = ("headline", "body", "byline")
SHORTEST = 4
# In a shorter word two mistakes leave too little.
SHORTEST_FOR_TWO = 6
LONGEST = 24
MOST_COMPARED = 2_000
SHORTEST_PART = 3
OFFERED = 3

ALPHABETS = [
    (re.compile("[a-z]+"), "abcdefghijklmnopqrstuvwxyz"),
    (re.compile("[а-яіїєґўј]+"), "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ"),
    (re.compile("[α-ω]+"), "αβγδεζηθικλμνξοπρστυφχψω"),
    (re.compile("[ء-يٹپچڈڑژگںھے]+"), "ءابتثجحخدذرزسشصضطظعغفقكلمنهوؤئيٹپچڈڑژگںھے"),
]


class Candidate(NamedTuple):
    """A spelling the archive has: how many mistakes it takes for granted, and how many stories have it."""

    word: str
    mistakes: int
    stories: int


def stories_with(word: str, searcher: Searcher) -> int:
    """How many stories have the word, in the part of a story where most have it."""
    return max(searcher.doc_freq(field, word) for field in FIELDS)


def candidates(word: str, searcher: Searcher) -> list[Candidate]:
    """The likeliest spellings of a word of the index, the best first: fewest mistakes, then most stories."""
    letters = next((letters for script, letters in ALPHABETS if script.fullmatch(word)), "")
    if not letters or not SHORTEST <= len(word) <= LONGEST:
        return []
    found = {
        other: Candidate(other, 1, count)
        for other in one_mistake(word, letters)
        if (count := stories_with(other, searcher))
    }
    found |= {both: Candidate(both, 1, count) for both, count in _parted(word, searcher)}
    if not found and len(word) >= SHORTEST_FOR_TWO:
        found = {other.word: other for other in _two_mistakes(word, searcher)}
    return sorted(found.values(), key=lambda one: (one.mistakes, -one.stories, one.word))[:OFFERED]


def one_mistake(word: str, letters: str) -> set[str]:
    """All that ``word`` can have been meant for with one mistake, in an alphabet."""
    places = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    found = {start + rest[1:] for start, rest in places if rest}
    found |= {start + rest[1] + rest[0] + rest[2:] for start, rest in places if len(rest) > 1}
    found |= {start + letter + rest[1:] for start, rest in places if rest for letter in letters}
    found |= {start + letter + rest for start, rest in places for letter in letters}
    return found - {word}


def distance(one: str, other: str, most: int) -> int:
    """How many mistakes make one word of the other (optimal string alignment); more than ``most`` is ``most`` + 1."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        last, row = row, [i]
        for j, its in enumerate(other, 1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != its))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == its:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
        before = last
    return min(row[-1], most + 1)


def _parted(word: str, searcher: Searcher) -> Iterator[tuple[str, int]]:
    """Two words of which ``word`` may have been made by leaving out the space."""
    for place in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        parts = word[:place], word[place:]
        if count := min(stories_with(part, searcher) for part in parts):
            yield " ".join(parts), count


def _two_mistakes(word: str, searcher: Searcher) -> Iterator[Candidate]:
    for field in ("headline", "body"):
        for other, count in searcher.terms_with_prefix(field, word[:2], limit=MOST_COMPARED):
            if other.isalpha() and distance(word, other, 2) == 2:
                yield Candidate(other, 2, count)
