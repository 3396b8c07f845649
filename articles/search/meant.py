"""Words that are names: what a search would be if the topics, countries, sources and years in it were asked for as such."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from articles.search.answer import total
from articles.search.generations import Unusable
from articles.search.index import Reader, reader
from articles.search.surviving import surviving
from articles.selection import Selection, first_day

# A question that says more than words is left as it stands.
MORE_THAN_WORDS = re.compile(r"[\"“”„«»「」:()（）*~|]|(?:^|\s)-|\b(?:OR|AND|NOT)\b")
KINDS = ("topic", "country", "source", "section")
DATE = re.compile(r"(?:1[6-9]|2[01])\d\d(?:-\d\d){0,2}")
BETWEEN = {"and", "in", "of", "the", "on", "about", "with", "from", "between"}
MOST_WORDS = 12
LONGEST_NAME = 7
LONGEST_CODE = 3


@dataclass(frozen=True, slots=True)
class Part:
    """What stands for some of the words: ``parameter`` and ``value`` of the selection, and what readers call it."""

    parameter: str
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Meant:
    """The selection that was perhaps meant, what of it was recognised, and how many stories it has."""

    selection: Selection
    parts: tuple[Part, ...]
    total: int


@surviving(lambda selection: None)
def by_name(selection: Selection) -> Meant | None:
    """The selection with the names and dates among its words as conditions; None where there are none, or no stories.

    Of several names that begin with one word the longest counts. Words that are no name stay words.
    """
    words = selection.q.split()
    if not words or len(words) > MOST_WORDS or MORE_THAN_WORDS.search(selection.q):
        return None
    try:
        now = reader()
    except Unusable:
        return None
    parts, dates, rest = _recognised(words, now, has_dates=bool(selection.since or selection.until))
    if not parts and not dates:
        return None
    meant = replace(selection, q=" ".join(rest), sort=None, page=1)
    for part in parts:
        meant = meant.adding(part.parameter, part.value)
    if dates:
        meant = replace(meant, since=min(dates), until=max(dates))
        parts += [Part("from", date, date) for date in dict.fromkeys(dates)]
    number = total(meant)
    return Meant(meant, tuple(parts), number) if number else None


def _recognised(words: list[str], now: Reader, *, has_dates: bool) -> tuple[list[Part], list[str], list[str]]:
    """The names among the words, the dates, and the other words."""
    parts: list[Part] = []
    dates: list[str] = []
    rest: list[str] = []
    place = 0
    while place < len(words):
        for length in range(min(LONGEST_NAME, len(words) - place), 0, -1):
            if part := _named(" ".join(words[place : place + length]), now):
                parts.append(part)
                place += length
                break
        else:
            word = words[place]
            place += 1
            if not has_dates and _is_date(word):
                dates.append(word)
            else:
                rest.append(word)
    return parts, dates, [] if all(word.lower() in BETWEEN for word in rest) else rest


def _named(text: str, now: Reader) -> Part | None:
    # Codes of countries are words as well: "in" is not India, and "us" is not the United States.
    if len(text) <= LONGEST_CODE and text.isascii() and not text.isupper():
        return None
    for kind in KINDS:
        found = now.book.find(kind, text)
        if found and len(found.ids) == 1:
            name = now.names.by_id({kind: found.ids})[kind].get(found.ids[0])
            if name:
                return Part(kind, name.value, name.label)
    return None


def _is_date(word: str) -> bool:
    try:
        return bool(DATE.fullmatch(word) and first_day(word))
    except ValueError:
        return False
