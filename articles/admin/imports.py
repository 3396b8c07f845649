"""Imports at the desk: hand in, look through, confirm, watch, and see what became of every item."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Case, Prefetch, QuerySet, When
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from articles.admin import outcomes
from articles.admin.columns import ColumnsForm, table_of
from articles.admin.handing_in import HandInForm
from articles.admin.item_form import ItemForm
from articles.admin.site import desk
from articles.editing.roles import may_import, may_publish
from articles.importers import tables
from articles.ingest import checking, runs
from articles.jobs import imports as jobs
from articles.models import ColumnMapping, Import, ImportFile, ImportItem
from articles.text import html

# Looking for likenesses reads every story held, so a page of the preview is short.
PREVIEWED = 20
RUNNING = (Import.Status.QUEUED, Import.Status.RUNNING)


@admin.register(Import, site=desk)
class ImportAdmin(admin.ModelAdmin):
    """The imports, each in the state it is in."""

    list_display = ["__str__", "files_said", "status", "user", "created_at", "total"]
    list_filter = ["status"]
    list_select_related = ["user"]
    list_per_page = 50
    show_full_result_count = False
    date_hierarchy = "created_at"

    def get_urls(self) -> list[URLPattern]:
        def page(route: str, view: Any, name: str) -> URLPattern:
            return path(route, self.admin_site.admin_view(view), name=f"articles_import_{name}")

        return [
            page("<int:run_id>/items/<int:item_id>/", self.item_view, "item"),
            page("<int:run_id>/columns/", self.columns_view, "columns"),
            page("<int:run_id>/confirm/", self.confirm_view, "confirm"),
            page("<int:run_id>/cancel/", self.cancel_view, "cancel"),
            page("<int:run_id>/progress.json", self.progress_view, "progress"),
            page("<int:run_id>/outcomes.csv", self.outcomes_view, "outcomes"),
            page("<int:run_id>/again/", self.again_view, "again"),
            *super().get_urls(),
        ]

    # Who

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        """An editor sees everybody's imports, a contributor their own."""
        imports = (
            super().get_queryset(request).prefetch_related(Prefetch("files", ImportFile.objects.filter(page_of=None)))
        )
        return imports if may_publish(request.user) else imports.filter(user=request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return may_import(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Import | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Import | None = None) -> bool:
        return False

    @admin.display(description="what")
    def files_said(self, run: Import) -> str:
        names = [str(file) for file in run.files.all()]
        return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")

    def _run(self, request: HttpRequest, run_id: int | str) -> Import:
        if not may_import(request.user):
            raise PermissionDenied
        run = self.get_object(request, str(run_id))
        if run is None:
            raise Http404("There is no such import.")
        return run

    def _page(self, request: HttpRequest, template: str, title: str, context: dict[str, Any]) -> HttpResponse:
        common = {**self.admin_site.each_context(request), "title": title, "opts": self.opts, "media": self.media}
        return TemplateResponse(request, f"admin/{template}", common | context)

    # Handing in

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The Import page: what is handed in becomes an import in preview."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = HandInForm(request.POST or None, request.FILES or None, user=request.user)
        if request.method == "POST" and form.is_valid():
            mapping = form.cleaned_data["mapping"]
            try:
                run = runs.open_import(
                    form.handed(),
                    user=request.user,
                    format=form.cleaned_data["format"],
                    defaults=form.defaults(),
                    mapping=mapping.columns if mapping else None,
                    publish=bool(form.cleaned_data.get("publish")) and may_publish(request.user),
                    duplicates=form.cleaned_data["duplicates"] or Import.Duplicates.SKIP,
                )
            except runs.Refused as reason:
                form.add_error(None, str(reason))
            else:
                return HttpResponseRedirect(run.get_absolute_url())
        return self._page(
            request, "import_hand_in.html", "Import stories", {"form": form, "media": self.media + form.media}
        )

    # The import, in the state it is in

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Preview, progress or outcome."""
        run = self._run(request, object_id)
        if run.status == Import.Status.PREVIEW:
            return self._preview(request, run)
        if run.status in RUNNING:
            context = {"run": run, "progress": runs.progress(run)}
            return self._page(request, "import_progress.html", "Import running", context)
        return self._outcome(request, run)

    def _preview(self, request: HttpRequest, run: Import) -> HttpResponse:
        if request.method == "POST":
            keep_left_out(run, request)
            page = request.POST.get("page", "")
            return HttpResponseRedirect(f"{run.get_absolute_url()}?page={page if page.isdecimal() else 1}")
        items = list(run.items.all()[:2])
        if run.total == 1 and not items[0].reason:
            return HttpResponseRedirect(item_address(items[0]))
        listed = checking.checklist(run)
        page = Paginator(listed.items, PREVIEWED).get_page(request.GET.get("page"))
        context = {
            "run": run,
            "page": page,
            "previews": runs.preview(run, list(page)),
            "listed": listed,
            "first_open": next((item for item in listed.readable if not checking.is_checked(item)), None),
            "marked": sum(bool(item.edited and item.edited.get("publish")) for item in listed.items),
            "files": list(run.files.all()),
            "is_table": bool(table_of(run)),
            "may_publish": may_publish(request.user),
        }
        return self._page(request, "import_preview.html", "Look through the import", context)

    def item_view(self, request: HttpRequest, run_id: int, item_id: int) -> HttpResponse:
        """One item: the original beside the fields."""
        run = self._run(request, run_id)
        item = get_object_or_404(run.items.select_related("run", "file__original"), pk=item_id)
        if run.status != Import.Status.PREVIEW:
            return HttpResponseRedirect(run.get_absolute_url())
        preview = runs.preview_item(item)
        if preview.entry is None:
            return HttpResponseRedirect(run.get_absolute_url())
        data = request.POST.copy() if request.method == "POST" else None
        if data is not None and data.get("next") == "skip":
            data["skipped"] = "on"
        form = ItemForm(data, preview=preview, user=request.user)
        if request.method == "POST" and form.is_valid():
            keep(item, form, publish=may_publish(request.user) and wants_publishing(request, item))
            if "confirm" in request.POST:
                return self.confirm_view(request, run_id)
            return HttpResponseRedirect(self._next(run, item) if "next" in request.POST else run.get_absolute_url())
        listed = checking.checklist(run)
        original = preview.reading.original
        context = {
            "run": run,
            "item": item,
            "preview": preview,
            "form": form,
            "media": self.media + form.media,
            "original": html.to_text(original) if original.lstrip().startswith("<") else original,
            "source_text": original if original.lstrip().startswith("<") else "",
            "only": run.total == 1,
            "may_publish": may_publish(request.user),
            "listed": listed,
            "place": listed.place(item),
            "before": listed.before(item),
            "after": listed.after(item),
            "marked": bool(item.edited and item.edited.get("publish")),
        }
        return self._page(
            request, "import_item.html", preview.entry.document.headline or "Item without a headline", context
        )

    def _next(self, run: Import, item: ImportItem) -> str:
        following = checking.checklist(run).open_after(item)
        return item_address(following) if following else run.get_absolute_url()

    def columns_view(self, request: HttpRequest, run_id: int) -> HttpResponse:
        """Which column is which field, with samples."""
        run = self._run(request, run_id)
        columns = table_of(run) if run.status == Import.Status.PREVIEW else []
        if not columns:
            return HttpResponseRedirect(run.get_absolute_url())
        guessed = run.mapping or tables.guess_mapping([column.name for column in columns])
        form = ColumnsForm(request.POST or None, columns=columns, mapping=guessed)
        if request.method == "POST" and form.is_valid():
            run.mapping = form.mapping()
            if name := form.cleaned_data["save_as"].strip():
                ColumnMapping.objects.update_or_create(name=name, defaults={"columns": run.mapping})
                messages.success(request, f"The columns are saved as “{name}”.")
            with transaction.atomic():
                runs.list_items(run)
            return HttpResponseRedirect(run.get_absolute_url())
        return self._page(request, "import_columns.html", "Columns of the table", {"run": run, "form": form})

    # Confirming, watching, stopping

    @method_decorator(require_POST)
    def confirm_view(self, request: HttpRequest, run_id: int) -> HttpResponse:
        """Start the import. A second click finds it started."""
        run = self._run(request, run_id)
        with transaction.atomic():
            run = Import.objects.select_for_update().get(pk=run.pk)
            first = run.status == Import.Status.PREVIEW
            if first:
                run.publish = may_publish(request.user) and bool(request.POST.get("publish"))
                if request.POST.get("duplicates") in Import.Duplicates.values:
                    run.duplicates = request.POST["duplicates"]
                run.save(update_fields=["publish", "duplicates"])
                keep_left_out(run, request)
                runs.confirm(run)
        if first:
            jobs.start(Import.objects.get(pk=run.pk))
        return HttpResponseRedirect(run.get_absolute_url())

    @method_decorator(require_POST)
    def again_view(self, request: HttpRequest, run_id: int) -> HttpResponse:
        """Try items that came to nothing once more: the chosen ones, or all that ended one way."""
        run = self._run(request, run_id)
        chosen = [key for key in request.POST.getlist("item") if key.isdecimal() and len(key) < 19]
        items = run.items.filter(pk__in=chosen) if chosen else run.items.filter(outcome=request.POST.get("outcome"))
        if request.POST.get("duplicates") in Import.Duplicates.values:
            Import.objects.filter(pk=run.pk).update(duplicates=request.POST["duplicates"])
        try:
            number = runs.try_again(run, items)
        except runs.Refused as reason:
            messages.error(request, str(reason))
            return HttpResponseRedirect(run.get_absolute_url())
        jobs.start(Import.objects.get(pk=run.pk))
        messages.success(request, f"{number:,} item{'s' if number != 1 else ''} tried again.")
        return HttpResponseRedirect(run.get_absolute_url())

    @method_decorator(require_POST)
    def cancel_view(self, request: HttpRequest, run_id: int) -> HttpResponse:
        """Stop a running import after the batch at work, or forget one in preview."""
        run = self._run(request, run_id)
        runs.cancel(run)
        if run.status == Import.Status.PREVIEW:
            messages.success(request, "The import was discarded. Nothing was stored.")
            return HttpResponseRedirect(reverse("admin:articles_import_changelist"))
        messages.success(request, "The import stops after the items at work. What is stored stays, and can be undone.")
        return HttpResponseRedirect(run.get_absolute_url())

    def progress_view(self, request: HttpRequest, run_id: int) -> HttpResponse:
        """How far the run is, as JSON for the progress bar."""
        run = self._run(request, run_id)
        now = runs.progress(run)
        response = JsonResponse(
            {
                "status": now.status,
                "ended": now.status not in RUNNING,
                "done": now.done,
                "total": now.total,
                "counts": now.counts,
                "rate": round(now.rate, 1),
                "share": round(now.share, 4),
            }
        )
        response["Cache-Control"] = "no-store"
        return response

    def _outcome(self, request: HttpRequest, run: Import) -> HttpResponse:
        outcome = request.GET.get("outcome", "")
        items = outcomes.items_of(run, outcome)
        page = Paginator(items, outcomes.A_PAGE).get_page(request.GET.get("page"))
        context = {
            "run": run,
            "progress": runs.progress(run),
            "page": page,
            "outcome": outcome,
            "outcomes": outcomes.tally(run),
            "may_try_again": run.changeset is not None
            and not run.changeset.is_undone
            and outcome in (ImportItem.Outcome.REJECTED, ImportItem.Outcome.DUPLICATE),
            "may_undo": run.changeset is not None and not run.changeset.is_undone,
            "made": outcomes.made_by(run).order_by("pk").values_list("pk", flat=True).first(),
            "drafts": outcomes.drafts_of(run) if may_publish(request.user) else [],
        }
        return self._page(request, "import_outcome.html", "What became of the import", context)

    def outcomes_view(self, request: HttpRequest, run_id: int) -> HttpResponse:
        """Every item with outcome, reason and address, as CSV."""
        run = self._run(request, run_id)
        lines = outcomes.as_csv(outcomes.items_of(run, request.GET.get("outcome", "")), request.build_absolute_uri)
        response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="import-{run.pk}.csv"'
        return response


def item_address(item: ImportItem) -> str:
    """The page of an item in preview."""
    return reverse("admin:articles_import_item", args=[item.run_id, item.pk])


def keep_left_out(run: Import, request: HttpRequest) -> None:
    """Keep which of the items on the list's page were ticked to be left out."""
    shown = [key for key in request.POST.getlist("shown") if key.isdecimal() and len(key) < 19]
    skip = [key for key in shown if key in request.POST.getlist("skip")]
    run.items.filter(pk__in=shown).update(skipped=Case(When(pk__in=skip, then=True), default=False))


def wants_publishing(request: HttpRequest, item: ImportItem) -> bool:
    """Whether the button that was pressed publishes the item; saving it for the list leaves that as it was."""
    if "next" in request.POST:
        return request.POST["next"] == "publish"
    return bool(item.edited and item.edited.get("publish"))


def keep(item: ImportItem, form: ItemForm, *, publish: bool) -> None:
    """Keep an item as the editor left it; ``publish`` publishes it with the import, whatever becomes of the others."""
    item.skipped = form.cleaned_data["skipped"]
    if not item.skipped:
        item.edited = form.edited() | {"read": form.read_otherwise(), "publish": publish}
        item.headline = item.edited["headline"]
    item.save(update_fields=["skipped", "edited", "headline"])
