"""What readers could see of a story from moment to moment, out of the record's own history."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from heapq import merge
from itertools import groupby
from typing import Any

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce

from articles.models.articles import Article, Byline
from articles.models.images import Image

PARTS = (Byline, Image)


@dataclass(frozen=True, slots=True)
class Version:
    """A story as readers had it from ``since`` on.

    ``state`` has the columns of ``Article``. ``authors`` are the numbers of its byline's names, ``captions`` the
    words under its pictures, both in order. ``returned`` says that readers did not have the story just before.
    """

    since: dt.datetime
    state: Any
    authors: tuple[int, ...]
    captions: tuple[str, ...]
    returned: bool = False


@dataclass(slots=True)
class _Moment:
    """The story after one act on it: which event holds its columns, and what hangs on it."""

    since: dt.datetime
    event: int
    status: str
    parts: dict[type, dict[int, Any]] = field(default_factory=dict)
    returned: bool = False


def public_versions(story: Article, most: int) -> list[Version]:
    """The last ``most`` states in which readers had a published story, oldest first; none of one not published.

    What a story said while it was a draft or in review is no version. What it said before it was last withdrawn is
    none either: a withdrawal takes it from readers, and a return does not bring it back.
    """
    if not story.is_published:
        return []
    moments = list(_moments(story))
    withdrawn = [place for place, one in enumerate(moments) if one.status == Article.Status.WITHDRAWN]
    seen: list[_Moment] = []
    shown = True
    for one in moments[withdrawn[-1] + 1 if withdrawn else 0 :]:
        is_public = one.status == Article.Status.PUBLISHED
        if is_public:
            one.returned = not shown and bool(seen)
            seen.append(one)
        shown = is_public
    seen = seen[-most:]
    states = story.events.in_bulk([one.event for one in seen])
    return [
        Version(
            one.since,
            states[one.event],
            tuple(event.author_id for event in _in_order(one.parts[Byline])),
            tuple(_caption(event) for event in _in_order(one.parts[Image])),
            one.returned,
        )
        for one in seen
    ]


def has_changed() -> Exists:
    """For a query of stories: whether readers have seen another headline or other words, as far as versions tell of it."""
    events = Article.pgh_event_model.objects.filter(pgh_obj=OuterRef("pk"))
    withdrawn = Article.pgh_event_model.objects.filter(
        pgh_obj=OuterRef(OuterRef("pk")), status=Article.Status.WITHDRAWN
    ).order_by("-pgh_id")
    public = events.filter(
        status=Article.Status.PUBLISHED, pgh_id__gt=Coalesce(Subquery(withdrawn.values("pgh_id")[:1]), 0)
    )
    return Exists(public.exclude(headline=OuterRef("headline"), text_digest=OuterRef("text_digest")))


def _moments(story: Article) -> Iterator[_Moment]:
    """The story after each act: what one change-set or, outside of any, one transaction did is one."""
    light = ("pgh_id", "pgh_obj", "pgh_created_at", "pgh_changeset", "status")
    streams = [story.events.order_by("pgh_id").only(*light)]
    streams += [part.pgh_event_model.objects.filter(article_id=story.pk).order_by("pgh_id") for part in PARTS]
    events = merge(*streams, key=lambda event: event.pgh_created_at)
    held: dict[type, dict[int, Any]] = {part: {} for part in PARTS}
    current = None
    for _, act in groupby(events, key=lambda event: event.pgh_changeset or event.pgh_created_at):
        since = None
        for event in act:
            since = since or event.pgh_created_at
            part = event.pgh_tracked_model
            if part is Article:
                current = event
            elif event.pgh_label.startswith("delete"):
                held[part].pop(event.id, None)
            else:
                held[part][event.id] = event
        if current is not None:
            yield _Moment(since, current.pgh_id, current.status, {part: dict(rows) for part, rows in held.items()})


def _in_order(rows: dict[int, Any]) -> list[Any]:
    return sorted(rows.values(), key=lambda row: (row.position, row.id))


def _caption(event: Any) -> str:
    return " ".join(text for text in (event.caption, event.credit) if text)
