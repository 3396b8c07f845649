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


def held_back(prepared: Prepared, source: Source | None) -> str:
    """Why its sender does not let a story be shown now, "" where it may be."""
    if prepared.status in CALLED_OFF:
        return f"its sender has {prepared.status} it"
    if prepared.embargo is None:
        return ""
    until = instant(prepared.embargo, source)
    if until is None:
        return "the end of its embargo is no date of the calendar"
    return "" if until <= timezone.now() else f"it is under embargo until {_told(until)}"


def take_down(story: Article, prepared: Prepared) -> bool:
    """Withdraw a story that its sender called off; whether it was before readers. Call it within a change-set."""
    if story.status != Article.Status.PUBLISHED:
        return False
    story.status = Article.Status.WITHDRAWN
    story.withdrawn_reason = f"{story.source or 'Its sender'} has {prepared.status} this story."
    story.save(update_fields=["status", "withdrawn_reason"])
    return True


def older_version(match: Match, one: Draft) -> str:
    """What to say of a version that its sender replaced before, by times of the same identifier; "" where it is none."""
    story = match.article
    held, given = story.updated_at or story.published_at, one.columns["updated_at"] or one.published_at
    if match.why != "same identifier" or held is None or given is None or given >= held:
        return ""
    return f"an older version, of {_told(given)}; the archive has that of {_told(held)}"


def _told(moment: dt.datetime) -> str:
    return f"{timezone.localtime(moment):%-d %B %Y, %H:%M %Z}"
