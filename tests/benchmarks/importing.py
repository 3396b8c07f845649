"""What an import costs, beside the bare insertion of the same rows with their history."""

from __future__ import annotations

from django.core.management import call_command

from articles.ingest import runs
from articles.ingest.batches import BATCH
from articles.models import Article
from tests.benchmarks.stories import as_json_lines
from tests.benchmarks.timing import seconds

IMPORTED = 10_000


def measure() -> dict[str, float]:
    """Stories a second through the whole of an import, and through ``bulk_create``."""
    call_command("migrate", verbosity=0)
    lines = as_json_lines(IMPORTED)
    # The first one starts the process that reads, as the worker's first import of the day does.
    whole_import(as_json_lines(10))
    whole = IMPORTED / seconds(lambda: whole_import(lines))
    again = IMPORTED / seconds(lambda: whole_import(lines))
    rows = list(Article.objects.order_by("pk")[:2000])
    for row in rows:
        row.pk, row.guid = None, ""
    bare = len(rows) / seconds(lambda: Article.objects.bulk_create(rows, batch_size=BATCH))
    return {"imported": whole, "again": again, "inserted": bare}


def whole_import(lines: bytes) -> None:
    """Hand in, keep the original, list for the preview, and store."""
    run = runs.open_import([runs.Handed("bench.jsonl", lines)], user=None)
    runs.confirm(run)
    runs.execute(run)
