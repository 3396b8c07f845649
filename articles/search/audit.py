"""Counting the stories of the index against those of the database, block by block.

It finds what no change log tells: rows that were changed past the triggers, an index that lost a part. The database
answers from an index of its own, so that a million stories take a fraction of a second.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from django.db.models import Count, F, Sum
from tantivy import FieldType, Index, Query, Schema, Searcher

from articles.models import Article
from articles.search import schema

BLOCK = 10_000
REQUEST = {
    "blocks": {
        "histogram": {"field": "id", "interval": BLOCK, "min_doc_count": 1},
        "aggs": {"sum": {"sum": {"field": "id"}}},
    }
}


def suspects(folder: Path) -> list[int]:
    """Ids of stories which only one of both holds, the index in ``folder`` or the database at this moment."""
    index = schema.with_analyzers(Index.open(str(folder)))
    index.config_reader("manual")
    index.reload()
    searcher = index.searcher()
    held, published = _held(searcher), _published()
    found: list[int] = []
    for block in sorted(held.keys() | published.keys()):
        if held.get(block) != published.get(block):
            found += _differing(block * BLOCK, searcher, index.schema)
    return found


def _held(searcher: Searcher) -> dict[int, tuple[int, int]]:
    """Of each block the number of stories in the index, and the sum of their ids."""
    answer = searcher.aggregate(Query.all_query(), REQUEST)["blocks"]["buckets"]
    return {int(one["key"]) // BLOCK: (one["doc_count"], int(one["sum"]["value"])) for one in answer}


def _published() -> dict[int, tuple[int, int]]:
    """The same of the database."""
    blocks = Article.objects.published().order_by().values(block=F("pk") / BLOCK)
    rows = blocks.annotate(number=Count("pk"), sum=Sum("pk")).values_list("block", "number", "sum")
    return {block: (number, int(total)) for block, number, total in rows}


def _differing(first: int, searcher: Searcher, fields: Schema) -> list[int]:
    query = Query.range_query(fields, "id", FieldType.Unsigned, lower_bound=first, upper_bound=first + BLOCK - 1)
    hits = searcher.search(query, BLOCK * 2, count=False).hits
    held = searcher.fast_field_values("id", [address for _, address in hits])
    stories = Article.objects.published().filter(pk__range=(first, first + BLOCK - 1))
    twice = {id for id, times in Counter(held).items() if times > 1}
    return sorted((set(held) ^ set(stories.values_list("pk", flat=True))) | twice)
