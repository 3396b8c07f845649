"""Putting stories on the front page, and taking them off."""

from __future__ import annotations

from typing import Any

from django.db.models import Max, QuerySet

from articles.editing.history import change
from articles.editing.publishing import counted
from articles.models import ChangeSet, FrontPick
from articles.models.articles import ArticleQuerySet


def put_on_front(stories: ArticleQuerySet, user: Any | None) -> ChangeSet:
    """Put ``stories`` on the front page, the newest first, below what stands there; what stands there stays."""
    new = list(stories.filter(front_pick=None).newest_first().values_list("pk", flat=True))
    with change(ChangeSet.Kind.EDIT, f"Put {counted(len(new))} on the front page", user) as changeset:
        last = FrontPick.objects.aggregate(last=Max("position"))["last"] or 0
        FrontPick.objects.bulk_create(
            FrontPick(article_id=story, position=last + place) for place, story in enumerate(new, start=1)
        )
        changeset.counts = {"stories": len(new)}
        changeset.save(update_fields=["counts"])
    return changeset


def take_off_front(picks: QuerySet[FrontPick], user: Any | None) -> ChangeSet:
    """Take these stories off the front page; the stories themselves stay as they are."""
    ids = list(picks.values_list("pk", flat=True))
    with change(ChangeSet.Kind.EDIT, f"Took {counted(len(ids))} off the front page", user) as changeset:
        FrontPick.objects.filter(pk__in=ids).delete()
        changeset.counts = {"stories": len(ids)}
        changeset.save(update_fields=["counts"])
    return changeset
