"""The timeline: how many of the stories fall into each year, month or day."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Container, Mapping
from typing import Any

from tantivy import FieldType, Query

from articles.search.columns import terms
from articles.search.index import Reader
from articles.search.results import Bar, Coverage

LONGEST_IN_DAYS = 93
LONGEST_IN_MONTHS = 3 * 366

# The field whose counts a timeline is drawn from.
MONTH = "month"
DAYS: dict[str, Any] = {"days": terms("day")}


def timeline(
    months: Mapping[int, int], archive: Mapping[int, int], coverage: Coverage, query: Query, reader: Reader
) -> tuple[Bar, ...]:
    """Bars from the first story to the last, with empty ones where there is none between.

    ``months`` has the number of stories of each month that has any, ``archive`` the same of all that the archive
    holds; ``coverage`` is that of the stories. A few months are shown day by day, a few years month by month, and more than that by year.
    """
    if not months:
        return ()
    first, last = (dt.date.fromisoformat(day).toordinal() for day in (coverage.first, coverage.last))
    if last - first < LONGEST_IN_DAYS:
        days = _counts(reader.counts(query, DAYS)["days"])
        return _bars(days, _held_days(first, last, reader), lambda day: dt.date.fromordinal(day).isoformat())
    if last - first < LONGEST_IN_MONTHS:
        return _bars(months, archive, month_text)
    return _bars(_years(months), _years(archive), lambda year: f"{year:04}")


def _bars(counts: Mapping[int, int], held: Container[int], text: Callable[[int], str]) -> tuple[Bar, ...]:
    return tuple(Bar(text(place), counts.get(place, 0), place in held) for place in range(min(counts), max(counts) + 1))


def _years(months: Mapping[int, int]) -> Counter[int]:
    years: Counter[int] = Counter()
    for month, count in months.items():
        years[month // 12] += count
    return years


def _held_days(first: int, last: int, reader: Reader) -> Counter[int]:
    """The number of the archive's stories on each day that has any."""
    between = Query.range_query(reader.schema, "day", FieldType.Integer, lower_bound=first, upper_bound=last)
    return reader.memory.get(("days", first, last), lambda: _counts(reader.counts(between, DAYS)["days"]))


def month_text(month: int) -> str:
    """``2024-03`` for a number of months since year 0."""
    return f"{month // 12:04}-{month % 12 + 1:02}"


def _counts(answer: Mapping[str, Any]) -> Counter[int]:
    return Counter({int(bucket["key"]): bucket["doc_count"] for bucket in answer["buckets"]})
