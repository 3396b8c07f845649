"""How to search: what the search box understands, with the archive's own limits."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import caching
from articles.search.query_language import MAX_LENGTH, MAX_TERMS, SHORTEST_PREFIX
from articles.search.vocabulary import MOST_BEGUN


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """The query language, for readers."""
    context = {
        "longest": MAX_LENGTH,
        "most_words": MAX_TERMS,
        "shortest": SHORTEST_PREFIX,
        "most_begun": MOST_BEGUN,
        "zone": timezone.get_current_timezone_name(),
    }
    return caching.cached(
        request, tuple(context.values()), lambda: render(request, "articles/search_guide.html", context)
    )
