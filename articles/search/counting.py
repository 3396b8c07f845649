"""Counting what a query finds, with no more work than there is to do.

The engine's time is that of the stories it visits, so where a query finds most of the archive the others are visited:
what they take away from the counts of the whole archive, which are remembered for the edition, leaves the same numbers.
Much work is divided among the machine's processors, which the engine leaves free to do so.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import Any

from tantivy import Occur, Query

from articles.search import columns
from articles.search.conditions import together
from articles.search.index import Reader

# More would only get in the way of other requests.
MOST_PARTS = 4
# Waking another thread takes longer than counting fewer stories than these, and each share finds its stories anew.
FEWEST_DIVIDED = 200_000
# Telling which stories a query does not find costs a look at each that it finds: worth it where few are left.
BROAD = 2 / 3

Counts = dict[str, Counter[Any]]

ENDS: dict[str, Any] = {"first": {"min": {"field": "day"}}, "last": {"max": {"field": "day"}}}
# The engine ends an aggregation at 65,000 buckets, and each takes a microsecond to hand over (tantivy 0.27.0).
MOST_GROUPS = 20_000


@dataclass(frozen=True, slots=True)
class Numbers:
    """What is counted of a selection: the values of its fields; the ordinal numbers of its first and last day; and how
    many of its stories collapsing reprints leaves out. The last two are None where one pass did not count them as well.
    """

    counts: Counts
    ends: tuple[int, int] | None = None
    surplus: int | None = None


def numbers(query: Query, reader: Reader, names: Iterable[str], among: int) -> Numbers:
    """The counts of ``tally``, and, unless there is a better way for each, all that else is counted, in the same pass.

    A phrase or a range costs the engine as much for each pass as for the first.
    """
    names = list(names)
    held = reader.searcher.num_docs
    if not among or among >= min(FEWEST_DIVIDED, held * BROAD):
        return Numbers(tally(query, reader, names, among))
    groups = reader.searcher.doc_freq(columns.MARK, columns.REPRINTS)
    grouped = {columns.REPRINTS: columns.terms(columns.REPRINTS)} if 0 < groups <= MOST_GROUPS else {}
    answer = reader.counts(query, _request(names, among) | ENDS | grouped)
    ends = int(answer["first"]["value"]), int(answer["last"]["value"])
    surplus = 0 if not groups else None
    if grouped:
        surplus = sum(bucket["doc_count"] - 1 for bucket in answer[columns.REPRINTS]["buckets"])
    return Numbers(_counts(answer, query, reader, names, among), ends, surplus)


def tally(query: Query, reader: Reader, names: Iterable[str], among: int) -> Counts:
    """For each of the fields ``names``, how many of the stories that ``query`` finds have each of its values.

    ``among`` is how many it finds, or at most finds: the way is chosen by it, and the numbers are the same.
    """
    names = list(names)
    held = reader.searcher.num_docs
    if among < held * BROAD or not held:
        return _visited(query, reader, names, among)
    everything = {name: _everything(name, reader) for name in names}
    if among == held:
        return everything
    others = _visited(_others(query), reader, names, held - among)
    return {name: everything[name] - others[name] for name in names}


def _everything(name: str, reader: Reader) -> Counter[Any]:
    """The counts of the whole archive. They are shared: nobody may change them."""
    held = reader.searcher.num_docs
    return reader.memory.get(("everything", name), lambda: _visited(Query.all_query(), reader, [name], held)[name])


def _others(query: Query) -> Query:
    """The stories that ``query`` does not find."""
    return together([(Occur.MustNot, query)])


def _visited(query: Query, reader: Reader, names: Iterable[str], among: int) -> Counts:
    names = list(names)
    answer = _answer(query, reader, _request(names, among), among)
    return _counts(answer, query, reader, names, among)


def _request(names: Iterable[str], among: int) -> dict[str, Any]:
    return {field: one for name in names for field, one in columns.request(name, among).items()}


def _counts(answer: Mapping[str, Any], query: Query, reader: Reader, names: list[str], among: int) -> Counts:
    rest = columns.rest(query, reader.searcher, reader.schema, names, among)
    counted = {name: columns.counts(answer, name, among) for name in names}
    for name, more in rest.items():
        counted[name].update(more)
    return counted


def _answer(query: Query, reader: Reader, request: Mapping[str, Any], among: int) -> dict[str, Any]:
    items = list(request.items())
    parts = min(MOST_PARTS, os.cpu_count() or 1, len(items)) if among >= FEWEST_DIVIDED else 1
    shares = [dict(items[start::parts]) for start in range(max(1, parts))]
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
