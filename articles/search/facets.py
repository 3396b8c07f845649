"""Facets: for every topic, country, source … how many stories one gets by adding it.

For topics and countries, of which a story must have all, that is their number within the present stories. For
the rest, of which a story must have one, a further value adds stories to the present ones: their number is
the present total and those that only the further value brings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from heapq import nlargest
from typing import Any

from articles.search import columns
from articles.search.conditions import ANY_OF, Conditions
from articles.search.counting import tally
from articles.search.index import Reader
from articles.search.names import KINDS
from articles.search.results import FacetValue
from articles.search.written import WRITTEN
from articles.selection import Selection

SHOWN = 30

# For each kind of name its parameter, and those whose values the index holds as they are.
FACETS = (*KINDS, *WRITTEN)


@dataclass(frozen=True, slots=True)
class Counted:
    """A facet of a selection: its foremost values, and how many there are in all."""

    values: tuple[FacetValue, ...]
    size: int


def within(selection: Selection, names: Iterable[str] = FACETS) -> list[str]:
    """Those of the facets whose numbers are counted among the stories of the selection itself."""
    return [name for name in names if not _widens(selection, name)]


def count_facets(
    selection: Selection,
    found: Conditions,
    total: int,
    counted: Mapping[str, Counter[Any]],
    reader: Reader,
    *,
    names: Iterable[str] = FACETS,
    most: int | None = SHOWN,
) -> dict[str, Counted]:
    """The facets ``names`` of a selection, each with its ``most`` frequent values (all where it is None).

    ``counted`` has the numbers of those that ``within`` names.
    """
    counts = {name: counted[name] if name in counted else _beyond(name, found, total, reader) for name in names}
    chosen = {name: _chosen(selection, name, found) for name in counts}
    keys = {name: [*chosen[name], *_foremost(counts[name], chosen[name], most)] for name in counts}
    named = _named(keys, reader)
    facets = {}
    for name in counts:
        values = [
            FacetValue(*named[name][key], total if key in chosen[name] else counts[name][key], key in chosen[name])
            for key in keys[name]
            if key in named[name]
        ]
        values.sort(key=lambda value: (not value.selected, -value.count, value.label.casefold(), value.value))
        shown = values if most is None else values[: max(most, len(chosen[name]))]
        facets[name] = Counted(tuple(shown), len(counts[name]) + sum(key not in counts[name] for key in chosen[name]))
    return facets


def _named(keys: Mapping[str, Iterable[Any]], reader: Reader) -> dict[str, dict[Any, tuple[str, str]]]:
    """For each facet, value and label of the keys that the index has for it."""
    names = reader.names.by_id({name: keys[name] for name in keys if name in KINDS})
    named = {kind: {id: (name.value, name.label) for id, name in known.items()} for kind, known in names.items()}
    return named | {
        name: {key: (key, label(key)) for key in keys[name]} for name, label in WRITTEN.items() if name in keys
    }


def _beyond(name: str, found: Conditions, total: int, reader: Reader) -> dict[Any, int]:
    """The number of stories with each further value of a facet: the present ones, and those that only it brings."""
    # A story that has one value, and so a further one, has none of those chosen: they need not be kept out.
    beyond = found.beyond(name) if name in columns.COLUMNS else found.without(name)
    numbers = tally(found.question("beyond"), beyond, reader, [name], lambda: reader.count(beyond))
    return {key: total + count for key, count in numbers[name].items()}


def _chosen(selection: Selection, name: str, found: Conditions) -> dict[Any, None]:
    """The keys of the values that the selection has already."""
    values = getattr(selection, name)
    if name in KINDS:
        values = [found.names[name][value].id for value in values if value in found.names[name]]
    return dict.fromkeys(values)


def _widens(selection: Selection, name: str) -> bool:
    """Whether a further value brings stories: it is one of several, of which a story must have any."""
    return name in ANY_OF and bool(getattr(selection, name))


def _foremost(counts: Mapping[Any, int], chosen: Collection[Any], most: int | None) -> list[Any]:
    """Keys, not chosen, of the greatest counts; with all that equal the last of them, whose labels have to decide."""
    rest = {key: count for key, count in counts.items() if key not in chosen} if chosen else counts
    if most is None or len(rest) <= most:
        return list(rest)
    least = nlargest(most, rest.values())[-1]
    return [key for key, count in rest.items() if count >= least]
