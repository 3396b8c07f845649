"""Rereadings at the desk: how far one is, what differs, and applying it in a second step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from articles.admin.actions.reading import begin
from articles.admin.changesets import undoable
from articles.admin.site import desk
from articles.editing.roles import changeable, may_import, may_publish
from articles.ingest import rereadings
from articles.jobs import rereadings as jobs
from articles.models import Article, Import, Rereading, RereadItem

A_PAGE = 100


@dataclass(frozen=True, slots=True)
class Tally:
    """How many stories ended one way."""

    outcome: str
    label: str
    number: int


@admin.register(Rereading, site=desk)
class RereadingAdmin(admin.ModelAdmin):
    """The rereadings, each in the state it is in. Nothing is edited here."""

    list_display = ["title", "status", "user", "created_at"]
    list_filter = ["status"]
    list_select_related = ["user"]
    list_per_page = 50
    show_full_result_count = False

    def get_urls(self) -> list[URLPattern]:
        def page(route: str, view: Any, name: str) -> URLPattern:
            return path(route, self.admin_site.admin_view(view), name=f"articles_rereading_{name}")

        return [
            page("<int:run_id>/apply/", self.apply_view, "apply"),
            page("<int:run_id>/stop/", self.stop_view, "stop"),
            page("<int:run_id>/progress.json", self.progress_view, "progress"),
            page("of-import/<int:import_id>/", self.of_import_view, "of_import"),
            *super().get_urls(),
        ]

    # Who

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """An editor sees everybody's rereadings, a contributor their own."""
        runs = super().get_queryset(request)
        return runs if may_publish(request.user) else runs.filter(user=request.user)

    def has_view_permission(self, request: HttpRequest, obj: Rereading | None = None) -> bool:
        return request.user.has_perm("articles.change_article")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Rereading | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Rereading | None = None) -> bool:
        return False

    def _run(self, request: HttpRequest, run_id: int | str) -> Rereading:
        if not self.has_view_permission(request):
            raise PermissionDenied
        run = self.get_object(request, str(run_id))
        if run is None:
            raise Http404("There is no such rereading.")
        return run

    # In the state it is in

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Progress or outcome."""
        run = self._run(request, object_id)
        context = {
            **self.admin_site.each_context(request),
            "title": run.title,
            "opts": self.opts,
            "media": self.media,
            "run": run,
            "progress": rereadings.progress(run),
        }
        if run.status in rereadings.AT_WORK:
            return TemplateResponse(request, "admin/rereading_progress.html", context)
        return TemplateResponse(request, "admin/rereading.html", context | self._outcome(request, run))

    def _outcome(self, request: HttpRequest, run: Rereading) -> dict[str, Any]:
        outcome = request.GET.get("outcome", "")
        items = run.items.select_related("article").defer("article__body_html", "article__body_text")
        shown = {
            "clear": items.filter(outcome=RereadItem.Outcome.DIFFERS, is_clear=True),
            "kept": items.filter(outcome=RereadItem.Outcome.DIFFERS, is_clear=False),
        }
        listed = shown.get(outcome) if outcome in shown else items.filter(outcome=outcome)
        if not outcome:
            listed = items.exclude(outcome=RereadItem.Outcome.UNCHANGED)
        return {
            "page": Paginator(listed, A_PAGE).get_page(request.GET.get("page")),
            "outcome": outcome,
            "outcomes": [
                Tally(name, label, number)
                for name, label in RereadItem.Outcome.choices
                if (number := run.counts()[name])
            ],
            "clear": rereadings.clear(run).count(),
            "may_undo": run.changeset is not None and undoable(run.changeset),
            "is_undone": run.changeset is not None and run.changeset.is_undone,
        }

    def progress_view(self, request: HttpRequest, run_id: int) -> HttpResponse:
        """How far it is, as JSON for the progress bar."""
        now = rereadings.progress(self._run(request, run_id))
        response = JsonResponse(
            {
                "status": now.status,
                "ended": now.status not in rereadings.AT_WORK,
                "done": now.done,
                "total": now.total,
                "counts": now.counts,
                "rate": round(now.rate, 1),
                "share": round(now.share, 4),
            }
        )
        response["Cache-Control"] = "no-store"
        return response

    # Beginning, applying, stopping

    @method_decorator(require_POST)
    def of_import_view(self, request: HttpRequest, import_id: int) -> HttpResponse:
        """Read again what an import brought in."""
        if not may_import(request.user) or not self.has_view_permission(request):
            raise PermissionDenied
        imports = Import.objects.all() if may_publish(request.user) else Import.objects.filter(user=request.user)
        source = imports.filter(pk=import_id).first()
        if source is None:
            raise Http404("There is no such import.")
        brought = source.items.filter(outcome__in=["created", "updated", "unchanged"]).values("article")
        stories = changeable(Article.objects.filter(pk__in=brought), request.user)
        run = begin(request, stories, f"Read all of import {source.pk} again")
        return HttpResponseRedirect((run or source).get_absolute_url())

    @method_decorator(require_POST)
    def apply_view(self, request: HttpRequest, run_id: int) -> HttpResponse:
        """Apply the new readings where no editor's own change is concerned. A second click finds it begun."""
        run = self._run(request, run_id)
        try:
            run = rereadings.begin_applying(run, request.user)
        except rereadings.Refused as reason:
            messages.error(request, str(reason))
        else:
            jobs.start(run)
        return HttpResponseRedirect(run.get_absolute_url())

    @method_decorator(require_POST)
    def stop_view(self, request: HttpRequest, run_id: int) -> HttpResponse:
        """Stop after the stories at work."""
        run = self._run(request, run_id)
        rereadings.stop(run)
        messages.success(request, "It stops after the stories at work. What is applied stays, and can be undone.")
        return HttpResponseRedirect(run.get_absolute_url())
