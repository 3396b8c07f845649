"""What caches may keep: ETags that name the index's edition, and Cache-Control.

A page without a session is public: it carries an ETag made of everything it was made of, and a request that
already has it is answered 304. A page asked for with a session or an Authorization header is never stored:
it may show an editor what others must not see.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

from articles.pages import pages

# A change by an editor must show within a second, so a browser asks each time; the answer is mostly a 304.
PAGE_SECONDS = 0
FEED_SECONDS = 60
# A redirect can be corrected as well, so it does not stay for ever.
REDIRECT_SECONDS = 300

NO_GZIP = re.compile(r"gzip\s*;\s*q=0(?:\.0*)?\s*(?:,|$)")
PRESENTATION = {".html", ".xml", ".txt", ".css", ".js", ".py", ".mo"}


def is_private(request: HttpRequest) -> bool:
    """Whether the request says who sends it, so that no shared cache may keep the answer."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES or "Authorization" in request.headers


def cached(
    request: HttpRequest,
    parts: tuple[object, ...],
    render: Callable[[], HttpResponse],
    seconds: int = PAGE_SECONDS,
    query: str | None = None,
) -> HttpResponse:
    """The page that ``render`` makes, or one that it made before, or 304 where the reader already has it.

    ``parts`` is everything the page depends on beside its address and the code: the edition, the ids in its
    rails, the day. ``seconds`` is how long a cache need not ask again. ``query`` is the canonical form of the query
    string, where there is one: all ways to ask the same then have the same page.
    """
    if is_private(request):
        return private(render())
    etag = etag_of(request, *parts, query=query)
    packed = takes_gzip(request)
    response = (
        get_conditional_response(request, etag=etag) or pages.get(etag, packed) or pages.put(etag, render(), packed)
    )
    if response.status_code in (200, 304):
        response["ETag"] = etag
        return public(response, seconds)
    return response


def takes_gzip(request: HttpRequest) -> bool:
    """Whether the answer may be packed (RFC 9110, 12.5.3).

    Only what every reader gets is: in a page with something secret, its length could tell it to who can guess.
    """
    accepted = request.headers.get("Accept-Encoding", "").lower()
    return "gzip" in accepted and not NO_GZIP.search(accepted)


def etag_of(request: HttpRequest, *parts: object, query: str | None = None) -> str:
    """A weak ETag for this address: weak, because compression may change the bytes and not the page."""
    address = request.get_full_path() if query is None else (request.path, query)
    made_of = repr((request.scheme, request.get_host(), address, presentation(), *parts))
    return f'W/"{hashlib.blake2b(made_of.encode(errors="replace"), digest_size=12).hexdigest()}"'


def public(response: HttpResponse, seconds: int = PAGE_SECONDS) -> HttpResponse:
    """Let every cache keep the answer for ``seconds``; after that it must ask."""
    patch_cache_control(response, public=True, max_age=seconds, must_revalidate=True)
    patch_vary_headers(response, ["Cookie", "Accept-Encoding"])
    return response


def private(response: HttpResponse) -> HttpResponse:
    """Let no cache keep the answer."""
    response["Cache-Control"] = "private, no-store"
    patch_vary_headers(response, ["Cookie"])
    return response


def moved(request: HttpRequest, address: str) -> HttpResponse:
    """301 to where a page now is, with the reader's conditions. Asked again later: it may move back."""
    query = request.GET.urlencode()
    return public(HttpResponsePermanentRedirect(f"{address}?{query}" if query else address), REDIRECT_SECONDS)


@cache
def presentation() -> str:
    """A fingerprint of the templates, style sheets, scripts and code: a new release has new pages."""
    digest = hashlib.blake2b(digest_size=8)
    folders = [Path(__file__).parent, *settings.TEMPLATES[0]["DIRS"], *settings.STATICFILES_DIRS]
    for folder in map(Path, folders):
        for path in sorted(folder.rglob("*")):
            if path.suffix in PRESENTATION:
                digest.update(path.read_bytes())
    return digest.hexdigest()
