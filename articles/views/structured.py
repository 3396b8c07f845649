"""A story as schema.org has it: NewsArticle, and the way to it as BreadcrumbList. No more is said than is known."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from articles.documents import Precision
from articles.exporters.citation_names import is_body
from articles.models import Article, Source, Tag

Data = dict[str, Any]

# What schema.org calls the kinds of stories.
SCHEMA_TYPES = {
    Article.Kind.NEWS: "NewsArticle",
    Article.Kind.OPINION: "OpinionNewsArticle",
    Article.Kind.ANALYSIS: "AnalysisNewsArticle",
    Article.Kind.FEATURE: "NewsArticle",
}
# What it calls that which a tag stands for.
TAG_TYPES = {
    Tag.Kind.PERSON: "Person",
    Tag.Kind.ORGANISATION: "Organization",
    Tag.Kind.PLACE: "Place",
    Tag.Kind.EVENT: "Event",
}
# Tags of these kinds are what a story is about; the others it mentions.
ABOUT = (Tag.Kind.TOPIC, Tag.Kind.EVENT)


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


def structured(request: HttpRequest, story: Article) -> Data:
    """The story as a NewsArticle, or what its kind is called.

    ``publisher`` is where it ran, else who reported it. ``isBasedOn`` are the addresses it ran at, ``archivedAt`` is
    this archive's own. No ``dateCreated``: when a story was written, as apart from published, no source states.
    """
    full = request.build_absolute_uri
    address = full(story.get_absolute_url())
    ran = list(story.appearances.all())
    outlet = next((one.outlet for one in ran if one.outlet), None)
    exact = story.published_precision in (Precision.MINUTE, Precision.SECOND)
    tags = [link.tag for link in story.article_tags.all()]
    countries = [
        {"@type": "Country", "name": link.country.name, "url": full(link.country.get_absolute_url())}
        for link in story.article_countries.all()
    ]
    return known(
        {
            "@context": "https://schema.org",
            "@type": SCHEMA_TYPES[Article.Kind(story.kind)],
            "@id": full(reverse("article-by-id", args=[story.pk])),
            "url": address,
            "mainEntityOfPage": address,
            "headline": story.headline,
            "alternativeHeadline": next((one.headline for one in ran if one.headline not in ("", story.headline)), ""),
            "description": story.standfirst or story.excerpt,
            "datePublished": story.published_at.isoformat() if exact and story.published_at else iso_day(story),
            "dateModified": story.updated_at.isoformat() if story.updated_at else "",
            "dateline": story.dateline,
            "author": [author(request, byline.author) for byline in story.bylines.all()],
            "publisher": organisation(request, outlet or story.source),
            "sourceOrganization": organisation(request, story.source) if outlet != story.source else None,
            "isBasedOn": [one.url for one in ran if one.url],
            "archivedAt": full(reverse("article-by-id", args=[story.pk])),
            "isPartOf": {"@type": "ArchiveComponent", "name": settings.ARCHIVE_NAME, "url": full("/")},
            "articleSection": story.section.name if story.section else "",
            "inLanguage": story.language,
            "wordCount": story.word_count,
            "image": images(request, story),
            "keywords": [tag.name for tag in tags],
            "about": [thing(request, tag) for tag in tags if tag.kind in ABOUT],
            "mentions": [thing(request, tag) for tag in tags if tag.kind not in ABOUT] + countries,
            "contentLocation": countries,
            "correction": [
                {"@type": "CorrectionComment", "text": one.text, "datePublished": one.made_at.isoformat()}
                for one in story.corrections.all()
            ],
            "isAccessibleForFree": True,
        }
    )


def known(data: Data) -> Data:
    """``data`` without what is empty."""
    return {name: value for name, value in data.items() if value not in ("", None, [], 0)}


def author(request: HttpRequest, named: Any) -> Data:
    """Somebody of a byline: a person, or an agency or desk."""
    return {
        "@type": "Organization" if is_body(named.name) else "Person",
        "name": named.name,
        "url": request.build_absolute_uri(named.get_absolute_url()),
    }


def organisation(request: HttpRequest, source: Source | None) -> Data | None:
    """A source: its name, and its own home page, else its page here."""
    if source is None:
        return None
    return {
        "@type": "NewsMediaOrganization" if source.kind not in ("government", "archive") else "Organization",
        "name": source.name,
        "url": source.home_page or request.build_absolute_uri(source.get_absolute_url()),
    }


def thing(request: HttpRequest, tag: Tag) -> Data:
    """What a tag stands for; a topic has a page here."""
    found = {"@type": TAG_TYPES.get(tag.kind, "Thing"), "name": tag.name}
    if tag.kind == Tag.Kind.TOPIC:
        found["url"] = request.build_absolute_uri(tag.get_absolute_url())
    return found


def images(request: HttpRequest, story: Article) -> list[Data]:
    """The lead image with its caption and credit, where the archive holds it."""
    image = story.lead_image
    address = image_address(request, story)
    if not address:
        return []
    return [
        known(
            {
                "@type": "ImageObject",
                "url": address,
                "caption": image.caption,
                "creditText": image.credit,
                "width": image.width,
                "height": image.height,
            }
        )
    ]


def breadcrumbs(request: HttpRequest, story: Article) -> Data:
    """The way to the story: the archive, its first topic with what stands above it, else its section."""
    steps = [(settings.ARCHIVE_NAME, "/")]
    if topic := next(iter(story.topics), None):
        steps.append((gettext("Topics"), reverse("topic-list")))
        steps += [(one.name, one.get_absolute_url()) for one in (topic.parent, topic) if one]
    elif story.section:
        steps.append((story.section.name, story.section.get_absolute_url()))
    steps.append((story.headline, story.get_absolute_url()))
    return {
        "@context": "https://schema.org",
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": request.build_absolute_uri(address)}
            for place, (name, address) in enumerate(steps, 1)
        ],
    }
