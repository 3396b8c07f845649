"""``manage.py check_index``: compares the search index with the database."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.search import checking
from articles.search.generations import Unusable

SHOWN = 50


class Command(BaseCommand):
    help = "Compare the search index with the database, story by story. Exit status 1 where they differ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--wait", action="store_true", help="Wait until the index has caught up with the database.")
        parser.add_argument("--timeout", type=float, default=60, help="Seconds to wait at most (60).")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["wait"] and not checking.wait(options["timeout"]):
                raise CommandError("The index has not caught up in time. Is follow_index running?")
            differences = list(checking.differences())
        except Unusable as error:
            raise CommandError(f"The index cannot be read: {error}.") from error
        for difference in differences[:SHOWN]:
            self.stdout.write(difference)
        if differences:
            raise CommandError(f"{len(differences):,} differences between the index and the database.")
        self.stdout.write("The index and the database agree.")
