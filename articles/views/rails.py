"""What stands beside the stories: opinion, most read, on this day."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable

from django.db.models import Q
from django.utils import timezone

from articles.models import Article
from articles.search import ids
from articles.selection import Selection
from articles.views.reads import most_read

OPINIONS = 4
MOST_READ = 5
ON_THIS_DAY = 4


def opinion() -> list[int]:
    """The newest opinion pieces."""
    return list(ids(Selection(kind=(Article.Kind.OPINION,)))[:OPINIONS])


def read_most() -> list[int]:
    """The most read stories."""
    return most_read(MOST_READ)


def on_this_day(today: dt.date, years: Iterable[int]) -> list[int]:
    """Stories of this day of the calendar in earlier ``years``, newest first.

    One range for each year, so that the index on the date answers it; a date known to the month or year alone
    is no day.
    """
    days = Q()
    for year in years:
        if year < today.year and not (today.day == 29 and today.month == 2 and not calendar.isleap(year)):
            start = timezone.make_aware(dt.datetime(year, today.month, today.day))
            days |= Q(published_at__gte=start, published_at__lt=start + dt.timedelta(days=1))
    if not days:
        return []
    coarse = (Article.Precision.YEAR, Article.Precision.MONTH)
    stories = Article.objects.published().filter(days).exclude(published_precision__in=coarse).newest_first()
    return list(stories.values_list("pk", flat=True)[:ON_THIS_DAY])
