"""``/api/v1/imports/``: hand stories in, and see what became of each."""

from __future__ import annotations

from io import IOBase
from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from rest_framework.exceptions import PermissionDenied, ValidationError
from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import BasePermission
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from articles.editing.roles import may_import, may_publish
from articles.importers import AUTO
from articles.ingest import runs
from articles.intake.authentication import ByToken
from articles.intake.receiving import LARGEST, Options, TooLarge, Whole
from articles.jobs.imports import start
from articles.models import Import, ImportItem

ITEMS_SHOWN = 100


class MayImport(BasePermission):
    """Who may bring stories in at the desk may do so by program."""

    message = "This token's owner may not import stories."

    def has_permission(self, request: Request, view: APIView) -> bool:
        return request.user is not None and may_import(request.user)


class Intake(APIView):
    """What both addresses have in common. Nothing here is for caches."""

    authentication_classes = [ByToken]
    permission_classes = [MayImport]
    parser_classes = [MultiPartParser, Whole]
    schema = None

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """Refuse a body that says that it is too large before it is read."""
        super().initial(request, *args, **kwargs)
        if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST:
            raise TooLarge

    def finalize_response(self, request: Request, response: Response, *args: Any, **kwargs: Any) -> Response:
        response = super().finalize_response(request, response, *args, **kwargs)
        response["Cache-Control"] = "private, no-store"
        return response


class Imports(Intake):
    """Hand in files: the body is one, or a form with several. The answer says where the outcome will be."""

    def post(self, request: Request) -> Response:
        """201 with the outcome of a short import, 202 for one that goes on; 400 says what is wrong, and nothing is kept."""
        options = Options(request.query_params)
        if not options.is_valid():
            raise ValidationError(options.errors)
        if options.cleaned_data["publish"] and not may_publish(request.user):
            raise PermissionDenied("This token's owner may not publish.")
        try:
            run = runs.open_import(
                self._handed(request, options),
                user=request.user,
                format=options.cleaned_data["format"] or AUTO,
                defaults=options.defaults(),
                publish=options.cleaned_data["publish"],
                duplicates=options.cleaned_data["duplicates"] or Import.Duplicates.SKIP,
            )
        except runs.Refused as reason:
            raise ValidationError({"detail": str(reason)}) from reason
        finally:
            if isinstance(request.data, IOBase):
                request.data.close()
        runs.confirm(run)
        start(run)
        run.refresh_from_db()
        status = 201 if run.status == Import.Status.DONE else 202
        return Response(described(run), status=status, headers={"Location": address(run)})

    def _handed(self, request: Request, options: Options) -> list[runs.Handed]:
        if isinstance(request.data, IOBase):
            headers = {"content-type": request.content_type or ""}
            filename, url = options.cleaned_data["filename"], options.cleaned_data["url"]
            return [runs.Handed(filename, request.data, url, headers=headers)]
        return [runs.Handed(file.name, file) for _, several in request.FILES.lists() for file in several]


class ImportDetail(Intake):
    """One import: how far it is, and its items, of one outcome where ``outcome`` names it, after item ``after``."""

    def get(self, request: Request, id: int) -> Response:
        """The import; 404 for one of somebody else's, unless the token is an editor's."""
        everyones = Import.objects.select_related("changeset")
        own = everyones if may_publish(request.user) else everyones.filter(user=request.user)
        run = get_object_or_404(own, pk=id)
        items = run.items.select_related("file").order_by("pk")
        if outcome := request.query_params.get("outcome", ""):
            if outcome not in ImportItem.Outcome.values:
                raise ValidationError({"outcome": f"Outcomes are: {', '.join(ImportItem.Outcome.values)}."})
            items = items.filter(outcome=outcome)
        after = request.query_params.get("after", "0")
        if not (after.isascii() and after.isdecimal() and len(after) <= 18):
            raise ValidationError({"after": "Give the id of the last item that you have."})
        shown = list(items.filter(pk__gt=int(after))[: ITEMS_SHOWN + 1])
        more = {"next_after": shown[ITEMS_SHOWN - 1].pk} if len(shown) > ITEMS_SHOWN else {}
        return Response(described(run) | {"items": [_item(one) for one in shown[:ITEMS_SHOWN]]} | more)


def address(run: Import) -> str:
    """Where an import is asked after."""
    return reverse("api-import", args=[run.pk])


def described(run: Import) -> dict[str, Any]:
    """An import in a few words: its state, and how many items had which outcome."""
    return {
        "id": run.pk,
        "url": address(run),
        "status": run.status,
        "fault": run.fault,
        "changeset": run.changeset_id,
        "total": run.total,
        "counts": run.counts(),
    }


def _item(item: ImportItem) -> dict[str, Any]:
    return {
        "id": item.pk,
        "file": str(item.file),
        "position": item.position,
        "headline": item.headline,
        "outcome": item.outcome,
        "reason": item.reason,
        "article": item.article_id,
    }
