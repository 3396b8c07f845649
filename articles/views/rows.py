"""The stories of a list, loaded in the order of their ids, in a number of queries that does not grow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.postgres.aggregates import StringAgg
from django.db import connection
from django.db.models import Prefetch
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from articles.models import Article, Byline, Image, Tag
from articles.models.articles import ArticleQuerySet, address_of
from articles.models.base import page_of
from articles.views.reprints import AlsoRan

NAMED = Prefetch("bylines", queryset=Byline.objects.select_related("author"))
TOPICS_SHOWN = 4
# How much of an ISO day is known.
DAY = len("YYYY-MM-DD")
KNOWN = {Article.Precision.YEAR.value: len("YYYY"), Article.Precision.MONTH.value: len("YYYY-MM")}

# The columns are those of ``Row``. The ORM takes longer over twenty-five stories with their names than the server.
ROWS = f"""
    SELECT article.id, article.slug, article.kind, headline, standfirst, excerpt, language, published_at,
        published_precision, section.name, section.slug, source.name,
        ARRAY(
            SELECT author.name FROM articles_byline byline JOIN articles_author author ON author.id = author_id
            WHERE article_id = article.id ORDER BY position, byline.id
        ),
        ARRAY(
            SELECT ARRAY[tag.name, tag.slug] FROM articles_articletag link JOIN articles_tag tag ON tag.id = tag_id
            WHERE article_id = article.id AND kind = '{Tag.Kind.TOPIC.value}' ORDER BY tag.name LIMIT {TOPICS_SHOWN}
        )
    FROM articles_article article
    LEFT JOIN articles_section section ON section.id = section_id
    LEFT JOIN articles_source source ON source.id = source_id
    WHERE article.id = ANY(%s) AND status = '{Article.Status.PUBLISHED.value}'
"""


@dataclass(frozen=True, slots=True)
class Named:
    """A section or topic as a row shows it: its name, which leads to its page."""

    name: str
    slug: str
    route: str

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return page_of(self.route, self.slug)


@dataclass(frozen=True, slots=True)
class Picture:
    """A story's lead image: its address here, and its size in pixels where that is known."""

    url: str
    width: int | None
    height: int | None


@dataclass(slots=True)
class Row:
    """What a row of a list shows of a story. Its names are those of ``Article``; the list fills in the last ones.

    ``published_on`` is the calendar day of publication in the archive's time zone, ``period`` as much of it as is
    known: YYYY, YYYY-MM or YYYY-MM-DD.
    """

    pk: int
    slug: str
    kind: str
    headline: str
    standfirst: str
    excerpt: str
    language: str
    published_at: dt.datetime
    published_precision: str
    section: Named | None
    source: str | None
    author_names: list[str]
    listed_topics: list[Named]
    address: str = field(init=False)
    published_on: dt.date | None = field(init=False)
    snippet: SafeString | str = ""
    marked_headline: SafeString | str = ""
    also_ran: AlsoRan | None = None
    picture: Picture | None = None

    def __post_init__(self) -> None:
        self.published_on = timezone.localdate(self.published_at) if self.published_at else None
        self.address = address_of(self.pk, self.slug, self.published_on)

    @property
    def period(self) -> str:
        """As much of the day as is known."""
        known = KNOWN.get(self.published_precision, DAY)
        return self.published_on.isoformat()[:known] if self.published_on else ""

    def get_kind_display(self) -> str:
        """The kind in words."""
        return str(Article.Kind(self.kind).label)


def rows(ids: Iterable[int]) -> list[Row]:
    """What a row of a list shows of each story that readers may see, in one query."""
    wanted = list(ids)
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [wanted])
        found = {values[0]: _row(*values) for values in cursor}
    return [found[id] for id in wanted if id in found]


def _row(*values: object) -> Row:
    *own, section, section_slug, source, authors, topics = values
    return Row(
        *own,
        Named(section, section_slug, "section") if section else None,
        source,
        authors,
        [Named(name, slug, "topic") for name, slug in topics],
    )


def pictures(ids: Iterable[int]) -> dict[int, Picture]:
    """The lead images of those of the stories that have one stored here, in one query."""
    stored = Image.objects.filter(article__in=list(ids)).exclude(file="").order_by("article", "position", "pk")
    return {
        article: Picture(reverse("media", args=[file]), width, height)
        for article, file, width, height in stored.distinct("article").values_list("article", "file", "width", "height")
    }


def pictured(ids: Iterable[int]) -> list[Article]:
    """What the front page shows of each story, its pictures as well."""
    queryset = Article.objects.published().defer("body_html", "body_text").select_related("source", "section")
    return in_order(queryset.prefetch_related(NAMED, "images"), ids)


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
