"""Rereadings as jobs: begun, resumed after a crash, stopped in order at a shutdown."""

from __future__ import annotations

import logging

from django.db import InterfaceError, OperationalError, transaction
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from articles.ingest import rereadings
from articles.jobs.imports import DATABASE_AWAY, LARGEST_FAULT
from articles.models import Rereading

logger = logging.getLogger(__name__)

# Up to this many stories, the editor waits for the outcome.
AT_ONCE = 20


def start(run: Rereading) -> None:
    """Take up a rereading: a short one now, a long one as a job."""
    if run.items.count() <= AT_ONCE:
        take_up(run)
    else:
        enqueue(run.pk)


def take_up(run: Rereading, **watched: object) -> Rereading:
    """Read what is left to read, or write what is left to write."""
    if run.status == Rereading.Status.APPLYING:
        return rereadings.apply(run, **watched)
    return rereadings.look(run, **watched)


def enqueue(rereading_id: int) -> None:
    """Queue the work of a rereading, unless it waits in the queue already. Two never overlap."""
    name = f"rereading-{rereading_id}"
    try:
        with transaction.atomic():
            run_rereading.configure(lock=name, queueing_lock=name).defer(rereading_id=rereading_id)
    except AlreadyEnqueued:
        logger.info("%s is in the queue already", name)


@app.task(name="run_rereading", queue="imports", pass_context=True, retry=DATABASE_AWAY)
def run_rereading(context: JobContext, rereading_id: int) -> None:
    """Do what a rereading has left to do. An orderly stop leaves it at work, to be resumed."""
    run = Rereading.objects.select_related("changeset__user").filter(pk=rereading_id).first()
    if run is None or run.status not in rereadings.AT_WORK:
        logger.warning("rereading %s is gone, or has ended", rereading_id)
        return
    try:
        take_up(run, should_stop=context.should_abort)
    except (OperationalError, InterfaceError):
        raise
    except Exception as fault:
        logger.exception("rereading %s stopped", rereading_id)
        why = str(fault).replace("\x00", "").encode(errors="replace").decode()[:LARGEST_FAULT]
        Rereading.objects.filter(pk=rereading_id).update(
            status=Rereading.Status.FAILED, fault=why or type(fault).__name__
        )


def resume_orphans() -> int:
    """Queue the rereadings that should be at work and have no job, as after a shutdown; gives their number."""
    unfinished = Rereading.objects.filter(status__in=rereadings.AT_WORK, user__isnull=False)
    waiting = ProcrastinateJob.objects.filter(task_name="run_rereading", status__in=["todo", "doing"])
    at_work = {job.args.get("rereading_id") for job in waiting}
    orphans = [key for key in unfinished.values_list("pk", flat=True) if key not in at_work]
    for key in orphans:
        enqueue(key)
    return len(orphans)
