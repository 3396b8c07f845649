"""What the archive calls its topics, countries, sources, authors and sections.

Query strings write them as slugs and codes, the index holds them as numbers, and readers see their names. Each is
read from the database when it is first asked for, and remembered as long as the index stays at one edition: a
change of a name makes a new one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Model

from articles.models import Author, Country, Section, Source, Tag
from articles.models.places import country_name, dated_name

# What has names: the model, and the column with what query strings write.
KINDS: dict[str, tuple[type[Model], str]] = {
    "topic": (Tag, "slug"),
    "country": (Country, "code"),
    "source": (Source, "slug"),
    "author": (Author, "slug"),
    "section": (Section, "slug"),
}
# The parameters of a selection that take such names, and of which kind.
PARAMETERS = {kind: kind for kind in KINDS} | {
    f"{kind}_{which}": kind for kind in ("topic", "country") for which in ("any", "not")
}
# Of each kind. An archive may have a hundred thousand authors, most of them in few lists.
REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class Name:
    """One of the archive's names: its number, its slug or code, and what the archive calls it."""

    id: int
    value: str
    name: str
    is_country: bool = False

    @property
    def label(self) -> str:
        """What readers see: of a country, its name in the language being spoken."""
        return country_name(self.value, self.name) if self.is_country else self.name


def by_kind(values: Callable[[str], Iterable[str]]) -> dict[str, list[str]]:
    """What ``values`` gives for each of the parameters, by kind of name."""
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for parameter, kind in PARAMETERS.items():
        found[kind].extend(values(parameter))
    return found


class Names:
    """The names of one edition. However many are asked for, of whatever kinds, it takes one query at most."""

    def __init__(self) -> None:
        self._by_id: dict[str, dict[Any, Name]] = {kind: {} for kind in KINDS}
        self._by_value: dict[str, dict[Any, Name]] = {kind: {} for kind in KINDS}

    def by_value(self, wanted: Mapping[str, Iterable[str]]) -> dict[str, dict[str, Name]]:
        """By kind, the names with these slugs or codes. Those that nothing has are left out."""
        columns = {kind: column for kind, (_, column) in KINDS.items()}
        return self._find(wanted, self._by_value, columns, lambda name: name.value)

    def by_id(self, wanted: Mapping[str, Iterable[int]]) -> dict[str, dict[int, Name]]:
        """By kind, the names with these numbers. Those that nothing has are left out."""
        return self._find(wanted, self._by_id, dict.fromkeys(KINDS, "id"), lambda name: name.id)

    def remember(self, kind: str, name: Name) -> None:
        """Keep a name that was read after this edition began; an older one might be out of date."""
        if len(self._by_id[kind]) < REMEMBERED:
            self._by_id[kind][name.id] = self._by_value[kind][name.value] = name

    def _find(
        self,
        wanted: Mapping[str, Iterable[Any]],
        remembered: Mapping[str, Mapping[Any, Name]],
        columns: Mapping[str, str],
        key: Callable[[Name], Any],
    ) -> dict[str, dict[Any, Name]]:
        found: dict[str, dict[Any, Name]] = {}
        missing = {}
        for kind, keys in wanted.items():
            asked = set(keys)
            found[kind] = {one: name for one in asked if (name := remembered[kind].get(one))}
            if rest := asked - found[kind].keys():
                missing[kind] = (columns[kind], rest)
        for kind, name in _read(missing):
            found[kind][key(name)] = name
            self.remember(kind, name)
        return found


def _read(wanted: Mapping[str, tuple[str, Iterable[Any]]]) -> Iterator[tuple[str, Name]]:
    """The names of each kind whose column has one of the values, in one query."""
    if not wanted:
        return
    parts = [_part(kind, column) for kind, (column, _) in wanted.items()]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), [list(values) for _, values in wanted.values()])
        for kind, id, value, name, first, last in cursor:
            label = dated_name(name, first, last)
            yield kind, Name(id, value, label, kind == "country")


@cache
def _part(kind: str, column: str) -> str:
    """The part of the query that reads names of one kind. Building it of models took longer than answering it."""
    model, slug = KINDS[kind]
    # A country that is no more carries its years in its name.
    years = "from_year, to_year" if model is Country else "NULL::smallint, NULL::smallint"
    return f"SELECT '{kind}', id, {slug}, name, {years} FROM {model._meta.db_table} WHERE {column} = ANY(%s)"
