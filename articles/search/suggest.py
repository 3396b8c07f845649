"""Names for what a reader begins to write: topics, people, organisations, countries and sources.

The names, their aliases and former names come from the database, the numbers of stories from the index. Both are
read once for each edition of the index and kept in memory; a name without a published story is not kept at all.
"""

from __future__ import annotations

import threading
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import accumulate

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from articles.models import Country, FormerSlug, Source, Tag
from articles.models.places import country_name, dated_name, names_elsewhere
from articles.search import words
from articles.search.counting import everything
from articles.search.generations import Unusable
from articles.search.index import Reader, reader
from articles.search.names import Names
from articles.selection import Selection

# Of each of tags, countries and sources: those with the most stories.
MOST_NAMES = 20_000
LONGEST_TEXT = 100
# Three letters are the least of which "inside a word" is more than chance.
LEAST_INSIDE = 3
CANDIDATES = 40
LEAST_ALIKE = 0.5

# The field of the index with the numbers of each parameter's names.
FIELDS = {"topic": ("topic", "named"), "country": ("country",), "source": ("source",)}
# How a further condition joins the others, and the end of the parameter's name that says so.
# The names are kept for readers of every language, so their kinds are put into words when they are shown.
COUNTRY, SOURCE = gettext_lazy("Country"), gettext_lazy("Source")
HOW = {"all": "", "any": "_any", "none": "_not"}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A name: ``kind`` in words, the selection's ``parameter`` and ``value``, and its number of published stories.

    ``matched`` is the alias or former name that fits what was written, empty where the name itself does.
    """

    kind: str | Promise
    parameter: str
    value: str
    name: str
    matched: str
    count: int

    @property
    def label(self) -> str:
        """The name that readers see: of a country, in the language being spoken."""
        return country_name(self.value, self.name) if self.parameter == "country" else self.name


@dataclass(frozen=True, slots=True)
class Entry:
    """One name as it is found: what it says, and the same folded, as words with a space before each."""

    suggestion: Suggestion
    folded: str


def parameter_for(parameter: str, how: str) -> str:
    """The parameter that adds a name so that all, any or none of the stories' names fit; empty where none does.

    A story has one source, so that only topics and countries know the three ways; of sources any one fits.
    """
    if parameter in ("topic", "country"):
        return parameter + HOW[how]
    return "" if how == "none" else parameter


def fold(text: str) -> str:
    """``text`` without case, accents and punctuation: its words, each with a space before it."""
    return "".join(f" {word}" for word in words.cut(text[:LONGEST_TEXT]))


class Directory:
    """The names of one edition, as one text to look through: quicker than looking at each."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        # The most frequent first, so that a look through the text meets them in order.
        self.entries = sorted(entries, key=_order)
        self.text = "".join(f"{entry.folded}\n" for entry in self.entries)
        self.starts = [0, *accumulate(len(entry.folded) + 1 for entry in self.entries)]
        self.by_folded: dict[str, list[Suggestion]] = {}
        for entry in self.entries:
            self.by_folded.setdefault(entry.folded, []).append(entry.suggestion)

    def find(self, text: str, most: int, parameters: Collection[str] = tuple(FIELDS)) -> list[Suggestion]:
        """At most ``most`` names that ``text`` fits: exactly, then by the beginnings of words, then inside a word.

        Within each of these those with the most stories come first; a name is there once.
        """
        wanted = fold(text)
        if not wanted:
            return []
        exact: dict[tuple[str, str], Suggestion] = {}
        beginnings: dict[tuple[str, str], Suggestion] = {}
        inside: dict[tuple[str, str], Suggestion] = {}
        for suggestion in self.by_folded.get(wanted, ()):
            if suggestion.parameter in parameters:
                exact.setdefault((suggestion.parameter, suggestion.value), suggestion)
        for _, entry in self._places(_needle(wanted)):
            suggestion = entry.suggestion
            rank = _rank(wanted, entry.folded)
            if rank in (1, 2) and suggestion.parameter in parameters:
                key = (suggestion.parameter, suggestion.value)
                (beginnings if rank == 1 else inside).setdefault(key, suggestion)
            if len(beginnings) >= most:
                # Entries come with the most frequent first: no later one can stand before these.
                break
        best: dict[tuple[str, str], Suggestion] = {}
        for found in (exact, beginnings, inside):
            for key, suggestion in found.items():
                best.setdefault(key, suggestion)
        return list(best.values())[:most]

    def exact(self, text: str, parameters: Collection[str] = tuple(FIELDS)) -> list[Suggestion]:
        """The names that ``text`` writes in full, by their own name or another."""
        return [one for one in self.by_folded.get(fold(text), ()) if one.parameter in parameters]

    def nearest(self, text: str, most: int, parameters: Collection[str] = tuple(FIELDS)) -> list[Suggestion]:
        """The names most like ``text``, for one who wrote it wrongly."""
        wanted = fold(text)
        shared = Counter(place for piece in _pieces(wanted) for place, _ in self._places(piece))
        likely = [self.entries[place] for place, _ in shared.most_common() if self._is_one(place, parameters)][
            :CANDIDATES
        ]
        alike = sorted(
            ((SequenceMatcher(None, wanted, entry.folded).ratio(), entry.suggestion) for entry in likely),
            key=lambda one: (-one[0], -one[1].count),
        )
        found = {}
        for ratio, suggestion in alike:
            if ratio >= LEAST_ALIKE:
                found.setdefault((suggestion.parameter, suggestion.value), suggestion)
        return list(found.values())[:most]

    def _is_one(self, place: int, parameters: Collection[str]) -> bool:
        return self.entries[place].suggestion.parameter in parameters

    def _places(self, needle: str) -> Iterator[tuple[int, Entry]]:
        """The entries that contain ``needle``, each once, with their place."""
        at = self.text.find(needle) if needle else -1
        while at >= 0:
            place = bisect_right(self.starts, at) - 1
            yield place, self.entries[place]
            at = self.text.find(needle, self.starts[place + 1])


def _order(entry: Entry) -> tuple[int, str, bool, str]:
    """The most frequent first; of one name itself before its aliases."""
    one = entry.suggestion
    return -one.count, one.name, bool(one.matched), entry.folded


def _needle(wanted: str) -> str:
    """What every fitting entry contains: the longest word, where it is short as the beginning of a word."""
    longest = max(wanted.split(), key=len)
    return longest if len(longest) >= LEAST_INSIDE else f" {longest}"


def _rank(wanted: str, folded: str) -> int:
    """0 for the whole name, 1 where each word written begins one of its words, 2 inside a word, 3 not at all."""
    if wanted == folded:
        return 0
    if all(f" {word}" in folded for word in wanted.split()):
        return 1
    return 2 if wanted[1:] in folded else 3


def _pieces(folded: str) -> set[str]:
    return {folded[at : at + 3] for at in range(max(1, len(folded) - 2))}


def directory() -> Directory:
    """The names of the index's present edition; none where there is no index to read."""
    global _kept
    try:
        now = reader()
    except Unusable:
        return Directory(())
    if _kept and _kept[0] is now.names:
        return _kept[1]
    with _keeping:
        if not _kept or _kept[0] is not now.names:
            _kept = (now.names, Directory(_entries(now)))
        return _kept[1]


# Of the present edition only, which the reader's names stand for: to keep the reader would keep its files open.
_kept: tuple[Names, Directory] | None = None
_keeping = threading.Lock()


def _entries(now: Reader) -> Iterator[Entry]:
    wanted = sorted({field for fields in FIELDS.values() for field in fields})
    numbers = everything(wanted, now)
    counts = {
        name: dict(sum((numbers[field] for field in fields), Counter()).most_common(MOST_NAMES))
        for name, fields in FIELDS.items()
    }
    yield from _tags(counts["topic"])
    yield from _countries(counts["country"])
    for id, slug, name, aliases in Source.objects.filter(pk__in=counts["source"]).values_list(
        "id", "slug", "name", "aliases"
    ):
        yield from _named(Suggestion(SOURCE, "source", slug, name, "", counts["source"][id]), name, aliases)


def _tags(counts: Mapping[int, int]) -> Iterator[Entry]:
    former: dict[int, list[str]] = {}
    for slug, tag in FormerSlug.objects.filter(tag__in=counts).values_list("slug", "tag_id"):
        # Of a former name the archive has kept the address alone.
        former.setdefault(tag, []).append(slug.replace("-", " "))
    rows = Tag.objects.filter(pk__in=counts).values_list("id", "kind", "slug", "name", "aliases")
    for id, kind, slug, name, aliases in rows:
        others = [*aliases, *former.get(id, ())]
        suggestion = Suggestion(Tag.Kind(kind).label, "topic", slug, name, "", counts[id])
        yield from _named(suggestion, name, others)


def _countries(counts: Mapping[int, int]) -> Iterator[Entry]:
    for country in Country.objects.filter(pk__in=counts):
        others = [*country.aliases, *country.case_sensitive_aliases, country.official_name, *country.adjectives]
        others += names_elsewhere(country.code)
        name = dated_name(country.name, country.from_year, country.to_year)
        suggestion = Suggestion(COUNTRY, "country", country.code, name, "", counts[country.pk])
        yield from _named(suggestion, country.name, others)


def _named(suggestion: Suggestion, name: str, others: Iterable[str]) -> Iterator[Entry]:
    """The entries of one name: one for itself, and one for each other name that is written differently."""
    seen = {""}
    for matched, written in [("", name), *((other, other) for other in others)]:
        folded = fold(written)
        if folded not in seen:
            seen.add(folded)
            yield Entry(replace(suggestion, matched=matched), folded)


def widened(selection: Selection, suggestion: Suggestion, how: str) -> Selection | None:
    """``selection`` with the name as a further condition; None where a name of its kind cannot be added so."""
    parameter = parameter_for(suggestion.parameter, how)
    return selection.adding(parameter, suggestion.value) if parameter else None
