"""What an import costs, beside the bare insertion of the same rows with their history."""

from __future__ import annotations

from django.core.management import call_command

from articles.ingest import runs
from articles.models import Article
from tests.benchmarks.stories import as_json_lines
from tests.benchmarks.timing import seconds

IMPORTED = 2000


def measure() -> dict[str, float]:
    """Stories a second through the whole of an import, and through ``bulk_create``."""
    call_command("migrate", verbosity=0)
    run = runs.open_import([runs.Handed("bench.jsonl", as_json_lines(IMPORTED))], user=None)
    changeset = runs.confirm(run)
    whole = IMPORTED / seconds(lambda: runs.execute(run))
    rows = list(Article.objects.filter(changeset=changeset))
    for row in rows:
        row.pk, row.guid = None, ""
    bare = IMPORTED / seconds(lambda: Article.objects.bulk_create(rows, batch_size=runs.BATCH))
    return {"imported": whole, "inserted": bare}
