"""The stories of a list, loaded in the order of their ids, in a number of queries that does not grow."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Prefetch
from django.http import HttpRequest
from django.urls import reverse

from articles.models import Article, Byline, Tag
from articles.models.articles import ArticleQuerySet

NAMED = Prefetch("bylines", queryset=Byline.objects.select_related("author"))
TOPICS = Prefetch("tags", queryset=Tag.objects.topics(), to_attr="listed_topics")


def rows(ids: Iterable[int], *, images: bool = False) -> list[Article]:
    """What a row of a list shows of each story: three queries, with images four."""
    queryset = Article.objects.published().defer("body_html", "body_text").select_related("source", "section")
    queryset = queryset.prefetch_related(NAMED, TOPICS, *(["images"] if images else []))
    return in_order(queryset, ids)


def short_address(request: HttpRequest) -> str:
    """The permanent address of a story on this site, as it is printed, without the story's number at its end."""
    return request.build_absolute_uri(reverse("article-by-id", args=[1])).removesuffix("1")


def lines(ids: Iterable[int]) -> list[Article]:
    """What a rail shows of each story, in one query: headline, address, authors as ``byline_line``."""
    queryset = (
        Article.objects.published()
        .only("headline", "slug", "published_at", "published_precision", "kind")
        .annotate(byline_line=StringAgg("bylines__author__name", delimiter=", ", order_by="bylines__position"))
    )
    return in_order(queryset, ids)


def in_order(queryset: ArticleQuerySet, ids: Iterable[int]) -> list[Article]:
    """The stories of ``ids`` that ``queryset`` holds, in the order of ``ids``.

    A story that was withdrawn since the index was read is not there, and is left out.
    """
    wanted = list(ids)
    found = queryset.in_bulk(wanted)
    return [found[id] for id in wanted if id in found]
