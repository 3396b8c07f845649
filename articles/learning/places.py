"""Countries that a story names: by their names and adjectives, their cities and states, and its dateline."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from articles.learning.lessons import Lesson, Scored
from articles.text.naming import Finder, Spellings

DATA = Path(__file__).parent.parent / "data"
COUNTRY, CITY = "country", "city"
IN_HEADLINE, IN_DATELINE, IN_LEAD, IN_BODY = range(4)
LEAD = 300
# What each number of `evidence` weighs where no archive has been learned from; a logistic regression over wire
# stories gave them, rounded. Last: what has to be outweighed.
WEIGHTS = np.array([0, 1.2, -0.2, 4.3, 0.7, -0.3, 1.5, 1.3, -0.5])
AGAINST = 2.5
FEATURES = len(WEIGHTS)


@dataclass(slots=True)
class Mentions:
    """How often, where and by what a story names one country."""

    countries: Counter[int] = field(default_factory=Counter)
    cities: Counter[int] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    rank: int = 0

    def number(self, where: int) -> int:
        return self.countries[where] + self.cities[where]

    @property
    def total(self) -> int:
        return self.countries.total() + self.cities.total()


@lru_cache(maxsize=1)
def _finders() -> tuple[Finder[tuple[str, str]], Finder[tuple[str, str]]]:
    """A finder for running text, and one for datelines, where states are cut short ("Ala.", "Conn.")."""
    cities = json.loads((DATA / "cities.json").read_text(encoding="utf-8"))
    running, dated = [], []
    for row in cities:
        thing = (row["code"], CITY)
        names = (*row["cities"], *row.get("parts", ()))
        running.append(Spellings(thing, names))
        dated.append(Spellings(thing, names, tuple(row.get("abbreviations", ()))))
    # Of two countries with one name the later wins: the one that exists today.
    for row in sorted(_countries(), key=lambda row: row.get("to_year") is None):
        thing = (row["code"], COUNTRY)
        exact = tuple(row["case_sensitive"])
        bare = () if row.get("ambiguous") else (row["name"],)
        names = tuple(name for name in (*bare, *row["aliases"], *row["adjectives"]) if name not in exact)
        spellings = Spellings(thing, names, exact, tuple(row.get("not_in") or ()))
        running.append(spellings)
        dated.append(spellings)
    return Finder(running), Finder(dated)


@lru_cache(maxsize=1)
def _countries() -> list[dict[str, Any]]:
    return json.loads((DATA / "countries.json").read_text(encoding="utf-8"))


def alpha2() -> dict[str, str]:
    """ISO 3166-1 alpha-2 for every code of countries.json; for a former country the one it had."""
    return {row["code"]: row["alpha2"] for row in _countries()}


def labels_of(stories: Sequence[tuple[Sequence[Sighting], Sequence[str]]]) -> dict[str, str]:
    """The label that an archive gives each country of countries.json, from sightings and labels of its stories.

    For the Soviet Union one archive writes "SU", another "SUHH", a third "RU", and Moscow lies in what it writes: it
    is the one of these that stands most often on the stories which name the country. ISO's alpha-2 where none does.
    """
    together: dict[str, Counter[str]] = {}
    for sightings, labels in stories:
        for code in {sighting.code for sighting in sightings}:
            together.setdefault(code, Counter()).update(labels)
    chosen = {}
    for row in _countries():
        counts = together.get(row["code"], Counter())
        former = [one for one in _countries() if row["code"] in (one.get("successors") or ())]
        names = [(one["alpha2"], one["code"]) for one in (row, *former)]
        possible = [*itertools.chain.from_iterable(names), *(row.get("successors") or ())]
        chosen[row["code"]] = max(possible, key=lambda label, counts=counts: counts[label])
    return chosen


@dataclass(frozen=True, slots=True)
class Sighting:
    """A country named in a story: by which name, of what kind, and where."""

    code: str
    kind: str
    where: int
    name: str


def sightings(lesson: Lesson) -> list[Sighting]:
    """Every place that a story names, in the order in which it does."""
    body = " ".join(lesson.body.split())
    return [
        Sighting(code, kind, IN_LEAD if where == IN_BODY and start < LEAD else where, name)
        for where, text in ((IN_HEADLINE, lesson.headline), (IN_DATELINE, lesson.dateline), (IN_BODY, body))
        for code, kind, start, name in _named(text, where == IN_DATELINE)
    ]


class Places:
    """The countries that one story names, under the labels that the archive gives them."""

    def __init__(self, seen: Sequence[Sighting], labels: Mapping[str, str]) -> None:
        self.found: dict[str, Mentions] = {}
        for sighting in seen:
            mentions = self.found.setdefault(labels[sighting.code], Mentions(rank=len(self.found)))
            (mentions.countries if sighting.kind == COUNTRY else mentions.cities)[sighting.where] += 1
            if sighting.where != IN_DATELINE:
                mentions.words[sighting.name] += 1
        self.total = len(seen)

    def names(self) -> Iterator[str]:
        """Terms for a linear model: which country, and where it is named."""
        for code, mentions in self.found.items():
            for where in range(4):
                if mentions.countries[where]:
                    yield f"{code} {where}"
                if mentions.cities[where]:
                    yield f"{code} {where} city"

    def evidence(self, code: str) -> np.ndarray:
        """What speaks for one country, as numbers between 0 and about 3."""
        mentions = self.found.get(code)
        if mentions is None:
            return np.zeros(FEATURES, np.float32)
        return np.array(
            [
                1,
                bool(mentions.countries[IN_HEADLINE]),
                bool(mentions.cities[IN_HEADLINE]),
                bool(mentions.number(IN_DATELINE)),
                bool(mentions.countries[IN_LEAD]),
                bool(mentions.cities[IN_LEAD]),
                np.log1p(mentions.total),
                mentions.total / self.total,
                1 / (1 + mentions.rank),
            ],
            np.float32,
        )

    def words(self, code: str) -> tuple[str, ...]:
        """The names that the story gives a country, the most frequent first."""
        mentions = self.found.get(code)
        return tuple(word for word, _ in mentions.words.most_common()) if mentions else ()

    def scored(self) -> tuple[Scored, ...]:
        """The countries that come into question where there is no archive to learn from, surest first."""
        scores = [Scored(code, round(self._score(code), 3), self.words(code)) for code in self.found]
        return tuple(sorted(scores, key=lambda one: (-one.score, one.label)))

    def _score(self, code: str) -> float:
        return float(1 / (1 + np.exp(AGAINST - self.evidence(code) @ WEIGHTS)))


def _named(text: str, is_dateline: bool) -> Iterator[tuple[str, str, int, str]]:
    running, dated = _finders()
    shouted = not is_dateline and text.isupper()
    for (code, kind), start, end in (dated if is_dateline else running).named_in(text):
        name = text[start:end]
        # In a headline of capitals "CAR" and "US" are words, and in running text "turkey" and "nice" are.
        if (shouted and name.isalpha() and len(name) <= 3) or name.islower():
            continue
        yield code, kind, start, name


def countries_named(lesson: Lesson) -> tuple[Scored, ...]:
    """The countries that a story names, by ISO alpha-2, surest first: what can be told with no archive to learn from."""
    return Places(sightings(lesson), alpha2()).scored()
