"""Fields of which a story has several values, laid out so that counting them is cheap.

Among many stories the engine counts a field with one value a story several times faster than a field with several
(tantivy 0.27.0). So the first few topics of a story also stand in columns of one value each, ``topic_1``, ``topic_2`` …
with zero where there is none, and what a value counts is the sum of its columns. The few stories that have more keep
the others in ``topic_rest``, and are marked, so that only they are counted there. Among few stories the sums cost more
than they save: there the field itself is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tantivy import Occur, Query, Schema, SchemaBuilder, Searcher

# How many columns a field has: as many as all but few stories have values.
COLUMNS = {"topic": 12, "country": 4, "author": 3}
# Among fewer stories than these, fields are counted as they are.
FEWEST = 40_000
# Where the stories are marked that have more, by the name of the field; and those that have other printings.
MARK = "more_of"
REPRINTS = "reprints"
NONE = 0
# More than any facet has values: the engine then counts exactly.
ALL = 60_000


def add_to(builder: SchemaBuilder) -> None:
    """Give an index these fields."""
    for name, number in COLUMNS.items():
        for place in range(1, number + 1):
            builder.add_unsigned_field(f"{name}_{place}", fast=True)
        builder.add_unsigned_field(_rest(name), fast=True)
    builder.add_text_field(MARK, tokenizer_name="raw", index_option="basic")


def laid_out(values: Mapping[str, Any]) -> dict[str, Any]:
    """What the columns hold of a story that has these ``values``, by field."""
    fields: dict[str, Any] = {}
    more = [REPRINTS] if REPRINTS in values else []
    for name, number in COLUMNS.items():
        known: Sequence[int] = values[name]
        for place in range(number):
            fields[f"{name}_{place + 1}"] = known[place] if place < len(known) else NONE
        if len(known) > number:
            fields[_rest(name)] = list(known[number:])
            more.append(name)
    return fields | {MARK: more} if more else fields


def request(name: str, among: int) -> dict[str, Any]:
    """What to ask of the engine in order to know how many of ``among`` stories have each value of the field ``name``."""
    fields = [name]
    if name in COLUMNS and among >= FEWEST:
        fields = [f"{name}_{place}" for place in range(1, COLUMNS[name] + 1)]
    return {field: terms(field) for field in fields}


def terms(field: str) -> dict[str, Any]:
    """A request for the number of stories of each value of a field, exact."""
    return {"terms": {"field": field, "size": ALL, "segment_size": ALL}}


def counts(answer: Mapping[str, Any], name: str, among: int) -> Counter[Any]:
    """The number of stories for each value of ``name``, as far as the answer to its request knows them."""
    first, *others = (answer[field]["buckets"] for field in request(name, among))
    found = Counter({bucket["key"]: bucket["doc_count"] for bucket in first})
    for buckets in others:
        for bucket in buckets:
            found[bucket["key"]] += bucket["doc_count"]
    if others:
        del found[NONE]
    return found


def rest(query: Query, searcher: Searcher, schema: Schema, names: Iterable[str], among: int) -> dict[str, Counter[int]]:
    """What the marked stories among those that ``query`` finds add to the counts, by field; only fields that have any."""
    marks = [name for name in COLUMNS.keys() & set(names) if among >= FEWEST and searcher.doc_freq(MARK, name)]
    if not marks:
        return {}
    marked = Query.boolean_query([(Occur.Should, Query.term_query(schema, MARK, name, "basic")) for name in marks])
    both = Query.boolean_query([(Occur.Must, query), (Occur.Must, Query.const_score_query(marked, 0.0))])
    answer = searcher.aggregate(both, {name: terms(_rest(name)) for name in marks})
    return {name: Counter({one["key"]: one["doc_count"] for one in answer[name]["buckets"]}) for name in marks}


def _rest(name: str) -> str:
    return f"{name}_rest"
