"""Authors: the people and desks named in bylines."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles import caching
from articles.models import Author
from articles.search import edition, facet
from articles.selection import Selection
from articles.views.listing import Listing, respond


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All authors that have a published story, with the number of them."""

    def page() -> HttpResponse:
        return render(request, "articles/author_list.html", {"values": facet(Selection(), "author")})

    return caching.cached(request, (edition(),), page)


@require_safe
def author(request: HttpRequest, slug: str) -> HttpResponse:
    """An author and the stories that carry the name."""
    found = get_object_or_404(Author, slug=slug)
    listing = Listing(request, (("author", found.slug),))
    return respond(request, "articles/author.html", listing, (found.name, found.about), author=found)
