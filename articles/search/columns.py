"""Fields of which a story has several values, laid out so that counting them is cheap.

The engine counts a field with one value a story many times faster than a field with several (tantivy 0.27.0). So the
first few topics of a story stand in columns of one value each, ``topic_1``, ``topic_2`` … with zero where there is none,
and what a value counts is the sum of its columns. The few stories that have more keep the others in ``topic_rest``,
and are marked, so that only they are counted there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tantivy import Occur, Query, Schema, SchemaBuilder, Searcher

# How many columns a field has: as many as all but few stories have values.
COLUMNS = {"topic": 12, "named": 4, "country": 4, "author": 3}
# Where the stories are marked that have more, by the name of the field.
MARK = "more_of"
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


def laid_out(values: Mapping[str, Sequence[int]]) -> dict[str, Any]:
    """What the columns hold of a story that has these ``values``, by field."""
    fields: dict[str, Any] = {}
    more = []
    for name, number in COLUMNS.items():
        known = values[name]
        for place in range(number):
            fields[f"{name}_{place + 1}"] = known[place] if place < len(known) else NONE
        if len(known) > number:
            fields[_rest(name)] = list(known[number:])
            more.append(name)
    return fields | {MARK: more} if more else fields


def request(name: str) -> dict[str, Any]:
    """What to ask of the engine in order to know how many stories have each value of the field ``name``."""
    fields = [f"{name}_{place}" for place in range(1, COLUMNS[name] + 1)] if name in COLUMNS else [name]
    return {field: terms(field) for field in fields}


def terms(field: str) -> dict[str, Any]:
    """A request for the number of stories of each value of a field, exact."""
    return {"terms": {"field": field, "size": ALL, "segment_size": ALL}}


def counts(answer: Mapping[str, Any], name: str) -> Counter[Any]:
    """The number of stories for each value of ``name``, as far as the columns know them."""
    first, *others = (answer[field]["buckets"] for field in request(name))
    found = Counter({bucket["key"]: bucket["doc_count"] for bucket in first})
    for buckets in others:
        for bucket in buckets:
            found[bucket["key"]] += bucket["doc_count"]
    if name in COLUMNS:
        del found[NONE]
    return found


def rest(query: Query, searcher: Searcher, schema: Schema, names: Iterable[str]) -> dict[str, Counter[int]]:
    """What the marked stories among those that ``query`` finds add to the counts, by field; only fields that have any."""
    found = {}
    for name in COLUMNS.keys() & set(names):
        if searcher.doc_freq(MARK, name):
            marked = Query.const_score_query(Query.term_query(schema, MARK, name, "basic"), 0.0)
            both = Query.boolean_query([(Occur.Must, query), (Occur.Must, marked)])
            answer = searcher.aggregate(both, {name: terms(_rest(name))})
            found[name] = Counter({bucket["key"]: bucket["doc_count"] for bucket in answer[name]["buckets"]})
    return found


def _rest(name: str) -> str:
    return f"{name}_rest"
