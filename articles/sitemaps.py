"""Sitemaps (https://www.sitemaps.org/protocol.html): an index, a part for each year, and one for the rest.

A year with more stories than one file may name is given month by month.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles import caching
from articles.models import Article, Tag
from articles.search import edition, search
from articles.selection import Selection, first_day, last_day

# The protocol allows 50,000 addresses a file; a fifth of it is read from the database at one go.
LARGEST = 10_000
PAGES = (
    "home",
    "article-list",
    "topic-list",
    "country-list",
    "source-list",
    "author-list",
    "section-list",
    "dates",
    "coverage",
    "search-guide",
)
OTHER = "pages"


def periods() -> list[str]:
    """The years that have a story; the months instead for a year with too many."""
    counts: dict[str, int] = {}
    for bar in search(Selection(), facets=False).timeline:
        counts[bar.period[:4]] = counts.get(bar.period[:4], 0) + bar.count
    found = []
    for year, count in counts.items():
        if count:
            found += [year] if count <= LARGEST else [f"{year}-{month:02}" for month in range(1, 13)]
    return found


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The addresses of all parts."""

    def page() -> HttpResponse:
        parts = [request.build_absolute_uri(reverse("sitemap-part", args=[part])) for part in (OTHER, *periods())]
        return render(request, "sitemap_index.xml", {"parts": parts}, content_type="application/xml")

    return caching.cached(request, (edition(),), page, caching.FEED_SECONDS)


@require_safe
def part(request: HttpRequest, part: str) -> HttpResponse:
    """The addresses of one part, each story with its last change. Raises Http404 for no such part."""
    root = request.build_absolute_uri("/").rstrip("/")
    if part == OTHER:
        topics = Tag.objects.topics().order_by("slug")
        pages = [reverse(name) for name in PAGES] + [topic.get_absolute_url() for topic in topics]
        entries = [(root + address, None) for address in pages]
    else:
        try:
            stories = Article.objects.published().between(first_day(part), last_day(part))
        except (ValueError, OverflowError) as error:
            raise Http404(f"There is no part {part} of the sitemap.") from error
        rows = stories.newest_first().only("slug", "published_at", "changed_at")
        entries = [(root + story.get_absolute_url(), story.changed_at) for story in rows]

    def page() -> HttpResponse:
        return render(request, "sitemap.xml", {"entries": entries}, content_type="application/xml")

    return caching.cached(request, (edition(),), page, caching.FEED_SECONDS)
