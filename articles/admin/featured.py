"""The front page and key stories at the desk."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Case, DateField, F, QuerySet, Value, When, Window
from django.db.models.functions import RowNumber
from django.forms import DateInput
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from articles.admin.article_inlines import Rows
from articles.admin.changesets import told
from articles.admin.recorded import Recorded
from articles.admin.site import desk
from articles.editing.featuring import take_off_front
from articles.models import Article, FrontPick, KeyStory

LEADS = "leads the page"


@admin.register(FrontPick, site=desk)
class FrontPickAdmin(Recorded):
    """The stories that editors chose for the front page, in their order."""

    list_display = ["story", "state", "position", "until"]
    list_editable = ["position", "until"]
    autocomplete_fields = ["article"]
    fields = ["article", "position", "until"]
    actions = ["take_off"]
    formfield_overrides = {
        **Recorded.formfield_overrides,
        # The calendar that admin draws beside a date has no room in a row.
        DateField: {"widget": DateInput(attrs={"type": "date"}, format="%Y-%m-%d")},
    }

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The list, under the name that everybody has for it."""
        return super().changelist_view(request, {"title": "The front page"} | (extra_context or {}))

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """The picks, each with its place among those of the same state."""
        state = Case(
            When(until__lt=timezone.localdate(), then=Value("not shown: its last day is over")),
            When(article__status=Article.Status.PUBLISHED, then=Value(LEADS)),
            default=Value("not shown: not published"),
        )
        place = Window(RowNumber(), partition_by=F("shown"), order_by=["position", "pk"])
        return super().get_queryset(request).select_related("article").annotate(shown=state, place=place)

    @admin.display(description="story")
    def story(self, pick: FrontPick) -> str:
        return str(pick)

    @admin.display(description="what readers see")
    def state(self, pick: FrontPick) -> str:
        """Where the story stands today."""
        if pick.shown != LEADS or pick.place == 1:
            return pick.shown
        if pick.place <= FrontPick.ROOM:
            return "below the lead"
        return f"not shown: the page has room for {FrontPick.ROOM}"

    @admin.action(description="Take off the front page", permissions=["delete"])
    def take_off(self, request: HttpRequest, queryset: QuerySet) -> None:
        messages.success(request, told(take_off_front(queryset, request.user)))


class KeyStoryInline(Rows):
    """The stories that stand above the list on a tag's page."""

    model = KeyStory
    fields = ["position", "article", "reason"]
    autocomplete_fields = ["article"]

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).select_related("article")
