"""``manage.py find_reprints``: finds the reprints among the stories that the archive holds already."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection

from articles.editing import reprints
from articles.editing.history import change, recording
from articles.editing.publishing import counted
from articles.models import ChangeSet, Reprint

BATCH = 500
TITLE = "Found reprints among the stories held"

# A story that is too short to be told from others by its text is in no list of shingles, and looked at again.
NEXT = """
    SELECT id FROM articles_article
    WHERE id > %s AND (%s OR NOT EXISTS (SELECT FROM articles_shingle WHERE article_id = articles_article.id))
    ORDER BY id LIMIT %s
"""


class Command(BaseCommand):
    help = (
        "Find reprints among stories that came in before the archive looked for them, or past it. "
        "Begins where it was stopped."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="Look at every story again, as after a new version.")

    def handle(self, *args: Any, **options: Any) -> None:
        start, done = time.monotonic(), 0
        with change(ChangeSet.Kind.REPRINT, TITLE, None) as changeset:
            pass
        for ids in unnoted(again=options["all"]):
            with recording(changeset):
                reprints.find_again(ids)
            done += len(ids)
            if self.stderr.isatty():
                self.stderr.write(f"\r{done:,} stories looked at", ending="")
        if self.stderr.isatty():
            self.stderr.write("")
        grouped = Reprint.objects.filter(group__isnull=False)
        counts = {"looked at": done, "reprints": grouped.filter(event__pgh_changeset=changeset.pk).distinct().count()}
        changeset.counts = counts
        changeset.save(update_fields=["counts"])
        groups = grouped.order_by().values("group").distinct().count()
        seconds = time.monotonic() - start
        self.stdout.write(
            f"Looked at {counted(done)} in {seconds:.1f} s. {counted(grouped.count()).capitalize()} of the archive"
            f" have other printings in it; collapsed, they are {groups:,}."
        )


def unnoted(*, again: bool) -> Iterator[list[int]]:
    """The ids of stories to look at, in order, in lists of one batch each: all, or those with no shingles."""
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(NEXT, [last, again, BATCH])
            ids = [id for (id,) in cursor.fetchall()]
        if not ids:
            return
        yield ids
        last = ids[-1]
