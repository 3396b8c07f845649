"""What the sender of an item says may be done with it: IPTC's publication status, embargoes, versions.

Usable, withheld and canceled are the codes of http://cv.iptc.org/newscodes/pubstatusg2/; an item that is withheld or
canceled needs no more than its identifier (NewsML-G2 Guidelines, "Publishing Status").
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from django.utils import timezone

from articles.ingest.matching import Match
from articles.ingest.preparing import CALLED_OFF, Prepared
from articles.ingest.resolving import instant
from articles.models import Article, Source

if TYPE_CHECKING:
    from articles.ingest.writing import Draft


def embargo_of(prepared: Prepared, source: Source | None) -> dt.datetime | None:
    """When the embargo of a story ends; None where it has none, or it is over."""
    until = instant(prepared.embargo, source) if prepared.embargo else None
    return until if until and until > timezone.now() else None


def held_back(prepared: Prepared, source: Source | None) -> str:
    """Why its sender does not let a story be shown now, "" where it may be."""
    if prepared.status in CALLED_OFF:
        return f"its sender has {prepared.status} it"
    if prepared.embargo is None:
        return ""
    until = instant(prepared.embargo, source)
    if until is None:
        return "the end of its embargo is no date of the calendar"
    return "" if until <= timezone.now() else f"it is under embargo until {told(until)}"


def take_down(story: Article, prepared: Prepared) -> str:
    """Keep from readers what its sender called off; says what that changed, "" for nothing. Call it in a change-set."""
    if story.status == Article.Status.PUBLISHED:
        story.status = Article.Status.WITHDRAWN
        story.withdrawn_reason = f"{story.source or 'Its sender'} has {prepared.status} this story."
        story.save(update_fields=["status", "withdrawn_reason"])
        return "withdrawn"
    if story.publishes_itself:
        story.publishes_itself = False
        story.save(update_fields=["publishes_itself"])
        return "it is not published when its embargo ends"
    return ""


def follow_embargo(story: Article, until: dt.datetime | None) -> bool:
    """Let the embargo of a story that readers do not have end when its sender says now; whether that is another moment.

    One that is no more ends at once. Call it within a change-set.
    """
    if story.status not in (Article.Status.DRAFT, Article.Status.REVIEW):
        return False
    now = timezone.now()
    if until is None and story.embargoed_until is not None:
        until = min(story.embargoed_until, now)
    if until == story.embargoed_until:
        return False
    story.embargoed_until = until
    story.save(update_fields=["embargoed_until"])
    return True


def older_version(match: Match, one: Draft) -> str:
    """What to say of a version that its sender replaced before, by times of the same identifier; "" where it is none."""
    story = match.article
    held, given = story.updated_at or story.published_at, one.columns["updated_at"] or one.published_at
    if match.why != "same identifier" or held is None or given is None or given >= held:
        return ""
    return f"an older version, of {told(given)}; the archive has that of {told(held)}"


def told(moment: dt.datetime) -> str:
    """A moment in words, in the archive's zone: "26 March 2024, 06:00 UTC"."""
    return f"{timezone.localtime(moment):%-d %B %Y, %H:%M %Z}"
