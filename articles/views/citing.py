"""How a story is cited: a plain line, the tags that reference managers read, and schema.org's NewsArticle."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from articles.documents import Precision
from articles.models import Article

# What schema.org calls the kinds of stories.
SCHEMA_TYPES = {
    Article.Kind.NEWS: "NewsArticle",
    Article.Kind.OPINION: "OpinionNewsArticle",
    Article.Kind.ANALYSIS: "AnalysisNewsArticle",
    Article.Kind.FEATURE: "NewsArticle",
}


def citation(request: HttpRequest, story: Article) -> dict[str, Any]:
    """What the story's page needs to be cited: address, day with slashes, picture, structured data."""
    return {
        "url": request.build_absolute_uri(reverse("article-by-id", args=[story.pk])),
        "day": iso_day(story).replace("-", "/"),
        "image": image_address(request, story),
        "data": structured(request, story),
    }


def iso_day(story: Article) -> str:
    """The date to its known precision: 1952, 1952-04 or 1952-04-28; empty for a story without one."""
    day = story.published_on
    if day is None:
        return ""
    length = {Precision.YEAR: 4, Precision.MONTH: 7}.get(Precision(story.published_precision), 10)
    return day.isoformat()[:length]


def image_address(request: HttpRequest, story: Article) -> str:
    """The lead image's full address, or empty."""
    image = story.lead_image
    if image is None or not image.file:
        return ""
    return request.build_absolute_uri(reverse("media", args=[image.file.name]))


def structured(request: HttpRequest, story: Article) -> dict[str, Any]:
    """The story as schema.org has it, with no more than is known."""
    exact = story.published_precision in (Precision.MINUTE, Precision.SECOND)
    data = {
        "@context": "https://schema.org",
        "@type": SCHEMA_TYPES[Article.Kind(story.kind)],
        "headline": story.headline,
        "description": story.standfirst or story.excerpt,
        "url": request.build_absolute_uri(story.get_absolute_url()),
        "datePublished": story.published_at.isoformat() if exact and story.published_at else iso_day(story),
        "dateModified": story.updated_at.isoformat() if story.updated_at else "",
        "author": [{"@type": "Person", "name": name} for name in story.author_names],
        "publisher": {"@type": "Organization", "name": story.source.name} if story.source else None,
        "articleSection": story.section.name if story.section else "",
        "inLanguage": story.language,
        "wordCount": story.word_count,
        "image": image_address(request, story),
        "keywords": [link.tag.name for link in story.article_tags.all()],
        "contentLocation": [{"@type": "Country", "name": link.country.name} for link in story.article_countries.all()],
        "isAccessibleForFree": True,
    }
    return {name: value for name, value in data.items() if value not in ("", None, [])}
