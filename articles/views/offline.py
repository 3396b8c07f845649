"""Reading without a network: the page that stands in for what cannot be reached, and the worker that puts it there."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from articles import caching


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What a reader without a network sees: why, and the stories that this browser holds."""
    return caching.cached(request, (), lambda: render(request, "articles/offline.html"), query="")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker. It stands at the root, because it may answer only for addresses below its own.

    Its text names the release, so that browsers fetch the pages and sheets it keeps again after each.
    """
    return caching.cached(
        request,
        (),
        lambda: render(
            request, "worker.js", {"release": caching.presentation()}, content_type="text/javascript; charset=utf-8"
        ),
        query="",
    )
