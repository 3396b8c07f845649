"""What a selection rests on: how many stories of how many sources, and from when to when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tantivy import Query

from articles.search.counting import tally
from articles.search.index import Reader
from articles.search.results import Coverage
from articles.search.timeline import MONTH, month_text

SOURCE = "source"


def coverage(query: Query, total: int, numbers: Mapping[str, Mapping[Any, int]], reader: Reader) -> Coverage:
    """The coverage of the ``total`` stories that ``query`` finds. ``numbers`` has the counts that are known already."""
    missing = [name for name in (SOURCE, MONTH) if name not in numbers]
    known = {**numbers, **tally(query, reader, missing, total)} if missing else numbers
    months = known[MONTH]
    if not months:
        return Coverage()
    return Coverage(total, len(known[SOURCE]), month_text(min(months)), month_text(max(months)))


def archive(reader: Reader) -> Coverage:
    """The coverage of everything that the index holds."""
    return coverage(Query.all_query(), reader.searcher.num_docs, {}, reader)
