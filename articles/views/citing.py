"""How a story is cited: what its page shows, and what the page's head says to reference managers and social sites."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe

from articles.exporters import EXPORTS
from articles.exporters.citations import cite, csl_item
from articles.exporters.records import printed
from articles.models import Article
from articles.views.structured import breadcrumbs, image_address, iso_day, structured

# The files in which a citation can be taken away, by the ends of their addresses: the exports they are made by.
FILES = {"ris": "ris", "bib": "bib", "json": "csl.json"}


def citation(request: HttpRequest, story: Article) -> dict[str, Any]:
    """What the story's page needs to be cited: address, citations, files, day with slashes, pictures, structured data."""
    record = printed(story, request.build_absolute_uri("/"))
    return {
        "url": record["permalink"],
        "styles": [
            # Its text is escaped; what is left are the italics that citeproc-py put there.
            {"slug": one.style.slug, "label": one.style.label, "html": mark_safe(one.html)}
            for one in cite(record, timezone.localdate())
        ],
        "files": [(EXPORTS[name].label, reverse("cite", args=[story.pk, end])) for end, name in FILES.items()],
        "original": next((one for one in story.appearances.all() if one.url), None),
        "container": csl_item(record)["container-title"],
        "day": iso_day(story).replace("-", "/"),
        "iso_day": iso_day(story),
        "image": image_address(request, story),
        "card": request.build_absolute_uri(reverse("card", args=[story.pk])),
        "data": structured(request, story),
        "breadcrumbs": breadcrumbs(request, story),
    }
