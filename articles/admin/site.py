"""The desk: Django's admin site under the archive's name, with a front page for editors."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse

from articles.admin.waiting import waiting_for

# The order of a day's work.
ORDER = (
    "Article", "FrontPick", "Import", "Rereading", "Subscription", "Tag", "TagRule", "SuggestionModel", "Country", "Source", "Section",
    "Author", "ChangeSet", "LinkCheck",
    "ColumnMapping", "Token",
)  # fmt: skip


class Desk(AdminSite):
    """The admin site of the archive."""

    site_header = settings.ARCHIVE_NAME
    site_title = settings.ARCHIVE_NAME
    index_title = "The desk"
    index_template = "admin/desk.html"
    empty_value_display = "–"

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        """The front page: what waits for somebody, where the archive has gaps, what was done last."""
        return super().index(request, {"waiting": waiting_for(request.user)} | (extra_context or {}))

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """The tables in the order of a day's work instead of the alphabet's."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            app["models"].sort(key=lambda row: ORDER.index(row["object_name"]) if row["object_name"] in ORDER else 99)
        return sorted(apps, key=lambda app: app["app_label"] != "articles")


desk = Desk(name="admin")
# A change in bulk is a change-set with a preview; Django's own deletion knows neither.
desk.disable_action("delete_selected")
