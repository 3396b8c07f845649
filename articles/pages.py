"""Rendered pages, kept by each web process for the next reader who asks the same.

A page is kept under its ETag, which is made of everything that the page is made of: so it is never out of date, only
no longer asked for.
"""

from __future__ import annotations

import threading
import zlib
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpResponse
from django.http.response import HttpResponseBase

# The first steps of compression do most of it.
LEVEL = 1
# zlib's word for the format of gzip (RFC 1952), as browsers take it.
GZIP = 31


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was sent: its headers, and its bytes as gzip packs them."""

    headers: dict[str, str]
    packed: bytes

    def answer(self, packed: bool) -> HttpResponse:
        """The page for a reader whose browser unpacks it, or not."""
        if not packed:
            return HttpResponse(zlib.decompress(self.packed, GZIP), headers=self.headers)
        return HttpResponse(self.packed, headers=self.headers | {"Content-Encoding": "gzip"})


class Pages:
    """The pages asked for last, up to ``settings.PAGE_CACHE_MEGABYTES``. Threads share it."""

    def __init__(self) -> None:
        self._pages: dict[str, Page] = {}
        self._bytes = 0
        self._lock = threading.Lock()

    def get(self, etag: str, packed: bool = False) -> HttpResponse | None:
        """The page that was kept under ``etag``, packed where that is asked for."""
        with self._lock:
            page = self._pages.pop(etag, None)
            if page is None:
                return None
            # Put back at the end: the first is the one not asked for longest.
            self._pages[etag] = page
        return page.answer(packed)

    def put(self, etag: str, response: HttpResponse, packed: bool = False) -> HttpResponse:
        """Keep a page under ``etag``, and give it back, packed where that is asked for.

        One that streams, sets a cookie or is no page is given back as it is, and not kept.
        """
        if not _is_kept(response):
            return response
        page = Page(dict(response.items()), zlib.compress(response.content, LEVEL, GZIP))
        with self._lock:
            self._forget(etag)
            self._pages[etag] = page
            self._bytes += len(page.packed)
            while self._bytes > settings.PAGE_CACHE_MEGABYTES * 1_000_000:
                self._forget(next(iter(self._pages)))
        return page.answer(packed) if packed else response

    def clear(self) -> None:
        """Forget all."""
        with self._lock:
            self._pages.clear()
            self._bytes = 0

    def _forget(self, etag: str) -> None:
        if page := self._pages.pop(etag, None):
            self._bytes -= len(page.packed)


def _is_kept(response: HttpResponseBase) -> bool:
    is_made = getattr(response, "is_rendered", True) and not response.streaming
    return response.status_code == 200 and is_made and not response.cookies and not response.has_header("Vary")


pages = Pages()
