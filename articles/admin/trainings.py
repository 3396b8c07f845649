"""The trainings of the model at the desk: when, on how much, how well; and having it trained now."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.views.decorators.http import require_POST

from articles.admin.site import desk
from articles.editing.roles import may_publish
from articles.jobs import training as jobs
from articles.models import SuggestionModel


@admin.register(SuggestionModel, site=desk)
class SuggestionModelAdmin(admin.ModelAdmin):
    """What was learned so far. Nothing is edited here."""

    change_list_template = "admin/training_list.html"
    list_display = [
        "trained",
        "state",
        "stories",
        "topics",
        "countries",
        "topics_f1",
        "countries_f1",
        "took",
        "asked_by",
    ]
    list_select_related = ["asked_by"]
    fields = [
        "trained", "state", "stories", "topics", "countries", "topics_f1", "countries_f1", "tested_on", "took",
        "asked_by",
    ]  # fmt: skip
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        has_content = models.Q(content__isnull=False)
        return super().get_queryset(request).defer("content").annotate(in_use=models.ExpressionWrapper(
            has_content, output_field=models.BooleanField()
        ))  # fmt: skip

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.train_view)
        return [path("train/", view, name="articles_suggestionmodel_train"), *super().get_urls()]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: SuggestionModel | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: SuggestionModel | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        about = {
            "title": "Trainings",
            "used": self.get_queryset(request).filter(content__isnull=False).first(),
            "last": self.get_queryset(request).first(),
            "is_waiting": jobs.is_waiting(),
            "may_train": may_publish(request.user),
        }
        return super().changelist_view(request, about | (extra_context or {}))

    @method_decorator(require_POST)
    def train_view(self, request: HttpRequest) -> HttpResponse:
        """Have the model trained now, unless that is under way."""
        if not (may_publish(request.user) and self.has_view_permission(request)):
            raise PermissionDenied
        if jobs.is_waiting():
            messages.warning(request, "A training is under way already.")
        else:
            jobs.enqueue(request.user.pk)
            messages.success(request, "The model is trained in the background. Come back in a few minutes.")
        return HttpResponseRedirect(reverse("admin:articles_suggestionmodel_changelist"))

    @admin.display(description="trained", ordering="trained_at")
    def trained(self, training: SuggestionModel) -> str:
        return date_format(localtime(training.trained_at), "j M Y H:i")

    @admin.display(description="state")
    def state(self, training: SuggestionModel) -> str:
        if training.fault:
            return format_html('<span class="desk-badge desk-failed">Failed</span> {}', training.fault)
        if training.in_use:
            return format_html('<span class="desk-badge desk-done">{}</span>', "In use")
        return "Replaced by a newer one"

    @admin.display(description="topics, F1", ordering="topics_score")
    def topics_f1(self, training: SuggestionModel) -> str:
        return _score(training.topics_score)

    @admin.display(description="countries, F1", ordering="countries_score")
    def countries_f1(self, training: SuggestionModel) -> str:
        return _score(training.countries_score)

    @admin.display(description="took", ordering="seconds")
    def took(self, training: SuggestionModel) -> str:
        return f"{training.seconds:,.0f} s"


def _score(score: float | None) -> str:
    return "–" if score is None else f"{score:.2f}"
