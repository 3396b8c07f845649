"""Looking for reprints among stories that are held already: those that came in another way, or in a busy moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.db import connection

from articles.editing.history import change, recording
from articles.editing.reprints import BATCH, find_again
from articles.models import ChangeSet, Reprint

TITLE = "Found reprints among the stories held"
# Too short to be told from others by its text, a story is noted under no shingle, however often it is looked at.
LONG_ENOUGH = 25

NEXT = """
    SELECT id FROM articles_article
    WHERE id > %s AND word_count >= %s
      AND (%s OR NOT EXISTS (SELECT FROM articles_shingle WHERE article_id = articles_article.id))
    ORDER BY id LIMIT %s
"""


def find_among_held(*, again: bool = False, tell: Callable[[int], None] | None = None) -> int:
    """Find the reprints among the stories not looked at yet (all, with ``again``), and give the number of stories.

    They are looked at in batches, each of which is stored at once; what is found is one change-set. ``tell`` is told
    the number after each batch.
    """
    done = 0
    changeset: ChangeSet | None = None
    for ids in _lists(again):
        if changeset is None:
            with change(ChangeSet.Kind.REPRINT, TITLE, None) as changeset:
                pass
        with recording(changeset):
            find_again(ids)
        done += len(ids)
        if tell:
            tell(done)
    if changeset is not None:
        places = Reprint.pgh_event_model.objects.filter(pgh_changeset=changeset.pk, group__isnull=False)
        changeset.counts = {"looked at": done, "reprints": places.values("article_id").distinct().count()}
        changeset.save(update_fields=["counts"])
    return done


def _lists(again: bool) -> Iterator[list[int]]:
    """The ids of the stories to look at, in order, in lists of one batch each."""
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(NEXT, [last, LONG_ENOUGH, again, BATCH])
            ids = [id for (id,) in cursor.fetchall()]
        if not ids:
            return
        yield ids
        last = ids[-1]
