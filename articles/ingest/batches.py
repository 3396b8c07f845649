"""The run of an import: items are read by one process, and stored by this one, a batch in a transaction."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import InterfaceError, OperationalError, connection, transaction

from articles import importers
from articles.ingest import isolation
from articles.ingest.copying import copy_in
from articles.ingest.files import order_for, terms_of
from articles.ingest.originals import opened
from articles.ingest.pipeline import Outcome, Stored, Tagging, store
from articles.ingest.preparing import Prepared
from articles.ingest.reader import Item, Unread
from articles.ingest.resolving import Resolver
from articles.models import Import, ImportFile, ImportItem

logger = logging.getLogger(__name__)

# A batch has so many items, or items of so many letters: it is held in memory, several times over.
BATCH = 1000
LETTERS = 10_000_000
LARGEST_REASON = 2000
LARGEST_TRACEBACK = 20_000
LARGEST_MEMBER = 500
ITEM_COLUMNS = (
    "run_id", "file_id", "position", "outcome", "reason", "traceback", "headline", "article_id", "skipped",
    "importer", "importer_version", "member",
)  # fmt: skip

# The first place of a file without an outcome. Those after it may have one: some were looked at again.
FIRST_OPEN = """
    SELECT coalesce(min(ended.position) + 1, 0) FROM articles_importitem ended
    WHERE ended.file_id = %(file)s AND ended.outcome <> 'pending'
      AND EXISTS (SELECT FROM articles_importitem first
                  WHERE first.file_id = %(file)s AND first.position = 0 AND first.outcome <> 'pending')
      AND NOT EXISTS (SELECT FROM articles_importitem next
                      WHERE next.file_id = %(file)s AND next.position = ended.position + 1 AND next.outcome <> 'pending')
"""

# Items by their places.
Items = dict[int, Prepared | Unread]


@dataclass(slots=True)
class Ready:
    """Items of one file that are to be stored together, in order; how far the file is read with them."""

    file: ImportFile
    items: list[Item]
    offset: int
    structured: bool
    letters: int = 0


def batches(run: Import) -> Iterator[Ready]:
    """What a run has left to store, as its files are read."""
    for file in run.files.filter(page_of=None).select_related("original"):
        terms = terms_of(run, file)
        only = _chosen(run, file)
        if only is not None and not only:
            continue
        start = min(only) if only else _first_open(file)
        with opened(file.original) as stream:
            ready: Ready | None = None
            for part in isolation.parts(stream, order_for(run, file, terms, start=start, only=only)):
                format = importers.BY_NAME.get(part.format)
                ready = ready or Ready(file, [], 0, format is not None and format.structured)
                ready.items += part.items
                ready.offset = max(part.offset, ready.offset)
                ready.letters += part.letters
                while len(ready.items) >= BATCH or ready.letters > LETTERS:
                    rest = ready.items[BATCH:]
                    ready.items = ready.items[:BATCH]
                    yield ready
                    ready = Ready(file, rest, ready.offset, ready.structured)
            if ready is not None and ready.items:
                yield ready


def _chosen(run: Import, file: ImportFile) -> frozenset[int] | None:
    """The items to look at again, of an import that was read to its end before; None where all of the file is to be read."""
    if run.total is None or run.finished_at is None:
        return None
    return frozenset(file.items.filter(outcome=Outcome.PENDING).values_list("position", flat=True))


def _first_open(file: ImportFile) -> int:
    with connection.cursor() as cursor:
        cursor.execute(FIRST_OPEN, {"file": file.pk})
        return cursor.fetchone()[0]


class Storing:
    """Stores the batches of one run, each item exactly once."""

    def __init__(self, run: Import, tagging: Tagging | None = None) -> None:
        self.run, self.tagging = run, tagging
        self.resolver: Resolver | None = None

    def store(self, ready: Ready) -> int:
        """Store a batch, or one by one what of it a fault does not stop; gives the number of items that got an outcome."""
        try:
            return self._together(ready)
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            logger.exception("a batch of %s could not be stored; storing its items one by one", self.run)
        return sum(self._alone(ready, item) for item in ready.items)

    def _alone(self, ready: Ready, item: Item) -> int:
        alone = Ready(ready.file, [item], ready.offset, ready.structured)
        try:
            return self._together(alone)
        except (OperationalError, InterfaceError):
            raise
        except Exception as fault:
            logger.exception("item %s of %s is set aside", item[0], ready.file)
            told = traceback.format_exc()
            reason = f"A fault stopped this item: {fault}"
            headline = item[1].derived.headline if isinstance(item[1], Prepared) else ""
            return self._together(Ready(ready.file, [(item[0], Unread(reason, told, headline))], ready.offset, False))

    def _together(self, ready: Ready) -> int:
        try:
            with transaction.atomic():
                return self._write(ready)
        except Exception:
            # The names that it made are gone with the transaction.
            self.resolver = None
            raise

    def _write(self, ready: Ready) -> int:
        """The batch as one transaction. The lock makes two runs of one import take turns: what one stored, the other sees."""
        with connection.cursor() as cursor:
            # What a crash of the server takes back was stored with its items' outcomes, and is stored again.
            cursor.execute("SET LOCAL synchronous_commit = off")
        list(Import.objects.select_for_update().filter(pk=self.run.pk).values_list("pk"))
        places = [place for place, _ in ready.items]
        listed = {item.position: item for item in ready.file.items.filter(position__in=places)}
        open_items = [
            (place, item)
            for place, item in ready.items
            if place not in listed or listed[place].outcome == Outcome.PENDING
        ]
        results = self._results(ready, open_items, listed)
        self._keep(ready, listed, results, dict(open_items))
        self.run.bytes_read = self._bytes_before(ready.file) + ready.offset
        Import.objects.filter(pk=self.run.pk).update(bytes_read=self.run.bytes_read)
        return len(results)

    def _results(self, ready: Ready, items: list[Item], listed: dict[int, ImportItem]) -> dict[int, Stored]:
        results: dict[int, Stored] = {}
        stories: dict[int, Prepared] = {}
        for place, item in items:
            if place in listed and listed[place].skipped:
                results[place] = Stored(Outcome.REJECTED, "Left out by the editor.")
            elif isinstance(item, Unread):
                results[place] = Stored(
                    Outcome.REJECTED, storable(item.reason, LARGEST_REASON), headline=item.headline,
                    traceback=storable(item.traceback, LARGEST_TRACEBACK),
                )  # fmt: skip
            else:
                stories[place] = item
        if stories:
            resolver = self._names(ready.structured and self.run.defaults.get("new_tags", True))
            stored = store(
                list(stories.values()), self.run.changeset, resolver,
                publish=self.run.publish, duplicates=self.run.duplicates, tagging=self.tagging,
            )  # fmt: skip
            results |= dict(zip(stories, stored, strict=True))
        return results

    def _names(self, new_tags: bool) -> Resolver:
        """The archive's names as they are now: read again where somebody else changed any."""
        if self.resolver is None or not self.resolver.is_current(self.run.changeset):
            self.resolver = Resolver(new_tags=new_tags)
            self.resolver.is_current(self.run.changeset)
        self.resolver.new_tags = new_tags
        return self.resolver

    def _keep(self, ready: Ready, listed: dict[int, ImportItem], results: dict[int, Stored], items: Items) -> None:
        for place, stored in results.items():
            if place in listed:
                item = listed[place]
                item.outcome, item.reason, item.traceback = stored.outcome, stored.reason, stored.traceback
                item.headline, item.article_id = stored.headline[:500], stored.story
                item.importer, item.importer_version, item.member = told_of(items[place])
        known = [listed[place] for place in results if place in listed]
        with connection.cursor() as cursor:
            cursor.execute(
                """
                UPDATE articles_importitem item SET outcome = new.outcome, reason = new.reason,
                    traceback = new.traceback, headline = new.headline, article_id = new.article_id,
                    importer = new.importer, importer_version = new.importer_version, member = new.member
                FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::text[], %s::text[], %s::bigint[], %s::text[],
                            %s::int[], %s::text[])
                    AS new (id, outcome, reason, traceback, headline, article_id, importer, importer_version, member)
                WHERE item.id = new.id
                """,
                [
                    [item.pk for item in known],
                    [str(item.outcome) for item in known],
                    [item.reason for item in known],
                    [item.traceback for item in known],
                    [item.headline for item in known],
                    [item.article_id for item in known],
                    [item.importer for item in known],
                    [item.importer_version for item in known],
                    [item.member for item in known],
                ],
            )
        copy_in(
            ImportItem,
            ITEM_COLUMNS,
            (
                (
                    self.run.pk, ready.file.pk, place, stored.outcome, stored.reason, stored.traceback,
                    stored.headline[:500], stored.story, False, *told_of(items[place]),
                )
                for place, stored in results.items()
                if place not in listed
            ),
        )  # fmt: skip
        for place, stored in results.items():
            if stored.waits_until:
                ready.file.items.filter(position=place).update(waits_until=stored.waits_until)

    def _bytes_before(self, file: ImportFile) -> int:
        sizes = self.run.files.filter(page_of=None, position__lt=file.position).values_list("original__size", flat=True)
        return sum(sizes)


def told_of(item: Prepared | Unread) -> tuple[str, int, str]:
    """The name and version of what read an item, nothing for one that is no story, and where in a container it stood."""
    member = storable(item.member, LARGEST_MEMBER)
    return (item.importer, item.importer_version, member) if isinstance(item, Prepared) else ("", 0, member)


def storable(text: str, length: int) -> str:
    """A text in characters that the database takes, its end cut off; of a traceback the end says the most."""
    text = text.replace("\x00", "").encode(errors="replace").decode()
    return text if len(text) <= length else f"…{text[-length + 1 :]}"
