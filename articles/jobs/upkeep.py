"""What the archive does by itself, by the clock."""

from __future__ import annotations

import logging

from django.utils import timezone
from procrastinate.contrib.django import app

from articles.editing.held import find_among_held
from articles.editing.publishing import end_embargoes
from articles.ingest.runs import try_waiting
from articles.jobs import rereadings
from articles.jobs.imports import enqueue, resume_orphans
from articles.models import DailySalt, ReadMark

logger = logging.getLogger(__name__)

FINISHED_JOBS_KEPT_HOURS = 24 * 14


@app.periodic(cron="* * * * *")
@app.task(name="resume", queue="upkeep", queueing_lock="resume", pass_context=False)
async def retry_stalled(timestamp: int) -> None:
    """Give jobs whose worker died back to the queue."""
    for job in await app.job_manager.get_stalled_jobs():
        logger.warning("job %s (%s) lost its worker; it runs again", job.id, job.task_name)
        await app.job_manager.retry_job(job)


@app.periodic(cron="* * * * *")
@app.task(name="resume_imports", queue="upkeep", queueing_lock="resume_imports")
def resume_imports(timestamp: int) -> None:
    """Take up imports and rereadings that a shutdown interrupted."""
    resume_orphans()
    rereadings.resume_orphans()


@app.periodic(cron="* * * * *")
@app.task(name="end_embargoes", queue="upkeep", queueing_lock="end_embargoes")
def publish_after_embargo(timestamp: int) -> None:
    """Publish what was waiting for the end of its embargo, and read again the versions that waited for it."""
    now = timezone.now()
    if changeset := end_embargoes(now):
        logger.info("%s", changeset)
    for run in try_waiting(now):
        enqueue(run)


@app.periodic(cron="41 * * * *")
@app.task(name="find_reprints", queue="upkeep", queueing_lock="find_reprints")
def find_reprints(timestamp: int) -> None:
    """Look for reprints of stories that came in past the importers, or while others changed very many."""
    find_among_held()


@app.periodic(cron="7 3 * * *")
@app.task(name="forget_readers", queue="upkeep", queueing_lock="forget_readers")
def forget_readers(timestamp: int) -> None:
    """Throw away yesterday's salt and marks: after that, nobody can tell who read what."""
    today = timezone.now().date()
    ReadMark.objects.filter(day__lt=today).delete()
    DailySalt.objects.filter(day__lt=today).delete()


@app.periodic(cron="23 3 * * *")
@app.task(name="clear_finished_jobs", queue="upkeep", queueing_lock="clear_finished_jobs")
async def clear_finished_jobs(timestamp: int) -> None:
    """Forget jobs that ended well two weeks ago."""
    await app.job_manager.delete_old_jobs(nb_hours=FINISHED_JOBS_KEPT_HOURS)
