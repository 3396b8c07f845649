"""The originals of many stories read again: first looked through, then applied, each in batches that survive a crash."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from articles.editing.roles import may_change, may_publish
from articles.ingest.again import Looking, read_again, with_items
from articles.ingest.batches import LARGEST_REASON, storable
from articles.ingest.differing import Compared, compare
from articles.ingest.renewing import renew, title_for_many
from articles.ingest.resolving import Resolver
from articles.models import Article, ChangeSet, LastReading, Rereading, RereadItem

logger = logging.getLogger(__name__)

Outcome = RereadItem.Outcome
Status = Rereading.Status
BATCH = 50
NOTED = ("outcome", "fields", "reason", "is_clear")
AT_WORK = (Status.QUEUED, Status.READING, Status.APPLYING)


class Refused(Exception):
    """What was asked cannot be done; the message says why."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a rereading is: ``done`` of ``total`` stories read, or written once it is applied; ``rate`` a second."""

    status: str
    done: int
    total: int
    counts: dict[str, int]
    rate: float

    @property
    def share(self) -> float:
        """How much is done, from 0 to 1."""
        return self.done / self.total if self.total else 1.0


def open_rereading(stories: QuerySet, title: str, user: Any | None, importer: str = "") -> Rereading:
    """Note which stories are to be read again: those of ``stories`` that came by an import, ready to be looked through.

    With ``importer``, only those that this importer reads; for who is no editor, only those of their own imports. Raises
    Refused where there is none.
    """
    chosen = with_items(stories.order_by()).values_list("pk", "import_item")
    with transaction.atomic(), connection.cursor() as cursor:
        run = Rereading.objects.create(title=title[:300], user=user, importer=importer)
        query, values = chosen.query.sql_with_params()
        cursor.execute(
            f"""
            INSERT INTO articles_rereaditem (run_id, article_id, item_id, outcome, fields, reason, is_clear)
            SELECT %s, story.*, 'pending', '[]', '', false FROM ({query}) AS story
            """,
            [run.pk, *values],
        )
        if importer:
            run.items.exclude(item__importer__in=["", importer]).delete()
        if user is not None and not may_publish(user):
            run.items.exclude(item__run__user=user).delete()
        if not run.items.exists():
            raise Refused("None of these stories came by an import: there is no original to read again.")
    return run


def look(
    run: Rereading, tell: Callable[[int, int], None] | None = None, should_stop: Callable[[], bool] = lambda: False
) -> Rereading:
    """Read what is left to read, and note what differs. Nothing of the stories is written.

    ``tell`` is told after every batch how many stories are read, and of how many. An orderly stop by ``should_stop``
    leaves it to be taken up again, as a crash does.
    """
    total, names = run.items.count(), Looking()
    _set(run, status=Status.READING)
    while batch := list(_in_order(run.items.filter(outcome=Outcome.PENDING))[:BATCH]):
        _note(run, batch, names)
        if tell:
            tell(total - run.items.filter(outcome=Outcome.PENDING).count(), total)
        if should_stop():
            return run
        run.refresh_from_db()
        if run.stop_requested:
            return _set(run, status=Status.STOPPED, finished_at=timezone.now())
    return _set(run, status=Status.READ, finished_at=timezone.now())


def _in_order(items: QuerySet) -> QuerySet:
    """Items of one file together, in the order in which they stand there."""
    related = items.select_related("article", "item__run", "item__file__run", "item__file__original")
    return related.order_by("item__file_id", "item__position")


def _note(run: Rereading, items: Sequence[RereadItem], names: Looking) -> None:
    """Read and compare some stories; one that a fault stops says so, and does not stop the others."""
    again = read_again(one.item for one in items)
    with transaction.atomic():
        Rereading.objects.select_for_update().get(pk=run.pk)
        for item in items:
            one = again[item.item_id]
            if run.importer and one.reading.importer not in ("", run.importer):
                item.delete()
                continue
            with _surviving(item):
                judge(item, compare(item.article, one, names))
            item.save(update_fields=NOTED)


@contextmanager
def _surviving(item: RereadItem) -> Iterator[None]:
    """Run the block in a savepoint; a fault of the program becomes what is told of the story."""
    try:
        with transaction.atomic():
            yield
    except (OperationalError, InterfaceError):
        raise
    except Exception as fault:
        logger.exception("story %s could not be brought up to date", item.article_id)
        item.outcome, item.is_clear = Outcome.FAILED, False
        item.reason = storable(f"A fault stopped this story: {type(fault).__name__}: {fault}", LARGEST_REASON)


def judge(item: RereadItem, compared: Compared) -> None:
    """What came of a story: which fields differ, and whether they can be applied with no editor's change concerned."""
    item.fields = [one.label for one in compared.differences]
    item.is_clear = compared.is_clear
    item.reason = storable(compared.again.problem, LARGEST_REASON)
    if compared.again.problem:
        item.outcome = Outcome.FAILED
        return
    item.outcome = Outcome.DIFFERS if compared.differences else Outcome.UNCHANGED
    item.reason = " ".join(f"{one.label}: {one.kept}" for one in compared.differences if one.kept)


def clear(run: Rereading) -> QuerySet:
    """The stories to which the reading can be applied with no editor's own change concerned."""
    return run.items.filter(outcome=Outcome.DIFFERS, is_clear=True)


def begin_applying(run: Rereading, user: Any | None) -> Rereading:
    """Make the applying of a rereading a change-set, ready to run. Asking twice gives the same. Raises Refused."""
    with transaction.atomic():
        run = Rereading.objects.select_for_update().get(pk=run.pk)
        if run.status == Status.APPLYING:
            return run
        if run.status in AT_WORK:
            raise Refused("The originals are still being read.")
        if not clear(run).exists():
            raise Refused("There is nothing to apply.")
        if run.changeset is None:
            run.changeset = ChangeSet.objects.create(kind=ChangeSet.Kind.REREAD, title=run.title, user=user)
        elif run.changeset.is_undone:
            raise Refused("What was applied has been undone. Read the originals again to apply it anew.")
        return _set(run, changeset=run.changeset, status=Status.APPLYING, stop_requested=False, fault="")


def apply(run: Rereading, should_stop: Callable[[], bool] = lambda: False) -> Rereading:
    """Write what is left to write of a rereading that is being applied; safe to call again after a crash.

    Each story is read and compared once more: what an editor changed in the meantime stays. Stories and what came of
    them are written in one transaction a batch, so each is written once.
    """
    resolver: Resolver | None = None
    while batch := list(_in_order(clear(run))[:BATCH]):
        if resolver is None or not resolver.is_current(run.changeset):
            resolver = Resolver(new_tags=False)
            resolver.is_current(run.changeset)
        if not _apply(run, batch, resolver):
            resolver = None
        if should_stop():
            return run
        run.refresh_from_db()
        if run.stop_requested:
            break
    return _finish(run)


def _apply(run: Rereading, batch: Sequence[RereadItem], resolver: Resolver) -> bool:
    """Write a batch; gives whether all went well, and with it the names that ``resolver`` made."""
    again, names = read_again(one.item for one in batch), Looking()
    went_well = True
    with transaction.atomic():
        # Two runs take turns, and nobody saves one of these stories between the comparison and the writing.
        Rereading.objects.select_for_update().get(pk=run.pk)
        items = list(clear(run).filter(pk__in=[one.pk for one in batch]))
        stories = Article.objects.select_for_update().in_bulk([one.article_id for one in items])
        for item in items:
            with _surviving(item):
                _apply_one(run, item, compare(stories[item.article_id], again[item.item_id], names), resolver)
            if item.outcome == Outcome.FAILED:
                went_well, resolver = False, Resolver(new_tags=False)
            item.save(update_fields=NOTED)
    return went_well


def _apply_one(run: Rereading, item: RereadItem, compared: Compared, resolver: Resolver) -> None:
    judge(item, compared)
    if not item.is_clear:
        return
    if not may_change(run.changeset.user, compared.story):
        item.is_clear, item.reason = False, "Only an editor may change this story."
        return
    ticked = [one for one in compared.differences if one.ticked]
    renew([(compared, {one.name for one in ticked})], resolver, run.changeset)
    item.outcome, item.fields = Outcome.APPLIED, [one.label for one in ticked]


def _finish(run: Rereading) -> Rereading:
    done = run.items.filter(outcome=Outcome.APPLIED)
    read = LastReading.objects.filter(article__in=done.values("article"))
    importers = {f"{name} {version}" for name, version in read.values_list("importer", "importer_version")}
    run.changeset.title = title_for_many(importers or {run.importer or "of today"}, done.count())[:300]
    run.changeset.counts = {"stories": done.count()}
    run.changeset.save(update_fields=["title", "counts"])
    return _set(run, status=Status.APPLIED, finished_at=timezone.now())


def progress(run: Rereading) -> Progress:
    """How far a rereading is."""
    counts = run.counts()
    if run.changeset_id is None:
        left, total = counts[Outcome.PENDING], sum(counts.values())
        done = total - left
        started = run.created_at
    else:
        done, left = counts[Outcome.APPLIED], clear(run).count()
        total = done + left
        started = run.changeset.created_at
    seconds = ((run.finished_at or timezone.now()) - started).total_seconds()
    return Progress(run.status, done, total, counts, done / seconds if seconds > 0 else 0.0)


def stop(run: Rereading) -> None:
    """Ask a rereading to stop after the batch at work. What is written stays, and can be undone."""
    Rereading.objects.filter(pk=run.pk, status__in=AT_WORK).update(stop_requested=True)


def _set(run: Rereading, **values: Any) -> Rereading:
    for name, value in values.items():
        setattr(run, name, value)
    run.save(update_fields=list(values))
    return run
