"""Suggested tags and countries of many stories, some of them at a time, and added as one change-set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from articles.admin.changesets import told
from articles.admin.patience import patiently
from articles.editing import NotPossible
from articles.editing.roles import changeable
from articles.editing.tagging import Found, add_found
from articles.models import Article
from articles.models.articles import ArticleQuerySet
from articles.tagging.offers import Offer, found, offers_for_stories

# As many as one looks through without losing the thread.
AT_ONCE = 20
# Of the number of a story: larger ones are no story's.
MOST_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Offered:
    """A story, what is offered for it, and which of that is ticked. ``prefix`` tells its ticks from other stories'."""

    story: Article
    offers: list[Offer]
    ticked: set[str]

    @property
    def prefix(self) -> str:
        return f"{self.story.pk}/"


class Suggest:
    """Look through what is suggested for the chosen stories. Nothing is added before it was ticked and sent."""

    name, short_description = "suggest", "Suggest tags and countries …"
    allowed_permissions = ("change",)
    do_not_call_in_templates = True

    @property
    def __name__(self) -> str:
        return self.name

    def __call__(
        self, model_admin: admin.ModelAdmin, request: HttpRequest, queryset: ArticleQuerySet
    ) -> HttpResponse | None:
        """Offer for the first stories, add what was chosen and offer for the next; None leads back to the list."""
        if not model_admin.has_change_permission(request):
            raise PermissionDenied
        selected = Article.objects.filter(pk__in=queryset.order_by().values("pk"))
        stories = changeable(selected, request.user).order_by("pk")
        number, left_out = stories.count(), selected.count()
        after = _number(request.POST.get("after", ""))
        step = request.POST.get("step", "")
        shown = _offered(stories.filter(pk__gt=after))
        if step == "add":
            ticked = set(request.POST.getlist("offered"))
            if self._added(request, shown, ticked):
                step = "next"
            else:
                shown = [
                    Offered(
                        one.story,
                        one.offers,
                        {value.removeprefix(one.prefix) for value in ticked if value.startswith(one.prefix)},
                    )
                    for one in shown
                ]
        if step == "next":
            after = shown[-1].story.pk if shown else after
            shown = _offered(stories.filter(pk__gt=after))
            if not shown:
                return None
        context = {
            **model_admin.admin_site.each_context(request),
            "title": "Suggested tags and countries",
            "opts": model_admin.opts,
            "media": model_admin.media,
            "act": self,
            "shown": [one for one in shown if one.offers],
            "bare": [one.story for one in shown if not one.offers],
            "number": number,
            "left_out": left_out - number,
            "first": number - stories.filter(pk__gt=after).count() + 1,
            "last": number - (stories.filter(pk__gt=shown[-1].story.pk).count() if shown else 0),
            "after": after,
            "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
            "select_across": request.POST.get("select_across") == "1",
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/suggestions_many.html", context)

    def _added(self, request: HttpRequest, shown: list[Offered], ticked: set[str]) -> bool:
        """Add what was ticked. False, and a message, where that could not be done as asked."""
        chosen: list[Found] = []
        for one in shown:
            values = [value.removeprefix(one.prefix) for value in ticked if value.startswith(one.prefix)]
            chosen += found(one.offers, values, one.story)
        if len(chosen) < len(ticked):
            messages.warning(request, "The suggestions changed since you looked. Look again before you add them.")
            return False
        if not chosen:
            return True
        try:
            with patiently():
                changeset = add_found(chosen, request.user)
        except NotPossible as reason:
            messages.error(request, str(reason))
            return False
        messages.success(request, told(changeset))
        return True


def _offered(stories: ArticleQuerySet) -> list[Offered]:
    """The first of ``stories`` with what is offered for them, likely ones ticked."""
    some = list(stories[:AT_ONCE])
    offers: dict[int, list[Offer]] = offers_for_stories(some) if some else {}
    return [Offered(one, offers[one.pk], {offer.value for offer in offers[one.pk] if offer.ticked}) for one in some]


def _number(text: Any) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS else 0
