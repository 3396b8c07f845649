"""What every request and every answer of this site passes: who asks, and headers that Django does not set."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language_from_path

from articles.speaking import speaking

Answer = Callable[[HttpRequest], HttpResponse]


def true_address(answer: Answer) -> Answer:
    """Take a visitor's address from ``X-Forwarded-For`` where one of our own proxies wrote it, and only there.

    The last entry is the one the proxy added; those before it are whatever the visitor sent. Without this all
    visitors behind a proxy would be one to the lock against guessed passwords.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        if request.META.get("REMOTE_ADDR") in settings.TRUSTED_PROXIES:
            forwarded = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
            with suppress(ValueError):
                request.META["REMOTE_ADDR"] = str(ip_address(forwarded))
        return answer(request)

    return middleware


def headers(answer: Answer) -> Answer:
    """Keep other sites from embedding our answers, unless a view says they may, and our pages from devices."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = answer(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        return response

    return middleware


def language(answer: Answer) -> Answer:
    """Speak the language that the address names: ``/ja/…`` is Japanese, everything else the language of the archive.

    Nothing else decides. A page then has one address in each language, caches need not ask what a browser
    prefers, and no cookie is set, which is why Django's own middleware is not used.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        named = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        with speaking(named):
            request.LANGUAGE_CODE = named
            response = answer(request)
        response.headers.setdefault("Content-Language", named)
        return response

    return middleware
