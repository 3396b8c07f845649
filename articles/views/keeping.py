"""The reading list: stories that a reader keeps without an account. The browser has the list; an address names it.

``/reading-list/?id=3&id=17`` shows exactly these stories to everybody, with or without JavaScript, and the same
numbers after ``/reading-list.ris`` and the like take them away. What is no longer there is named.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_safe

from articles import caching
from articles.exporters import EXPORTS
from articles.filters import quoted
from articles.models import Article
from articles.search import edition
from articles.views.exports import file, refused
from articles.views.rows import rows, short_address

PARAMETER = "id"
# With numbers of six digits, some 2,000 characters: an address that every server and mail program takes.
MOST = 200
# As many as fit into the column of numbers.
MOST_DIGITS = 18
# The forms that the page offers; the others have an address as well.
OFFERED = ("ris", "bib", "csv")


class Merged(NamedTuple):
    """A story that was asked for and has become part of another one."""

    id: int
    into: Article


@dataclass(frozen=True, slots=True)
class Shelf:
    """What became of the stories asked for.

    ``ids`` are those that readers may see, in the order asked, with the other story where one was merged into it;
    ``withdrawn`` those that were withdrawn; ``missing`` the numbers of which readers know no story.
    """

    ids: list[int] = field(default_factory=list)
    merged: list[Merged] = field(default_factory=list)
    withdrawn: list[Article] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)
    versions: list[tuple[int, int]] = field(default_factory=list)


@require_safe
def reading_list(request: HttpRequest) -> HttpResponse:
    """The stories of the address; without any, the page that a script fills from what this browser keeps."""
    numbers, problems = asked(request.GET)
    shelf = find(numbers)
    query = urlencode([(PARAMETER, id) for id in shelf.ids])

    def page() -> HttpResponse:
        address = f"{reverse('reading-list')}?{query}"
        context = {
            "is_shared": bool(numbers or problems),
            "problems": problems,
            "shelf": shelf,
            "stories": rows(shelf.ids),
            "short": short_address(request),
            "address": address,
            "whole_address": request.build_absolute_uri(address),
            "exports": [
                (EXPORTS[form].label, f"{reverse('reading-list-export', args=[form])}?{query}") for form in OFFERED
            ],
            "most": MOST,
        }
        return render(request, "articles/reading_list.html", context)

    made_of = (edition(), numbers, problems, shelf.versions, shelf.missing)
    return caching.cached(request, made_of, page, query="")


@require_safe
def export(request: HttpRequest, extension: str) -> HttpResponseBase:
    """The same stories as a file, without those withdrawn. 400 where a number is not understood, or none is given."""
    numbers, problems = asked(request.GET)
    if not numbers and not problems:
        problems = [gettext("Name the stories by their numbers: ?id=3&id=17.")]
    return refused(problems) if problems else file(request, extension, find(numbers).ids, "reading-list")


def asked(query: QueryDict) -> tuple[list[int], list[str]]:
    """The numbers of stories in a query string, each once and in its order, and sentences for what is no number."""
    values = list(dict.fromkeys(value for value in query.getlist(PARAMETER) if value))
    numbers = [value for value in values if value.isascii() and value.isdecimal() and len(value) <= MOST_DIGITS]
    problems = [
        gettext("%(value)s is not the number of a story.") % {"value": quoted(value)}
        for value in values
        if value not in numbers
    ][:MOST]
    if len(numbers) > MOST:
        problems.append(
            ngettext(
                "A reading list has room for %(most)s story; the first one is shown.",
                "A reading list has room for %(most)s stories; the first ones are shown.",
                MOST,
            )
            % {"most": MOST}
        )
    return list(dict.fromkeys(map(int, numbers[:MOST]))), problems


def find(numbers: Sequence[int]) -> Shelf:
    """What became of the stories of these numbers, in one query. A draft is as unknown as a number never given."""
    if not numbers:
        return Shelf()
    told = Article.objects.published() | Article.objects.withdrawn()
    columns = ("status", "version", "withdrawn_reason", "published_at", "published_precision", "slug", "headline")
    held = (
        told.select_related("merged_into")
        .only(*columns, "merged_into", *(f"merged_into__{name}" for name in columns))
        .in_bulk(numbers)
    )
    shelf = Shelf()
    shown: dict[int, None] = {}
    for number in numbers:
        story = held.get(number)
        if story is None:
            shelf.missing.append(number)
            continue
        into = story.merged_into
        shelf.versions.append((story.pk, story.version))
        if story.is_published:
            shown[story.pk] = None
        elif into is not None and into.is_published:
            shown[into.pk] = None
            shelf.merged.append(Merged(story.pk, into))
            shelf.versions.append((into.pk, into.version))
        else:
            shelf.withdrawn.append(story)
    shelf.ids.extend(shown)
    return shelf
