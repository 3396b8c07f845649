"""The JSON API: the same selections as the pages, feeds and exports. It only reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from articles import caching
from articles.api.parameters import SELECTION
from articles.api.serializers import (
    Counted,
    CountrySerializer,
    DetailSerializer,
    ProblemsSerializer,
    SourceSerializer,
    StoryLineSerializer,
    StoryListSerializer,
    StorySerializer,
    TopicSerializer,
)
from articles.filters import ArticleFilter
from articles.models import Article, Country, Source, Tag
from articles.search import edition, facet, search, trouble
from articles.search.results import Results
from articles.selection import Selection

# A bigint has 19 digits; with one less there is no number that the database cannot take.
MOST_DIGITS = 18
NOT_UNDERSTOOD = "Not understood."
RETRY_SECONDS = "5"


class Reading(APIView):
    """What every part of the API has in common: GET, HEAD and OPTIONS, and answers that caches may keep."""

    http_method_names = ["get", "head", "options"]

    def cached(self, request: Request, parts: tuple[object, ...], answer: Callable[[], Response]) -> HttpResponse:
        return caching.cached(request._request, parts, answer)


def unready() -> Response:
    """The answer while there is no index to answer from."""
    detail = {"detail": f"The archive cannot answer at the moment: {trouble()}."}
    return Response(detail, status=503, headers={"Retry-After": RETRY_SECONDS, "Cache-Control": "no-store"})


class ArticleList(Reading):
    """Stories of a selection, with its facets and timeline."""

    @extend_schema(
        operation_id="articles",
        parameters=SELECTION,
        responses={200: StoryListSerializer, 400: ProblemsSerializer, 503: DetailSerializer},
    )
    def get(self, request: Request) -> HttpResponse:
        asked = ArticleFilter(request.query_params)
        if asked.problems:
            return Response({"detail": NOT_UNDERSTOOD, "problems": asked.problems}, status=400)
        if not (now := edition()):
            return unready()
        return self.cached(request, (now,), lambda: self.answer(request, asked.selection))

    def answer(self, request: Request, selection: Selection) -> Response:
        results = search(selection)
        if not results.ready:
            return unready()
        stories = Article.objects.published().for_lists().in_bulk(results.ids)
        context = {"request": request, "snippets": results.snippets, "others": results.others}
        return Response(
            {
                "count": results.total,
                "collapsed": results.collapsed,
                "next": self.page(request, results, 1),
                "previous": self.page(request, results, -1),
                "edition": results.edition,
                "notes": results.notes,
                "facets": {name: [asdict(value) for value in values] for name, values in results.facets.items()},
                "timeline": [asdict(bar) for bar in results.timeline],
                "coverage": asdict(results.coverage),
                "archive": asdict(results.archive),
                "results": StoryLineSerializer(
                    [stories[id] for id in results.ids if id in stories], many=True, context=context
                ).data,
            }
        )

    def page(self, request: Request, results: Results, step: int) -> str | None:
        """The address of the page ``step`` pages on; None where there is none."""
        number = results.selection.page + step
        if not 1 <= number <= results.pages:
            return None
        query = results.selection.on_page(number).query_string()
        return request.build_absolute_uri(f"{request.path}?{query}" if query else request.path)


class ArticleDetail(Reading):
    """A whole story."""

    @extend_schema(
        operation_id="article",
        parameters=[OpenApiParameter("id", int, OpenApiParameter.PATH)],
        responses={200: StorySerializer, 404: DetailSerializer, 410: DetailSerializer},
    )
    def get(self, request: Request, id: str) -> HttpResponse:
        story = self.story(id)
        if story is None:
            return Response({"detail": "There is no such story."}, status=404)
        if story.merged_into_id:
            return HttpResponsePermanentRedirect(reverse("api-article", args=[story.merged_into_id]))
        if story.status == Article.Status.WITHDRAWN:
            return Response({"detail": f"Withdrawn: {story.withdrawn_reason}"}, status=410)
        answer = StorySerializer(story, context={"request": request, "printings": self.printings(story)}).data
        return self.cached(request, (answer,), lambda: Response(answer))

    def printings(self, story: Article) -> list[Article]:
        """The other printings of the story."""
        others = Article.objects.published().printings(story.reprint_group).exclude(pk=story.pk)
        return list(others.select_related("source").defer("body_html", "body_text").order_by("published_at", "pk"))

    def story(self, id: str) -> Article | None:
        """The story, if it was ever published."""
        if not (id.isascii() and id.isdecimal() and len(id) <= MOST_DIGITS):
            return None
        shown = Article.objects.published() | Article.objects.withdrawn()
        related = (
            "bylines__author",
            "article_tags__tag",
            "article_countries__country",
            "images",
            "corrections",
            "appearances__outlet",
        )
        return shown.select_related("source", "section", "reprint").prefetch_related(*related).filter(pk=id).first()


class CountedList(Reading):
    """Everything of one sort that stories can be selected by, each with its number of stories."""

    parameter: str
    column: str
    serializer: type[Counted]

    def things(self) -> QuerySet[Any]:
        raise NotImplementedError

    def answer(self, request: Request) -> HttpResponse:
        if not edition():
            return unready()
        counts = {value.value: value.count for value in facet(Selection(), self.parameter)}
        context = {"request": request, "counts": counts, "column": self.column}
        answer = self.serializer(self.things(), many=True, context=context).data
        return self.cached(request, (answer,), lambda: Response(answer))


class TopicList(CountedList):
    """All topics."""

    parameter, column, serializer = "topic", "slug", TopicSerializer

    def things(self) -> QuerySet[Tag]:
        return Tag.objects.topics().select_related("parent")

    @extend_schema(operation_id="topics", responses=TopicSerializer(many=True))
    def get(self, request: Request) -> HttpResponse:
        return self.answer(request)


class CountryList(CountedList):
    """All countries, former ones too."""

    parameter, column, serializer = "country", "code", CountrySerializer

    def things(self) -> QuerySet[Country]:
        return Country.objects.all()

    @extend_schema(operation_id="countries", responses=CountrySerializer(many=True))
    def get(self, request: Request) -> HttpResponse:
        return self.answer(request)


class SourceList(CountedList):
    """All sources."""

    parameter, column, serializer = "source", "slug", SourceSerializer

    def things(self) -> QuerySet[Source]:
        return Source.objects.all()

    @extend_schema(operation_id="sources", responses=SourceSerializer(many=True))
    def get(self, request: Request) -> HttpResponse:
        return self.answer(request)
