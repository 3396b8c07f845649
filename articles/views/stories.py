"""A story's page, its permanent short address, and what stands there once it was withdrawn or merged."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import Any

from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import caching
from articles.models import Appearance, Article, ArticleCountry, ArticleTag, LinkCheck, Tag
from articles.models.versions import has_changed
from articles.search import Likeable, edition, ids, names, related
from articles.search.names import Name
from articles.selection import Selection, Sort
from articles.text.pace import minutes
from articles.views import rails
from articles.views.arriving import arrival, asked
from articles.views.citing import citation
from articles.views.reprints import of_story, versions
from articles.views.rows import NAMED, lines

# A story of a topic with more stories on its day than so many pages of a list has no neighbours.
MOST_PAGES = 4


def complete() -> Any:
    """Stories with everything their page shows."""
    stories = Article.objects.annotate(has_changed=has_changed())
    return stories.select_related("source", "section", "merged_into", "reprint", "link_check").prefetch_related(
        NAMED,
        Prefetch(
            "article_tags",
            queryset=ArticleTag.objects.select_related("tag", "tag__parent").order_by("tag__name"),
        ),
        Prefetch(
            "article_countries",
            queryset=ArticleCountry.objects.select_related("country").order_by("country__name"),
        ),
        "images",
        "corrections",
        Prefetch("appearances", queryset=Appearance.objects.select_related("outlet")),
    )


def whole_story(id: int) -> Article:
    """A story with everything its page shows. Raises Http404.

    Its tags, which the search for its neighbours would look up, are remembered for it.
    """
    known = names()
    story = get_object_or_404(complete(), pk=id)
    for link in story.article_tags.all():
        known.remember("topic", Name(link.tag.pk, link.tag.slug, link.tag.name))
    return story


@require_safe
def article(request: HttpRequest, year: str, month: str, day: str, slug: str, id: int) -> HttpResponse:
    """A story at its address. A wrong day or slug, as after a correction, leads to the right one."""
    story = whole_story(id)
    asked = (year, month, day, slug)
    published = story.published_on
    if published is None or asked != (f"{published:%Y}", f"{published:%m}", f"{published:%d}", story.slug):
        return article_by_id(request, id)
    return moved_or_gone(request, story) or page(request, story)


@require_safe
def article_by_id(request: HttpRequest, id: int) -> HttpResponse:
    """The permanent short address: it leads to the story's page, or says what became of it."""
    story = get_object_or_404(Article.objects.select_related("merged_into"), pk=id)
    if response := moved_or_gone(request, story):
        return response
    address = story.get_absolute_url()
    if address != request.path:
        return caching.moved(request, address)
    return page(request, whole_story(id))


def moved_or_gone(request: HttpRequest, story: Article) -> HttpResponse | None:
    """The answer for a story that no reader may see; None for one that this reader may.

    Merged: 301. Withdrawn: 410 with the reason. Not published: 404, except for those who may view stories
    in the admin.
    """
    if story.is_published:
        return None
    if story.merged_into:
        return caching.moved(request, story.merged_into.get_absolute_url())
    if story.status == Article.Status.WITHDRAWN:
        gone = render(request, "410.html", {"story": story}, status=410)
        return caching.private(gone) if caching.is_private(request) else caching.public(gone)
    if caching.is_private(request) and request.user.has_perm("articles.view_article"):
        return None
    raise Http404("There is no story at this address.")


def page(request: HttpRequest, story: Article) -> HttpResponse:
    """The story's page."""
    # The edition comes first: what is read after it may be newer, and is then read again for the next one.
    now = edition()
    topic = main_topic(story)
    printings, read_most, today = of_story(story), rails.read_most(), timezone.localdate()
    gone = original_gone(story)

    def the_page() -> HttpResponse:
        opened_from = asked(request)
        opinion = rails.opinion()
        earlier, later = neighbours(story, topic.slug) if topic else ([], [])
        like = related_to(story)
        beside = {line.pk: line for line in lines({*earlier, *later, *opinion, *read_most, *like})}
        context = {
            "story": story,
            "arrival": arrival(opened_from, story) if opened_from else None,
            "image": story.lead_image,
            "corrections": list(story.corrections.all()),
            "more_images": list(story.images.all())[1:],
            "tags": tags_by_kind(story),
            "countries": [link.country for link in story.article_countries.all()],
            "evidence": evidence(story),
            "minutes": minutes(story.word_count, story.language),
            "years": years_old(story, today),
            "topic": topic,
            "earlier": [beside[id] for id in earlier if id in beside],
            "later": [beside[id] for id in later if id in beside],
            "printings": printings,
            "gone": gone,
            "related": [beside[id] for id in like if id in beside and id not in (*earlier, *later)],
            "opinion": [beside[id] for id in opinion if id in beside and id != story.pk],
            "most_read": [beside[id] for id in read_most if id in beside],
            "canonical": request.build_absolute_uri(story.get_absolute_url()),
            "citation": citation(request, story),
        }
        return render(request, "articles/article.html", context)

    made_of = (now, story.version, versions(printings), gone and (gone.url, gone.checked_at), read_most, today)
    return caching.cached(request, made_of, the_page)


def original_gone(story: Article) -> LinkCheck | None:
    """What was found of a story's original, where it is gone."""
    check = getattr(story, "link_check", None)
    return check if check and check.is_gone else None


def related_to(story: Article) -> tuple[int, ...]:
    """The stories most like this one; none for a story that readers do not see."""
    if not story.is_published:
        return ()
    tags = tuple(link.tag_id for link in story.article_tags.all())
    texts = story.headline, story.standfirst, story.body_text
    return related(Likeable(story.pk, *texts, tags, story.reprint_group))


def tags_by_kind(story: Article) -> list[tuple[str, list[Tag]]]:
    """The story's tags, topics first: the kind and its tags."""
    tags = [link.tag for link in story.article_tags.all()]
    found = [(kind, [tag for tag in tags if tag.kind == kind]) for kind in Tag.Kind.values]
    return [(kind, of_kind) for kind, of_kind in found if of_kind]


def evidence(story: Article) -> list[ArticleTag | ArticleCountry]:
    """What ties the story to its tags and countries, in the order in which the page names them."""
    kinds = Tag.Kind.values
    tags = sorted(story.article_tags.all(), key=lambda link: kinds.index(link.tag.kind))
    return [*tags, *story.article_countries.all()]


def main_topic(story: Article) -> Tag | None:
    """The topic under which a story has its neighbours: a sub-topic before a wide one, an editor's before a found one."""
    links = [link for link in story.article_tags.all() if link.tag.kind == Tag.Kind.TOPIC]

    def order(link: ArticleTag) -> tuple[bool, bool, str]:
        return link.tag.parent_id is None, link.origin != ArticleTag.Origin.EDITOR, link.tag.name

    return min(links, key=order).tag if links else None


def years_old(story: Article, today: dt.date) -> int:
    """How many whole years a story is old at the least; of a year or month alone, its last day counts."""
    day = story.published_on
    if day is None:
        return 0
    if story.published_precision == Article.Precision.YEAR:
        day = day.replace(month=12, day=31)
    elif story.published_precision == Article.Precision.MONTH:
        day = day.replace(day=calendar.monthrange(day.year, day.month)[1])
    return max(0, today.year - day.year - ((today.month, today.day) < (day.month, day.day)))


def neighbours(story: Article, topic: str) -> tuple[list[int], list[int]]:
    """The story before and the story after this one among those of a topic: lists of one id or none."""
    if not story.is_published:
        return [], []
    day = story.published_on.isoformat()
    backward = Selection(topic=(topic,), until=day, sort=Sort.NEWEST)
    forward = Selection(topic=(topic,), since=day, sort=Sort.OLDEST)
    return following(backward, story.pk), following(forward, story.pk)


def following(selection: Selection, id: int) -> list[int]:
    """What comes next after ``id`` in a list, as a list of one id or none."""
    found = False
    before: tuple[int, ...] = ()
    for number in range(1, MOST_PAGES + 1):
        page = ids(selection.on_page(number))
        if page == before:
            break  # Beyond the end the last page comes again.
        place = page.index(id) + 1 if id in page else 0
        found = found or place > 0
        if found and place < len(page):
            return [page[place]]
        before = page
    return []
