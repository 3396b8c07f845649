"""Publishing and withdrawing stories."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction
from django.db.models import Q

from articles.editing import NotPossible
from articles.editing.history import change
from articles.models import Article, ChangeSet
from articles.models.articles import ArticleQuerySet

INCOMPLETE = Q(headline="") | Q(published_at=None)


def counted(number: int) -> str:
    """``1 story``, ``2 stories``."""
    return "1 story" if number == 1 else f"{number:,} stories"


def publish(articles: ArticleQuerySet, user: Any | None) -> ChangeSet:
    """Make the stories visible to readers, and end the embargo of those under one. Those published stay as they are.

    Raises NotPossible, and changes nothing, where a story lacks a headline or a date or was merged.
    """
    incomplete = articles.filter(INCOMPLETE).count()
    if incomplete:
        raise NotPossible(f"{counted(incomplete)} cannot be published: a headline or a date is missing.")
    if merged := articles.exclude(merged_into=None).count():
        raise NotPossible(f"{counted(merged)} cannot be published: merged into another story.")
    targets = Article.objects.filter(pk__in=articles.exclude(status=Article.Status.PUBLISHED).values("pk"))
    return _publish(targets, f"Published {counted(targets.count())}", user)


def end_embargoes(now: dt.datetime) -> ChangeSet | None:
    """Publish, as one change-set, what was to be published when its embargo ends and whose embargo is over.

    What lacks a headline or a date waits until it has them. None where there is nothing to publish. The rows are
    locked first: an editor who saves one meanwhile has the last word.
    """
    ready = Article.objects.out_of_embargo(now).filter(publishes_itself=True, merged_into=None).exclude(INCOMPLETE)
    with transaction.atomic():
        due = list(ready.order_by("pk").select_for_update().values_list("pk", flat=True))
        if not due:
            return None
        return _publish(Article.objects.filter(pk__in=due), f"Embargo ended: published {counted(len(due))}", None)


def _publish(targets: ArticleQuerySet, title: str, user: Any | None) -> ChangeSet:
    with change(ChangeSet.Kind.PUBLISH, title, user) as changeset:
        number = targets.update(
            status=Article.Status.PUBLISHED, withdrawn_reason="", embargoed_until=None, publishes_itself=False
        )
        _record(changeset, number)
    return changeset


def rearm_none(stories: ArticleQuerySet, now: dt.datetime) -> None:
    """Of stories that were brought back to a past state, let none publish itself for an embargo that is over.

    Call it within a change-set.
    """
    stories.filter(publishes_itself=True, embargoed_until__lte=now).update(publishes_itself=False)


def withdraw(articles: ArticleQuerySet, reason: str, user: Any | None) -> ChangeSet:
    """Take the stories from readers, who find ``reason`` in their place. Raises NotPossible with no reason."""
    reason = reason.strip()
    if not reason:
        raise NotPossible("Say why: readers see the reason where the story was.")
    targets = Article.objects.filter(pk__in=articles.exclude(status=Article.Status.WITHDRAWN).values("pk"))
    with change(ChangeSet.Kind.WITHDRAW, f"Withdrew {counted(targets.count())}", user, note=reason) as changeset:
        number = targets.update(status=Article.Status.WITHDRAWN, withdrawn_reason=reason, publishes_itself=False)
        _record(changeset, number)
    return changeset


def _record(changeset: ChangeSet, number: int) -> None:
    changeset.counts = {"stories": number}
    changeset.save(update_fields=["counts"])
