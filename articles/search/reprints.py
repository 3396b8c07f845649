"""Collapsing reprints: of the printings of one story, a list shows the first in its order and names the others.

The index knows the group of a story that has reprints, and nothing where it has none. Which printing stands for
a group depends on the selection and its order, so it is found for each page: from the beginning of the list on, the
stories of groups that were there before are passed over.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from tantivy import DocAddress, Occur, Order, Query

from articles.search.columns import MARK, REPRINTS
from articles.search.conditions import together
from articles.search.index import Reader

FIELD = REPRINTS
# How many of the other printings of a page's rows are named; a group beyond that is no news story.
MOST_OTHERS = 1000
# An aggregation ends with an error at 65,000 buckets (tantivy 0.27.0). More groups than that are told apart here.
MOST_BUCKETS = 60_000


def surplus(query: Query, reader: Reader) -> int:
    """How many of the stories that ``query`` finds are left out where reprints are collapsed; exact."""
    if not reader.searcher.doc_freq(MARK, FIELD):
        return 0
    grouped = _together(query, Query.term_query(reader.schema, MARK, FIELD, "basic"))
    count = reader.count(grouped)
    return count - _groups(grouped, count, reader) if count else 0


def _groups(grouped: Query, count: int, reader: Reader) -> int:
    """How many groups there are among ``count`` stories that all have one. (The engine's cardinality is an estimate.)"""
    if count <= MOST_BUCKETS:
        size = {"size": MOST_BUCKETS, "segment_size": MOST_BUCKETS}
        return len(reader.counts(grouped, {FIELD: {"terms": {"field": FIELD} | size}})[FIELD]["buckets"])
    hits = reader.searcher.search(grouped, count, count=False).hits
    return len(set(reader.searcher.fast_field_values(FIELD, [address for _, address in hits])))


def first_of_each(addresses: Sequence[DocAddress], reader: Reader, seen: set[int]) -> Iterator[DocAddress]:
    """Those of the stories, in order, whose group is not among ``seen``, which takes in the groups that come."""
    for address, group in zip(addresses, reader.searcher.fast_field_values(FIELD, addresses), strict=True):
        if group is None:
            yield address
        elif group not in seen:
            seen.add(group)
            yield address


def rows(first: Callable[[int], list[DocAddress]], reader: Reader, start: int, number: int) -> list[DocAddress]:
    """The rows of a collapsed list from place ``start`` on. ``first`` gives as many of the whole list as it is told."""
    wanted = start + number
    limit = wanted + wanted // 4 + number
    while True:
        addresses = first(limit)
        found = list(first_of_each(addresses, reader, set()))
        if len(found) >= wanted or len(addresses) < limit:
            return found[start:wanted]
        limit *= 2


def others(ids: Sequence[int], addresses: Sequence[DocAddress], query: Query, reader: Reader) -> dict[int, list[int]]:
    """For each row that has them, the other printings that ``query`` finds, the newest first."""
    groups = reader.searcher.fast_field_values(FIELD, list(addresses))
    row_of = {group: id for id, group in zip(ids, groups, strict=True) if group is not None}
    if not row_of:
        return {}
    members = _together(query, Query.term_set_query(reader.schema, FIELD, list(row_of)))
    hits = reader.searcher.search(members, MOST_OTHERS, count=False, order_by_field="sort_key", order=Order.Desc).hits
    found: dict[int, list[int]] = defaultdict(list)
    for id, group in _numbers([address for _, address in hits], reader):
        if id != row_of[group]:
            found[row_of[group]].append(id)
    return dict(found)


def _numbers(addresses: list[DocAddress], reader: Reader) -> Iterable[tuple[int, int]]:
    values = reader.searcher.fast_field_values
    return zip(values("id", addresses), values(FIELD, addresses), strict=True)


def _together(query: Query, condition: Query) -> Query:
    return together([(Occur.Must, query), (Occur.Must, Query.const_score_query(condition, 0.0))])
