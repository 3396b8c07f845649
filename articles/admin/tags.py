"""Tags at the desk: the tree, other names, former addresses, and merging."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join

from articles.admin.featured import KeyStoryInline
from articles.admin.merging import Merging
from articles.admin.named import Counted, NamedForm
from articles.admin.recorded import Recorded
from articles.admin.site import desk
from articles.editing.merging import ancestors
from articles.models import ArticleTag, Tag


class TagForm(NamedForm):
    """A tag; the tree must stay a tree."""

    class Meta:
        model = Tag
        fields = ["kind", "name", "slug", "parent", "aliases", "introduction"]

    def clean_parent(self) -> Tag | None:
        parent = self.cleaned_data["parent"]
        if parent and self.instance.pk and (parent.pk == self.instance.pk or self.instance.pk in ancestors(parent)):
            raise ValidationError(f"“{parent}” stands below this tag, so it cannot stand above it.")
        return parent


class LevelFilter(admin.SimpleListFilter):
    """The top of the tree, or one branch of it."""

    title, parameter_name = "place in the tree", "level"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("top", "Top of the tree"), ("below", "Below another tag")]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        match self.value():
            case "top":
                return queryset.filter(parent=None)
            case "below":
                return queryset.exclude(parent=None)
        return queryset


@admin.register(Tag, site=desk)
class TagAdmin(Merging, Counted, Recorded):
    """Topics, people, organisations, places and events."""

    form = TagForm
    change_form_template = "admin/tag_form.html"
    list_display = ["name", "kind", "parent", "other_names", "stories"]
    list_filter = ["kind", LevelFilter]
    list_select_related = ["parent"]
    search_fields = ["name", "slug"]
    autocomplete_fields = ["parent"]
    prepopulated_fields = {"slug": ["name"]}
    readonly_fields = ["branch", "former_addresses"]
    inlines = [KeyStoryInline]
    links, by = ArticleTag, "tag"
    fieldsets = [
        (None, {"fields": ["kind", "name", "slug", "parent", "branch"]}),
        ("For readers", {"fields": ["introduction"]}),
        ("Other names", {"fields": ["aliases", "former_addresses"]}),
    ]

    def get_urls(self) -> list[URLPattern]:
        merge = path("<path:object_id>/merge/", self.admin_site.admin_view(self.merge_view), name="articles_tag_merge")
        return [merge, *super().get_urls()]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Tag | None = None) -> dict[str, Any]:
        """An address is made from the name once; a tag that has one keeps it when it is renamed."""
        return {} if obj else super().get_prepopulated_fields(request, obj)

    @admin.display(description="other names")
    def other_names(self, tag: Tag) -> str:
        return ", ".join(tag.aliases)

    @admin.display(description="in the tree")
    def branch(self, tag: Tag) -> str:
        """The way down to the tag, and what stands below it."""
        if not tag.pk:
            return "–"
        above: list[Tag] = []
        step = tag.parent
        while step is not None and step not in above:
            above.insert(0, step)
            step = step.parent
        below = list(tag.children.all()[:50])
        return format_html(
            "{}<strong>{}</strong>{}",
            format_html_join("", "{} › ", ((_link(one),) for one in above)),
            tag.name,
            format_html_join("", " › {}" if len(below) == 1 else " · {}", ((_link(one),) for one in below)),
        )

    @admin.display(description="former addresses")
    def former_addresses(self, tag: Tag) -> str:
        """Addresses that lead to this tag since a renaming or a merge."""
        return ", ".join(f"/topics/{former.slug}/" for former in tag.former_slugs.all()) if tag.pk else ""


def _link(tag: Tag) -> str:
    return format_html('<a href="{}">{}</a>', reverse("admin:articles_tag_change", args=[tag.pk]), tag.name)
