"""The names behind the slugs and codes of a selection: those the facets give, the rest in one query."""

from __future__ import annotations

from django.db.models import CharField, F, Value

from articles.models import Article, Author, Country, Section, Source, Tag
from articles.search.facets import language_name
from articles.search.results import Results

# Parameters whose values are names of rows: the model and the column that holds the name.
NAMED = {
    "topic": (Tag, "slug"),
    "topic_any": (Tag, "slug"),
    "topic_not": (Tag, "slug"),
    "country": (Country, "code"),
    "country_any": (Country, "code"),
    "country_not": (Country, "code"),
    "source": (Source, "slug"),
    "author": (Author, "slug"),
    "section": (Section, "slug"),
}


def labels(results: Results) -> dict[tuple[str, str], str]:
    """For each parameter and value of the selection that has one, its name in words."""
    selection = results.selection
    found = {
        (name, value.value): value.label
        for name, values in results.facets.items()
        for value in values
        if value.selected
    }
    found |= {("kind", value): str(Article.Kind(value).label) for value in selection.kind}
    found |= {("language", value): language_name(value) for value in selection.language}
    queries = [
        model.objects.filter(**{f"{column}__in": values})
        .order_by()
        .values_list(Value(parameter, output_field=CharField()), F(column), F("name"))
        for parameter, (model, column) in NAMED.items()
        if (values := [value for value in getattr(selection, parameter) if (parameter, value) not in found])
    ]
    if queries:
        rows = queries[0].union(*queries[1:], all=True)
        found |= {(parameter, value): name for parameter, value, name in rows}
    return found
