"""The timeline: how many of the stories fall into each year, month or day."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import Any

from tantivy import Query

from articles.search.columns import terms
from articles.search.index import Reader
from articles.search.results import Bar

LONGEST_IN_DAYS = 93
LONGEST_IN_MONTHS = 3 * 366

# What to ask of the engine about the stories of a selection.
REQUEST: dict[str, Any] = {
    "first": {"min": {"field": "day"}},
    "last": {"max": {"field": "day"}},
    "months": terms("month"),
}
DAYS: dict[str, Any] = {"days": terms("day")}


def timeline(answer: Mapping[str, Any], query: Query, reader: Reader) -> tuple[Bar, ...]:
    """Bars from the first story to the last, with empty ones where there is none between.

    ``answer`` is what the engine said to ``REQUEST``. A few months are shown day by day, a few years month by
    month, and more than that by year.
    """
    if answer["first"]["value"] is None:
        return ()
    first, last = (int(answer[name]["value"]) for name in ("first", "last"))
    length = last - first + 1
    if length <= LONGEST_IN_DAYS:
        days = _counts(reader.counts(query, DAYS)["days"])
        return tuple(Bar(dt.date.fromordinal(day).isoformat(), days[day]) for day in range(first, last + 1))
    months = _counts(answer["months"])
    if length <= LONGEST_IN_MONTHS:
        return tuple(Bar(month_text(month), months[month]) for month in range(min(months), max(months) + 1))
    years: Counter[int] = Counter()
    for month, count in months.items():
        years[month // 12] += count
    return tuple(Bar(f"{year:04}", years[year]) for year in range(min(years), max(years) + 1))


def month_text(month: int) -> str:
    """``2024-03`` for a number of months since year 0."""
    return f"{month // 12:04}-{month % 12 + 1:02}"


def _counts(answer: Mapping[str, Any]) -> Counter[int]:
    return Counter({int(bucket["key"]): bucket["doc_count"] for bucket in answer["buckets"]})
