"""An import from start to finish: what was handed in, its preview, its confirmation, its run."""

from __future__ import annotations

import hashlib
import io
import logging
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from django.db import OperationalError, transaction
from django.utils import timezone

from articles import importers
from articles.documents import Document, Label, Reading
from articles.editing.publishing import counted
from articles.importers.formats import Format
from articles.ingest.entries import Entry, from_json
from articles.ingest.matching import Match, alike
from articles.ingest.pipeline import Outcome, Stored, store
from articles.ingest.suggesting import Names, Suggestions
from articles.models import ChangeSet, Import, ImportFile, ImportItem, Original, Reprint
from articles.text import html

logger = logging.getLogger(__name__)

BATCH = 200
PREVIEWED = 100
LARGEST_REASON = 2000


class Refused(Exception):
    """What was handed in cannot be imported at all; the message says why."""


@dataclass(frozen=True, slots=True)
class Handed:
    """A file, a paste or a page as handed in; ``charset`` is what the HTTP header of a fetched page named."""

    name: str
    content: bytes
    url: str = ""
    charset: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """One item before it is stored: as read, as it would be stored, and what the archive says to it."""

    item: ImportItem
    reading: Reading
    entry: Entry | None
    duplicates: list[Match]
    suggestions: Suggestions


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is. ``total`` is None until the items are counted; ``rate`` is stories a second.

    ``reprints`` is how many of its stories are other printings of stories in the archive.
    """

    status: str
    done: int
    total: int | None
    counts: dict[str, int]
    rate: float
    reprints: int


def open_import(
    handed: Sequence[Handed],
    *,
    user: Any | None,
    format: str = "auto",
    defaults: dict[str, Any] | None = None,
    mapping: dict[str, str] | None = None,
    publish: bool = False,
) -> Import:
    """Keep what was handed in, list its first items, and give the import back for preview.

    ``defaults`` may hold ``source``, ``section``, ``language``, ``kind`` and ``topics`` (names) for items that state none.
    Raises Refused where nothing was handed in or a file is empty.
    """
    if not handed:
        raise Refused("Nothing was handed in. Paste a story or choose a file.")
    for one in handed:
        if not one.content.strip():
            raise Refused(f"{one.name or one.url or 'The paste'} is empty.")
    charsets = {str(position): one.charset for position, one in enumerate(handed) if one.charset}
    defaults = (defaults or {}) | ({"charsets": charsets} if charsets else {})
    with transaction.atomic():
        run = Import.objects.create(user=user, format=format, defaults=defaults, mapping=mapping, publish=publish)
        for position, one in enumerate(handed):
            ImportFile.objects.create(
                run=run, original=keep(one.content), name=one.name[-255:], url=one.url, position=position
            )
        list_items(run)
    return run


def keep(content: bytes) -> Original:
    """The stored original of these bytes; the same bytes are stored once."""
    digest = hashlib.sha256(content).digest()
    original, _ = Original.objects.get_or_create(
        digest=digest, defaults={"compressed": zlib.compress(content), "size": len(content)}
    )
    return original


def list_items(run: Import) -> None:
    """(Re)list the first items of an import in preview, after its format or mapping was chosen."""
    run.items.all().delete()
    listed = list(islice(_readings(run), PREVIEWED + 1))
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


def _readings(run: Import) -> Iterator[tuple[ImportFile, Reading]]:
    for file in run.files.select_related("original"):
        for reading in _read(run, file):
            yield file, reading


def _read(run: Import, file: ImportFile) -> Iterator[Reading]:
    return importers.read(
        io.BytesIO(file.original.content),
        filename=file.name,
        format=run.format,
        url=file.url,
        mapping=run.mapping,
        charset=run.defaults.get("charsets", {}).get(str(file.position), ""),
    )


def _format(run: Import, file: ImportFile) -> Format:
    return importers.BY_NAME.get(run.format) or importers.detect(file.original.content, file.name)


def preview(run: Import, limit: int = PREVIEWED) -> list[Preview]:
    """The first items of an import, each with its duplicates and suggestions."""
    names = Names()
    by_place = {(item.file_id, item.position): item for item in run.items.all()}
    return [
        _preview(by_place[file.pk, reading.position], reading, names)
        for file, reading in islice(_readings(run), limit)
        if (file.pk, reading.position) in by_place
    ]


def preview_item(item: ImportItem) -> Preview:
    """One item, with its duplicates and suggestions."""
    for reading in _read(item.run, item.file):
        if reading.position == item.position:
            return _preview(item, reading, Names())
    raise LookupError(f"item {item.position} is not in {item.file}")


def _preview(item: ImportItem, reading: Reading, names: Names) -> Preview:
    entry = _entry(item.run, reading, item.edited)
    if entry is None:
        return Preview(item, reading, None, [], Suggestions())
    text = html.to_text(entry.document.body_html)
    return Preview(item, reading, entry, alike(entry.document), names.suggest(entry.document.headline, text))


def _entry(run: Import, reading: Reading, edited: dict[str, Any] | None) -> Entry | None:
    if reading.document is None:
        return None
    document = with_defaults(reading.document, run.defaults)
    return from_json(edited, document) if edited is not None else Entry(document)


def with_defaults(document: Document, defaults: dict[str, Any]) -> Document:
    """The document with what it does not state itself."""
    stated = {
        name: defaults[name]
        for name in ("source", "section", "language", "kind")
        if defaults.get(name) and not getattr(document, name)
    }
    topics = tuple(Label(name) for name in defaults.get("topics", ()))
    return replace(document, **stated, labels=(*document.labels, *topics))


def confirm(run: Import) -> ChangeSet:
    """Make the import a change-set, ready to run. Confirming twice gives the same change-set."""
    with transaction.atomic():
        run = Import.objects.select_for_update().get(pk=run.pk)
        if run.changeset is None:
            names = ", ".join(str(file) for file in run.files.all()[:3])
            run.changeset = ChangeSet.objects.create(
                kind=ChangeSet.Kind.IMPORT, title=f"Import of {names}"[:300], user=run.user
            )
            run.status = Import.Status.QUEUED
            run.save(update_fields=["changeset", "status"])
    return run.changeset


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
    return Progress(run.status, done, run.total, counts, rate, reprints_in(run))


def reprints_in(run: Import) -> int:
    """How many of the stories that the run made have reprints now."""
    made = run.items.filter(outcome=Outcome.CREATED).values("article")
    return Reprint.objects.filter(article__in=made, group__isnull=False).count()


def execute(
    run: Import, tell: Callable[[int, int], None] | None = None, should_stop: Callable[[], bool] = lambda: False
) -> Import:
    """Store the items of a confirmed import that have no outcome yet; safe to call again after a crash.

    ``tell(done, total)`` is called after every batch. ``should_stop`` asks, between batches, for an orderly
    stop that keeps the import resumable. Items and stories are written in one transaction a batch, so an item
    is stored once, whenever the process dies.
    """
    run = Import.objects.select_related("changeset__user").get(pk=run.pk)
    if run.total is None:
        run.total = sum(1 for _ in _readings(run))
    run.status = Import.Status.RUNNING
    run.save(update_fields=["status", "total"])
    done = run.items.exclude(outcome=Outcome.PENDING).count()
    for file, batch in _batches(run):
        _store_batch(run, file, batch)
        done += len(batch)
        if tell:
            tell(done, run.total)
        if should_stop():
            return run
        run.refresh_from_db(fields=["cancel_requested"])
        if run.cancel_requested:
            return _finish(run, Import.Status.CANCELLED)
    return _finish(run, Import.Status.DONE)


def _batches(run: Import) -> Iterator[tuple[ImportFile, list[Reading]]]:
    for file in run.files.select_related("original"):
        ended = set(file.items.exclude(outcome=Outcome.PENDING).values_list("position", flat=True))
        left = (reading for reading in _read(run, file) if reading.position not in ended)
        while batch := list(islice(left, BATCH)):
            yield file, batch


def _store_batch(run: Import, file: ImportFile, readings: list[Reading]) -> None:
    listed = {item.position: item for item in file.items.filter(position__in=[one.position for one in readings])}
    try:
        with transaction.atomic():
            _keep_outcomes(run, file, listed, readings, _stored(run, file, listed, readings))
    except OperationalError:
        raise
    except Exception:
        logger.exception("a batch of %s could not be stored; storing its items one by one", run)
        for reading in readings:
            _store_alone(run, file, listed, reading)


def _store_alone(run: Import, file: ImportFile, listed: dict[int, ImportItem], reading: Reading) -> None:
    try:
        with transaction.atomic():
            _keep_outcomes(run, file, listed, [reading], _stored(run, file, listed, [reading]))
    except OperationalError:
        raise
    except Exception as fault:
        logger.exception("item %s of %s is set aside", reading.position, file)
        why = f"A fault stopped this item: {fault}".replace("\x00", "").encode(errors="replace").decode()
        _keep_outcomes(run, file, listed, [reading], [Stored(Outcome.REJECTED, why[:LARGEST_REASON])])


def _stored(run: Import, file: ImportFile, listed: dict[int, ImportItem], readings: list[Reading]) -> list[Stored]:
    results: dict[int, Stored] = {}
    entries: dict[int, Entry] = {}
    for reading in readings:
        item = listed.get(reading.position)
        if item is not None and item.skipped:
            results[reading.position] = Stored(Outcome.REJECTED, "Left out by the editor.")
        elif reading.problem is not None:
            results[reading.position] = Stored(Outcome.REJECTED, reading.problem.message)
        else:
            entries[reading.position] = _entry(run, reading, item.edited if item else None)
    stored = store(list(entries.values()), run.changeset, publish=run.publish, new_tags=_format(run, file).structured)
    results |= dict(zip(entries, stored, strict=True))
    return [results[reading.position] for reading in readings]


def _keep_outcomes(
    run: Import, file: ImportFile, listed: dict[int, ImportItem], readings: list[Reading], results: list[Stored]
) -> None:
    items = []
    for reading, result in zip(readings, results, strict=True):
        item = listed.get(reading.position) or ImportItem(run=run, file=file, position=reading.position)
        headline = result.article.headline if result.article else reading.document.headline if reading.document else ""
        item.outcome, item.reason, item.article, item.headline = (
            result.outcome,
            result.reason,
            result.article,
            headline[:500],
        )
        items.append(item)
    ImportItem.objects.bulk_create(
        items,
        update_conflicts=True,
        unique_fields=["file", "position"],
        update_fields=["outcome", "reason", "article", "headline"],
    )


def _finish(run: Import, status: Import.Status) -> Import:
    run.status, run.finished_at = status, timezone.now()
    run.save(update_fields=["status", "finished_at"])
    run.changeset.counts = run.counts() | {"reprints": reprints_in(run)}
    run.changeset.title = f"{run.changeset.title.split(': ')[0]}: {counted(run.changeset.counts['created'])} created"[
        :300
    ]
    run.changeset.save(update_fields=["counts", "title"])
    return run
