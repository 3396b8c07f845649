"""Sections: the parts of a paper in which stories were printed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles import caching
from articles.models import Section
from articles.search import edition, facet
from articles.selection import Selection
from articles.views.listing import Listing, respond


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All sections that have a published story, with the number of them."""

    def page() -> HttpResponse:
        return render(request, "articles/section_list.html", {"values": facet(Selection(), "section")})

    return caching.cached(request, (edition(),), page)


@require_safe
def section(request: HttpRequest, slug: str) -> HttpResponse:
    """A section and its stories."""
    found = get_object_or_404(Section, slug=slug)
    listing = Listing(request, (("section", found.slug),))
    return respond(request, "articles/section.html", listing, (found.name,), section=found)
