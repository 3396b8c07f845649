"""The printings of one story on a page of their own, and any two of them word by word."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.http import require_safe

from articles import caching
from articles.models import Reprint
from articles.text.comparing import Comparison, compare
from articles.views.groups import Printing, group_of, texts
from articles.views.spread import spread

MOST_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Part:
    """A part of both stories beside the text, compared: the headline, the standfirst …"""

    name: str
    compared: Comparison

    @property
    def title(self) -> str:
        """Its name in the language being spoken."""
        return gettext(self.name)


@require_safe
def printings(request: HttpRequest, id: int) -> HttpResponse:
    """All printings of a story in order of time, at the address of the first. Two numbers lead to their comparison."""
    group = group_of(request, id)
    if id != group.first.story.pk:
        return moved(request, group.get_absolute_url())
    chosen = [group.find(_number(request.GET.get(name, ""))) for name in ("one", "other")]
    if all(chosen) and chosen[0] is not chosen[1]:
        return led(request, address(*chosen))
    problem = "one" in request.GET or "other" in request.GET

    def page() -> HttpResponse:
        group.measure()
        context = {
            "group": group,
            "spread": spread(group.printings),
            "problem": problem,
            "one": group.first,
            "other": group.fullest if group.fullest is not group.first else group.printings[-1],
            "canonical": request.build_absolute_uri(group.get_absolute_url()),
        }
        return render(request, "articles/printings.html", context)

    return caching.cached(request, group.parts, page, query="problem" if problem else "")


@require_safe
def comparison(request: HttpRequest, id: int, other: int) -> HttpResponse:
    """Two printings, word by word. Where one of them is no longer shown, to the others."""
    group = group_of(request, id)
    one, two = group.find(id), group.find(other)
    if one is None or two is None or one is two:
        if two is None and not Reprint.objects.filter(article=other, group=group.number).exists():
            raise Http404("These are not printings of one story.")
        return moved(request, group.get_absolute_url())

    def page() -> HttpResponse:
        text = texts((one, two))
        in_order = sorted((one, two), key=group.printings.index)
        context = {
            "group": group,
            "one": one,
            "other": two,
            "sides": (one, two),
            "parts": parts(one, two),
            "compared": compare(text[id], text[other]),
            "turned": address(two, one),
            "canonical": request.build_absolute_uri(address(*in_order)),
        }
        return render(request, "articles/comparison.html", context)

    return caching.cached(request, group.parts, page, query="")


def parts(one: Printing, other: Printing) -> list[Part]:
    """What stands around the text, as far as either story has it."""
    pairs = [
        (name, getattr(one.story, field), getattr(other.story, field))
        for name, field in (
            (gettext_noop("Headline"), "headline"),
            (gettext_noop("Standfirst"), "standfirst"),
            (gettext_noop("Dateline"), "dateline"),
            (gettext_noop("Credit"), "credit"),
        )
    ]
    return [Part(name, compare(before, after)) for name, before, after in pairs if before or after]


def address(one: Printing, other: Printing) -> str:
    """Where two printings are compared."""
    return reverse("comparison", args=[one.story.pk, other.story.pk])


def moved(request: HttpRequest, to: str) -> HttpResponse:
    """To the page of the group: for good as caches see it, unless an editor asks, who sees more than others."""
    response = caching.moved(request, to)
    return caching.private(response) if caching.is_private(request) else response


def led(request: HttpRequest, to: str) -> HttpResponse:
    """To the comparison that was chosen."""
    response = HttpResponseRedirect(to)
    return caching.private(response) if caching.is_private(request) else caching.public(response)


def _number(value: str) -> int:
    """A story's number; 0, which none has, for anything else."""
    return int(value) if value.isascii() and value.isdecimal() and len(value) <= MOST_DIGITS else 0
