"""Stored pictures: served from here, safely, and kept by caches for ever."""

from __future__ import annotations

import mimetypes

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from django.utils.http import http_date
from django.views.decorators.http import require_safe

# Raster images show in the page. Everything else, SVG above all (it can hold scripts), is a download.
SHOWN = {"image/png", "image/jpeg", "image/webp", "image/gif", "image/avif"}
FOREVER = 365 * 24 * 3600


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponse:
    """One stored file. A stored file never changes: a new one gets a new name."""
    try:
        file = default_storage.open(name)
        changed = default_storage.get_modified_time(name)
    except (OSError, ValueError, SuspiciousFileOperation) as error:
        raise Http404 from error
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = FileResponse(
        file,
        as_attachment=kind not in SHOWN,
        content_type=kind if kind in SHOWN else "application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Last-Modified"] = http_date(changed.timestamp())
    patch_cache_control(response, public=True, immutable=True, max_age=FOREVER)
    return response
