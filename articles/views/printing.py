"""A whole list for the printer: every story of a selection on one page, as a bibliography."""

from __future__ import annotations

from itertools import islice

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import caching
from articles.search import edition, iterate_ids
from articles.views.listing import Listing
from articles.views.rows import rows

# More than these are some fifty sheets; who needs them exports them.
MOST = 1000


@require_safe
def bibliography(request: HttpRequest) -> HttpResponse:
    """The stories of a list in its order, at most ``MOST``, with the address of the list and the day."""
    listing = Listing(request)
    today = timezone.localdate()

    def page() -> HttpResponse:
        context = {
            "listing": listing,
            "stories": rows(islice(iterate_ids(listing.selection), MOST)),
            "most": MOST,
            "today": today,
            "short": listing.short,
            "address": request.build_absolute_uri(listing.list_page),
        }
        return render(request, "articles/bibliography.html", context, status=200 if listing.results.ready else 503)

    query = None if listing.problems else listing.query
    return caching.cached(request, (edition(), today), page, query=query)
