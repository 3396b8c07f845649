"""``manage.py rebuild_index``: builds the search index anew beside the old one and swaps them."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.models import Article
from articles.search import follower
from articles.search.generations import Busy


class Command(BaseCommand):
    help = "Build the search index anew beside the one in use, then put it in its place. Reading goes on meanwhile."

    def handle(self, *args: Any, **options: Any) -> None:
        start = time.monotonic()
        total = Article.objects.published().count()

        def progress(number: int) -> None:
            if self.stderr.isatty():
                self.stderr.write(f"\r{number:,} of {total:,} stories", ending="")

        try:
            number = follower.rebuild(progress)
        except Busy as error:
            raise CommandError("Another process is building the index.") from error
        seconds = time.monotonic() - start
        if self.stderr.isatty():
            self.stderr.write("")
        self.stdout.write(f"{number:,} stories indexed in {seconds:.1f} s ({number / seconds:,.0f} a second).")
