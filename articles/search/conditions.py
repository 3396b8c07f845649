"""A selection as the engine takes it: one query for each of its parameters, so that facets can leave one out."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from tantivy import Occur, Query

from articles.search.carrying import Question
from articles.search.index import Reader
from articles.search.matching import dictionary, meaning_query, published_between, understood
from articles.search.names import Name, by_kind
from articles.search.query_language import Reading
from articles.search.written import WRITTEN
from articles.selection import Selection, Sort

Clause = tuple[Occur, Query]
# Where the index holds the numbers of names of each kind.
NUMBERED = {"topic": "tag", "country": "country", "source": "source", "author": "author", "section": "section"}
ANY_OF = ("source", "author", "section", *WRITTEN)


@dataclass(frozen=True, slots=True)
class Conditions:
    """What narrows a selection, by parameter; how its words were read; and its names, by kind and slug or code.

    ``asked`` is the selection in its canonical order, ``dictionary`` what its words took from that of the edition.
    """

    clauses: Mapping[str, list[Clause]]
    reading: Reading
    names: Mapping[str, Mapping[str, Name]]
    asked: tuple[tuple[str, str], ...] = ()
    dictionary: Hashable = ()

    def question(self, what: str) -> Question:
        """The question for the numbers of ``what``, which later editions may answer from this one."""
        numbers = tuple((kind, value, name.id) for kind, names in self.names.items() for value, name in names.items())
        return Question((what, self.asked), (self.reading.meaning, self.dictionary, numbers))

    def query(self) -> Query:
        """Stories that fulfil all conditions."""
        return together(clause for clauses in self.clauses.values() for clause in clauses)

    def order(self, selection: Selection) -> Sort:
        """The order in force: where there are only names and dates to look for, nothing is more relevant than newer."""
        return selection.order if self.reading.has_words or selection.order is not Sort.RELEVANCE else Sort.NEWEST

    def without(self, parameter: str) -> Query:
        """Stories that fulfil all other conditions, whether or not the one on ``parameter``."""
        return together(self._others(parameter))

    def beyond(self, parameter: str) -> Query:
        """Stories that fulfil all but the condition on ``parameter``."""
        return together([*self._others(parameter), *((Occur.MustNot, query) for _, query in self.clauses[parameter])])

    def _others(self, parameter: str) -> list[Clause]:
        return [clause for name, clauses in self.clauses.items() if name != parameter for clause in clauses]


def together(clauses: Iterable[Clause]) -> Query:
    """Stories that fulfil every clause; all stories where there is none."""
    clauses = list(clauses)
    if not any(occur == Occur.Must for occur, _ in clauses):
        # A query of negations alone finds nothing: there has to be something to take away from.
        clauses.append((Occur.Must, Query.const_score_query(Query.all_query(), 0.0)))
    return clauses[0][1] if len(clauses) == 1 else Query.boolean_query(clauses)


def conditions(selection: Selection, reader: Reader) -> Conditions:
    """The conditions of ``selection``. A name that the archive does not know finds nothing."""
    reading = understood(selection.q, reader)
    clauses: dict[str, list[Clause]] = {}
    if selection.q:
        clauses["q"] = [(Occur.Must, meaning_query(reading.meaning, reader))]
    names = reader.names.by_value(by_kind(lambda parameter: getattr(selection, parameter)))
    for parameter in NUMBERED:
        if found := list(_numbered(selection, parameter, names[parameter], reader)):
            clauses[parameter] = found
    for parameter in WRITTEN:
        if values := getattr(selection, parameter):
            clauses[parameter] = [(Occur.Must, one_of(reader, parameter, values))]
    if selection.since or selection.until:
        clauses["dates"] = [(Occur.Must, published_between(selection.first_day, selection.last_day, reader))]
    words = dictionary(reading.meaning, reader) if reading.meaning else ()
    return Conditions(clauses, reading, names, tuple(selection.conditions()), words)


def _numbered(selection: Selection, parameter: str, names: Mapping[str, Name], reader: Reader) -> Iterator[Clause]:
    field = NUMBERED[parameter]
    wanted = {suffix: getattr(selection, parameter + suffix, ()) for suffix in ("", "_any", "_not")}
    known = {suffix: [names[value].id for value in values if value in names] for suffix, values in wanted.items()}
    if parameter in ANY_OF:
        if wanted[""]:
            yield Occur.Must, one_of(reader, field, known[""])
        return
    for value in wanted[""]:
        yield Occur.Must, one_of(reader, field, [names[value].id] if value in names else [])
    if wanted["_any"]:
        yield Occur.Must, one_of(reader, field, known["_any"])
    if known["_not"]:
        yield Occur.MustNot, one_of(reader, field, known["_not"])


def one_of(reader: Reader, field: str, values: Iterable[int | str]) -> Query:
    """Stories that have one of the values. It has no say in the order of relevance."""
    terms = [Query.term_query(reader.schema, field, value, "basic") for value in values]
    if not terms:
        return Query.empty_query()
    query = terms[0] if len(terms) == 1 else Query.boolean_query([(Occur.Should, term) for term in terms])
    return Query.const_score_query(query, 0.0)
