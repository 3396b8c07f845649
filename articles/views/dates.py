"""The archive by date: years, months and days, each with its calendar and the way to the next."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from articles.models import Article
from articles.models.articles import EARLIEST, LATEST
from articles.search.results import Bar
from articles.selection import first_day, last_day
from articles.views.listing import Listing, respond


@dataclass(frozen=True, slots=True)
class Cell:
    """A month of a year or a day of a month in a calendar: its period, how many stories, and its page."""

    period: str
    count: int
    url: str


@require_safe
def year(request: HttpRequest, year: str) -> HttpResponse:
    """A year, with its months."""
    return _archive(request, "year", year)


@require_safe
def month(request: HttpRequest, year: str, month: str) -> HttpResponse:
    """A month, with a calendar of its days."""
    return _archive(request, "month", f"{year}-{month}")


@require_safe
def day(request: HttpRequest, year: str, month: str, day: str) -> HttpResponse:
    """A day."""
    return _archive(request, "day", f"{year}-{month}-{day}")


def _archive(request: HttpRequest, unit: str, period: str) -> HttpResponse:
    try:
        first, last = first_day(period), last_day(period)
    except ValueError as error:
        raise Http404(f"There is no date {period}.") from error
    if not EARLIEST.year <= first.year < LATEST.year:
        raise Http404(f"{period} is outside the archive's calendar.")
    listing = Listing(request, (("from", period), ("to", period)))
    length = len(period)
    # Nothing is asked before the page is drawn: who has it already is told so without a search, and what is drawn is
    # never older than the edition that its ETag names.
    nearest = SimpleLazyObject(lambda: before_and_after(first, last))
    context = {
        "unit": unit,
        "period": period,
        "parents": [Cell(period[:size], 0, address(period[:size])) for size in (4, 7) if size < length],
        "earlier": SimpleLazyObject(lambda: _nearest_cell(nearest[0], length)),
        "later": SimpleLazyObject(lambda: _nearest_cell(nearest[1], length)),
        "months": SimpleLazyObject(lambda: months(first.year, listing.results.timeline)) if unit == "year" else [],
        "weeks": SimpleLazyObject(lambda: weeks(first, listing.results.timeline)) if unit == "month" else [],
    }
    return respond(request, "articles/date_archive.html", listing, **context)


def address(period: str) -> str:
    """The page of YYYY, YYYY-MM or YYYY-MM-DD."""
    parts = period.split("-")
    return reverse(("year", "month", "day")[len(parts) - 1], args=parts)


def before_and_after(first: dt.date, last: dt.date) -> tuple[dt.date | None, dt.date | None]:
    """The nearest days with a story before ``first`` and after ``last``."""
    start = timezone.make_aware(dt.datetime.combine(first, dt.time.min))
    end = timezone.make_aware(dt.datetime.combine(last + dt.timedelta(days=1), dt.time.min))
    moments = Article.objects.published().values_list("published_at", flat=True)
    before = moments.filter(published_at__lt=start).order_by("-published_at").first()
    after = moments.filter(published_at__gte=end).order_by("published_at").first()
    return before and timezone.localdate(before), after and timezone.localdate(after)


def _nearest_cell(day: dt.date | None, length: int) -> Cell | None:
    if day is None:
        return None
    period = day.isoformat()[:length]
    return Cell(period, 0, address(period))


def totals(bars: tuple[Bar, ...], length: int) -> dict[str, int]:
    """Stories per period of ``length`` characters, added up from bars as fine or finer."""
    found: dict[str, int] = {}
    for bar in bars:
        found[bar.period[:length]] = found.get(bar.period[:length], 0) + bar.count
    return found


def months(year: int, bars: tuple[Bar, ...]) -> list[Cell]:
    """The twelve months of a year."""
    counts = totals(bars, 7)
    periods = [f"{year:04}-{month:02}" for month in range(1, 13)]
    return [Cell(period, counts.get(period, 0), address(period)) for period in periods]


def weeks(first: dt.date, bars: tuple[Bar, ...]) -> list[list[Cell | None]]:
    """The weeks of a month from Monday on; None where a day belongs to another month."""
    counts = totals(bars, 10)
    grid = calendar.Calendar().monthdatescalendar(first.year, first.month)
    return [[_cell(one, counts) if one.month == first.month else None for one in week] for week in grid]


def _cell(one: dt.date, counts: dict[str, int]) -> Cell:
    period = one.isoformat()
    return Cell(period, counts.get(period, 0), address(period))
