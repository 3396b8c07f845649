"""Feeds of any selection: Atom (RFC 4287), RSS 2.0 and JSON Feed 1.1.

The address takes the list's query string as it is. A story's id is its permanent short address.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.views.decorators.http import require_safe

from articles import caching
from articles.filters import ArticleFilter
from articles.models import Article, Byline
from articles.search import edition, search
from articles.search.labels import labels
from articles.selection import Selection, Sort

# What XML 1.0 has no way to write (https://www.w3.org/TR/xml/#charsets).
UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a feed says of itself, and its stories."""

    title: str
    page: str
    address: str
    stories: list[Article]
    root: str


@require_safe
def feed(request: HttpRequest, extension: str) -> HttpResponse:
    """The newest stories of a selection. 400 with the reason where a value is not understood."""
    asked = ArticleFilter(request.GET)
    if asked.problems:
        return caching.private(
            HttpResponse("\n".join(asked.problems), status=400, content_type="text/plain; charset=utf-8")
        )
    selection = asked.selection if asked.selection.sort else asked.selection.sorted_by(Sort.NEWEST)

    def page() -> HttpResponse:
        results = search(selection, facets=False, timeline=False)
        if not results.ready:
            return caching.private(HttpResponse("The index is being built.", status=503, content_type="text/plain"))
        response = FEEDS[extension](contents(request, extension, asked.selection, results.ids))
        # A feed is read by programs on other sites, too.
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    return caching.cached(request, (edition(),), page, caching.FEED_SECONDS)


def contents(request: HttpRequest, extension: str, selection: Selection, ids: tuple[int, ...]) -> Contents:
    """The feed's own words and addresses, and its stories in order: three queries."""
    query = f"?{selection.query_string()}" if selection.query_string() else ""
    narrowed = in_words(selection)
    queryset = Article.objects.published().defer("body_html", "body_text").select_related("source", "section")
    named = Prefetch("bylines", queryset=Byline.objects.select_related("author"))
    found = queryset.prefetch_related(named, "tags").in_bulk(list(ids))
    return Contents(
        title=writable(f"{settings.ARCHIVE_NAME}: {narrowed}" if narrowed else settings.ARCHIVE_NAME),
        page=request.build_absolute_uri(reverse("article-list") + query),
        address=request.build_absolute_uri(reverse("article-feed", args=[extension]) + query),
        stories=[found[id] for id in ids if id in found],
        root=request.build_absolute_uri("/").rstrip("/"),
    )


def in_words(selection: Selection) -> str:
    """The conditions of a selection as a reader sees them among the feeds she follows; empty for the whole archive."""
    known = labels(selection)

    def named(parameter: str) -> list[str]:
        return [known.get((parameter, value), value) for value in getattr(selection, parameter)]

    parts = [
        f"“{selection.q}”" if selection.q else "",
        *named("topic"),
        *named("country"),
        " or ".join(named("topic_any")),
        " or ".join(named("country_any")),
        *(f"not {name}" for parameter in ("topic_not", "country_not") for name in named(parameter)),
        *(" or ".join(named(parameter)) for parameter in ("section", "author", "source", "kind", "language")),
        _between(selection.since, selection.until),
    ]
    return ", ".join(part for part in parts if part)


def _between(first: str, last: str) -> str:
    """Partial dates as a span of time in words; empty where there is none."""
    if first == last:
        return first
    if first and last:
        return f"{first} to {last}"
    return f"from {first} on" if first else f"up to {last}"


def writable(text: str) -> str:
    """``text`` without the characters that would make XML unreadable."""
    return UNWRITABLE.sub("", text)


def summary(story: Article) -> str:
    """Plain text: the standfirst, and the beginning of the story where it says something else."""
    parts = dict.fromkeys(part for part in (story.standfirst, story.excerpt) if part)
    return writable("\n\n".join(parts))


def xml(kind: type[SyndicationFeed], contents: Contents) -> HttpResponse:
    """Atom or RSS, by Django's generators."""
    made = kind(
        title=contents.title,
        link=contents.page,
        description=contents.title,
        feed_url=contents.address,
        feed_guid=contents.address,
        author_name=settings.ARCHIVE_NAME,
        language=None,
    )
    for story in contents.stories:
        permalink = contents.root + reverse("article-by-id", args=[story.pk])
        names = ", ".join(story.author_names) or (story.source.name if story.source else "")
        made.add_item(
            title=writable(story.headline),
            link=contents.root + story.get_absolute_url(),
            description=summary(story),
            unique_id=permalink,
            unique_id_is_permalink=True,
            author_name=writable(names) or None,
            pubdate=story.published_at,
            updateddate=max(story.published_at, story.changed_at),
            categories=[writable(tag.name) for tag in story.tags.all()],
        )
    return HttpResponse(made.writeString("utf-8"), content_type=made.content_type)


def atom(contents: Contents) -> HttpResponse:
    return xml(Atom1Feed, contents)


def rss(contents: Contents) -> HttpResponse:
    return xml(Rss201rev2Feed, contents)


def json_feed(contents: Contents) -> HttpResponse:
    """JSON Feed (https://www.jsonfeed.org/version/1.1/)."""
    return JsonResponse(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": contents.title,
            "home_page_url": contents.page,
            "feed_url": contents.address,
            "items": [_json_item(contents, story) for story in contents.stories],
        },
        content_type="application/feed+json",
    )


def _json_item(contents: Contents, story: Article) -> dict[str, Any]:
    return {
        "id": contents.root + reverse("article-by-id", args=[story.pk]),
        "url": contents.root + story.get_absolute_url(),
        "title": story.headline,
        "content_text": summary(story),
        "date_published": story.published_at.isoformat(),
        "date_modified": max(story.published_at, story.changed_at).isoformat(),
        "authors": [{"name": name} for name in story.author_names],
        "tags": [tag.name for tag in story.tags.all()],
        "language": story.language,
    }


FEEDS: dict[str, Callable[[Contents], HttpResponse]] = {"atom": atom, "rss": rss, "feed.json": json_feed}
