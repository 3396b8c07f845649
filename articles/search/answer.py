"""The one door: what every list, feed, export, alert and the API ask."""

from __future__ import annotations

from collections.abc import Iterator

from tantivy import DocAddress, FieldType, Occur, Order, Query

from articles.search.conditions import conditions, together
from articles.search.facets import FACETS, count_facets, request
from articles.search.generations import Unusable
from articles.search.index import Reader, reader
from articles.search.names import Names
from articles.search.results import FacetValue, Results
from articles.search.snippets import snippets
from articles.search.surviving import surviving
from articles.search.timeline import REQUEST
from articles.search.timeline import timeline as timeline_of
from articles.selection import PAGE_SIZE, Selection, Sort

DEEPEST = 10_000
CHUNK = 10_000
BUILDING = "The archive's index is being built. The list will be here in a moment."


def _unready(selection: Selection, **wanted: bool) -> Results:
    return Results(selection, (), 0, 1, edition="", notes=(BUILDING,), ready=False)


@surviving(_unready)
def search(selection: Selection, *, facets: bool = True, timeline: bool = True) -> Results:
    """Answer a selection. Where no index can be read, the results are empty and ``ready`` is False."""
    try:
        now = reader()
    except Unusable:
        return _unready(selection)
    found = conditions(selection, now)
    query = found.query()
    ids, total, selection, notes = _page(selection, query, now)
    answer = now.counts(query, (request(selection) if facets else {}) | (REQUEST if timeline else {}))
    counted = count_facets(selection, found, total, answer, now) if facets else {}
    return Results(
        selection=selection,
        ids=ids,
        total=total,
        pages=_pages(total),
        edition=now.edition,
        facets={name: one.values for name, one in counted.items()},
        facet_sizes={name: one.size for name, one in counted.items()},
        timeline=timeline_of(answer, query, now) if timeline else (),
        snippets=snippets(ids, found.reading) if ids and selection.q else {},
        notes=(*found.reading.notes, *notes),
    )


@surviving(lambda selection, parameter: ())
def facet(selection: Selection, parameter: str) -> tuple[FacetValue, ...]:
    """All values of one facet of a selection. Raises KeyError for a parameter that has no facet."""
    if parameter not in FACETS:
        raise KeyError(parameter)
    try:
        now = reader()
    except Unusable:
        return ()
    found = conditions(selection, now)
    query = found.query()
    answer = now.counts(query, request(selection, [parameter]))
    counted = count_facets(selection, found, now.count(query), answer, now, names=[parameter], most=None)
    return counted[parameter].values


def iterate_ids(selection: Selection) -> Iterator[int]:
    """The ids of all stories of a selection, in its order, from one moment of the index."""
    try:
        now = reader()
    except Unusable:
        return
    query = conditions(selection, now).query()
    if selection.order is Sort.RELEVANCE:
        hits = now.searcher.search(query, limit=max(1, now.searcher.num_docs), count=False).hits
        yield from _ids(now, [address for _, address in hits])
    else:
        yield from _by_date(query, now, selection.order)


def edition() -> str:
    """The name of the index's present state; empty where there is none to read."""
    try:
        return reader().edition
    except Unusable:
        return ""


def names() -> Names:
    """The names of the index's present edition; where there is none to read, names that nobody remembers."""
    try:
        return reader().names
    except Unusable:
        return Names()


def trouble() -> str:
    """Why no index can be read, in words; empty where one can."""
    try:
        reader()
    except Unusable as error:
        return str(error)
    return ""


def _page(selection: Selection, query: Query, now: Reader) -> tuple[tuple[int, ...], int, Selection, tuple[str, ...]]:
    """Ids of the page asked for, or of the last one where the list ends before it; the total; and notes."""
    total, hits = _hits(selection, query, now)
    last = _pages(total)
    notes = ()
    if selection.page > last:
        if last * PAGE_SIZE < total:
            notes = (f"Only the first {DEEPEST:,} stories can be paged through. Narrow the list, or export it.",)
        selection = selection.on_page(last)
        total, hits = _hits(selection, query, now)
    return tuple(_ids(now, hits)), total, selection, notes


def _pages(total: int) -> int:
    return max(1, min(-(-total // PAGE_SIZE), DEEPEST // PAGE_SIZE))


def _hits(selection: Selection, query: Query, now: Reader) -> tuple[int, list[DocAddress]]:
    offset = (min(selection.page, DEEPEST // PAGE_SIZE + 1) - 1) * PAGE_SIZE
    order = {} if selection.order is Sort.RELEVANCE else _by_key(selection.order)
    result = now.searcher.search(query, PAGE_SIZE, offset=offset, **order)
    return result.count, [address for _, address in result.hits]


def _by_key(sort: Sort) -> dict[str, object]:
    return {"order_by_field": "sort_key", "order": Order.Asc if sort is Sort.OLDEST else Order.Desc}


def _ids(now: Reader, addresses: list[DocAddress]) -> list[int]:
    return now.searcher.fast_field_values("id", addresses)


def _by_date(query: Query, now: Reader, sort: Sort) -> Iterator[int]:
    """Ids in order of date, a chunk at a time: each begins where the one before ended."""
    bounds: dict[str, object] = {}
    while True:
        chunk = query
        if bounds:
            rest = Query.range_query(now.schema, "sort_key", FieldType.Unsigned, **bounds)
            chunk = together([(Occur.Must, query), (Occur.Must, rest)])
        hits = now.searcher.search(chunk, CHUNK, count=False, **_by_key(sort)).hits
        if not hits:
            return
        yield from _ids(now, [address for _, address in hits])
        key = hits[-1][0]
        bounds = (
            {"lower_bound": key, "include_lower": False}
            if sort is Sort.OLDEST
            else {"upper_bound": key, "include_upper": False}
        )
