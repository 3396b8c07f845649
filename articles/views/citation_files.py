"""A story's citation as a file for a reference manager."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from articles import caching
from articles.exporters import EXPORTS
from articles.exporters.records import record
from articles.search import edition
from articles.views.citing import FILES
from articles.views.stories import complete, moved_or_gone


@require_safe
def cite(request: HttpRequest, id: int, extension: str) -> HttpResponse:
    """One story as RIS, BibTeX or CSL-JSON; 410 or 404 where readers may not see it, 301 where it was merged."""
    if extension not in FILES:
        raise Http404("A citation comes as .ris, .bib or .json.")
    story = complete().filter(pk=id).first()
    if story is None:
        raise Http404("There is no story at this address.")
    if response := moved_or_gone(request, story):
        return response
    form = EXPORTS[FILES[extension]]

    def the_file() -> HttpResponse:
        text = "".join(form.write([record(story, request.build_absolute_uri("/"))]))
        response = HttpResponse(text, content_type=form.content_type)
        response["Content-Disposition"] = f'attachment; filename="newsarchive-{id}.{extension}"'
        response["X-Content-Type-Options"] = "nosniff"
        return response

    return caching.cached(request, (edition(), story.version), the_file)
