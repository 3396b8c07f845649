"""How often countries stand beside each other: the matrix of pairs, and how one pair fares over the years.

Each number is that of a selection with one more condition or two, counted in one state of the index, so that a
table agrees with itself and with the list behind each of its figures.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from articles.search.conditions import conditions
from articles.search.counting import tally
from articles.search.generations import Unusable
from articles.search.index import Reader, reader
from articles.search.results import FacetValue
from articles.search.surviving import surviving
from articles.search.timeline import MONTH
from articles.selection import Selection

COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Pairs:
    """The most frequent countries of a selection, and the number of its stories for each two of their codes.

    A country with itself has the number of its own stories. Both orders of a pair are there; pairs without a
    story are not.
    """

    countries: tuple[FacetValue, ...] = ()
    counts: Mapping[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Year:
    """A year: the number of stories found in it, and of those they are a part of."""

    year: int
    count: int
    of: int

    @property
    def share(self) -> float:
        """The part that was found, in per cent."""
        return 100 * self.count / self.of if self.of else 0.0


@surviving(lambda selection, most: Pairs())
def pairs(selection: Selection, most: int) -> Pairs:
    """The ``most`` frequent countries among the stories of ``selection`` by each other.

    It takes one question for the countries and one for each of them. Empty where there is no index to ask.
    """
    try:
        now = reader()
    except Unusable:
        return Pairs()
    return now.memory.get(("pairs", most, *selection.conditions()), lambda: _pairs(selection, most, now))


def _pairs(selection: Selection, most: int, now: Reader) -> Pairs:
    totals = _tally(selection, COUNTRY, now)
    names = now.names.by_id({COUNTRY: totals})[COUNTRY]
    known = [FacetValue(name.value, name.label, totals[id]) for id, name in names.items() if totals[id]]
    known.sort(key=lambda one: (-one.count, one.label.casefold(), one.value))
    countries = tuple(known[:most])
    codes = {one.value for one in countries}
    counts = {}
    for one in countries:
        beside = _tally(selection.adding(COUNTRY, one.value), COUNTRY, now)
        for id, count in beside.items():
            if count and id in names and names[id].value in codes:
                counts[one.value, names[id].value] = count
    return Pairs(countries, counts)


@surviving(lambda part, whole: ())
def by_year(part: Selection, whole: Selection) -> tuple[Year, ...]:
    """Each year from the first to the last that has a story of ``part``, with its number and that of ``whole``."""
    try:
        now = reader()
    except Unusable:
        return ()
    counts, of = _years(part, now), _years(whole, now)
    if not counts:
        return ()
    return tuple(Year(year, counts[year], of[year]) for year in range(min(counts), max(counts) + 1))


def _years(selection: Selection, now: Reader) -> Counter[int]:
    years: Counter[int] = Counter()
    for month, count in _tally(selection, MONTH, now).items():
        if count:
            years[int(month) // 12] += count
    return years


def _tally(selection: Selection, name: str, now: Reader) -> Counter[int]:
    found = conditions(selection, now)
    query = found.query()
    return tally(found.question("stories"), query, now, [name], lambda: now.count(query))[name]
