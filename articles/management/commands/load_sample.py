"""Loads the sample archive: stories written for it, their topics, and locator maps, as one import."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from functools import cache
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from articles.cartography import describe, locator_map_png
from articles.documents import Picture
from articles.editing.history import recording
from articles.ingest import runs
from articles.ingest.pictures import image_of
from articles.ingest.resolving import free_slug
from articles.models import Article, ChangeSet, Correction, FrontPick, Import, KeyStory, Source, Tag

SAMPLE = Path(__file__).parents[2] / "data" / "sample"
DESK = "An editorial desk of this sample archive. Its stories are summaries written for the archive from public facts."


class Command(BaseCommand):
    help = (
        "Load the sample archive into an empty archive, with its topics and maps. Does nothing where stories are held."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--no-maps", action="store_true", help="Leave the locator maps out.")

    def handle(self, *args: Any, **options: Any) -> None:
        if Article.objects.exists():
            self.stdout.write("The archive holds stories already; the sample is not loaded.")
            return
        stories = sorted(SAMPLE.glob("*.jsonl"))
        handed = [runs.Handed(file.name, file) for file in stories]
        with transaction.atomic():
            run = runs.open_import(handed, user=None, format="json", publish=True)
            changeset = runs.confirm(run)
            with recording(changeset):
                load_sources(stories)
                load_topics()
            run = runs.execute(run, tell=self._tell)
            with recording(changeset):
                feature()
            if not options["no_maps"]:
                self._add_maps(changeset, stories)
        self._report(run)

    def _tell(self, done: int, share: float) -> None:
        self.stdout.write(f"  {done} sample stories, {share:.0%} of the files")

    def _add_maps(self, changeset: ChangeSet, stories: list[Path]) -> None:
        """Give each story that names countries for a map its locator map as lead image."""
        wanted = {row["id"]: tuple(row["map"]) for row in _rows(stories) if row.get("map")}
        self.stdout.write(f"  drawing locator maps for {len(wanted)} stories")
        draw = cache(locator_map_png)
        with recording(changeset):
            for article in Article.objects.filter(changeset=changeset, guid__in=wanted):
                codes = wanted[article.guid]
                caption, alt, credit = describe(codes)
                image = image_of(Picture(caption=caption, alt=alt, credit=credit, content=draw(codes)))
                image.article = article
                image.save()

    def _report(self, run: Import) -> None:
        counts = run.counts()
        self.stdout.write(f"  sample archive: {counts['created']} stories, {counts['rejected']} rejected")
        for item in run.items.exclude(outcome="created"):
            self.stderr.write(f"  {item.file}, item {item.position}: {item.outcome}, {item.reason}")


def _rows(stories: list[Path]) -> list[dict[str, Any]]:
    return [
        json.loads(line) for file in stories for line in file.read_text(encoding="utf-8").splitlines() if line.strip()
    ]


def load_sources(stories: list[Path]) -> None:
    """The desks the stories name, as sources of kind archive."""
    for name in sorted({row["source"] for row in _rows(stories)}):
        Source.objects.create(name=name, slug=free_slug(Source, name), kind=Source.Kind.ARCHIVE, about=DESK)


def load_topics() -> None:
    """The topics with their hierarchy, aliases and introductions."""
    rows = [
        row for file in sorted(SAMPLE.glob("topics-*.json")) for row in json.loads(file.read_text(encoding="utf-8"))
    ]
    made: dict[str, Tag] = {}
    while waiting := [row for row in rows if row["name"] not in made]:
        for row in waiting:
            if row["parent"] is None or row["parent"] in made:
                made[row["name"]] = Tag.objects.create(
                    name=row["name"],
                    slug=free_slug(Tag, row["name"]),
                    parent=made.get(row["parent"]),
                    aliases=row.get("aliases", []),
                    introduction=row["introduction"],
                )


def feature() -> None:
    """The stories of the front page, the key stories of some topics, and corrections."""
    chosen = json.loads((SAMPLE / "featured.json").read_text(encoding="utf-8"))
    stories = dict(Article.objects.values_list("guid", "pk"))
    FrontPick.objects.bulk_create(
        FrontPick(article_id=stories[guid], position=place) for place, guid in enumerate(chosen["front"], start=1)
    )
    KeyStory.objects.bulk_create(
        KeyStory(tag=Tag.objects.get(name=name), article_id=stories[key["id"]], reason=key["reason"], position=place)
        for name, keys in chosen["key_stories"].items()
        for place, key in enumerate(keys, start=1)
    )
    Correction.objects.bulk_create(
        Correction(article_id=stories[guid], text=text) for guid, text in chosen["corrections"].items()
    )
