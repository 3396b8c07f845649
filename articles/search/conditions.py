"""A selection as the engine takes it: one query for each of its parameters, so that facets can leave one out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tantivy import FieldType, Occur, Query

from articles.models import Author, Country, Section, Source, Tag
from articles.search import query_language
from articles.search.index import Reader
from articles.search.matching import meaning_query
from articles.search.query_language import Reading
from articles.selection import Selection

Clause = tuple[Occur, Query]
# Parameters that take names which the index holds as numbers: their model, and the column with the name.
NUMBERED = {
    "topic": (Tag, "slug", "tag"),
    "country": (Country, "code", "country"),
    "source": (Source, "slug", "source"),
    "author": (Author, "slug", "author"),
    "section": (Section, "slug", "section"),
}
ANY_OF = ("source", "author", "section", "kind", "language")


@dataclass(frozen=True, slots=True)
class Conditions:
    """What narrows a selection, by parameter, and how its words were read."""

    clauses: Mapping[str, list[Clause]]
    reading: Reading

    def query(self) -> Query:
        """Stories that fulfil all conditions."""
        return together(clause for clauses in self.clauses.values() for clause in clauses)

    def beyond(self, parameter: str) -> Query:
        """Stories that fulfil all but the condition on ``parameter``."""
        others = [clause for name, clauses in self.clauses.items() if name != parameter for clause in clauses]
        return together([*others, *((Occur.MustNot, query) for _, query in self.clauses[parameter])])


def together(clauses: Iterable[Clause]) -> Query:
    """Stories that fulfil every clause; all stories where there is none."""
    clauses = list(clauses)
    if not any(occur == Occur.Must for occur, _ in clauses):
        # A query of negations alone finds nothing: there has to be something to take away from.
        clauses.append((Occur.Must, Query.const_score_query(Query.all_query(), 0.0)))
    return clauses[0][1] if len(clauses) == 1 else Query.boolean_query(clauses)


def conditions(selection: Selection, reader: Reader) -> Conditions:
    """The conditions of ``selection``. A name that the archive does not know finds nothing."""
    reading = query_language.read(selection.q)
    clauses: dict[str, list[Clause]] = {}
    if selection.q:
        clauses["q"] = [(Occur.Must, meaning_query(reading.meaning, reader))]
    for parameter in NUMBERED:
        if found := list(_numbered(selection, parameter, reader)):
            clauses[parameter] = found
    for parameter in ("kind", "language"):
        if values := getattr(selection, parameter):
            clauses[parameter] = [(Occur.Must, _one_of(reader, parameter, values))]
    if selection.since or selection.until:
        clauses["dates"] = [(Occur.Must, _dates(selection, reader))]
    return Conditions(clauses, reading)


def _numbered(selection: Selection, parameter: str, reader: Reader) -> Iterator[Clause]:
    model, column, field = NUMBERED[parameter]
    wanted = {suffix: getattr(selection, parameter + suffix, ()) for suffix in ("", "_any", "_not")}
    names = {name for values in wanted.values() for name in values}
    if not names:
        return
    ids = dict(model.objects.filter(**{f"{column}__in": names}).values_list(column, "pk"))
    known = {suffix: [ids[name] for name in values if name in ids] for suffix, values in wanted.items()}
    if parameter in ANY_OF:
        yield Occur.Must, _one_of(reader, field, known[""])
        return
    for name in wanted[""]:
        yield Occur.Must, _one_of(reader, field, [ids[name]] if name in ids else [])
    if wanted["_any"]:
        yield Occur.Must, _one_of(reader, field, known["_any"])
    if known["_not"]:
        yield Occur.MustNot, _one_of(reader, field, known["_not"])


def _one_of(reader: Reader, field: str, values: Iterable[int | str]) -> Query:
    """Stories that have one of the values. It has no say in the order of relevance."""
    terms = [Query.term_query(reader.schema, field, value, "basic") for value in values]
    if not terms:
        return Query.empty_query()
    query = terms[0] if len(terms) == 1 else Query.boolean_query([(Occur.Should, term) for term in terms])
    return Query.const_score_query(query, 0.0)


def _dates(selection: Selection, reader: Reader) -> Query:
    first, last = selection.first_day, selection.last_day
    days = Query.range_query(
        reader.schema,
        "day",
        FieldType.Integer,
        lower_bound=first.toordinal() if first else None,
        upper_bound=last.toordinal() if last else None,
    )
    return Query.const_score_query(days, 0.0)
