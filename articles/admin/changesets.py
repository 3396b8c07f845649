"""Change-sets at the desk: what was done, by whom, and taking it back."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from articles.admin.patience import patiently
from articles.admin.site import desk
from articles.editing import NotPossible, undo
from articles.editing.roles import may_publish
from articles.jobs import undoing
from articles.models import (
    Article,
    ArticleCountry,
    ArticleTag,
    ChangeSet,
    Correction,
    FrontPick,
    KeyStory,
    LastReading,
    Reprint,
)

SHOWN = 50


def told(changeset: ChangeSet) -> str:
    """A message that says what was done and leads to where it can be undone."""
    return format_html('{}. <a href="{}">See the change, or undo it</a>', changeset.title, changeset.get_absolute_url())


def undoable(changeset: ChangeSet) -> bool:
    """Whether the change-set can be taken back: it is no undo, and was not undone before."""
    return changeset.kind != ChangeSet.Kind.UNDO and not changeset.is_undone


def touched(changeset: ChangeSet) -> QuerySet:
    """Stories that the change-set made or changed, or whose tags, countries, reprints, corrections or place before readers it changed."""
    stories = Q()
    columns = {
        Article: "id",
        ArticleTag: "article_id",
        ArticleCountry: "article_id",
        Reprint: "article_id",
        LastReading: "article_id",
        FrontPick: "article_id",
        Correction: "article_id",
        KeyStory: "article_id",
    }
    for model, column in columns.items():
        events = model.pgh_event_model.objects.filter(pgh_changeset=changeset.pk)
        stories |= Q(pk__in=events.values(column))
    return Article.objects.filter(stories).only("headline", "status")


@admin.register(ChangeSet, site=desk)
class ChangeSetAdmin(admin.ModelAdmin):
    """What was done to the archive. Nothing is edited here; a change can be undone."""

    list_display = ["title", "kind", "user", "created_at", "figures", "undone"]
    list_display_links = ["title"]
    list_filter = ["kind", ("user", admin.RelatedOnlyFieldListFilter)]
    list_select_related = ["user", "undone_by"]
    search_fields = ["title", "note"]
    date_hierarchy = "created_at"
    show_full_result_count = False
    list_per_page = 50

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.undo_view)
        return [path("<path:object_id>/undo/", view, name="articles_changeset_undo"), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """An editor sees everybody's, a contributor their own."""
        changesets = super().get_queryset(request)
        return changesets if may_publish(request.user) else changesets.filter(user=request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: ChangeSet | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: ChangeSet | None = None) -> bool:
        return False

    @admin.display(description="figures")
    def figures(self, changeset: ChangeSet) -> str:
        return ", ".join(f"{number:,} {what}" for what, number in changeset.counts.items() if number)

    @admin.display(description="undone", boolean=True)
    def undone(self, changeset: ChangeSet) -> bool:
        return hasattr(changeset, "undone_by")

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The change-set: what it was, and which stories it touched."""
        return self._page(request, self._changeset(request, object_id))

    def undo_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Undo by POST; by GET, what an undo would do, which may take a while to find out."""
        changeset = self._changeset(request, object_id)
        if request.method != "POST":
            plan = undo.preview(changeset) if undoable(changeset) else None
            return self._page(request, changeset, plan)
        even_edited = "even_edited" in request.POST and may_publish(request.user)
        if undoable(changeset) and undo.touched_rows(changeset) > undoing.AT_ONCE:
            undoing.enqueue(changeset, request.user.pk, even_edited=even_edited)
            messages.success(
                request, "So many rows take a while: the undo runs in the background. This page says when it is done."
            )
            return HttpResponseRedirect(changeset.get_absolute_url())
        try:
            with patiently():
                report = undo.undo(changeset, request.user, even_edited=even_edited)
        except NotPossible as reason:
            messages.error(request, str(reason))
            return HttpResponseRedirect(changeset.get_absolute_url())
        messages.success(request, told(report.changeset))
        for kept in report.kept[:SHOWN]:
            messages.warning(request, f"Left as it is: {kept}")
        return HttpResponseRedirect(report.changeset.get_absolute_url())

    def _changeset(self, request: HttpRequest, object_id: str) -> ChangeSet:
        changeset = self.get_object(request, object_id)
        if changeset is None:
            raise Http404("There is no such change-set.")
        if not self.has_view_permission(request, changeset):
            raise PermissionDenied
        return changeset

    def _page(self, request: HttpRequest, changeset: ChangeSet, plan: undo.UndoPlan | None = None) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": changeset.title,
            "opts": self.opts,
            "changeset": changeset,
            "figures": self.figures(changeset),
            "stories": touched(changeset)[:SHOWN],
            "plan": plan,
            "undoable": undoable(changeset) and not undoing.is_waiting(changeset),
            "undo_waits": undoing.is_waiting(changeset),
            "may_force": may_publish(request.user),
            "undone_by": ChangeSet.objects.filter(undoes=changeset).select_related("user").first(),
            "listed": reverse("admin:articles_changeset_changelist"),
        }
        return TemplateResponse(request, "admin/changeset.html", context)
