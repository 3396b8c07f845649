"""Imports files, folders or pages of the web as one change-set."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from articles import importers
from articles.fetch import Robots, Unfetched, fetch_page
from articles.ingest import addresses, runs
from articles.management.folders import files_in
from articles.models import Import
from articles.tagging.rules import tag_new

SOMETHING_REJECTED = 3
BAR_WIDTH = 40


class Command(BaseCommand):
    help = (
        "Import files, folders of files or addresses as one change-set. "
        "The last line printed is a JSON object with the outcome."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "paths", nargs="*", metavar="PATH", help="A file, a folder or an address; - is standard input."
        )
        parser.add_argument(
            "--resume", type=int, metavar="IMPORT", help="Go on with an import that was interrupted, by its number."
        )
        parser.add_argument(
            "--format", default="auto", choices=["auto", *(format.name for format in importers.FORMATS)]
        )
        parser.add_argument("--source", default="", help="Who reported the stories that state no source: Reuters.")
        parser.add_argument(
            "--publish", action="store_true", help="Publish what is complete; else everything is a draft."
        )
        parser.add_argument(
            "--duplicates",
            default=Import.Duplicates.SKIP,
            choices=Import.Duplicates.values,
            help="What becomes of a text that another story has: left out (skip), its story brought up to date (update), "
            "or stored as another printing (add).",
        )
        parser.add_argument("--dry-run", action="store_true", help="Say what would happen, and store nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        if bool(options["paths"]) == bool(options["resume"]):
            raise CommandError("Name what to import, or the import to go on with (--resume).")
        web = Web()
        handed = [
            one for path in options["paths"] for one in ([web.page(path)] if is_address(path) else read_path(path))
        ]
        with transaction.atomic() if options["dry_run"] else nullcontext():
            run = self._resumed(options["resume"]) if options["resume"] else self._run(handed, options)
            if options["dry_run"]:
                transaction.set_rollback(True)
        counts = dict(run.changeset.counts)
        if reprints := counts.pop("reprints"):
            self.stderr.write(f"Other printings of stories in the archive: {reprints:,}.")
        self.stdout.write(json.dumps({"changeset": None if options["dry_run"] else run.changeset_id, **counts}))
        if counts["rejected"]:
            sys.exit(SOMETHING_REJECTED)

    def _run(self, handed: list[runs.Handed], options: dict[str, Any]) -> Import:
        try:
            run = runs.open_import(
                handed,
                user=None,
                format=options["format"],
                defaults={"source": options["source"]} if options["source"] else {},
                publish=options["publish"],
                duplicates=options["duplicates"],
            )
        except runs.Refused as reason:
            raise CommandError(str(reason)) from None
        except OSError as fault:
            raise CommandError(f"{fault.filename or 'standard input'}: {fault.strerror}.") from None
        runs.confirm(run)
        if not options["dry_run"]:
            self.stderr.write(
                f"This is import {run.pk}. Interrupted, it goes on with: import_stories --resume {run.pk}"
            )
        return self._executed(run)

    def _resumed(self, number: int) -> Import:
        run = Import.objects.filter(pk=number, changeset__isnull=False).first()
        if run is None:
            raise CommandError(f"There is no import {number} that was begun.")
        return self._executed(run)

    def _executed(self, run: Import) -> Import:
        run = runs.execute(run, tell=self._tell if sys.stderr.isatty() else None, tagging=tag_new)
        for item in run.items.filter(outcome="rejected")[:20]:
            self.stderr.write(f"{item.file}, item {item.position}: {item.reason}")
        return run

    def _tell(self, done: int, share: float) -> None:
        filled = int(BAR_WIDTH * share)
        end = "\n" if share >= 1 else ""
        sys.stderr.write(f"\r[{'#' * filled}{' ' * (BAR_WIDTH - filled)}] {done:,} items{end}")
        sys.stderr.flush()


class Web:
    """Pages for one run; each site's robots.txt is asked for once."""

    def __init__(self) -> None:
        self.policy = addresses.policy()
        self.robots = Robots(self.policy)

    def page(self, url: str) -> runs.Handed:
        """The page at an address. Raises CommandError where it cannot be had."""
        try:
            return addresses.handed(fetch_page(url, self.policy, self.robots))
        except Unfetched as fault:
            raise CommandError(str(fault)) from None


def is_address(path: str) -> bool:
    """Whether a path is none, but an address."""
    return path.lower().startswith(("http://", "https://"))


def read_path(path: str) -> list[runs.Handed]:
    """What lies at a path: one file, or every file of a folder that may be a story. Raises CommandError where nothing does."""
    if path == "-":
        return [runs.Handed("standard input", sys.stdin.buffer)]
    place = Path(path)
    if place.is_dir():
        return [runs.Handed(file.name, file) for file in files_in(place)]
    try:
        place.open("rb").close()
    except OSError as fault:
        raise CommandError(f"{path}: {fault.strerror}.") from None
    return [runs.Handed(place.name, place)]
