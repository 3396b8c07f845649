"""The front page: what editors put there, and what the archive adds by itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from articles import caching
from articles.models import Article, FrontPick
from articles.search import edition, search
from articles.selection import Selection
from articles.views import rails, timeline
from articles.views.dates import address
from articles.views.describing import span
from articles.views.news import in_the_news
from articles.views.rows import lines, pictured, short_address

LATEST = 8
TOPICS = 14
# The lead is the newest of these with a picture.
LEAD_AMONG = 6


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """The lead and the stories below it, the latest, topics in the news, opinion, most read, this day in other years.

    Editors choose lead and what stands below it; where they chose none, the archive leads with its newest.
    """
    read_most, today = rails.read_most(), timezone.localdate()

    def page() -> HttpResponse:
        results, opinion = search(Selection()), rails.opinion()
        picked = list(FrontPick.objects.shown_on(today).values_list("article", flat=True)[: FrontPick.ROOM])
        newest = [id for id in results.ids if id not in picked][: LATEST + 1]
        shown = {story.pk: story for story in pictured([*picked, *newest])}
        chosen = [shown.pop(id) for id in picked if id in shown]
        lead = chosen[0] if chosen else choose_lead([*shown.values()])
        latest = [story for story in shown.values() if story is not lead][:LATEST]
        news = in_the_news(results, {story.pk for story in (lead, *chosen, *latest) if story})
        years = [int(bar.period[:4]) for bar in results.timeline if bar.count]
        this_day = rails.on_this_day(today, dict.fromkeys(years))
        told = {id for topic in news for id in topic.ids}
        beside = {line.pk: line for line in lines({*opinion, *read_most, *this_day, *told})}
        context = {
            "results": results,
            "span": span(results),
            "lead": lead,
            "secondary": chosen[1:],
            "latest": latest,
            "news": [(topic, [beside[id] for id in topic.ids if id in beside]) for topic in news],
            "topics": results.facets.get("topic", ())[:TOPICS],
            "countries": results.facets.get("country", ())[:TOPICS],
            "timeline": timeline.draw(results.timeline, address),
            "opinion": [beside[id] for id in opinion if id in beside],
            "most_read": [beside[id] for id in read_most if id in beside],
            "this_day": [beside[id] for id in this_day if id in beside],
            "today": today,
            "short": short_address(request),
        }
        return render(request, "articles/home.html", context, status=200 if results.ready else 503)

    return caching.cached(request, (edition(), read_most, today), page)


def choose_lead(newest: list[Article]) -> Article | None:
    """The newest story with a picture, opinion aside; where there is none, the newest."""
    reported = [story for story in newest[:LEAD_AMONG] if story.kind != Article.Kind.OPINION]
    pictured = [story for story in reported if story.lead_image and story.lead_image.file]
    return next(iter([*pictured, *reported, *newest]), None)
