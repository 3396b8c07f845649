"""The order of relevance: as the engine scores the words, and of stories that score nearly the same, newer ones first.

The engine's own ways to weigh a score by a date visit every story that is found, which for a broad word of a large
archive takes longer than finding them. So only the foremost stories are weighed, and further down the list scores
alone decide.
"""

from __future__ import annotations

from collections.abc import Iterable

from tantivy import DocAddress, Query

from articles.search.index import Reader
from articles.selection import PAGE_SIZE

# Whole pages, so that no page is ordered in both ways.
WEIGHED = 8 * PAGE_SIZE
# What a score gains with each decade that a story is newer. Twenty years make up for one tenth.
GAIN = 1.05
DAYS = 3652.5


def most_relevant(query: Query, reader: Reader, offset: int, size: int) -> tuple[int, list[DocAddress]]:
    """How many stories ``query`` finds, and ``size`` of them from ``offset`` on, the most relevant first."""
    if offset >= WEIGHED:
        found = reader.searcher.search(query, size, offset=offset)
        return found.count, [address for _, address in found.hits]
    found = reader.searcher.search(query, max(WEIGHED, offset + size))
    return found.count, weighed(found.hits, reader)[offset : offset + size]


def weighed(hits: Iterable[tuple[float, DocAddress]], reader: Reader) -> list[DocAddress]:
    """Scored stories in the order of score and date, where they are among the foremost; the rest as they come."""
    hits = list(hits)
    foremost = hits[:WEIGHED]
    keys = reader.searcher.fast_field_values("sort_key", [address for _, address in foremost])
    days = reader.searcher.fast_field_values("day", [address for _, address in foremost])
    rank = {
        number: (score * GAIN ** (day / DAYS), key)
        for number, ((score, _), day, key) in enumerate(zip(foremost, days, keys, strict=True))
    }
    order = sorted(rank, key=rank.__getitem__, reverse=True)
    return [foremost[number][1] for number in order] + [address for _, address in hits[WEIGHED:]]
