"""Stories that an importer of another version read: imported with the one, read again with the other."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
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


class OtherReader:
    """A reader of another version. ``reads`` says which, and what it reads some fields as."""

    def __init__(self, orders: Path) -> None:
        self.orders = orders

    def reads(self, version: int, format: str = "html", **fields: Any) -> None:
        """From now on, have fields read as something else."""
        self.orders.write_text(json.dumps([format, version, fields]))


@contextmanager
def other_reader() -> Iterator[OtherReader]:
    """Have files read by an importer of another version."""
    usual = isolation.COMMAND
    isolation.dismiss()
    with tempfile.TemporaryDirectory() as folder:
        orders = Path(folder, "orders.json")
        isolation.COMMAND = f"from tests import older_reader; older_reader.main({str(orders)!r})"
        try:
            yield OtherReader(orders)
        finally:
            isolation.dismiss()
            isolation.COMMAND = usual


@contextmanager
def reading_as(version: int, format: str = "html", **fields: Any) -> Iterator[None]:
    """Have files read by an importer of this version, which reads these fields as something else."""
    with other_reader() as other:
        other.reads(version, format, **fields)
        yield


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
