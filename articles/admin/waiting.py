"""What waits for somebody at the desk, for its front page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from articles.editing.roles import may_import, may_publish
from articles.models import Article, ArticleCountry, ArticleTag, ChangeSet, Import

RECENT = 8
OPEN = (Import.Status.PREVIEW, Import.Status.QUEUED, Import.Status.RUNNING, Import.Status.FAILED)


@dataclass(frozen=True, slots=True)
class Heap:
    """Some stories that want the same thing: how many, and the list that shows them."""

    label: str
    number: int
    address: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The front page of the desk."""

    imports: list[Import]
    states: list[Heap]
    gaps: list[Heap]
    changes: list[ChangeSet]
    may_import: bool


def waiting_for(user: Any) -> Waiting:
    """What waits for ``user``: a contributor sees their own imports and changes, an editor everybody's."""
    imports, changes = Import.objects.filter(status__in=OPEN), ChangeSet.objects.all()
    if not may_publish(user):
        imports, changes = imports.filter(user=user), changes.filter(user=user)
    return Waiting(
        list(imports.select_related("user")[:RECENT]),
        _states(),
        _gaps(),
        list(changes.select_related("user", "undoes", "undone_by")[:RECENT]),
        may_import(user),
    )


def _states() -> list[Heap]:
    listed = reverse("admin:articles_article_changelist")
    return [
        Heap(label, Article.objects.filter(status=status).count(), f"{listed}?status__exact={status}", why)
        for status, label, why in (
            (Article.Status.REVIEW, "In review", "handed in, to be read and published"),
            (Article.Status.DRAFT, "Drafts", "begun or imported, not yet handed in"),
            (Article.Status.PUBLISHED, "Published", "what readers find"),
            (Article.Status.WITHDRAWN, "Withdrawn", "readers see the reason"),
        )
    ]


def _gaps() -> list[Heap]:
    listed = reverse("admin:articles_article_changelist")
    kept = Article.objects.exclude(status=Article.Status.WITHDRAWN)
    return [
        Heap(label, gap.count(), f"{listed}?gap={name}", why)
        for name, label, gap, why in (
            ("tag", "No topic", without(kept, ArticleTag), "found by words only"),
            ("country", "No country", without(kept, ArticleCountry), "missing from country pages"),
            ("date", "No date", kept.filter(published_at=None), "cannot be published"),
            ("source", "No source", kept.filter(source=None), "nobody is credited"),
        )
    ]


def without(stories: Any, links: type[ArticleTag] | type[ArticleCountry]) -> Any:
    """Those of ``stories`` that have no tag, or no country."""
    return stories.filter(~Exists(links.objects.filter(article=OuterRef("pk"))))
