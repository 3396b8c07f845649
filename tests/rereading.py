"""Stories that an importer of another version read: imported with the one, read again with the other."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from articles.ingest import isolation, runs
from articles.models import Article, Import
from tests.importers.news_pages import news_page

BYLINE = "<p class=byline>By Ana Poe</p>"
HEAD = (
    "<title>Two harbours share one ferry line</title><meta name=author content='Ana Poe'>"
    "<meta property=og:description content='Ships of both towns sail together from autumn.'>"
    "<meta property=article:published_time content='2024-03-25T10:00:00+09:00'>"
    "<meta property=article:section content=Transport>"
)
PAGE = news_page(head=HEAD, before=BYLINE)


@contextmanager
def reading_as(version: int, format: str = "html", **fields: Any) -> Iterator[None]:
    """Have files read by an importer of this version, which reads these fields as something else."""
    usual = isolation.COMMAND
    order = json.dumps([format, version, fields])
    isolation.dismiss()
    isolation.COMMAND = (
        f"import sys; sys.argv.insert(1, {order!r}); from tests import older_reader; older_reader.main()"
    )
    try:
        yield
    finally:
        isolation.dismiss()
        isolation.COMMAND = usual


def imported(*files: tuple[str, str], user: Any = None, **options: Any) -> Import:
    """An import of files by name and content, done."""
    handed = [runs.Handed(name, content.encode()) for name, content in files]
    run = runs.open_import(handed, user=user, **options)
    runs.confirm(run)
    return runs.execute(run)


def story_read_before(page: str = PAGE, **fields: Any) -> Article:
    """A story whose page was read by an importer that read these fields as something else."""
    with reading_as(1, **fields):
        imported(("ferry.html", page))
    return Article.objects.get()
