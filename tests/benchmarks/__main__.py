"""Runs every benchmark on a database and an index of its own, and prints a table."""

from __future__ import annotations

import os
import statistics
import sys
import time
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import tests.environment  # noqa: F401 - starts the database before Django reads its settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsarchive.settings")

import django

django.setup()

from django.core.management import call_command
from django.test import Client
from django.utils.http import urlencode

from articles import search as engine
from articles.ingest import runs
from articles.models import Article, Country, Tag
from articles.search import follower
from articles.selection import Selection
from tests.benchmarks.stories import as_json_lines

STORIES = int(os.environ.get("BENCH_STORIES", "20000"))
IMPORTED = 2000
ROUNDS = 9


def median_ms(act: Callable[[], object]) -> float:
    """The median of several calls, in milliseconds, after one that warms up."""
    act()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        act()
        times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times)


def tell(what: str, measured: float, yardstick: float, unit: str) -> None:
    """One row: what was measured, its yardstick, and how they compare."""
    sys.stdout.write(f"{what:44} {measured:12,.1f} {yardstick:12,.1f} {measured / yardstick:8.2f}  {unit}\n")


def importing() -> None:
    """Stories a second through the whole of an import, beside the bare insertion of the same rows with their history."""
    run = runs.open_import([runs.Handed("bench.jsonl", as_json_lines(IMPORTED))], user=None)
    changeset = runs.confirm(run)
    start = time.perf_counter()
    runs.execute(run)
    whole = IMPORTED / (time.perf_counter() - start)
    rows = list(Article.objects.filter(changeset=changeset))
    for row in rows:
        row.pk, row.guid = None, ""
    start = time.perf_counter()
    Article.objects.bulk_create(rows, batch_size=runs.BATCH)
    tell("import of JSON lines / bulk_create", whole, IMPORTED / (time.perf_counter() - start), "stories/s")


def selections() -> dict[str, dict[str, str]]:
    """What readers ask, by name."""
    topic = Tag.objects.topics().filter(article_tags__isnull=False).first()
    country = Country.objects.filter(articles__isnull=False).first()
    word = Article.objects.published().first().body_text.split()[3].strip(".,").lower()
    return {
        "everything": {},
        "a word": {"q": word},
        "a topic": {"topic": topic.slug},
        "a country": {"country": country.code},
        "a topic, a country, a word": {"topic": topic.slug, "country": country.code, "q": word},
    }


def lists() -> None:
    """The whole page of a list, beside the bare answer of ``search``."""
    client = Client(SERVER_NAME="localhost")
    for name, query in selections().items():
        fields = {key: value if key == "q" else (value,) for key, value in query.items()}
        bare = median_ms(lambda fields=fields: engine.search(Selection(**fields)))
        address = f"/articles/?{urlencode(query)}"
        tell(f"list page / search(): {name}", median_ms(lambda address=address: client.get(address)), bare, "ms")


def main() -> None:
    """Fill the archive, build its index, and measure."""
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    sys.stdout.write(f"{STORIES:,} generated stories; median of {ROUNDS} rounds\n")
    call_command("make_corpus", str(STORIES), stdout=StringIO(), stderr=StringIO())
    start = time.perf_counter()
    follower.catch_up()
    sys.stdout.write(f"indexed at {STORIES / (time.perf_counter() - start):,.0f} stories/s\n\n")
    sys.stdout.write(f"{'':44} {'measured':>12} {'yardstick':>12} {'ratio':>8}\n")
    lists()
    importing()


if __name__ == "__main__":
    Path(os.environ["NEWSARCHIVE_VAR"]).mkdir(parents=True, exist_ok=True)
    main()
