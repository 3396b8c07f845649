"""What waits for somebody at the desk, for its front page."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from articles.editing.roles import may_import, may_publish
from articles.models import Article, ArticleCountry, ArticleTag, ChangeSet, Import, LinkCheck, Subscription

RECENT = 8
# The job that publishes after an embargo comes every minute; sooner, nobody needs to look.
PATIENCE = dt.timedelta(minutes=2)
TROUBLED = 20
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
    subscriptions: list[Subscription]
    paused: int
    states: list[Heap]
    gaps: list[Heap]
    originals: list[Heap]
    changes: list[ChangeSet]
    may_import: bool


def waiting_for(user: Any) -> Waiting:
    """What waits for ``user``: a contributor sees their own imports and changes, an editor everybody's."""
    imports, changes = Import.objects.filter(status__in=OPEN), ChangeSet.objects.all()
    if not may_publish(user):
        imports, changes = imports.filter(user=user), changes.filter(user=user)
    subscriptions = Subscription.objects.all()
    if not user.has_perm("articles.view_subscription"):
        subscriptions = subscriptions.none()
    return Waiting(
        list(imports.select_related("user")[:RECENT]),
        list(subscriptions.in_trouble()[:TROUBLED]),
        subscriptions.filter(state=Subscription.State.PAUSED).count(),
        _states(),
        _gaps(),
        _originals() if user.has_perm("articles.view_linkcheck") else [],
        list(changes.select_related("user", "undoes", "undone_by")[:RECENT]),
        may_import(user),
    )


def _states() -> list[Heap]:
    listed = reverse("admin:articles_article_changelist")
    held = Article.objects.under_embargo(timezone.now()).exclude(status=Article.Status.WITHDRAWN).count()
    over = Article.objects.out_of_embargo(timezone.now() - PATIENCE).count()
    embargoes = (
        (held, "Under embargo", "running", "readers may not have them yet"),
        (over, "Embargo over", "over", "not published"),
    )
    states = [
        Heap(label, Article.objects.filter(status=status).count(), f"{listed}?status__exact={status}", why)
        for status, label, why in (
            (Article.Status.REVIEW, "In review", "handed in, to be read and published"),
            (Article.Status.DRAFT, "Drafts", "begun or imported, not yet handed in"),
            (Article.Status.PUBLISHED, "Published", "what readers find"),
            (Article.Status.WITHDRAWN, "Withdrawn", "readers see the reason"),
        )
    ]
    return states + [
        Heap(label, number, f"{listed}?embargo={name}", why) for number, label, name, why in embargoes if number
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


def _originals() -> list[Heap]:
    """Originals that do not stand as they did; none where none was ever looked at."""
    listed = reverse("admin:articles_linkcheck_changelist")
    states = dict(LinkCheck.objects.values_list("state").annotate(number=Count("pk")).order_by())
    return [
        Heap(label, states.get(state, 0), f"{listed}?state__exact={state}", why)
        for state, label, why in (
            (LinkCheck.State.GONE, "Originals gone", "readers are told, and find the text here"),
            (LinkCheck.State.CHANGED, "Originals changed", "another page stands at the address"),
        )
        if states
    ]


def without(stories: Any, links: type[ArticleTag] | type[ArticleCountry]) -> Any:
    """Those of ``stories`` that have no tag, or no country."""
    return stories.filter(~Exists(links.objects.filter(article=OuterRef("pk"))))
