"""A story's original read again: what would change, field by field, and applying what an editor chooses of it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from articles.admin.changesets import told
from articles.admin.originals import Originals
from articles.ingest.again import Again, Looking, read_again
from articles.ingest.differing import Compared, Difference, compare
from articles.ingest.renewing import apply_one, offered
from articles.models import Article
from articles.text import comparing


@dataclass(frozen=True, slots=True)
class Row:
    """A difference as it is shown: from what the story says to what is read now, word by word."""

    difference: Difference
    compared: comparing.Comparison
    ticked: bool

    @property
    def is_long(self) -> bool:
        """Whether it is told as running text across the page."""
        return self.difference.name == "body"


class ReadingAgain(Originals):
    """The page on which a story's original is read again."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.again_view)
        return [path("<int:story_id>/original/again/", view, name="articles_article_again"), *super().get_urls()]

    def again_view(self, request: HttpRequest, story_id: int) -> HttpResponse:
        """By GET what the present importer would change; by POST it is applied as far as it is chosen."""
        story, item = self.imported(request, story_id)
        if not self.has_change_permission(request, story):
            raise PermissionDenied
        again = read_again([item])[item.pk]
        if request.method == "POST":
            with transaction.atomic():
                # Nobody saves the story between the comparison and the writing.
                story = Article.objects.select_for_update().get(pk=story.pk)
                compared = compare(story, again, Looking())
                if (answer := self._applied(request, compared)) is not None:
                    return answer
        else:
            compared = compare(story, again, Looking())
        return self._page(request, compared)

    def _applied(self, request: HttpRequest, compared: Compared) -> HttpResponse | None:
        """The answer where the chosen was applied; None where the page is to be shown once more, with the reason."""
        if request.POST.get("seen") != compared.seen:
            messages.warning(
                request, "The story or its reading changed since you looked. Look again before you apply it."
            )
            return None
        chosen = request.POST.getlist("field")
        if not offered(compared, chosen):
            messages.warning(request, "Nothing is chosen. Tick the fields that are to be as they are read now.")
            return None
        changeset = apply_one(compared, chosen, request.user)
        messages.success(request, told(changeset))
        return HttpResponseRedirect(reverse("admin:articles_article_change", args=[compared.story.pk]))

    def _page(self, request: HttpRequest, compared: Compared) -> HttpResponse:
        chosen = set(request.POST.getlist("field"))
        rows = [
            Row(one, comparing.compare(one.held, one.read), one.name in chosen if request.POST else one.ticked)
            for one in compared.differences
        ]
        context = self.about_story(
            request, compared.story, "Read again",
            rows=rows, compared=compared, again=compared.again,
            was_read_with=read_with(compared.story, compared.again), offers=any(one.offered for one in compared.differences),
        )  # fmt: skip
        return TemplateResponse(request, "admin/read_again.html", context)


def read_with(story: Article, again: Again) -> str:
    """The importer whose reading the story has, as far as that was noted: "html 11"."""
    if last := getattr(story, "last_reading", None):
        return str(last)
    item = again.item
    return f"{item.importer} {item.importer_version}" if item.importer else ""
