"""A topic told in the order of time: the oldest story first, by year, a line for each."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, islice

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from articles import caching
from articles.models import FormerSlug, Tag
from articles.search import edition, iterate_ids, search
from articles.selection import Selection, Sort
from articles.views.addresses import list_address
from articles.views.rows import Row, rows

# So many stories stand on one page; more are told a year at a time, and of a year no more than these.
MOST = 200


@dataclass(frozen=True, slots=True)
class Year:
    """A year and its stories; without a ``period`` those of no date."""

    period: str
    stories: list[Row]


@require_safe
def chronology(request: HttpRequest, slug: str) -> HttpResponse:
    """The chronology of a topic: all of it, or the year of ``?year=``; the first one where none is named."""
    tag = Tag.objects.filter(slug=slug).first()
    if tag is None:
        former = get_object_or_404(FormerSlug.objects.select_related("tag"), slug=slug)
        return caching.moved(request, former.tag.get_chronology_url())
    asked = request.GET.get("year", "")

    def page() -> HttpResponse:
        whole = Selection(topic=(tag.slug,), sort=Sort.OLDEST)
        results = search(whole)
        years = list(dict.fromkeys(bar.period[:4] for bar in results.timeline if bar.count))
        year = "" if results.total <= MOST else asked if asked in years else next(iter(years), "")
        told = Selection(topic=(tag.slug,), sort=Sort.OLDEST, since=year, until=year) if year else whole
        stories = rows(islice(iterate_ids(told), MOST + 1))
        context = {
            "tag": tag,
            "total": results.total,
            "years": told_by_year(stories[:MOST]),
            "other_years": years if year else [],
            "year": year,
            "rest": list_address(told) if len(stories) > MOST else "",
            "list": tag.get_absolute_url(),
        }
        return render(request, "articles/chronology.html", context, status=200 if results.ready else 503)

    return caching.cached(request, (edition(), tag.name), page, query=f"year={asked}" if asked.isdecimal() else "")


def told_by_year(stories: list[Row]) -> list[Year]:
    """The stories by year, in the order in which they come."""
    return [Year(year, list(together)) for year, together in groupby(stories, lambda story: story.period[:4])]
