"""Merging one tag into another at the desk: choose, see what moves, confirm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse

from articles.admin.changesets import told
from articles.admin.site import desk
from articles.editing import NotPossible
from articles.editing.merging import merge_tags
from articles.models import ArticleTag, Tag


class MergeForm(forms.Form):
    """The tag that stays."""

    into = forms.ModelChoiceField(
        Tag.objects.all(),
        label="Merge into",
        help_text="The tag that stays.",
        widget=AutocompleteSelect(ArticleTag._meta.get_field("tag"), desk),
    )


@dataclass(frozen=True, slots=True)
class MergePlan:
    """What a merge would move."""

    stories: int
    both: int
    children: list[Tag]
    names: list[str]
    addresses: list[str]


def plan(tag: Tag, into: Tag) -> MergePlan:
    """What merging ``tag`` into ``into`` would move."""
    links = ArticleTag.objects.filter(tag=tag)
    return MergePlan(
        stories=links.count(),
        both=links.filter(article__in=ArticleTag.objects.filter(tag=into).values("article")).count(),
        children=list(tag.children.all()),
        names=[name for name in (tag.name, *tag.aliases) if name not in (into.name, *into.aliases)],
        addresses=[tag.slug, *tag.former_slugs.values_list("slug", flat=True)],
    )


class Merging(admin.ModelAdmin):
    """The merge page of the tags."""

    def merge_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask for the target, show what moves, and merge on confirmation by POST."""
        tag = self.get_object(request, object_id)
        if tag is None:
            raise Http404("There is no such tag.")
        if not self.has_delete_permission(request, tag):
            raise PermissionDenied
        form = MergeForm(request.POST or request.GET or None)
        into = form.cleaned_data["into"] if form.is_bound and form.is_valid() else None
        if into is not None and request.method == "POST":
            try:
                changeset = merge_tags(tag, into, request.user)
            except NotPossible as reason:
                form.add_error("into", str(reason))
                into = None
            else:
                messages.success(request, told(changeset))
                return HttpResponseRedirect(reverse("admin:articles_tag_change", args=[into.pk]))
        elif into == tag:
            form.add_error("into", "A tag cannot be merged into itself.")
            into = None
        context: dict[str, Any] = {
            **self.admin_site.each_context(request),
            "title": f"Merge “{tag}” into another tag",
            "opts": self.opts,
            "tag": tag,
            "form": form,
            "media": self.media + form.media,
            "into": into,
            "plan": plan(tag, into) if into else None,
        }
        return TemplateResponse(request, "admin/merge.html", context)
