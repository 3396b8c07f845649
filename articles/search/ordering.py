"""The stories that a query finds, in the order asked for: the first of them, or all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tantivy import DocAddress, FieldType, Occur, Order, Query

from articles.search.conditions import together
from articles.search.index import Reader
from articles.search.recency import most_relevant, weighed
from articles.selection import Sort

CHUNK = 10_000


def some(query: Query, order: Sort, reader: Reader, offset: int, size: int) -> tuple[int, list[DocAddress]]:
    """How many stories ``query`` finds, and ``size`` of them from ``offset`` on."""
    if order is Sort.RELEVANCE:
        return most_relevant(query, reader, offset, size)
    found = reader.searcher.search(query, size, offset=offset, **_by_date(order))
    return found.count, [address for _, address in found.hits]


def all_of(query: Query, order: Sort, reader: Reader) -> Iterator[list[DocAddress]]:
    """All stories that ``query`` finds, some at a time."""
    if order is Sort.RELEVANCE:
        yield weighed(reader.searcher.search(query, max(1, reader.searcher.num_docs), count=False).hits, reader)
    else:
        yield from _chunks(query, order, reader)


def _chunks(query: Query, order: Sort, reader: Reader) -> Iterator[list[DocAddress]]:
    """Each begins where the one before ended: finding the start of a far one costs as much as the whole way to it."""
    bounds: dict[str, object] = {}
    while True:
        chunk = query
        if bounds:
            rest = Query.range_query(reader.schema, "sort_key", FieldType.Unsigned, **bounds)
            chunk = together([(Occur.Must, query), (Occur.Must, rest)])
        hits = reader.searcher.search(chunk, CHUNK, count=False, **_by_date(order)).hits
        if not hits:
            return
        yield [address for _, address in hits]
        key = hits[-1][0]
        bounds = (
            {"lower_bound": key, "include_lower": False}
            if order is Sort.OLDEST
            else {"upper_bound": key, "include_upper": False}
        )


def _by_date(order: Sort) -> dict[str, Any]:
    return {"order_by_field": "sort_key", "order": Order.Asc if order is Sort.OLDEST else Order.Desc}
