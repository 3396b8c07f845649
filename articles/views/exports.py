"""A whole selection as a file, sent while it is being read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe

from articles import caching
from articles.exporters import EXPORTS
from articles.exporters.records import records
from articles.filters import ArticleFilter
from articles.search import edition, iterate_ids

# Asks for a byte order mark.
MARK = "bom"


@require_safe
def export(request: HttpRequest, extension: str) -> HttpResponseBase:
    """Every story of the selection, not the first page alone. 400 where a value is not understood.

    ``bom=1`` puts a byte order mark in front of a CSV file, by which some spreadsheets know UTF-8.
    """
    query = request.GET.copy()
    query.pop(MARK, None)
    asked = ArticleFilter(query)
    if asked.problems:
        return refused(asked.problems)
    if not edition():
        return caching.private(HttpResponse("The index is being built.", status=503, content_type="text/plain"))
    return file(request, extension, iterate_ids(asked.selection), "newsarchive")


def file(request: HttpRequest, extension: str, ids: Iterable[int], name: str) -> HttpResponseBase:
    """The published stories of ``ids`` in the form ``extension``, to be saved as ``name``; sent as they are read."""
    chosen = EXPORTS[extension]
    marked = request.GET.get(MARK) == "1" and extension == "csv"

    def lines() -> Iterator[str]:
        if marked:
            yield "\ufeff"
        yield from chosen.write(records(ids, request.build_absolute_uri("/")))

    response = StreamingHttpResponse(lines(), content_type=chosen.content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}.{extension}"'
    response["X-Content-Type-Options"] = "nosniff"
    return caching.private(response)


def refused(problems: Iterable[str]) -> HttpResponse:
    """400 with the sentences that say what was not understood."""
    return caching.private(HttpResponse("\n".join(problems), status=400, content_type="text/plain; charset=utf-8"))
