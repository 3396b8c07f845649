"""The one door: what every list, feed, export, alert and the API ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy
from tantivy import DocAddress, Query

from articles.search.conditions import Conditions, conditions
from articles.search.counting import everything, numbers, tally
from articles.search.coverage import SOURCE, archive, coverage
from articles.search.facets import FACETS, Counted, count_facets, within
from articles.search.generations import Unusable
from articles.search.index import Reader, reader
from articles.search.names import Names
from articles.search.ordering import all_of, some
from articles.search.reprints import first_of_each, surplus
from articles.search.reprints import others as others_of
from articles.search.reprints import rows as rows_of
from articles.search.results import Bar, Coverage, FacetValue, Results
from articles.search.snippets import Marked, marked
from articles.search.suggestions import suggestion
from articles.search.surviving import surviving
from articles.search.timeline import MONTH
from articles.search.timeline import timeline as timeline_of
from articles.selection import PAGE_SIZE, Selection, Sort
from articles.speaking import spoken

DEEPEST = 10_000
BUILDING = gettext_lazy("The archive's index is being built. The list will be here in a moment.")
TOO_DEEP = gettext_lazy("Only the first %(most)s stories can be paged through. Narrow the list, or export it.")


def _unready(selection: Selection, **wanted: bool) -> Results:
    return Results(selection, (), 0, 1, edition="", notes=(str(BUILDING),), ready=False)


@surviving(_unready)
def search(selection: Selection, *, facets: bool = True, timeline: bool = True) -> Results:
    """Answer a selection. Where no index can be read, the results are empty and ``ready`` is False."""
    try:
        now = reader()
    except Unusable:
        return _unready(selection)
    found = conditions(selection, now)
    query = found.query()
    wanted = {"facets": facets, "timeline": timeline}

    def overview(total: int) -> Overview:
        # What is counted has the names of things with it, in the language that is spoken.
        question = (spoken(), *wanted.values(), *selection.conditions())
        return now.memory.get(question, lambda: _counted(selection, found, query, total, now, **wanted))

    counts = any(wanted.values())
    left_out = (lambda total: overview(total).surplus) if counts else None
    page, notes = _page(selection, query, found.order(selection), now, left_out)
    seen = overview(page.total) if counts else Overview()
    selection = page.selection
    shown = marked(page.ids, found.reading) if page.ids and selection.q else Marked()
    return Results(
        selection=selection,
        ids=page.ids,
        total=page.total,
        pages=_pages(page.rows),
        edition=now.edition,
        rows=page.rows,
        collapsed=page.collapsed,
        others=page.others,
        facets={name: one.values for name, one in seen.facets.items()},
        facet_sizes={name: one.size for name, one in seen.facets.items()},
        timeline=seen.timeline,
        coverage=seen.coverage,
        archive=seen.archive,
        snippets=shown.snippets,
        headlines=shown.headlines,
        notes=(*found.reading.notes, *notes),
        suggestion=suggestion(selection, found.reading, page.total, now) if facets else None,
    )


@dataclass(frozen=True, slots=True)
class Overview:
    """What is counted of a whole selection, whichever of its pages is shown.

    ``surplus`` is how many of its stories collapsing reprints leaves out.
    """

    facets: Mapping[str, Counted] = field(default_factory=dict)
    timeline: tuple[Bar, ...] = ()
    coverage: Coverage | None = None
    archive: Coverage | None = None
    surplus: int = 0


def _counted(
    selection: Selection, found: Conditions, query: Query, total: int, now: Reader, *, facets: bool, timeline: bool
) -> Overview:
    """The facets and the timeline of a selection, empty where they are not wanted."""
    counted_within = within(selection) if facets else []
    wanted = dict.fromkeys([*counted_within, *([MONTH, SOURCE] if timeline else ())])
    known = numbers(found.question("stories"), query, now, wanted, total)
    left_out = surplus(query, now) if known.surplus is None else known.surplus
    counts = {name: known.counts[name] for name in counted_within}
    counted = count_facets(selection, found, total, counts, now) if facets else {}
    if not timeline:
        return Overview(counted, surplus=left_out)
    rests_on = coverage(query, total, known, now)
    bars = timeline_of(known.counts[MONTH], everything([MONTH], now)[MONTH], rests_on, query, now)
    return Overview(counted, bars, rests_on, archive(now), left_out)


@surviving(lambda selection: 0)
def total(selection: Selection) -> int:
    """How many stories a selection finds, and nothing else; none while there is no index to ask."""
    try:
        now = reader()
    except Unusable:
        return 0
    return now.count(conditions(selection, now).query())


@surviving(lambda selection: ())
def ids(selection: Selection) -> tuple[int, ...]:
    """The ids of one page of a selection, or of its last one, and nothing else; none while there is no index."""
    try:
        now = reader()
    except Unusable:
        return ()
    found = conditions(selection, now)
    page, _ = _page(selection, found.query(), found.order(selection), now)
    return page.ids


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
    total = now.count(query)
    known = tally(found.question("stories"), query, now, within(selection, [parameter]), lambda: total)
    counted = count_facets(selection, found, total, known, now, names=[parameter], most=None)
    return counted[parameter].values


@surviving(lambda selection: ())
def named(selection: Selection) -> tuple[FacetValue, ...]:
    """The people, organisations, places and events in the stories of a selection, most stories first.

    They join a selection as topics do. Wider ones count what stands below them.
    """
    try:
        now = reader()
    except Unusable:
        return ()
    found = conditions(selection, now)
    query = found.query()
    counts = tally(found.question("stories"), query, now, ["named"], lambda: now.count(query))["named"]
    known = now.names.by_id({"topic": counts})["topic"]
    values = [
        FacetValue(name.value, name.label, counts[id], name.value in selection.topic) for id, name in known.items()
    ]
    return tuple(sorted(values, key=lambda value: (-value.count, value.label.casefold(), value.value)))


def iterate_ids(selection: Selection) -> Iterator[int]:
    """The ids of all stories of a selection, in its order, from one moment of the index."""
    try:
        now = reader()
    except Unusable:
        return
    found = conditions(selection, now)
    seen: set[int] = set()
    for addresses in all_of(found.query(), found.order(selection), now):
        yield from _ids(now, list(first_of_each(addresses, now, seen)) if selection.reprints else addresses)


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


@dataclass(frozen=True, slots=True)
class Page:
    """The page asked for, or the last one where the list ends before it. ``collapsed`` is None where not counted."""

    selection: Selection
    ids: tuple[int, ...]
    total: int
    rows: int
    collapsed: int | None
    others: Mapping[int, Sequence[int]]


def _page(
    selection: Selection, query: Query, order: Sort, now: Reader, left_out: Callable[[int], int] | None = None
) -> tuple[Page, tuple[str, ...]]:
    """The page, and notes. ``left_out`` says of the total how many of them collapsing reprints leaves out.

    Without it they are counted only where the selection collapses.
    """
    total, hits = some(query, order, now, _offset(selection), PAGE_SIZE)
    collapsed = None
    if left_out:
        collapsed = total - left_out(total)
    elif selection.reprints:
        collapsed = total - now.memory.get(("surplus", *selection.conditions()), lambda: surplus(query, now))
    rows = collapsed if selection.reprints and collapsed is not None else total
    last = _pages(rows)
    notes = ()
    if selection.page > last:
        if last * PAGE_SIZE < rows:
            notes = (TOO_DEEP % {"most": f"{DEEPEST:,}"},)
        selection = selection.on_page(last)
        total, hits = some(query, order, now, _offset(selection), PAGE_SIZE)
    others: Mapping[int, Sequence[int]] = {}
    if selection.reprints and rows < total:
        hits = rows_of(lambda limit: some(query, order, now, 0, limit)[1], now, _offset(selection), PAGE_SIZE)
        others = others_of(_ids(now, hits), hits, query, now)
    return Page(selection, tuple(_ids(now, hits)), total, rows, collapsed, others), notes


def _pages(rows: int) -> int:
    return max(1, min(-(-rows // PAGE_SIZE), DEEPEST // PAGE_SIZE))


def _offset(selection: Selection) -> int:
    return (min(selection.page, DEEPEST // PAGE_SIZE + 1) - 1) * PAGE_SIZE


def _ids(now: Reader, addresses: list[DocAddress]) -> list[int]:
    return now.searcher.fast_field_values("id", addresses)
