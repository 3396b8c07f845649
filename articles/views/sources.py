"""Sources: the agencies and publications that reported the stories."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles import caching
from articles.models import Source
from articles.search import edition, facet
from articles.selection import Selection
from articles.views.listing import Listing, respond


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All sources that have a published story, with the number of them."""

    def page() -> HttpResponse:
        return render(request, "articles/source_list.html", {"values": facet(Selection(), "source")})

    return caching.cached(request, (edition(),), page)


@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """A source and the stories it reported."""
    found = get_object_or_404(Source.objects.select_related("country"), slug=slug)
    listing = Listing(request, (("source", found.slug),))
    return respond(request, "articles/source.html", listing, (found.name, found.about, found.home_page), source=found)
