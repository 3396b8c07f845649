"""Stories as records: the keys that ``extract`` prints, and what the archive has added to them.

Every export is made from these, so that they hold the same, and a record can be imported again.
"""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from articles.documents import Moment, Precision
from articles.models import Article, Byline, Tag

Record = dict[str, Any]

# A few hundred stories with their bodies are some megabytes, and six queries.
BATCH = 200

# Lists of names by kind of tag; the plural is the key.
KINDS = {
    "topics": Tag.Kind.TOPIC,
    "people": Tag.Kind.PERSON,
    "organisations": Tag.Kind.ORGANISATION,
    "places": Tag.Kind.PLACE,
    "events": Tag.Kind.EVENT,
}


def records(ids: Iterable[int], root: str) -> Iterator[Record]:
    """The published stories of ``ids``, in their order. ``root`` is the archive's own address."""
    for stories in batches(ids):
        yield from (record(story, root) for story in stories)


def batches(ids: Iterable[int]) -> Iterator[list[Article]]:
    """The same as stories with all their relations, in lists of a few hundred."""
    queryset = (
        Article.objects.published()
        .select_related("source", "section")
        .prefetch_related(
            Prefetch("bylines", queryset=Byline.objects.select_related("author")),
            "tags",
            "countries",
            "images",
            "appearances__outlet",
        )
    )
    remaining = iter(ids)
    while batch := list(islice(remaining, BATCH)):
        found = queryset.in_bulk(batch)
        yield [found[id] for id in batch if id in found]


def record(story: Article, root: str) -> Record:
    """One story. A text that is not there is an empty string, a list that is not there an empty list."""
    tags = sorted(story.tags.all(), key=lambda tag: tag.name)
    return {
        **printed(story, root),
        **{key: [tag.name for tag in tags if tag.kind == kind] for key, kind in KINDS.items()},
        "countries": sorted(country.code for country in story.countries.all()),
    }


def printed(story: Article, root: str) -> Record:
    """What of a story needs neither its tags nor its countries."""
    image = story.lead_image
    first = next(iter(story.appearances.all()), None)
    permalink = f"{root}a/{story.pk}"
    return {
        "id": story.guid or permalink,
        "permalink": permalink,
        "headline": story.headline,
        "standfirst": story.standfirst,
        "authors": story.author_names,
        "published": moment(story).isoformat() if story.published_at else "",
        "published_printed": story.published_printed,
        "updated": story.updated_at.isoformat() if story.updated_at else "",
        "section": story.section.name if story.section else "",
        "type": story.kind,
        "dateline": story.dateline,
        "body": story.body_text,
        "image": image.source_url if image else "",
        "image_caption": image.caption if image else "",
        "image_credit": image.credit if image else "",
        "image_alt": image.alt if image else "",
        "source": story.source.name if story.source else "",
        "site_name": first.outlet.name if first and first.outlet else "",
        "url": first.url if first else "",
        "language": story.language,
        "credit": story.credit,
    }


def moment(story: Article) -> Moment:
    """The date as the source stated it: with an offset only where it states a zone.

    This is the reverse of how an import makes an instant of what is printed, so that the same instant comes
    of it again.
    """
    precision = Precision(story.published_precision)
    if precision in (Precision.YEAR, Precision.MONTH, Precision.DAY):
        return Moment(dt.datetime.combine(story.published_on, dt.time.min), precision)
    if story.published_zone:
        return Moment(timezone.localtime(story.published_at, dt.UTC), precision)
    return Moment(timezone.localtime(story.published_at, _zone(story)).replace(tzinfo=None), precision)


def _zone(story: Article) -> dt.tzinfo:
    """The zone in which the source's times are read where none is printed."""
    try:
        return (
            zoneinfo.ZoneInfo(story.source.time_zone)
            if story.source and story.source.time_zone
            else timezone.get_default_timezone()
        )
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        return timezone.get_default_timezone()
