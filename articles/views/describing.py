"""A selection in words: the labels of its conditions, its chips, and the span of time it covers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from articles.search.results import Results
from articles.selection import Selection

Labels = Mapping[tuple[str, str], str]

WITH_ARTICLE = re.compile(
    r"^(United |Philippines|Netherlands|Bahamas|Gambia|Maldives|Seychelles|Comoros|Soviet |Vatican|DR |Isle )"
    r"|(Republic|Islands|Emirates|Territories|Territory|Kingdom|Union|Zone)\b"
)


# What stands for ``from`` and ``to`` where both name the same day, month or year.
DATE = "date"


@dataclass(frozen=True, slots=True)
class Chip:
    """One condition: its parameter (or ``DATE``), its value in words, and the address of the list without it."""

    parameter: str
    value: str
    label: str
    without: str


def chips(selection: Selection, labels: Labels, address: Callable[[Selection], str]) -> list[Chip]:
    """The conditions of ``selection``, each with its way out."""
    found = list(selection.conditions())
    if selection.since == selection.until != "":
        found = [*(one for one in found if one[0] not in ("from", "to")), (DATE, selection.since)]
    return [
        Chip(parameter, value, labels.get((parameter, value), value), address(dropped(selection, parameter, value)))
        for parameter, value in found
    ]


def dropped(selection: Selection, parameter: str, value: str) -> Selection:
    """The selection without what the chip of ``parameter`` and ``value`` stands for."""
    return selection.without("from").without("to") if parameter == DATE else selection.without(parameter, value)


def in_words(selection: Selection, labels: Labels) -> dict[str, list[str]]:
    """The names of all conditions by parameter, countries as they stand in a sentence: the United States."""
    found: dict[str, list[str]] = {}
    for parameter, value in selection.conditions():
        label = labels.get((parameter, value), value)
        found.setdefault(parameter, []).append(in_a_sentence(label) if parameter.startswith("country") else label)
    return found


def in_a_sentence(country: str) -> str:
    """A country's name with the article that English gives some of them."""
    return f"the {country}" if WITH_ARTICLE.search(country) else country


@dataclass(frozen=True, slots=True)
class Span:
    """The time a list covers: partial dates, or nothing. ``asked`` where the reader set it."""

    first: str = ""
    last: str = ""
    asked: bool = False


def span(results: Results) -> Span:
    """What the reader asked for; else from the first to the last year that has a story."""
    selection = results.selection
    if selection.since or selection.until:
        return Span(selection.since, selection.until, asked=True)
    years = [bar.period[:4] for bar in results.timeline if bar.count]
    return Span(years[0], years[-1]) if years else Span()
