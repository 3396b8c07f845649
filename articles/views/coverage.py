"""What the archive holds, and what it does not: years, sources, sections, and how stories are dated."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import caching
from articles.search import edition, search
from articles.selection import Selection
from articles.views import timeline
from articles.views.dates import address
from articles.views.describing import span


@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """The coverage of the archive."""

    def page() -> HttpResponse:
        results = search(Selection())
        context = {
            "results": results,
            "span": span(results),
            "timeline": timeline.draw(results.timeline, address),
            "zone": timezone.get_current_timezone_name(),
        }
        return render(request, "articles/coverage.html", context, status=200 if results.ready else 503)

    return caching.cached(request, (edition(),), page)
