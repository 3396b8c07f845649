"""How many stories a list has after one click: for every value of a facet, added to all, to any or to none.

A topic or country can join a selection in three ways. Added to those that a story must all have, the number is
that of the present stories with it. Added to those of which a story must have none, it is the rest of them.
Added to those of which a story must have any, it is the present stories and the ones that only it brings.
"""

from __future__ import annotations

from dataclasses import replace

from articles.search.answer import edition, facet, names, total
from articles.search.results import FacetValue
from articles.search.suggest import parameter_for
from articles.selection import Selection

TRIES = 3


def adding(selection: Selection, name: str, how: str = "all") -> tuple[FacetValue, ...]:
    """Every value of the facet ``name`` with the number of stories one gets by adding it.

    Values that change nothing when added are left out; those the selection already has are ``selected``, and stay,
    with the present total. Raises KeyError for a parameter that has no facet.
    """
    for _ in range(TRIES):
        before = edition()
        values = _values(selection, name, how)
        # The parts come from several questions: asked again where the archive has changed between them.
        if edition() == before:
            break
    return tuple(sorted(values, key=lambda value: (not value.selected, -value.count, value.label.casefold())))


def _values(selection: Selection, name: str, how: str) -> list[FacetValue]:
    parameter = parameter_for(name, how)
    if parameter == name:
        return list(facet(selection, name))
    chosen = getattr(selection, parameter)
    present = total(selection)
    if how == "none":
        rest = [replace(value, count=present - value.count, selected=False) for value in facet(selection, name)]
    elif not chosen:
        rest = [replace(value, selected=False) for value in facet(selection, name)]
    else:
        without = getattr(selection, f"{name}_not")
        # What only the further value can bring: stories that fulfil all but the condition that is widened.
        beyond = replace(selection, **{parameter: (), f"{name}_not": (*without, *chosen)})
        more = [value for value in facet(beyond, name) if value.count]
        rest = [replace(value, count=present + value.count, selected=False) for value in more]
    known = names().by_value({name: chosen})[name]
    kept = [FacetValue(value, known[value].label, present, True) for value in chosen if value in known]
    return [*kept, *(value for value in rest if value.value not in chosen)]
