"""Filling an archive for the benchmark, and building its index, each timed."""

from __future__ import annotations

import sys
from io import StringIO
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from articles.models import Article
from articles.search import follower, trouble
from newsarchive import env
from tests.benchmarks import place
from tests.benchmarks.timing import seconds


def fill(folder: Path, stories: int) -> None:
    """Have ``stories`` generated ones in the database, and an index of them that is up to date."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    if not Article.objects.exists():
        tell(f"generating {stories:,} stories")
        took = seconds(lambda: call_command("make_corpus", stories, stdout=StringIO(), stderr=StringIO()))
        place.remember(folder, generated=stories / took)
        vacuum()
    if trouble() or "indexed" not in place.facts(folder) or env.flag("BENCH_REBUILD"):
        tell(f"indexing {stories:,} stories")
        place.remember(folder, indexed=stories / seconds(follower.rebuild))
    follower.catch_up()


def vacuum() -> None:
    """What PostgreSQL's own upkeep does some minutes after a bulk load; without it the next queries pay for it."""
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")
        cursor.execute("VACUUM ANALYZE")


def tell(text: str) -> None:
    """Say on standard error what goes on."""
    sys.stderr.write(f"… {text}\n")
    sys.stderr.flush()
