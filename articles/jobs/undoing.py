"""Large undos as jobs: nobody waits in the browser while a hundred thousand rows go back."""

from __future__ import annotations

import logging

from django.contrib.auth import get_user_model
from django.db import InterfaceError, OperationalError, transaction
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob
from procrastinate.exceptions import AlreadyEnqueued

from articles.editing import NotPossible, undo
from articles.models import ChangeSet

logger = logging.getLogger(__name__)

# Up to this many rows an undo takes seconds, and is done while the editor waits.
AT_ONCE = 20_000
DATABASE_AWAY = RetryStrategy(max_attempts=20, exponential_wait=2, retry_exceptions=[OperationalError, InterfaceError])


def enqueue(changeset: ChangeSet, user_id: int | None, *, even_edited: bool) -> None:
    """Queue the undo of a change-set, unless it waits in the queue already."""
    name = f"undo-{changeset.pk}"
    try:
        with transaction.atomic():
            undo_changeset.configure(lock=name, queueing_lock=name).defer(
                changeset_id=changeset.pk, user_id=user_id, even_edited=even_edited
            )
    except AlreadyEnqueued:
        logger.info("%s is in the queue already", name)


def is_waiting(changeset: ChangeSet) -> bool:
    """Whether the undo of a change-set is in the queue or at work."""
    jobs = ProcrastinateJob.objects.filter(task_name="undo_changeset", status__in=["todo", "doing"])
    return jobs.filter(args__changeset_id=changeset.pk).exists()


@app.task(name="undo_changeset", queue="imports", retry=DATABASE_AWAY)
def undo_changeset(changeset_id: int, user_id: int | None, even_edited: bool) -> None:
    """Undo a change-set in one transaction. Done already, or not possible, it leaves everything as it is and says why."""
    changeset = ChangeSet.objects.get(pk=changeset_id)
    user = get_user_model().objects.filter(pk=user_id).first()
    try:
        report = undo.undo(changeset, user, even_edited=even_edited)
    except NotPossible as reason:
        logger.warning("change-set %s was not undone: %s", changeset_id, reason)
        ChangeSet.objects.filter(pk=changeset_id).update(note=f"The undo was not possible: {reason}")
        return
    if report.kept:
        ChangeSet.objects.filter(pk=report.changeset.pk).update(
            note="\n".join(f"Left as it is: {one}" for one in report.kept)
        )
