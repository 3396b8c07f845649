"""``manage.py make_corpus N``: fills an archive with generated stories, for benchmarks."""

from __future__ import annotations

import random
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.editing.history import change, recording
from articles.management import corpus
from articles.models import Article, ChangeSet

BATCH = 1000


class Command(BaseCommand):
    help = "Store N generated stories, the same ones for the same seed. Refuses where the archive holds stories."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int, help="How many stories.")
        parser.add_argument("--seed", type=int, default=1, help="Another seed gives other stories (1).")
        parser.add_argument("--words", type=int, default=300, help="Words a story has on average (300).")
        parser.add_argument("--append", action="store_true", help="Also where the archive holds stories.")

    def handle(self, *args: Any, **options: Any) -> None:
        number, length = options["number"], options["words"]
        if number < 1 or length < 2:
            raise CommandError("At least one story of at least two words.")
        if not options["append"] and Article.objects.exists():
            raise CommandError("The archive holds stories. With --append the generated ones are put beside them.")
        start = time.monotonic()
        chance = random.Random(options["seed"])
        with change(ChangeSet.Kind.IMPORT, f"{number:,} generated stories", None) as changeset:
            changeset.counts = {"created": number}
            changeset.save(update_fields=["counts"])
            world = corpus.settle(chance)
        for done in range(0, number, BATCH):
            with recording(changeset):
                corpus.write(world, chance, min(BATCH, number - done), length, changeset.pk)
            if self.stderr.isatty():
                self.stderr.write(f"\r{done:,} of {number:,} stories", ending="")
        if self.stderr.isatty():
            self.stderr.write("")
        seconds = time.monotonic() - start
        self.stdout.write(f"{number:,} stories in {seconds:.1f} s ({number / seconds:,.0f} a second).")
