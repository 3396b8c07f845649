"""What a list can be narrowed by: the values of each facet with their numbers, and those chosen already.

A further topic or country joins a list in three ways: a story must have it as well ("and"), it will do in place of
those chosen ("or"), or a story must not have it ("not").
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

from articles.search.results import FacetValue, Results
from articles.search.suggest import HOW, parameter_for
from articles.selection import Selection
from articles.views.describing import Chip

FACETS = ("topic", "country", "section", "source", "author", "kind", "language")
# Those of which a story may have several.
IN_THREE_WAYS = ("topic", "country")
OPEN_VALUES = 10


class FacetLink(NamedTuple):
    """A value of a facet that can be added, with the list one gets.

    ``either`` is the list in which it will do as well as the values chosen, ``without`` the one that leaves it out;
    empty where there is no such choice. A page has sixty of them, and tuples are soon made.
    """

    label: str
    count: int
    url: str
    either: str = ""
    without: str = ""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A value that the reader chose: ``how`` is all, any or none, ``url`` the list without it."""

    label: str
    how: str
    url: str


@dataclass(frozen=True, slots=True)
class Facet:
    """The foremost values of one parameter, how many there are in all, and those chosen.

    The others have a page of their own. ``every`` and ``some`` lead to the list of which a story must have all, or
    any, of the values chosen; both empty where that is the same, and the one in force is empty.
    """

    parameter: str
    foremost: list[FacetLink]
    size: int
    chosen: list[Chosen]
    every: str = ""
    some: str = ""


def loosened(selection: Selection, facet: str) -> Selection:
    """``selection`` ready for an alternative to what it has of a facet: all of these become any of these.

    Where it has both kinds already, a further value joins those of which any will do.
    """
    if facet not in IN_THREE_WAYS or getattr(selection, f"{facet}_any"):
        return selection
    return replace(selection, page=1, **{facet: (), f"{facet}_any": getattr(selection, facet)})


def tightened(selection: Selection, facet: str) -> Selection:
    """``selection`` with all of what any was enough of."""
    both = (*getattr(selection, facet), *getattr(selection, f"{facet}_any"))
    return replace(selection, page=1, **{facet: both, f"{facet}_any": ()})


def facets(
    results: Results,
    own: Selection,
    chips: Iterable[Chip],
    address: Callable[[Selection], str],
    at: Callable[[str], str],
) -> list[Facet]:
    """The facets of a list, without those that neither narrow it nor have a value chosen.

    ``own`` is what the reader added to the page, which ``chips`` describe. ``address`` gives the page for a
    selection, ``at`` for a query string of what the reader added.
    """
    shown = []
    chips = list(chips)
    for name in FACETS:
        values = [value for value in results.facets.get(name, ()) if _narrows(value, results.total)]
        ways = HOW if name in IN_THREE_WAYS else ("any",)
        picked = [
            Chosen(chip.label, how, chip.without)
            for how in ways
            for chip in chips
            if chip.parameter == parameter_for(name, how)
        ]
        if values or picked:
            size = max(len(values), results.facet_sizes.get(name, 0))
            links = _links(name, values[:OPEN_VALUES], own, at)
            shown.append(Facet(name, links, size, picked, *_switches(name, own, address)))
    return shown


def _narrows(value: FacetValue, total: int) -> bool:
    return not value.selected and value.count > 0 and value.count != total


def _links(name: str, values: Iterable[FacetValue], own: Selection, at: Callable[[str], str]) -> list[FacetLink]:
    query = own.adder(name)
    if name not in IN_THREE_WAYS:
        return [FacetLink(value.label, value.count, at(query(value.value))) for value in values]
    # With nothing chosen, "or" would be the same as "and".
    some = getattr(own, name) or getattr(own, f"{name}_any")
    either = loosened(own, name).adder(f"{name}_any") if some else None
    without = own.adder(f"{name}_not")
    return [
        FacetLink(
            value.label,
            value.count,
            at(query(value.value)),
            at(either(value.value)) if either else "",
            at(without(value.value)),
        )
        for value in values
    ]


def _switches(name: str, own: Selection, address: Callable[[Selection], str]) -> tuple[str, str]:
    """Where all of several values chosen are asked for, the list with any of them; and the other way round."""
    if name not in IN_THREE_WAYS:
        return "", ""
    every, some = getattr(own, name), getattr(own, f"{name}_any")
    if len(every) > 1 and not some:
        return "", address(loosened(own, name))
    if len(some) > 1 and not every:
        return address(tightened(own, name)), ""
    return "", ""
