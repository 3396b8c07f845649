"""Suggested tags and countries of one story, worked out when they are asked for."""

from __future__ import annotations

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from articles.admin.changesets import told
from articles.editing.tagging import add_found
from articles.tagging.offers import found, offers_for_stories


class Offering(admin.ModelAdmin):
    """The page of a story's suggestions."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.suggestions_view)
        page = path("<int:article_id>/suggestions/", view, name="articles_article_suggestions")
        return [page, *super().get_urls()]

    def suggestions_view(self, request: HttpRequest, article_id: int) -> HttpResponse:
        """Offer tags and countries, each with its reasons; those chosen are added as one change-set."""
        story = self.get_object(request, str(article_id))
        if story is None:
            raise Http404("There is no such story.")
        if not self.has_change_permission(request, story):
            raise PermissionDenied
        offers = offers_for_stories([story])[story.pk]
        ticked = {offer.value for offer in offers if offer.ticked}
        if request.method == "POST":
            values = request.POST.getlist("offered")
            ticked = set(values)
            chosen = found(offers, values, story)
            if len(chosen) < len(ticked):
                messages.warning(request, "The suggestions changed since you looked. Look again before you add them.")
            elif not chosen:
                messages.warning(request, "Nothing is ticked, so nothing was added.")
            else:
                messages.success(request, told(add_found(chosen, request.user)))
                return HttpResponseRedirect(reverse("admin:articles_article_change", args=[story.pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": "Suggested tags and countries",
            "opts": self.opts,
            "media": self.media,
            "story": story,
            "offers": offers,
            "ticked": ticked,
        }
        return TemplateResponse(request, "admin/suggestions.html", context)
