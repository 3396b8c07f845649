"""What a selection rests on: how many stories of how many sources, and from when to when."""

from __future__ import annotations

import calendar
import datetime as dt

from tantivy import Occur, Query

from articles.search.carrying import Numbers
from articles.search.conditions import one_of, together
from articles.search.counting import ENDS, everything
from articles.search.index import Reader
from articles.search.results import Coverage
from articles.search.timeline import MONTH

SOURCE = "source"


def coverage(query: Query, total: int, known: Numbers, reader: Reader) -> Coverage:
    """The coverage of the ``total`` stories that ``query`` finds. ``known`` has the counts of their months and sources."""
    months = known.counts[MONTH]
    if not months:
        return Coverage()
    first, last = known.ends or _ends(query, {min(months), max(months)}, reader)
    return Coverage(total, len(known.counts[SOURCE]), *(dt.date.fromordinal(day).isoformat() for day in (first, last)))


def archive(reader: Reader) -> Coverage:
    """The coverage of everything that the index holds."""
    held, known = reader.searcher.num_docs, everything([SOURCE, MONTH], reader)
    return reader.memory.get("archive", lambda: coverage(Query.all_query(), held, Numbers(known), reader))


def _ends(query: Query, months: set[int], reader: Reader) -> tuple[int, int]:
    """The ordinal numbers of the first and the last day that ``query`` finds stories of, where these stand in ``months``."""
    # The other months need not be looked at, and in a broad selection they hold nearly all of its stories.
    near = one_of(reader, "day", [day for month in months for day in _days(month)])
    ends = reader.counts(together([(Occur.Must, query), (Occur.Must, near)]), ENDS)
    return int(ends["first"]["value"]), int(ends["last"]["value"])


def _days(month: int) -> range:
    """The days of a month that is counted from year 0, by their ordinal numbers."""
    year, before = divmod(month, 12)
    first = dt.date(year, before + 1, 1).toordinal()
    return range(first, first + calendar.monthrange(year, before + 1)[1])
