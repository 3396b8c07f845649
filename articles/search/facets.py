"""Facets: for every topic, country, source … how many stories one gets by adding it.

For topics and countries, of which a story must have all, that is their number within the present stories. For
the rest, of which a story must have one, a further value adds stories to the present ones: their number is
the present total and those that only the further value brings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language_info

from articles.models import Article, Author, Country, Section, Source, Tag
from articles.search.conditions import ANY_OF, Conditions
from articles.search.index import Reader
from articles.search.results import FacetValue
from articles.selection import Selection

SHOWN = 30
# More than any facet has values: the engine then counts exactly.
ALL = 60_000

Names = Mapping[Any, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Facet:
    """A way to narrow a list: the parameter, the field that is counted, and where its names come from.

    ``named`` gives value and label for keys of the index, ``keys`` the keys for values of the parameter.
    """

    parameter: str
    named: Callable[[Iterable[Any]], Names]
    keys: Callable[[Iterable[str]], Iterable[Any]]


def _of_model(parameter: str, model: Any, column: str) -> Facet:
    def named(ids: Iterable[int]) -> Names:
        return {one.pk: (getattr(one, column), str(one)) for one in model.objects.filter(pk__in=list(ids))}

    def keys(values: Iterable[str]) -> Iterable[int]:
        return model.objects.filter(**{f"{column}__in": list(values)}).values_list("pk", flat=True)

    return Facet(parameter, named, keys)


def language_name(tag: str) -> str:
    """The English name of a language; its tag where Django has no name for it."""
    try:
        return get_language_info(tag.lower())["name"]
    except KeyError:
        return tag


FACETS = {
    facet.parameter: facet
    for facet in (
        _of_model("topic", Tag, "slug"),
        _of_model("country", Country, "code"),
        _of_model("source", Source, "slug"),
        _of_model("author", Author, "slug"),
        _of_model("section", Section, "slug"),
        Facet("kind", lambda keys: {key: (key, str(Article.Kind(key).label)) for key in keys}, tuple),
        Facet("language", lambda keys: {key: (key, language_name(key)) for key in keys}, tuple),
    )
}


@dataclass(frozen=True, slots=True)
class Counted:
    """A facet of a selection: its foremost values, and how many there are in all."""

    values: tuple[FacetValue, ...]
    size: int


def request(selection: Selection, names: Iterable[str] = tuple(FACETS)) -> dict[str, Any]:
    """What to ask of the engine about the stories of a selection: their number for each value of the facets."""
    return {name: _counting(name) for name in names if not _widens(selection, name)}


def count_facets(
    selection: Selection,
    found: Conditions,
    total: int,
    answer: Mapping[str, Any],
    reader: Reader,
    *,
    names: Iterable[str] = tuple(FACETS),
    most: int | None = SHOWN,
) -> dict[str, Counted]:
    """The facets ``names`` of a selection, each with its ``most`` frequent values (all where it is None).

    ``answer`` is what the engine said to ``request``.
    """
    facets = {}
    for name in names:
        if _widens(selection, name):
            more = _counts(reader.counts(found.beyond(name), {name: _counting(name)}), name)
            counts = {key: total + count for key, count in more.items()}
        else:
            counts = _counts(answer, name)
        facets[name] = _facet(FACETS[name], selection, counts, total, most)
    return facets


def _widens(selection: Selection, name: str) -> bool:
    """Whether a further value brings stories: it is one of several, of which a story must have any."""
    return name in ANY_OF and bool(getattr(selection, name))


def _counting(name: str) -> dict[str, Any]:
    return {"terms": {"field": name, "size": ALL, "segment_size": ALL}}


def _counts(answer: Mapping[str, Any], name: str) -> dict[Any, int]:
    return {bucket["key"]: bucket["doc_count"] for bucket in answer[name]["buckets"]}


def _facet(facet: Facet, selection: Selection, counts: dict[Any, int], total: int, most: int | None) -> Counted:
    selected = set(getattr(selection, facet.parameter))
    chosen = set(facet.keys(selected)) if selected else set()
    open_keys = _foremost({key: count for key, count in counts.items() if key not in chosen}, most)
    named = facet.named([*chosen, *open_keys])
    values = [
        FacetValue(*named[key], count=total if key in chosen else counts[key], selected=key in chosen)
        for key in (*chosen, *open_keys)
        if key in named
    ]
    values.sort(key=lambda value: (not value.selected, -value.count, value.label.casefold(), value.value))
    shown = values if most is None else values[: max(most, len(chosen))]
    return Counted(tuple(shown), len(counts.keys() | chosen))


def _foremost(counts: dict[Any, int], most: int | None) -> list[Any]:
    """Keys of the greatest counts; with all that equal the last of them, whose labels have to decide."""
    if most is None or len(counts) <= most:
        return list(counts)
    least = sorted(counts.values(), reverse=True)[most - 1]
    return [key for key, count in counts.items() if count >= least]
