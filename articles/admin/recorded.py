"""What the forms of all records share: they save as change-sets, and their history is the record's own."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from articles.admin.fields import Lines
from articles.admin.history import history_of
from articles.editing import history
from articles.models import ChangeSet


class Recorded(admin.ModelAdmin):
    """A record whose saving, with all that hangs on it, is one change-set."""

    formfield_overrides = {ArrayField: {"form_class": Lines}}
    show_full_result_count = False
    list_per_page = 50
    list_max_show_all = 200

    def save_model(self, request: HttpRequest, obj: models.Model, form: Any, change: bool) -> None:
        """Save the row in a change-set, which the form carries on to what hangs on the row."""
        act = "Edited" if change else "Added"
        with history.change(ChangeSet.Kind.EDIT, f"{act} {self._called(obj)}", request.user) as form.changeset:
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        with history.recording(form.changeset):
            super().save_related(request, form, formsets, change)

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        with history.change(ChangeSet.Kind.EDIT, f"Deleted {self._called(obj)}", request.user):
            super().delete_model(request, obj)

    def _called(self, obj: models.Model) -> str:
        return f"{obj._meta.verbose_name} “{obj}”"

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Who changed the record, when, and what, field by field."""
        thing = self.get_object(request, object_id)
        if thing is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, thing):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": f"History of “{thing}”",
            "entries": history_of(thing),
            "object": thing,
            "opts": self.opts,
            "module_name": self.opts.verbose_name_plural.capitalize(),
        }
        return TemplateResponse(request, "admin/history.html", context | (extra_context or {}))
