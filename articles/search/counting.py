"""Counting what a query finds, with no more work than there is to do.

The engine's time is that of the stories it visits, so where a query finds most of the archive the others are visited:
what they take away from the counts of the whole archive, which are remembered for the edition, leaves the same numbers.
Much work is divided among the machine's processors, which the engine leaves free to do so.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import Any

from tantivy import Occur, Query

from articles.search import columns
from articles.search.carrying import Counts, Numbers, Question
from articles.search.conditions import one_of, together
from articles.search.index import Reader
from articles.search.journal import changed as changed_between

# More would only get in the way of other requests.
MOST_PARTS = 4
# Waking another thread takes longer than counting fewer stories than these, and each share finds its stories anew.
FEWEST_DIVIDED = 200_000
# Telling which stories a query does not find costs a look at each that it finds: worth it where few are left.
BROAD = 2 / 3

ENDS: dict[str, Any] = {"first": {"min": {"field": "day"}}, "last": {"max": {"field": "day"}}}
GROUPS = {columns.REPRINTS: columns.terms(columns.REPRINTS)}
# The engine ends an aggregation at 65,000 buckets, and each takes a microsecond to hand over (tantivy 0.27.0).
MOST_GROUPS = 20_000

EVERYTHING = Question("everything")


def numbers(question: Question, query: Query, reader: Reader, names: Iterable[str], among: int) -> Numbers:
    """The counts of ``tally``; and the first and last day and the reprints, where the same pass can count them.

    A phrase or a range costs the engine as much for each pass as for the first.
    """
    names = list(names)
    return _kept(question, query, reader, names, lambda: _numbers(query, reader, names, among))


def tally(question: Question, query: Query, reader: Reader, names: Iterable[str], among: Callable[[], int]) -> Counts:
    """For each of the fields ``names``, how many of the stories that ``query`` finds have each of its values.

    ``among`` says how many it finds, or at most finds: the way is chosen by it, and the numbers are the same.
    """
    names = list(names)
    return _kept(question, query, reader, names, lambda: Numbers(_tally(query, reader, names, among()))).counts


def everything(names: Iterable[str], reader: Reader) -> Counts:
    """The counts of the whole archive. They are shared: nobody may change them."""
    return {name: _everything(name, reader) for name in names}


def _everything(name: str, reader: Reader) -> Counter[Any]:
    query, held = Query.all_query(), reader.searcher.num_docs

    def count() -> Numbers:
        return Numbers(_visited(query, reader, [name], held))

    return reader.memory.get(("everything", name), lambda: _kept(EVERYTHING, query, reader, [name], count).counts[name])


def _kept(question: Question, query: Query, reader: Reader, names: list[str], count: Callable[[], Numbers]) -> Numbers:
    """The numbers of a question: those of an earlier edition, brought up to date, or as ``count`` counts them."""
    found = _brought_up_to_date(question, query, reader, names) or count()
    reader.kept.put(question, found, reader.stamp, reader.searcher)
    return found


def _brought_up_to_date(question: Question, query: Query, reader: Reader, names: list[str]) -> Numbers | None:
    earlier = reader.kept.get(question, names)
    changed = changed_between(reader.journal, earlier.stamp, reader.stamp) if earlier else None
    if earlier is None or changed is None:
        return None
    known = earlier.numbers()
    if not changed:
        return known
    itself = one_of(reader, "id", changed)
    few = together([(Occur.Must, itself), (Occur.Must, Query.const_score_query(query, 0.0))])
    request = _request(names, len(changed)) | ENDS | GROUPS
    gone, come = earlier.searcher.aggregate(few, request), reader.counts(few, request)
    for name in names:
        known.counts[name].subtract(columns.counts(gone, name, len(changed)))
        known.counts[name].update(columns.counts(come, name, len(changed)))
        # Where nothing is left, nothing is counted.
        known.counts[name] += Counter()
    groups = any(one[columns.REPRINTS]["buckets"] for one in (gone, come))
    return Numbers(known.counts, _ends(known.ends, gone, come), None if groups else known.surplus)


def _ends(known: tuple[int, int] | None, gone: Mapping[str, Any], come: Mapping[str, Any]) -> tuple[int, int] | None:
    """The first and the last day, unless that may have been the day of a story that is gone."""
    if known is None or _day(gone, "first", known[0] + 1) <= known[0] or _day(gone, "last", known[1] - 1) >= known[1]:
        return None
    return min(known[0], _day(come, "first", known[0])), max(known[1], _day(come, "last", known[1]))


def _day(answer: Mapping[str, Any], which: str, otherwise: int) -> int:
    value = answer[which]["value"]
    return otherwise if value is None else int(value)


def _numbers(query: Query, reader: Reader, names: list[str], among: int) -> Numbers:
    held = reader.searcher.num_docs
    if not among or among >= min(FEWEST_DIVIDED, held * BROAD):
        return Numbers(_tally(query, reader, names, among))
    groups = reader.searcher.doc_freq(columns.MARK, columns.REPRINTS)
    grouped = GROUPS if 0 < groups <= MOST_GROUPS else {}
    answer = reader.counts(query, _request(names, among) | ENDS | grouped)
    ends = int(answer["first"]["value"]), int(answer["last"]["value"])
    surplus = 0 if not groups else None
    if grouped:
        surplus = sum(bucket["doc_count"] - 1 for bucket in answer[columns.REPRINTS]["buckets"])
    return Numbers(_counts(answer, query, reader, names, among), ends, surplus)


def _tally(query: Query, reader: Reader, names: list[str], among: int) -> Counts:
    held = reader.searcher.num_docs
    if among < held * BROAD or not held:
        return _visited(query, reader, names, among)
    if among == held:
        return everything(names, reader)
    others = _visited(_others(query), reader, names, held - among)
    return {name: counts - others[name] for name, counts in everything(names, reader).items()}


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
