"""The picture of a story that social sites show beside a link to it."""

from __future__ import annotations

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.dateformat import format as format_date
from django.views.decorators.http import require_safe

from articles import caching
from articles.documents import Precision
from articles.models import Article
from articles.search import edition
from articles.views.card_drawing import Card, draw
from articles.views.stories import moved_or_gone

# Social sites ask again of their own accord; an hour keeps a shared story from being drawn over and over.
SECONDS = 3600
DATES = {Precision.YEAR: "Y", Precision.MONTH: "F Y"}


@require_safe
def card(request: HttpRequest, id: int) -> HttpResponse:
    """A story's card as PNG. A withdrawn story has none (410), nor has one that is not published (404)."""
    story = Article.objects.select_related("merged_into", "section", "source").filter(pk=id).first()
    if story is None:
        raise Http404("There is no story at this address.")
    if response := moved_or_gone(request, story):
        return response
    if not story.is_published:
        raise Http404("Only a published story has a card.")

    def the_card() -> HttpResponse:
        response = HttpResponse(draw(content(story)), content_type="image/png")
        response["X-Content-Type-Options"] = "nosniff"
        return response

    return caching.cached(request, (edition(), story.version), the_card, SECONDS, query="")


def content(story: Article) -> Card:
    """What stands on a story's card, in the archive's own language, whoever asks."""
    with translation.override(settings.LANGUAGE_CODE):
        kind = "" if story.kind == Article.Kind.NEWS else story.get_kind_display()
        return Card(
            name=settings.ARCHIVE_NAME,
            kicker=story.section.name if story.section else kind,
            headline=story.headline,
            source=story.source.name if story.source else "",
            date=format_date(story.published_on, DATES.get(Precision(story.published_precision), "j F Y")),
        )
