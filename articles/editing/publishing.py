"""Publishing and withdrawing stories."""

from __future__ import annotations

from typing import Any

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
    """Make the stories visible to readers. Those already published stay as they are.

    Raises NotPossible, and changes nothing, where a story lacks a headline or a date or was merged.
    """
    incomplete = articles.filter(INCOMPLETE).count()
    if incomplete:
        raise NotPossible(f"{counted(incomplete)} cannot be published: a headline or a date is missing.")
    if merged := articles.exclude(merged_into=None).count():
        raise NotPossible(f"{counted(merged)} cannot be published: merged into another story.")
    targets = Article.objects.filter(pk__in=articles.exclude(status=Article.Status.PUBLISHED).values("pk"))
    with change(ChangeSet.Kind.PUBLISH, f"Published {counted(targets.count())}", user) as changeset:
        number = targets.update(status=Article.Status.PUBLISHED, withdrawn_reason="")
        _record(changeset, number)
    return changeset


def withdraw(articles: ArticleQuerySet, reason: str, user: Any | None) -> ChangeSet:
    """Take the stories from readers, who find ``reason`` in their place. Raises NotPossible with no reason."""
    reason = reason.strip()
    if not reason:
        raise NotPossible("Say why: readers see the reason where the story was.")
    targets = Article.objects.filter(pk__in=articles.exclude(status=Article.Status.WITHDRAWN).values("pk"))
    with change(ChangeSet.Kind.WITHDRAW, f"Withdrew {counted(targets.count())}", user, note=reason) as changeset:
        number = targets.update(status=Article.Status.WITHDRAWN, withdrawn_reason=reason)
        _record(changeset, number)
    return changeset


def _record(changeset: ChangeSet, number: int) -> None:
    changeset.counts = {"stories": number}
    changeset.save(update_fields=["counts"])
