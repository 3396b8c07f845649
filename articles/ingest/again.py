"""Originals read again with the present importers: what they make of a story now. Nothing is written here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import OuterRef, Subquery

from articles.documents import Problem, Reading
from articles.importers import BY_NAME
from articles.ingest import isolation
from articles.ingest.files import order_for
from articles.ingest.originals import opened
from articles.ingest.preparing import Prepared, Terms, Unusable, prepared
from articles.ingest.reader import Unread
from articles.ingest.resolving import Resolver
from articles.models import Article, ImportFile, ImportItem

# Items that made a story what it is. Of several the last counts; what was undone does not.
MAKING = ImportItem.objects.filter(
    outcome__in=[ImportItem.Outcome.CREATED, ImportItem.Outcome.UPDATED], run__changeset__undone_by=None
).order_by("-run__changeset_id", "-pk")


@dataclass(frozen=True, slots=True)
class Again:
    """An item as it is read now, and the story that it makes; ``problem`` says why it makes none.

    ``new_tags`` says that its labels may become tags, as in its import: only those of records do.
    """

    item: ImportItem
    reading: Reading
    story: Prepared | None
    problem: str = ""
    new_tags: bool = False


def item_of(story: Article) -> ImportItem | None:
    """The item of an import that made the story what it is; None where it came by none."""
    return MAKING.filter(article=story).select_related("run", "file__original").first()


def with_items(stories: models.QuerySet) -> models.QuerySet:
    """Those of ``stories`` that came by an import, each with the number of its item as ``import_item``."""
    item = Subquery(MAKING.filter(article=OuterRef("pk")).values("pk")[:1])
    return stories.annotate(import_item=item).filter(import_item__isnull=False)


def read_again(items: Iterable[ImportItem]) -> dict[int, Again]:
    """Items read with the present importers, by their numbers. Those of one file are read in one go."""
    by_file: dict[ImportFile, list[ImportItem]] = defaultdict(list)
    for item in items:
        by_file[item.file].append(item)
    return {again.item.pk: again for file, held in by_file.items() for again in _read(file, held)}


def _read(file: ImportFile, items: list[ImportItem]) -> list[Again]:
    found: dict[int, tuple[Reading, str]] = {}
    if not file.original.parts.exists():
        return [_unread(item, "The original is no longer kept.") for item in items]
    places = {item.position for item in items}
    order = order_for(file.run, file, Terms({}, {}), only=frozenset(places), start=min(places), prepare=False)
    with opened(file.original) as stream:
        for part in isolation.parts(stream, order):
            for place, item in part.items:
                reading = item.as_reading(place) if isinstance(item, Unread) else item
                found[place] = reading, part.format
    return [_again(item, *found.get(item.position, (None, ""))) for item in items]


def _again(item: ImportItem, reading: Reading | None, format: str) -> Again:
    if reading is None:
        return _unread(item, f"The original holds no item {item.position + 1} any more, as it is read now.")
    if reading.document is None:
        return Again(item, reading, None, reading.problem.message)
    structured = format in BY_NAME and BY_NAME[format].structured
    try:
        story = prepared(Terms(item.run.defaults, {}), reading)
    except Unusable as reason:
        return Again(item, reading, None, str(reason))
    return Again(item, reading, story, new_tags=structured and item.run.defaults.get("new_tags", True))


def _unread(item: ImportItem, why: str) -> Again:
    return Again(item, Reading(item.position, problem=Problem(why)), None, why)


class Looking(Resolver):
    """Finds rows for names and makes none: what the archive does not have gets a number below 0, and is not stored."""

    def __init__(self) -> None:
        self.made = 0
        super().__init__(new_tags=False)

    def _make(self, model: type[models.Model], name: str, **values: Any) -> Any:
        self.made -= 1
        return model(pk=self.made, name=name, slug="", **values)
