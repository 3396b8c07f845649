"""The second yardstick: the same page's numbers from PostgreSQL, as Django's documentation teaches full text search.

A stored vector with a GIN index, ``SearchQuery``, ``SearchRank``, ``Count`` for every facet and ``TruncYear``. The
vectors lie in a table of the benchmark's own. Parent topics are counted for themselves alone, without those below
them, which spares PostgreSQL some work.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterable, Iterator

from django.contrib.postgres.search import SearchQuery, SearchRank, SearchVectorField
from django.db import OperationalError, connection, models
from django.db.models import Count, F, QuerySet
from django.db.models.functions import TruncYear
from django.utils import timezone

from articles.models import Article, ArticleCountry, ArticleTag, Byline, Tag
from articles.search.stories import Hierarchy
from articles.selection import PAGE_SIZE, Selection, Sort
from tests.benchmarks.selections import Ask
from tests.benchmarks.timing import MOST_SECONDS, median_ms

TABLE = "benchmark_vector"
FACETS = ("tags", "countries", "source", "authors", "section", "kind", "language")
BUILD = f"""
    CREATE TABLE {TABLE} AS SELECT id AS article_id,
        setweight(to_tsvector('english', headline), 'A') || setweight(to_tsvector('english', standfirst), 'B')
        || setweight(to_tsvector('english', body_text), 'C') AS vector
    FROM articles_article;
    ALTER TABLE {TABLE} ADD PRIMARY KEY (article_id);
    CREATE INDEX {TABLE}_words ON {TABLE} USING gin (vector);
    ANALYZE {TABLE}
"""


class Vector(models.Model):
    """A story's words as PostgreSQL's full text search has them."""

    article = models.OneToOneField(Article, models.DO_NOTHING, primary_key=True, related_name="+")
    vector = SearchVectorField()

    class Meta:
        managed = False
        app_label = "benchmarks"
        db_table = TABLE

    def __str__(self) -> str:
        return str(self.article_id)


def build() -> None:
    """Make the vectors of all stories, where they have not been made."""
    if TABLE in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0; SET maintenance_work_mem = '1GB'")
        cursor.execute(BUILD)


def ask(question: Ask) -> float | None:
    """The milliseconds PostgreSQL takes for a page's numbers; None where that is more than it is given."""
    try:
        return median_ms(lambda: _answer(question), rounds=3)
    except (OperationalError, TimeoutError):
        return None


def _answer(question: Ask) -> None:
    selection = question.selection
    end = time.monotonic() + MOST_SECONDS
    for rows in _queries(selection, question.tsquery):
        left = end - time.monotonic()
        if left <= 0:
            raise TimeoutError
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('statement_timeout', %s, false)", [str(int(left * 1000) + 1)])
        list(rows)


def _queries(selection: Selection, tsquery: str) -> Iterator[QuerySet]:
    """What has to be asked, as Django says it."""
    stories = found(selection, tsquery)
    story = _story(selection)
    offset = (selection.page - 1) * PAGE_SIZE
    yield _ordered(stories, selection, tsquery).values_list("pk", flat=True)[offset : offset + PAGE_SIZE]
    yield stories.values(total=models.Value(1)).annotate(Count("pk"))
    for facet in FACETS:
        yield stories.values(story + facet).annotate(stories=Count("pk")).order_by("-stories")
    years = stories.annotate(year=TruncYear(f"{story}published_at"))
    yield years.values("year").annotate(Count("pk")).order_by("year")


def _story(selection: Selection) -> str:
    """How the story's columns are reached: from its vector where there are words."""
    return "article__" if selection.q else ""


def _query(selection: Selection, tsquery: str) -> SearchQuery:
    search_type = "raw" if tsquery else "websearch"
    return SearchQuery(tsquery or selection.q, config="english", search_type=search_type)


def _ordered(stories: QuerySet, selection: Selection, tsquery: str) -> QuerySet:
    if selection.order is Sort.RELEVANCE:
        return stories.annotate(rank=SearchRank(F("vector"), _query(selection, tsquery))).order_by("-rank")
    newest = [F(f"{_story(selection)}published_at").desc(), F("pk").desc()]
    return stories.order_by(*newest).reverse() if selection.order is Sort.OLDEST else stories.order_by(*newest)


def found(selection: Selection, tsquery: str) -> QuerySet:
    """The stories of a selection, or their vectors where it has words."""
    story = _story(selection)
    stories = Vector.objects.filter(vector=_query(selection, tsquery)) if story else Article.objects.order_by()
    stories = stories.filter(**{f"{story}status": Article.Status.PUBLISHED})
    for slug in selection.topic:
        stories = stories.filter(pk__in=_tagged([slug]))
    if selection.topic_any:
        stories = stories.filter(pk__in=_tagged(selection.topic_any))
    if selection.topic_not:
        stories = stories.exclude(pk__in=_tagged(selection.topic_not))
    for code in selection.country:
        stories = stories.filter(pk__in=ArticleCountry.objects.filter(country__code=code).values("article"))
    if selection.author:
        stories = stories.filter(pk__in=Byline.objects.filter(author__slug__in=selection.author).values("article"))
    one_of = {"source__slug": selection.source, "section__slug": selection.section, "kind": selection.kind,
              "language": selection.language}  # fmt: skip
    stories = stories.filter(**{f"{story}{name}__in": values for name, values in one_of.items() if values})
    if selection.first_day and selection.last_day:
        first, after = selection.first_day, selection.last_day + dt.timedelta(days=1)
        bounds = [timezone.make_aware(dt.datetime.combine(day, dt.time.min)) for day in (first, after)]
        stories = stories.filter(**{f"{story}published_at__gte": bounds[0], f"{story}published_at__lt": bounds[1]})
    return stories


def _tagged(slugs: Iterable[str]) -> QuerySet:
    """Ids of the stories with one of these topics or one below."""
    wanted = set(Tag.objects.filter(slug__in=slugs).values_list("pk", flat=True))
    below = [tag for tag, above in Hierarchy.read().above.items() if wanted & set(above)]
    return ArticleTag.objects.filter(tag__in=below).values("article")
