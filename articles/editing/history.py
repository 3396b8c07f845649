"""Change-sets: the frame in which every write to the record takes place."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction

from articles.models import ChangeSet
from articles.models.base import CHANGESET_SETTING


@contextmanager
def change(kind: ChangeSet.Kind, title: str, user: Any | None, note: str = "") -> Iterator[ChangeSet]:
    """Run the block as one change-set: all of it or nothing, every event marked with its id.

    ``user`` is the acting user, or None for the command line. Raises what the block raises, after
    which neither the change-set nor any of its writes exist.
    """
    with transaction.atomic():
        changeset = ChangeSet.objects.create(kind=kind, title=title[:300], note=note, user=user)
        with recording(changeset):
            yield changeset


@contextmanager
def recording(changeset: ChangeSet) -> Iterator[None]:
    """Mark the block's events as part of ``changeset``, in one transaction.

    A change-set too long for one transaction, such as an import, runs through this once a batch.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_setting(%s, true)", [CHANGESET_SETTING])
        (outer,) = cursor.fetchone()
        cursor.execute("SELECT set_config(%s, %s, true)", [CHANGESET_SETTING, str(changeset.pk)])
        yield
        cursor.execute("SELECT set_config(%s, %s, true)", [CHANGESET_SETTING, outer or ""])
