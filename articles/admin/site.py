"""The desk: Django's admin site under the archive's name, with a front page for editors."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse

from articles.admin.waiting import waiting_for

# The tables in the order of a day's work, under what an editor is about to do with them.
GROUPS = {
    "Stories": ("Article", "FrontPick"),
    "Bringing in": ("Import", "Subscription", "Rereading", "ColumnMapping", "Token"),
    "Names": ("Tag", "Country", "Source", "Section", "Author"),
    "Suggestions": ("TagRule", "SuggestionModel"),
    "Looking back": ("ChangeSet", "LinkCheck"),
    "Accounts": ("User", "Group"),
}


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

    def app_index(
        self, request: HttpRequest, app_label: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The tables of one app are no page of their own: the front page has them all."""
        return redirect("admin:index")

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """The tables that the editor may see, by ``GROUPS`` instead of by the app that holds them."""
        apps = super().get_app_list(request, app_label)
        rows = {row["object_name"]: row for app in apps for row in app["models"]}
        groups = {name: [rows.pop(table) for table in tables if table in rows] for name, tables in GROUPS.items()}
        groups["More"] = list(rows.values())
        return [{"name": name, "models": models} for name, models in groups.items() if models]


desk = Desk(name="admin")
# A change in bulk is a change-set with a preview; Django's own deletion knows neither.
desk.disable_action("delete_selected")
