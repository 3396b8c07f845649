"""The way into the archive by date: every year with its stories, a date to go to, and this day in other years."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from articles import caching
from articles.filters import PartialDate, plain
from articles.models.articles import EARLIEST, LATEST
from articles.search import edition, search
from articles.search.results import Bar
from articles.selection import Selection
from articles.views import rails, timeline
from articles.views.dates import Cell, address, totals
from articles.views.describing import span
from articles.views.rows import lines

LONGEST = 100


@dataclass(frozen=True, slots=True)
class Decade:
    """Ten years in a row of a table; None before the first and after the last year of the archive."""

    start: int
    count: int
    years: list[Cell | None]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All years. ``?on=`` leads to the page of a date, or says why it is none."""
    written = plain(request.GET.get("on", ""))[:LONGEST].strip()
    period, problems = PartialDate(required=False).clean(written)
    if period and EARLIEST.year <= int(period[:4]) < LATEST.year:
        return redirect(address(period))
    if period:
        told = gettext("The archive’s calendar goes from %(first)s to %(last)s.")
        problems = [told % {"first": EARLIEST.year, "last": LATEST.year - 1}]
    today = timezone.localdate()

    def page() -> HttpResponse:
        results = search(Selection(), facets=False)
        years = {int(bar.period[:4]): None for bar in results.timeline if bar.count}
        context = {
            "results": results,
            "span": span(results),
            "decades": decades(results.timeline),
            "timeline": timeline.draw(results.timeline, address),
            "zone": timezone.get_current_timezone_name(),
            "today": today,
            "this_day": lines(rails.on_this_day(today, years)),
            "written": written,
            "problems": problems,
        }
        return render(request, "articles/dates.html", context, status=200 if results.ready else 503)

    return caching.cached(request, (edition(), today), page, query=None if written else "")


def decades(bars: tuple[Bar, ...]) -> list[Decade]:
    """The years from the first story to the last, by decade, the newest decade first."""
    counts = {int(year): count for year, count in totals(bars, 4).items()}
    if not counts:
        return []
    first, last = min(counts), max(counts)
    rows = []
    for start in range(last // 10 * 10, first // 10 * 10 - 1, -10):
        years = range(start, start + 10)
        cells = [Cell(f"{y:04}", counts.get(y, 0), address(f"{y:04}")) if first <= y <= last else None for y in years]
        rows.append(Decade(start, sum(counts.get(y, 0) for y in years), cells))
    return rows
