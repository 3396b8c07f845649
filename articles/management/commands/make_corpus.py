"""``manage.py make_corpus N``: fills an archive with generated stories, for benchmarks."""

from __future__ import annotations

import itertools
import multiprocessing
import random
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from articles.editing.history import change
from articles.management import corpus, loading
from articles.models import Article, ChangeSet, Reprint

BATCH = 2500


class Command(BaseCommand):
    help = (
        "Store N generated stories, the same ones for the same seed. Refuses where the archive holds stories. "
        "Whoever reads the archive meanwhile waits until it is done."
    )

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
        with change(ChangeSet.Kind.IMPORT, f"{number:,} generated stories", None) as changeset:
            changeset.counts = {"created": number}
            changeset.save(update_fields=["counts"])
            world = corpus.settle(random.Random(options["seed"]))
            with loading.bare_tables():
                for done, rows in enumerate(_batches(world, number, length, changeset.pk), start=1):
                    loading.load(rows)
                    self._progress(f"\r{min(done * BATCH, number):,} of {number:,} stories")
                self._progress(" · making the indexes anew …")
        self._progress("\n")
        seconds = time.monotonic() - start
        self.stdout.write(f"{number:,} stories in {seconds:.1f} s ({number / seconds:,.0f} a second).")

    def _progress(self, text: str) -> None:
        if self.stderr.isatty():
            self.stderr.write(text, ending="")


def _batches(world: corpus.World, number: int, length: int, changeset: int) -> Iterator[loading.Rows]:
    """The rows of all stories, a batch at a time: another process makes them while the database takes the ones before.

    It is a copy of this one that never touches the database's connection, and ends without closing it.
    """
    copies = multiprocessing.get_context("fork")
    receiver, sender = copies.Pipe(duplex=False)
    ids, groups = (loading.reserve_ids(model, number) for model in (Article, Reprint))
    maker = copies.Process(target=_make, args=(sender, world, ids, groups, length, changeset), daemon=True)
    maker.start()
    sender.close()
    for _ in range(0, number, BATCH):
        yield receiver.recv()
    maker.join()


def _make(sender: Connection, world: corpus.World, ids: range, groups: range, length: int, changeset: int) -> None:
    stories = corpus.stories(world, len(ids), length)
    for start in range(0, len(ids), BATCH):
        part = slice(start, start + BATCH)
        made = itertools.islice(stories, len(ids[part]))
        sender.send(loading.as_rows(ids[part], groups[part], made, changeset))
