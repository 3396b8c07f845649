"""What readers call the archive's topics, countries, sources and sections: by any of their names.

A thing is found by its slug or code, its name, its aliases and former names; case, accents, hyphens and a leading
"the" make no difference. All names are read in one query when a question first holds one, and remembered for the
edition.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from functools import lru_cache

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Expression, F, Func, QuerySet, SmallIntegerField, TextField, Value
from django.db.models.functions import Cast

from articles.models import Country, FormerSlug, Section, Source, Tag
from articles.models.places import dated_name, names_elsewhere
from articles.search.query_language import Found
from articles.search.words import cut

SIMILAR = 0.7
LONGEST = 160
TEXTS = ArrayField(TextField())
NO_YEAR = Cast(Value(None), SmallIntegerField())


@lru_cache(maxsize=20_000)
def folded(name: str) -> str:
    """A name without what makes no difference: "The Côte-d’Ivoire" is "cote d ivoire"."""
    words = cut(name)
    return " ".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


class NameBook:
    """All names of one edition, for the names in questions."""

    def __init__(self) -> None:
        self._ids: dict[str, dict[str, frozenset[int]]] | None = None
        self._labels: dict[str, dict[int, str]] = {}

    def find(self, kind: str, text: str) -> Found | None:
        """What is called ``text``, all of it where several things are; None where nothing is."""
        ids = self._names(kind).get(folded(text[:LONGEST]))
        return self._found(kind, ids) if ids else None

    def containing(self, kind: str, text: str) -> Found | None:
        """The one thing with all the words of ``text`` in one of its names; None where there are none or several."""
        words = set(folded(text[:LONGEST]).split())
        things = {ids for name, ids in self._names(kind).items() if words and words <= set(name.split())}
        return self._found(kind, next(iter(things))) if len(things) == 1 else None

    def nearest(self, kind: str, text: str) -> str:
        """The name of that kind that is written most like ``text``; empty where none is."""
        wanted = folded(text[:LONGEST])
        near = [name for name in self._names(kind) if abs(len(name) - len(wanted)) <= max(2, len(wanted) // 3)]
        best = get_close_matches(wanted, near, n=1, cutoff=SIMILAR)
        return self._found(kind, self._names(kind)[best[0]]).labels[0] if best else ""

    def _found(self, kind: str, ids: frozenset[int]) -> Found:
        return Found(tuple(sorted(ids)), tuple(sorted(self._labels[kind][id] for id in ids)))

    def _names(self, kind: str) -> dict[str, frozenset[int]]:
        if self._ids is None:
            self._ids = self._read()
        return self._ids.get(kind, {})

    def _read(self) -> dict[str, dict[str, frozenset[int]]]:
        found: dict[str, dict[str, set[int]]] = {}
        for kind, id, label, *names in _rows():
            self._labels.setdefault(kind, {})[id] = label
            for name in filter(None, map(folded, names)):
                found.setdefault(kind, {}).setdefault(name, set()).add(id)
        return {kind: {name: frozenset(ids) for name, ids in names.items()} for kind, names in found.items()}


def _rows() -> Iterator[tuple[str, int, str, *tuple[str, ...]]]:
    """Kind, number and label of every thing, followed by all its names, in one query."""
    none, no_names = (NO_YEAR, NO_YEAR), Value([], output_field=TEXTS)
    country_names = _joined(
        _joined("aliases", "adjectives"), _joined("case_sensitive_aliases", _array("alpha3", "official_name"))
    )
    queries = (
        _query("topic", Tag.objects.order_by(), "slug", "name", Cast("aliases", TEXTS), none),
        _query("topic", FormerSlug.objects.order_by(), "slug", "tag__name", no_names, none, id="tag_id"),
        _query("country", Country.objects.order_by(), "code", "name", country_names, ("from_year", "to_year")),
        _query("source", Source.objects.order_by(), "slug", "name", Cast("aliases", TEXTS), none),
        _query("section", Section.objects.order_by(), "slug", "name", no_names, none),
    )
    for kind, id, slug, name, others, first, last in queries[0].union(*queries[1:], all=True):
        if kind == "country":
            yield kind, id, dated_name(name, first, last), slug, name, *others, *names_elsewhere(slug)
        else:
            yield kind, id, name, slug, name, *others


def _query(
    kind: str, rows: QuerySet, slug: str, name: str, others: Expression, years: tuple, id: str = "pk"
) -> QuerySet:
    return rows.values_list(
        Value(kind, output_field=CharField()), id, Cast(slug, TextField()), Cast(name, TextField()), others, *years
    )


def _joined(one: str | Expression, other: str | Expression) -> Func:
    one, other = (Cast(part, TEXTS) if isinstance(part, str) else part for part in (one, other))
    return Func(one, other, function="array_cat", output_field=TEXTS)


def _array(*names: str) -> Func:
    return Func(*map(F, names), template="ARRAY[%(expressions)s]::text[]", output_field=TEXTS)
