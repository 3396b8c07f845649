"""The names behind the slugs and codes of a selection."""

from __future__ import annotations

from articles.models import Article
from articles.search.answer import names
from articles.search.facets import language_name
from articles.search.names import PARAMETERS, by_kind
from articles.selection import Selection


def labels(selection: Selection) -> dict[tuple[str, str], str]:
    """For each parameter and value of the selection that has one, its name in words."""
    found = {("kind", value): str(Article.Kind(value).label) for value in selection.kind}
    found |= {("language", value): language_name(value) for value in selection.language}
    known = names().by_value(by_kind(lambda parameter: getattr(selection, parameter)))
    for parameter, kind in PARAMETERS.items():
        values = getattr(selection, parameter)
        found |= {(parameter, value): known[kind][value].label for value in values if value in known[kind]}
    return found
