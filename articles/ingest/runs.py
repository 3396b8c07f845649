"""An import from start to finish: what was handed in, its preview, its confirmation, its run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils import timezone

from articles.documents import Reading
from articles.editing.publishing import counted
from articles.ingest import files, originals
from articles.ingest.batches import Storing, batches
from articles.ingest.entries import Entry
from articles.ingest.matching import Match, alike
from articles.ingest.pipeline import Outcome, Tagging
from articles.ingest.preparing import Terms
from articles.ingest.resolving import instant
from articles.ingest.senders import told
from articles.ingest.suggesting import Names, Suggestions
from articles.models import ChangeSet, Import, ImportFile, ImportItem, Reprint, Subscription
from articles.text import html

PREVIEWED = 100


class Refused(Exception):
    """What was handed in cannot be imported at all; the message says why."""


@dataclass(frozen=True, slots=True)
class Handed:
    """A file, a paste or a page as handed in: its bytes, a stream of them, or the path of a file to be read.

    Of a page that was fetched, ``url`` is the address asked, ``final_url`` where redirects led, ``fetched_at`` when, and
    ``headers`` what the answer said of itself. Of a feed, ``only`` are the places of the items that are wanted, and
    ``pages`` those that its summaries link to.
    """

    name: str
    content: bytes | BinaryIO | Path
    url: str = ""
    final_url: str = ""
    fetched_at: dt.datetime | None = None
    headers: Mapping[str, str] | None = None
    only: Sequence[int] | None = None
    pages: Sequence[Handed] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """One item before it is stored: as read, as it would be stored, and what the archive says to it."""

    item: ImportItem
    reading: Reading
    entry: Entry | None
    duplicates: list[Match]
    suggestions: Suggestions

    @property
    def published(self) -> str:
        """When it was published, as a line of a list shows it: to the minute, in the zone it states; "" where unknown."""
        moment = self.entry.document.published if self.entry else None
        return moment.isoformat()[:16].replace("T", " ") if moment else ""

    @property
    def embargo(self) -> str:
        """Until when its sender lets nobody see it, in words; "" where the embargo is over, or there is none."""
        stated = self.entry.document.embargo if self.entry else None
        until = instant(stated, None) if stated else None
        return told(until) if until and until > timezone.now() else ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is. ``total`` is None until all is read; ``rate`` is stories a second.

    ``share`` is how much of the bytes of all files has been read, from 0 to 1. ``reprints`` is how many of its stories
    are other printings of stories in the archive.
    """

    status: str
    done: int
    total: int | None
    counts: dict[str, int]
    rate: float
    reprints: int
    share: float


def open_import(
    handed: Sequence[Handed],
    *,
    user: Any | None,
    format: str = "auto",
    defaults: dict[str, Any] | None = None,
    mapping: dict[str, str] | None = None,
    publish: bool = False,
    duplicates: str = Import.Duplicates.SKIP,
    subscription: Subscription | None = None,
) -> Import:
    """Keep what was handed in, list its first items, and give the import back for preview.

    ``defaults`` may hold ``source``, ``section``, ``language`` and ``kind`` for items that state none, ``topics`` (names)
    and ``countries`` (codes) for all; ``new_tags`` false keeps labels from becoming tags, ``summaries`` true lets a summary
    pass for a story.
    Raises Refused where nothing was handed in or a file is empty.
    """
    if not handed:
        raise Refused("Nothing was handed in. Paste a story or choose a file.")
    with transaction.atomic():
        run = Import.objects.create(
            user=user, format=format, defaults=defaults or {}, mapping=mapping, publish=publish, duplicates=duplicates,
            subscription=subscription,
        )  # fmt: skip
        for position, one in enumerate(handed):
            file = _keep(run, one, position=position, only=None if one.only is None else sorted(one.only))
            for page in one.pages:
                _keep(run, page, position=position, page_of=file)
        list_items(run)
    return run


def _keep(run: Import, one: Handed, **more: Any) -> ImportFile:
    try:
        original = originals.keep(one.content)
    except originals.Empty:
        raise Refused(f"{one.name or one.url or 'The paste'} is empty.") from None
    return ImportFile.objects.create(
        run=run, original=original, name=one.name[-255:], url=one.url, final_url=one.final_url,
        fetched_at=one.fetched_at, headers=dict(one.headers) if one.headers else None, **more,
    )  # fmt: skip


def list_items(run: Import) -> None:
    """(Re)list the first items of an import in preview, after its format or mapping was chosen."""
    run.items.all().delete()
    listed = files.first_readings(run, PREVIEWED + 1)
    ImportItem.objects.bulk_create(
        ImportItem(
            run=run,
            file=file,
            position=reading.position,
            headline=reading.document.headline[:500] if reading.document else "",
            reason=reading.problem.message if reading.problem else "",
        )
        for file, reading in listed[:PREVIEWED]
    )
    run.total = len(listed) if len(listed) <= PREVIEWED else None
    run.save(update_fields=["total", "format", "mapping"])


def preview(run: Import, items: Sequence[ImportItem] | None = None) -> list[Preview]:
    """Listed items of an import, or ``items`` of them in this order, each with its duplicates and suggestions."""
    names = Names()
    wanted = list(run.items.all()) if items is None else items
    read = {(file.pk, reading.position): reading for file, reading in files.first_readings(run, PREVIEWED)}
    found = [(item, read.get((item.file_id, item.position))) for item in wanted]
    return [_preview(item, reading, names) for item, reading in found if reading is not None]


def preview_item(item: ImportItem) -> Preview:
    """One item, with its duplicates and suggestions."""
    return _preview(item, reading_of(item), Names())


def reading_of(item: ImportItem) -> Reading:
    """An item as the importer reads it now. Raises LookupError where its file has no such item any more."""
    for reading in list(files.readings(item.run, item.file, start=item.position, most=1)):
        if reading.position == item.position:
            return reading
    raise LookupError(f"item {item.position} is not in {item.file}")


def _preview(item: ImportItem, reading: Reading, names: Names) -> Preview:
    edited = {} if item.edited is None else {reading.position: item.edited}
    entry = Terms(item.run.defaults, edited).entry(reading)
    if entry is None:
        return Preview(item, reading, None, [], Suggestions())
    text = html.to_text(entry.document.body_html)
    return Preview(item, reading, entry, alike(entry.document), names.suggest(entry.document.headline, text))


def confirm(run: Import) -> ChangeSet:
    """Make the import a change-set, ready to run. Confirming twice gives the same change-set."""
    with transaction.atomic():
        run = Import.objects.select_for_update().get(pk=run.pk)
        if run.changeset is None:
            run.changeset = ChangeSet.objects.create(
                kind=ChangeSet.Kind.IMPORT, title=_called(run)[:300], user=run.user
            )
            run.status = Import.Status.QUEUED
            run.save(update_fields=["changeset", "status"])
    return run.changeset


def _called(run: Import) -> str:
    if run.subscription:
        return f"Subscription “{run.subscription}”"
    return f"Import of {', '.join(str(file) for file in run.files.filter(page_of=None)[:3])}"


def try_again(run: Import, items: QuerySet) -> int:
    """Make those of an ended import's items that came to nothing wait for another run; gives their number.

    Raises Refused where the import has not ended, or was undone.
    """
    with transaction.atomic():
        run = Import.objects.select_for_update().get(pk=run.pk)
        if run.status not in (Import.Status.DONE, Import.Status.CANCELLED, Import.Status.FAILED):
            raise Refused("This import has not ended yet.")
        if run.changeset.is_undone:
            raise Refused("This import was undone. Hand the file in again instead.")
        again = items.filter(run=run, outcome__in=[Outcome.REJECTED, Outcome.DUPLICATE])
        number = again.update(
            outcome=Outcome.PENDING, reason="", traceback="", article=None, skipped=False, waits_until=None
        )
        run.status, run.cancel_requested, run.fault = Import.Status.QUEUED, False, ""
        run.save(update_fields=["status", "cancel_requested", "fault"])
    return number


def try_waiting(now: dt.datetime) -> list[int]:
    """Make items that their senders held back until ``now`` wait for another run; gives the imports that have such.

    An import that was undone keeps what it did not take; one at work comes next time.
    """
    due = ImportItem.objects.filter(waits_until__lte=now, outcome=Outcome.REJECTED)
    ready = []
    for run in Import.objects.filter(pk__in=due.values("run")).order_by("pk"):
        try:
            try_again(run, due)
        except Refused:
            continue
        ready.append(run.pk)
    return ready


def cancel(run: Import) -> None:
    """Ask a run to stop after the batch at work. What is stored stays, and can be undone."""
    Import.objects.filter(pk=run.pk, status__in=[Import.Status.QUEUED, Import.Status.RUNNING]).update(
        cancel_requested=True
    )
    Import.objects.filter(pk=run.pk, status=Import.Status.PREVIEW).delete()


def progress(run: Import) -> Progress:
    """How far the run is."""
    counts = run.counts()
    done = sum(counts.values())
    started = run.changeset.created_at if run.changeset else run.created_at
    seconds = ((run.finished_at or timezone.now()) - started).total_seconds()
    rate = done / seconds if seconds > 0 else 0.0
    share = 1.0 if run.finished_at else min(run.bytes_read / _size(run), 1.0)
    return Progress(run.status, done, run.total, counts, rate, reprints_in(run), share)


def _size(run: Import) -> int:
    return run.files.filter(page_of=None).aggregate(size=Sum("original__size"))["size"] or 1


def reprints_in(run: Import) -> int:
    """How many of the stories that the run made have reprints now."""
    made = run.items.filter(outcome=Outcome.CREATED).values("article")
    return Reprint.objects.filter(article__in=made, group__isnull=False).count()


def execute(
    run: Import,
    tell: Callable[[int, float], None] | None = None,
    should_stop: Callable[[], bool] = lambda: False,
    tagging: Tagging | None = None,
) -> Import:
    """Store the items of a confirmed import that have no outcome yet; safe to call again after a crash.

    ``tell`` is told after every batch how many items are done, and how much of all bytes is read, from 0 to 1. ``should_stop`` asks, between batches, for an orderly stop that
    keeps the import resumable. ``tagging`` tags the new stories of each batch as it is stored. Items and stories are written in one transaction a batch, so an item is stored once,
    whenever the process dies.
    """
    run = Import.objects.select_related("changeset__user").get(pk=run.pk)
    run.status = Import.Status.RUNNING
    run.save(update_fields=["status"])
    storing = Storing(run, tagging)
    done, size = run.items.exclude(outcome=Outcome.PENDING).count(), _size(run)
    with closing(batches(run)) as ready:
        for batch in ready:
            done += storing.store(batch)
            if tell:
                tell(done, run.bytes_read / size)
            if should_stop():
                return run
            run.refresh_from_db(fields=["cancel_requested"])
            if run.cancel_requested:
                return _finish(run, Import.Status.CANCELLED)
    run.total = run.items.count()
    return _finish(run, Import.Status.DONE)


def _finish(run: Import, status: Import.Status) -> Import:
    run.status, run.finished_at = status, timezone.now()
    run.save(update_fields=["status", "finished_at", "total"])
    run.changeset.counts = run.counts() | {"reprints": reprints_in(run)}
    created = f": {counted(run.changeset.counts['created'])} created"
    run.changeset.title = _called(run)[: 300 - len(created)] + created
    run.changeset.save(update_fields=["counts", "title"])
    return run
