"""Originals at the desk: how the pages that stories were taken from were found to stand."""

from __future__ import annotations

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from articles.admin.site import desk
from articles.jobs.links import look_again
from articles.models import LinkCheck

AT_A_TIME = 50


@admin.register(LinkCheck, site=desk)
class LinkCheckAdmin(admin.ModelAdmin):
    """The originals that were looked at. Nothing is edited here."""

    list_display = ["story", "condition", "original", "told", "missing_since", "checked_at"]
    list_display_links = None
    list_filter = ["state", "checked_at"]
    search_fields = ["article__headline", "url"]
    fields = ["story", "condition", "original", "moved_to", "told", "missing_since", "checked_at"]
    actions = ["again"]
    list_per_page = 50
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        checks = super().get_queryset(request).select_related("article")
        return checks.defer("article__body_html", "article__body_text")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: LinkCheck | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: LinkCheck | None = None) -> bool:
        return False

    @admin.display(description="story", ordering="article__headline")
    def story(self, check: LinkCheck) -> str:
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:articles_article_change", args=[check.article_id]), check.article
        )

    @admin.display(description="state", ordering="state")
    def condition(self, check: LinkCheck) -> str:
        return format_html('<span class="desk-badge desk-{}">{}</span>', check.state, check.get_state_display())

    @admin.display(description="address")
    def original(self, check: LinkCheck) -> str:
        return format_html('<a href="{}" rel="noopener noreferrer">{}</a>', check.url, check.url)

    @admin.action(description="Look again", permissions=["view"])
    def again(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        chosen = list(queryset.values_list("article_id", flat=True)[:AT_A_TIME])
        look_again.defer(stories=chosen)
        self.message_user(request, f"{len(chosen)} are looked at again. Come back in a few minutes.")
