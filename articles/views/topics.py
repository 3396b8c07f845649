"""The page of a topic, a person, an organisation, a place or an event: what editors say of it, and its stories."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_safe

from articles import caching
from articles.models import FormerSlug, KeyStory, Tag
from articles.views.counts import counted_tags
from articles.views.listing import Listing, respond
from articles.views.neighbours import beside
from articles.views.rows import Row, rows


@dataclass(frozen=True, slots=True)
class Below:
    """A sub-topic with its number of stories, those of its own sub-topics included."""

    tag: Tag
    count: int


@dataclass(frozen=True, slots=True)
class Key:
    """A key story, and why it matters."""

    story: Row
    reason: str


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """A topic: its introduction, where it stands in the hierarchy, its key stories, who else is in it, its stories."""
    tag = Tag.objects.select_related("parent").filter(slug=slug).first()
    if tag is None:
        former = get_object_or_404(FormerSlug.objects.select_related("tag"), slug=slug)
        return caching.moved(request, former.tag.get_absolute_url())
    listing = Listing(request, (("topic", tag.slug),))
    context = {
        "tag": tag,
        # Asked while the page is drawn, so that it is never older than the edition that its ETag names.
        "children": SimpleLazyObject(lambda: below(tag)),
        # Whoever narrows the list or turns its pages has seen the following, and wants the stories.
        "beside": SimpleLazyObject(lambda: beside(listing) if listing.is_untouched else None),
        "key_stories": SimpleLazyObject(lambda: key_stories(tag) if listing.is_untouched else []),
    }
    return respond(request, "articles/topic.html", listing, (tag.introduction, tag.name), **context)


def below(tag: Tag) -> list[Below]:
    """The sub-topics right below ``tag``."""
    tags = list(tag.children.order_by("name"))
    counts = counted_tags() if tags else {}
    return [Below(one, counts.get(one.slug, 0)) for one in tags]


def key_stories(tag: Tag) -> list[Key]:
    """The key stories of ``tag`` that readers may see, in the editors' order."""
    reasons = dict(KeyStory.objects.filter(tag=tag).values_list("article", "reason"))
    return [Key(story, reasons[story.pk]) for story in rows(reasons)]
