"""What machines ask for: health, readiness, robots.txt, the descriptions of the search box and of the site."""

from __future__ import annotations

from collections.abc import Callable

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles import caching
from articles.search import trouble
from articles.search.checking import lag


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers."""
    return caching.private(HttpResponse("ok\n", content_type="text/plain; charset=utf-8"))


@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """200 where the database answers, its tables fit this code, and the index can be read; else 503.

    Says beside it how many seconds the index is behind the database, and how long ago its follower was last seen. An
    index that is behind is no reason to send readers elsewhere: they may find one that is farther behind.
    """
    failures = {name: failure for name, check in CHECKS.items() if (failure := check())}
    answer: dict[str, object] = {name: failures.get(name, "ok") for name in CHECKS}
    if not failures:
        now = lag()
        answer |= {"index_behind_seconds": now.behind, "index_followed_seconds_ago": now.followed}
    return caching.private(JsonResponse(answer, status=503 if failures else 200))


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return "the database does not answer"
    return ""


def _migrations() -> str:
    try:
        executor = MigrationExecutor(connection)
        waiting = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        return "the database does not answer"
    return f"{waiting} migrations are not applied" if waiting else ""


CHECKS: dict[str, Callable[[], str]] = {"database": _database, "migrations": _migrations, "index": trouble}


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read: all pages; not the many combinations of filters."""
    response = render(request, "robots.txt", {"root": request.build_absolute_uri("/")}, content_type="text/plain")
    return caching.public(response, 3600)


@require_safe
def opensearch(request: HttpRequest) -> HttpResponse:
    """The description by which a browser offers to search the archive."""
    response = render(
        request,
        "opensearch.xml",
        {"root": request.build_absolute_uri("/")},
        content_type="application/opensearchdescription+xml",
    )
    return caching.public(response, 3600)


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a device needs to put the archive among its apps: name, icons, colours (W3C, Web Application Manifest)."""
    return caching.public(render(request, "site.webmanifest", content_type="application/manifest+json"), 3600)
