"""``manage.py find_reprints``: finds the reprints among the stories that the archive holds already."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from articles.editing.held import find_among_held
from articles.editing.publishing import counted
from articles.models import Reprint


class Command(BaseCommand):
    help = (
        "Find reprints among stories that came in before the archive looked for them, or past it. "
        "Begins where it was stopped."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="Look at every story again, as after a new version.")

    def handle(self, *args: Any, **options: Any) -> None:
        start = time.monotonic()
        done = find_among_held(again=options["all"], tell=self._tell if self.stderr.isatty() else None)
        if self.stderr.isatty():
            self.stderr.write("")
        grouped = Reprint.objects.filter(group__isnull=False)
        groups = grouped.order_by().values("group").distinct().count()
        self.stdout.write(
            f"Looked at {counted(done)} in {time.monotonic() - start:.1f} s. {counted(grouped.count()).capitalize()} of the"
            f" archive have other printings in it; collapsed, they are {groups:,}."
        )

    def _tell(self, done: int) -> None:
        self.stderr.write(f"\r{done:,} stories looked at", ending="")
