"""The items of an import in preview, in the order in which an editor looks through them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.cache import cache

from articles.documents import Document
from articles.ingest import files
from articles.ingest.matching import Matcher
from articles.ingest.preparing import Terms, keys_of
from articles.models import Import, ImportItem
from articles.text.derived import derive

# An hour of looking through; whoever comes back later waits for one more reading of the files.
REMEMBERED_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Checklist:
    """All listed items of an import: the unreadable, those that want an eye, the others, each in the order handed in."""

    items: Sequence[ImportItem]
    wanting: frozenset[int]

    @property
    def readable(self) -> list[ImportItem]:
        """Items that have something to check; the others could not be read."""
        return [item for item in self.items if not item.reason]

    @property
    def checked(self) -> int:
        """How many of them somebody has looked at: saved, or left out."""
        return sum(map(is_checked, self.readable))

    def before(self, item: ImportItem) -> ImportItem | None:
        """The one in front of ``item``, or None."""
        place = self.readable.index(item)
        return self.readable[place - 1] if place else None

    def after(self, item: ImportItem) -> ImportItem | None:
        """The one behind ``item``, or None."""
        place = self.readable.index(item)
        return self.readable[place + 1] if place + 1 < len(self.readable) else None

    def place(self, item: ImportItem) -> int:
        """Where ``item`` stands, from 1."""
        return self.readable.index(item) + 1

    def open_after(self, item: ImportItem) -> ImportItem | None:
        """The next one that nobody has checked, from the beginning again at the end; None where all are checked."""
        place = self.readable.index(item)
        around = [*self.readable[place + 1 :], *self.readable[:place]]
        return next((one for one in around if not is_checked(one)), None)


def is_checked(item: ImportItem) -> bool:
    """Whether somebody has looked at the item: saved it, or left it out."""
    return item.skipped or item.edited is not None


def checklist(run: Import) -> Checklist:
    """The listed items of an import. Which of them want an eye is found out once, from the files as they were read."""
    items = list(run.items.select_related("run", "file__original"))
    key = f"import-wanting:{run.pk}:{items[0].pk if items else 0}"
    wanting = cache.get(key)
    if wanting is None:
        wanting = _wanting(run, items)
        cache.set(key, wanting, REMEMBERED_SECONDS)
    return Checklist(sorted(items, key=lambda item: (not item.reason, item.pk not in wanting)), wanting)


def lacks(document: Document) -> bool:
    """Whether a document has no headline, no date or no text."""
    return not (document.headline and document.published and document.body_html)


def _wanting(run: Import, items: Sequence[ImportItem]) -> frozenset[int]:
    """Items that lack something, on which the page disagrees with itself, that carry a warning or are held already."""
    places = {(item.file_id, item.position): item.pk for item in items}
    terms = Terms(run.defaults, {})
    documents: dict[int, Document] = {}
    for file, reading in files.first_readings(run, len(items)):
        entry, pk = terms.entry(reading), places.get((file.pk, reading.position))
        if entry is not None and pk is not None:
            documents[pk] = entry.document
    keys = {
        pk: keys_of(document, derive(document.headline, document.standfirst, document.body_html))
        for pk, document in documents.items()
    }
    matcher = Matcher(list(keys.values()))
    return frozenset(
        pk
        for pk, document in documents.items()
        if lacks(document) or document.conflicts or document.warnings or matcher.match(keys[pk])
    )
