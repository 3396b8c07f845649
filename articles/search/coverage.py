"""What a selection rests on: how many stories of how many sources, and from when to when."""

from __future__ import annotations

import calendar
import datetime as dt

from tantivy import Occur, Query

from articles.search.conditions import one_of, together
from articles.search.counting import ENDS, Numbers, tally
from articles.search.index import Reader
from articles.search.results import Coverage
from articles.search.timeline import MONTH

SOURCE = "source"


def coverage(query: Query, total: int, numbers: Numbers, reader: Reader) -> Coverage:
    """The coverage of the ``total`` stories that ``query`` finds. ``numbers`` has what is known of them already."""
    known = numbers.counts
    missing = [name for name in (SOURCE, MONTH) if name not in known]
    if missing:
        known = known | tally(query, reader, missing, total)
    months = known[MONTH]
    if not months:
        return Coverage()
    first, last = numbers.ends or _ends(query, {min(months), max(months)}, reader)
    return Coverage(total, len(known[SOURCE]), *(dt.date.fromordinal(day).isoformat() for day in (first, last)))


def archive(reader: Reader) -> Coverage:
    """The coverage of everything that the index holds."""
    held = reader.searcher.num_docs
    return reader.memory.get("archive", lambda: coverage(Query.all_query(), held, Numbers({}), reader))


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
