"""Topics: their index as a hierarchy, and the page of each. All other kinds of tags have pages alike."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles import caching
from articles.models import Article, FormerSlug, Tag
from articles.search import edition
from articles.views.counts import counted
from articles.views.listing import Listing, respond

OTHER_KINDS = (Tag.Kind.EVENT, Tag.Kind.ORGANISATION, Tag.Kind.PERSON, Tag.Kind.PLACE)
MOST_OF_A_KIND = 60


@dataclass(frozen=True, slots=True)
class Branch:
    """A topic with its number of stories, those of its sub-topics included, and the branches below it."""

    tag: Tag
    count: int
    below: list[Branch]


def branches(tags: list[Tag], counts: Mapping[str, int], parent: int | None = None) -> list[Branch]:
    """The hierarchy below ``parent``."""
    return [
        Branch(tag, counts.get(tag.slug, 0), branches(tags, counts, tag.pk)) for tag in tags if tag.parent_id == parent
    ]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All topics, wider ones above their sub-topics; below them the most frequent tags of other kinds."""

    def page() -> HttpResponse:
        topics = list(Tag.objects.topics().order_by("name"))
        published = Count("article_tags", filter=Q(article_tags__article__status=Article.Status.PUBLISHED))
        others = [
            (kind, Tag.objects.filter(kind=kind).annotate(stories=published).filter(stories__gt=0)
             .order_by("-stories", "name")[:MOST_OF_A_KIND])
            for kind in OTHER_KINDS
        ]  # fmt: skip
        return render(
            request,
            "articles/topic_list.html",
            {"branches": branches(topics, counted("topic")), "others": others},
        )

    return caching.cached(request, (edition(),), page)


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """A topic: its introduction, where it stands in the hierarchy, and its stories."""
    tag = Tag.objects.select_related("parent").filter(slug=slug).first()
    if tag is None:
        former = get_object_or_404(FormerSlug.objects.select_related("tag"), slug=slug)
        return caching.moved(request, former.tag.get_absolute_url())
    listing = Listing(request, (("topic", tag.slug),))
    context = {"tag": tag, "children": tag.children.order_by("name")}
    return respond(request, "articles/topic.html", listing, (tag.introduction, tag.name), **context)
