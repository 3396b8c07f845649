"""An editor's word on reprints: putting stories together, and taking them out. Their texts do not overrule it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from articles.editing import NotPossible
from articles.editing.history import change
from articles.editing.publishing import counted
from articles.editing.reprints import insist_alone, leave_no_single, new_numbers
from articles.models import ChangeSet, Reprint
from articles.models.articles import ArticleQuerySet


def put_together(articles: ArticleQuerySet, user: Any | None) -> ChangeSet:
    """Make the stories printings of one story; the other printings of a group that one of them is in stay with it.

    Raises NotPossible for fewer than two stories.
    """
    with change(ChangeSet.Kind.REPRINT, f"Put {counted(articles.count())} together as reprints", user) as changeset:
        insist_alone()
        ids = list(articles.order_by("pk").values_list("pk", flat=True))
        if len(ids) < 2:
            raise NotPossible("Choose at least two stories that are printings of one story.")
        numbers = Reprint.objects.filter(article__in=ids, group__isnull=False).values_list("group", flat=True)
        groups = set(numbers)
        number = min(groups) if groups else new_numbers(1)[0]
        _say(ids, number)
        leave_no_single(groups)
        _record(changeset, ids)
    return changeset


def take_out(articles: ArticleQuerySet, user: Any | None) -> ChangeSet:
    """Let each of the stories stand by itself, also if it looks like another one."""
    with change(ChangeSet.Kind.REPRINT, f"Took {counted(articles.count())} out of reprints", user) as changeset:
        insist_alone()
        ids = list(articles.order_by("pk").values_list("pk", flat=True))
        left = Reprint.objects.filter(article__in=ids, group__isnull=False)
        groups = set(left.values_list("group", flat=True))
        _say(ids, None)
        leave_no_single(groups)
        _record(changeset, ids)
    return changeset


def _say(ids: Sequence[int], group: int | None) -> None:
    rows = {row.article_id: row for row in Reprint.objects.filter(article__in=ids)}
    held = [row for row in rows.values() if (row.group, row.origin) != (group, Reprint.Origin.EDITOR)]
    for row in held:
        row.group, row.origin = group, Reprint.Origin.EDITOR
    Reprint.objects.bulk_update(held, ["group", "origin"])
    new = [id for id in ids if id not in rows]
    Reprint.objects.bulk_create([Reprint(article_id=id, group=group, origin=Reprint.Origin.EDITOR) for id in new])


def _record(changeset: ChangeSet, ids: Sequence[int]) -> None:
    changeset.counts = {"stories": len(ids)}
    changeset.save(update_fields=["counts"])
