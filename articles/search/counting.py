"""Counting what a query finds: the work is divided among the machine's processors, which the engine leaves free to do so."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

from tantivy import Query

from articles.search import columns
from articles.search.index import Reader

# More would only get in the way of other requests.
MOST_PARTS = 4
# So few requests are answered faster by one.
FEWEST_DIVIDED = 4


def tally(
    query: Query, reader: Reader, names: Iterable[str], also: Mapping[str, Any] | None = None
) -> tuple[dict[str, Counter[Any]], Mapping[str, Any]]:
    """For each of the fields ``names``, how many of the stories that ``query`` finds have each of its values.

    Second, the engine's answer to the request for aggregations ``also``.
    """
    names = list(names)
    wanted = {field: one for name in names for field, one in columns.request(name).items()} | dict(also or {})
    answer = _answer(query, reader, wanted)
    rest = columns.rest(query, reader.searcher, reader.schema, names)
    return {name: columns.counts(answer, name) + rest.get(name, Counter()) for name in names}, answer


def _answer(query: Query, reader: Reader, request: Mapping[str, Any]) -> dict[str, Any]:
    items = list(request.items())
    parts = min(MOST_PARTS, os.cpu_count() or 1) if len(items) >= FEWEST_DIVIDED else 1
    shares = [dict(items[start::parts]) for start in range(parts)]
    # The first share is this thread's own.
    others = [_pool().submit(reader.counts, query, share) for share in shares[1:]]
    answer = reader.counts(query, shares[0])
    for other in others:
        answer |= other.result()
    return answer


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(MOST_PARTS, thread_name_prefix="counting")


# The threads of a pool do not come along into a forked process.
os.register_at_fork(after_in_child=_pool.cache_clear)
