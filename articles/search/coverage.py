"""What a selection rests on: how many stories of how many sources, and from when to when."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Mapping
from typing import Any

from tantivy import Occur, Query

from articles.search.conditions import one_of, together
from articles.search.counting import tally
from articles.search.index import Reader
from articles.search.results import Coverage
from articles.search.timeline import MONTH

SOURCE = "source"
ENDS: dict[str, Any] = {"first": {"min": {"field": "day"}}, "last": {"max": {"field": "day"}}}


def coverage(query: Query, total: int, numbers: Mapping[str, Mapping[Any, int]], reader: Reader) -> Coverage:
    """The coverage of the ``total`` stories that ``query`` finds. ``numbers`` has the counts that are known already."""
    missing = [name for name in (SOURCE, MONTH) if name not in numbers]
    known = {**numbers, **tally(query, reader, missing, total)} if missing else numbers
    months = known[MONTH]
    if not months:
        return Coverage()
    first, last = _ends(query, {min(months), max(months)}, reader)
    return Coverage(total, len(known[SOURCE]), first, last)


def archive(reader: Reader) -> Coverage:
    """The coverage of everything that the index holds."""
    held = reader.searcher.num_docs
    return reader.memory.get("archive", lambda: coverage(Query.all_query(), held, {}, reader))


def _ends(query: Query, months: set[int], reader: Reader) -> tuple[str, str]:
    """The first and the last day that ``query`` finds stories of, where these stand in ``months``."""
    # The other months need not be looked at, and in a broad selection they hold nearly all of its stories.
    near = one_of(reader, "day", [day for month in months for day in _days(month)])
    ends = reader.counts(together([(Occur.Must, query), (Occur.Must, near)]), ENDS)
    first, last = (dt.date.fromordinal(int(ends[name]["value"])).isoformat() for name in ("first", "last"))
    return first, last


def _days(month: int) -> range:
    """The days of a month that is counted from year 0, by their ordinal numbers."""
    year, before = divmod(month, 12)
    first = dt.date(year, before + 1, 1).toordinal()
    return range(first, first + calendar.monthrange(year, before + 1)[1])
