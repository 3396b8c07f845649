"""Reads the originals of imported stories again with the importers of today, and says what they make of them now."""

from __future__ import annotations

import datetime as dt
import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from articles import importers
from articles.ingest import rereadings
from articles.models import Article, Rereading, RereadItem

SOMETHING_FAILED = 3
AT_ONCE = 1000


class Command(BaseCommand):
    help = (
        "Read the originals of imported stories again, and list which stories are read otherwise now. Nothing is changed "
        "without --apply, and never what an editor changed. The last line printed is a JSON object with the outcome."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--importer", default="", choices=[format.name for format in importers.FORMATS],
            help="Only stories that this importer reads: html.",
        )  # fmt: skip
        parser.add_argument("--since", type=day, metavar="DATE", help="Only stories added since that day: 2024-03-25.")
        parser.add_argument(
            "--apply", action="store_true",
            help="Bring the stories up to date where no editor's own change is concerned, as one change-set.",
        )  # fmt: skip
        parser.add_argument(
            "--resume", type=int, metavar="NUMBER", help="Go on with a rereading that was interrupted, by its number."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            run = self._resumed(options["resume"]) if options["resume"] else self._opened(options)
            self.stderr.write(f"This is rereading {run.pk}. Interrupted, it goes on with: read_again --resume {run.pk}")
            if run.status != Rereading.Status.APPLYING:
                run = rereadings.look(run, tell=self._tell if sys.stderr.isatty() else None)
                self._list(run)
            if run.status == Rereading.Status.APPLYING or (options["apply"] and rereadings.clear(run).exists()):
                run = rereadings.apply(rereadings.begin_applying(run, None))
        except rereadings.Refused as reason:
            raise CommandError(str(reason)) from None
        counts = run.counts()
        self.stdout.write(json.dumps({"rereading": run.pk, "changeset": run.changeset_id, **counts}))
        if counts[RereadItem.Outcome.FAILED]:
            sys.exit(SOMETHING_FAILED)

    def _opened(self, options: dict[str, Any]) -> Rereading:
        stories = Article.objects.all()
        if options["since"]:
            start = timezone.make_aware(dt.datetime.combine(options["since"], dt.time.min))
            stories = stories.filter(added_at__gte=start)
        return rereadings.open_rereading(stories, "Read the originals again", None, options["importer"])

    def _resumed(self, number: int) -> Rereading:
        run = Rereading.objects.filter(pk=number).first()
        if run is None:
            raise CommandError(f"There is no rereading {number}.")
        return run

    def _list(self, run: Rereading) -> None:
        counts = run.counts()
        items = run.items.filter(outcome__in=[RereadItem.Outcome.DIFFERS, RereadItem.Outcome.FAILED])
        for item in items.select_related("article").iterator(chunk_size=AT_ONCE):
            what = f"failed: {item.reason}" if item.outcome == RereadItem.Outcome.FAILED else ", ".join(item.fields)
            kept = "" if item.is_clear or item.outcome == RereadItem.Outcome.FAILED else "  [to be looked at]"
            self.stdout.write(f"{item.article_id}  {item.article}: {what}{kept}")
        self.stdout.write(
            f"{counts['unchanged']:,} unchanged, {counts['differs']:,} differ "
            f"({rereadings.clear(run).count():,} can be applied), {counts['failed']:,} failed"
        )

    def _tell(self, done: int, total: int) -> None:
        sys.stderr.write(f"\r{done:,} of {total:,} read{chr(10) if done == total else ''}")
        sys.stderr.flush()


def day(text: str) -> dt.date:
    """A day from "2024-03-25". Raises ValueError."""
    return dt.date.fromisoformat(text)
