"""The names behind the slugs and codes of a selection."""

from __future__ import annotations

from articles.search.answer import names
from articles.search.names import PARAMETERS, by_kind
from articles.search.written import WRITTEN
from articles.selection import Selection


def labels(selection: Selection) -> dict[tuple[str, str], str]:
    """For each parameter and value of the selection that has one, its name in words."""
    found = {(name, value): label(value) for name, label in WRITTEN.items() for value in getattr(selection, name)}
    known = names().by_value(by_kind(lambda parameter: getattr(selection, parameter)))
    for parameter, kind in PARAMETERS.items():
        values = getattr(selection, parameter)
        found |= {(parameter, value): known[kind][value].label for value in values if value in known[kind]}
    return found
