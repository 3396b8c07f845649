"""The timeline: how many of the stories fall into each year, month or day."""

from __future__ import annotations

import datetime as dt
from typing import Any

from tantivy import Query

from articles.search.index import Reader
from articles.search.results import Bar

LONGEST_IN_DAYS = 93
LONGEST_IN_MONTHS = 3 * 366

SPAN = {"first": {"min": {"field": "day"}}, "last": {"max": {"field": "day"}}}


def timeline(reader: Reader, query: Query) -> tuple[Bar, ...]:
    """Bars from the first story to the last, with empty ones where there is none between.

    A few months are shown day by day, a few years month by month, and more than that by year.
    """
    span = reader.searcher.aggregate(query, SPAN)
    if span["first"]["value"] is None:
        return ()
    first, last = (dt.date.fromordinal(int(span[name]["value"])) for name in ("first", "last"))
    days = (last - first).days + 1
    if days <= LONGEST_IN_DAYS:
        counts = _counts(reader, query, "day")
        dates = (dt.date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1))
        return tuple(Bar(date.isoformat(), counts.get(date.toordinal(), 0)) for date in dates)
    counts = _counts(reader, query, "month")
    if days <= LONGEST_IN_MONTHS:
        months = range(min(counts), max(counts) + 1)
        return tuple(Bar(f"{month // 12:04}-{month % 12 + 1:02}", counts.get(month, 0)) for month in months)
    years: dict[int, int] = {}
    for month, count in counts.items():
        years[month // 12] = years.get(month // 12, 0) + count
    return tuple(Bar(f"{year:04}", years.get(year, 0)) for year in range(first.year, last.year + 1))


def _counts(reader: Reader, query: Query, field: str) -> dict[int, int]:
    request: dict[str, Any] = {"bars": {"terms": {"field": field, "size": 20_000, "segment_size": 20_000}}}
    buckets = reader.searcher.aggregate(query, request)["bars"]["buckets"]
    return {int(bucket["key"]): bucket["doc_count"] for bucket in buckets}
