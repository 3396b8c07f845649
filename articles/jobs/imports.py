"""Imports as jobs: begun, resumed after a crash, stopped in order at a shutdown."""

from __future__ import annotations

import logging

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from articles.ingest import runs
from articles.models import Import, ImportItem
from articles.tagging.rules import tag_new

logger = logging.getLogger(__name__)

# Up to this many items, the editor waits for the outcome instead of watching a progress bar.
AT_ONCE = 40
LARGEST_FAULT = 10_000
DATABASE_AWAY = RetryStrategy(max_attempts=20, exponential_wait=2, retry_exceptions=[OperationalError, InterfaceError])


def start(run: Import) -> None:
    """Run a confirmed import: a short one now, a long one as a job."""
    waiting = run.items.filter(outcome=ImportItem.Outcome.PENDING).count()
    if run.total is not None and waiting <= AT_ONCE:
        runs.execute(run, tagging=tag_new)
    else:
        enqueue(run.pk)


def enqueue(import_id: int) -> None:
    """Queue the run of an import, unless it waits in the queue already. Two runs of one import never overlap."""
    name = f"import-{import_id}"
    try:
        with transaction.atomic():
            run_import.configure(lock=name, queueing_lock=name).defer(import_id=import_id)
    except AlreadyEnqueued:
        logger.info("%s is in the queue already", name)


@app.task(name="run_import", queue="imports", pass_context=True, retry=DATABASE_AWAY)
def run_import(context: JobContext, import_id: int) -> None:
    """Store what an import has left to store. An orderly stop leaves it running, to be resumed."""
    try:
        runs.execute(Import.objects.get(pk=import_id), should_stop=context.should_abort, tagging=tag_new)
    except Import.DoesNotExist:
        logger.warning("import %s is gone", import_id)
    except (OperationalError, InterfaceError):
        raise
    except Exception as fault:
        logger.exception("import %s stopped", import_id)
        why = str(fault).replace("\x00", "").encode(errors="replace").decode()[:LARGEST_FAULT]
        Import.objects.filter(pk=import_id).update(status=Import.Status.FAILED, fault=why or type(fault).__name__)


def resume_orphans() -> int:
    """Queue the imports that should be running and have no job, as after a shutdown; gives their number."""
    unfinished = Import.objects.filter(
        Q(status=Import.Status.QUEUED) | Q(status=Import.Status.RUNNING),
        Q(user__isnull=False) | Q(subscription__isnull=False),
    )
    waiting = ProcrastinateJob.objects.filter(task_name="run_import", status__in=["todo", "doing"])
    at_work = {job.args.get("import_id") for job in waiting}
    orphans = [key for key in unfinished.values_list("pk", flat=True) if key not in at_work]
    for key in orphans:
        enqueue(key)
    return len(orphans)
