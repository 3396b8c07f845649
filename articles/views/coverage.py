"""What the archive holds, and what it does not: years, sources, languages, and how stories are dated."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import caching
from articles.search import edition, search
from articles.search.results import Bar
from articles.selection import Selection
from articles.views import timeline
from articles.views.dates import Cell, address, totals
from articles.views.describing import span


@dataclass(frozen=True, slots=True)
class Decade:
    """Ten years in a row of a table; None before the first and after the last year of the archive."""

    start: int
    count: int
    years: list[Cell | None]


@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """The coverage of the archive, with every year as a link."""

    def page() -> HttpResponse:
        results = search(Selection())
        context = {
            "results": results,
            "span": span(results),
            "decades": decades(results.timeline),
            "timeline": timeline.draw(results.timeline, address),
            "zone": timezone.get_current_timezone_name(),
        }
        return render(request, "articles/coverage.html", context, status=200 if results.ready else 503)

    return caching.cached(request, (edition(),), page)


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
