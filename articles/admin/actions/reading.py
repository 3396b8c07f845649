"""Reading the originals of stories again: the act begins it, and its own page shows what differs and applies it."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from articles.admin.patience import patiently
from articles.editing import NotPossible
from articles.editing.publishing import counted
from articles.editing.roles import changeable
from articles.ingest import rereadings
from articles.jobs import rereadings as jobs
from articles.models import Article, Rereading
from articles.models.articles import ArticleQuerySet


class ReadAgain:
    """Read the chosen stories' originals again. It changes nothing, and so needs no preview."""

    name, short_description = "read_again", "Read the originals again …"
    allowed_permissions = ("change",)

    @property
    def __name__(self) -> str:
        return self.name

    def __call__(
        self, model_admin: admin.ModelAdmin, request: HttpRequest, queryset: ArticleQuerySet
    ) -> HttpResponse | None:
        """Begin, and lead to the page that tells how it goes; None leads back to the list."""
        if not model_admin.has_change_permission(request):
            raise PermissionDenied
        chosen = Article.objects.filter(pk__in=queryset.order_by().values("pk"))
        run = begin(request, changeable(chosen, request.user), f"Read the originals of {counted(chosen.count())} again")
        return HttpResponseRedirect(run.get_absolute_url()) if run else None


def begin(request: HttpRequest, stories: ArticleQuerySet, title: str) -> Rereading | None:
    """Begin to read the originals of stories again; None, and a message, where there is none to read."""
    try:
        with patiently():
            run = rereadings.open_rereading(stories, title, request.user)
    except (rereadings.Refused, NotPossible) as reason:
        messages.error(request, str(reason))
        return None
    jobs.start(run)
    return run
