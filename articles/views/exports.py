"""A whole selection as a file, sent while it is being read."""

from __future__ import annotations

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe

from articles import caching
from articles.exporters import EXPORTS
from articles.exporters.records import records
from articles.filters import ArticleFilter
from articles.search import edition, iterate_ids


@require_safe
def export(request: HttpRequest, extension: str) -> HttpResponseBase:
    """Every story of the selection, not the first page alone. 400 where a value is not understood.

    ``bom=1`` puts a byte order mark in front of a CSV file, by which some spreadsheets know UTF-8.
    """
    query = request.GET.copy()
    marked = query.pop("bom", ["0"])[-1] == "1" and extension == "csv"
    asked = ArticleFilter(query)
    if asked.problems:
        return caching.private(
            HttpResponse("\n".join(asked.problems), status=400, content_type="text/plain; charset=utf-8")
        )
    if not edition():
        return caching.private(HttpResponse("The index is being built.", status=503, content_type="text/plain"))
    chosen = EXPORTS[extension]

    def lines() -> Iterator[str]:
        if marked:
            yield "\ufeff"
        yield from chosen.write(records(iterate_ids(asked.selection), request.build_absolute_uri("/")))

    response = StreamingHttpResponse(lines(), content_type=chosen.content_type)
    response["Content-Disposition"] = f'attachment; filename="newsarchive.{extension}"'
    response["X-Content-Type-Options"] = "nosniff"
    return caching.private(response)
