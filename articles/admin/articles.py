"""Stories at the desk: the list, the form, and what may be done to many at once."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import models
from django.forms import Media
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.timezone import localtime

from articles.admin.actions import ACTIONS
from articles.admin.article_form import ArticleForm
from articles.admin.article_inlines import INLINES
from articles.admin.filters import (
    AuthorFilter,
    CountryFilter,
    EmbargoFilter,
    GapFilter,
    ImportFilter,
    LanguageFilter,
    SectionFilter,
    SourceFilter,
    SubscriptionFilter,
    TagFilter,
)
from articles.admin.offering import Offering
from articles.admin.read_again import ReadingAgain
from articles.admin.recorded import Recorded
from articles.admin.site import desk
from articles.editing import reprints
from articles.editing.history import recording
from articles.editing.roles import OPEN_TO_CONTRIBUTORS, may_change, may_import, may_publish
from articles.editing.stories import prepare
from articles.models import Article, ArticleTag, Reprint
from articles.models.links import Attachment

SHOWN_TOPICS = 3
FEW = 1000


class ArticleList(ChangeList):
    """A page of the list: what a row shows, in a fixed number of queries and without the bodies."""

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> models.QuerySet:
        stories = super().get_queryset(request, exclude_parameters)
        links = models.Prefetch("article_tags", queryset=ArticleTag.objects.select_related("tag"))
        return stories.defer("body_html", "body_text", "standfirst").prefetch_related(links)


@admin.register(Article, site=desk)
class ArticleAdmin(Offering, ReadingAgain, Recorded):
    """The stories of the archive."""

    form = ArticleForm
    inlines = INLINES
    actions = ACTIONS
    change_list_template = "admin/article_list.html"
    change_form_template = "admin/article_form.html"
    list_display = ["headline", "published", "state", "kind", "topics", "source", "section", "changed"]
    list_filter = [
        "status", EmbargoFilter, GapFilter, TagFilter, CountryFilter, SourceFilter, SectionFilter, AuthorFilter, "kind", LanguageFilter,
        ImportFilter,
        SubscriptionFilter,
    ]  # fmt: skip
    list_select_related = ["source", "section"]
    date_hierarchy = "published_at"
    ordering = ["-published_at", "-id"]
    search_fields = ["headline"]
    search_help_text = "Words of the headline, the number of a story, or its identifier"
    autocomplete_fields = ["section", "source", "merged_into"]
    readonly_fields = [
        "number",
        "added_by",
        "added_at",
        "changed_at",
        "word_count",
        "changeset",
        "printings",
        "original",
    ]
    fieldsets = [
        (None, {"fields": ["seen", "status", "headline", "standfirst", "body_html"]}),
        ("As printed", {"fields": [("kind", "language"), ("section", "source"), ("dateline", "credit")]}),
        (
            "When",
            {
                "fields": [
                    ("published_at", "published_precision"),
                    ("published_printed", "published_zone"),
                    "updated_at",
                ]
            },
        ),
        ("Embargo", {"fields": [("embargoed_until", "publishes_itself")]}),
        ("Withdrawal", {"fields": ["withdrawn_reason", "merged_into"]}),
        (
            "Address and record",
            {
                "fields": [
                    "slug",
                    "guid",
                    ("number", "word_count"),
                    ("added_at", "added_by"),
                    ("changed_at", "changeset"),
                    "printings",
                    "original",
                ]
            },
        ),
    ]

    @property
    def media(self) -> Media:
        """With what the autocompletes in the list's filters need."""
        return super().media + AutocompleteSelect(Article._meta.get_field("source"), desk).media

    # What the list shows

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[ChangeList]:
        return ArticleList

    @admin.display(description="status", ordering="status")
    def state(self, story: Article) -> str:
        if story.embargoed_until is None:
            return story.get_status_display()
        # Not broken: the column is as narrow as its words.
        until = date_format(localtime(story.embargoed_until), "j M Y H:i").replace(" ", "\u00a0")
        told = f"embargo until {until}" if story.is_under_embargo else f"embargo over since {until}"
        return format_html("{}<br><small>{}</small>", story.get_status_display(), told)

    @admin.display(description="published", ordering="published_at")
    def published(self, story: Article) -> str:
        return date_format(localtime(story.published_at), "j M Y H:i") if story.published_at else "–"

    @admin.display(description="changed", ordering="changed_at")
    def changed(self, story: Article) -> str:
        return date_format(localtime(story.changed_at), "j M Y")

    @admin.display(description="topics")
    def topics(self, story: Article) -> str:
        names = [link.tag.name for link in story.article_tags.all()]
        more = f" +{len(names) - SHOWN_TOPICS}" if len(names) > SHOWN_TOPICS else ""
        return ", ".join(names[:SHOWN_TOPICS]) + more

    @admin.display(description="number")
    def number(self, story: Article) -> str:
        return str(story.pk or "–")

    @admin.display(description="other printings")
    def printings(self, story: Article) -> str:
        group = Reprint.objects.filter(article=story.pk, group__isnull=False).values("group")
        others = Article.objects.filter(reprint__group__in=group).exclude(pk=story.pk).select_related("source")
        lines = [
            (
                reverse("admin:articles_article_change", args=[one.pk]),
                one,
                one.source or "",
                self.compared(story, one),
            )
            for one in others.defer("body_html", "body_text")
        ]
        return format_html_join(mark_safe("<br>"), '<a href="{}">{}</a> {} {}', lines) or "–"

    def compared(self, story: Article, other: Article) -> str:
        """A link to both printings, word by word. What was withdrawn is compared nowhere."""
        if Article.Status.WITHDRAWN in (story.status, other.status):
            return f"({other.get_status_display().lower()})"
        return format_html('<a href="{}">compare</a>', reverse("comparison", args=[story.pk, other.pk]))

    @admin.display(description="original")
    def original(self, story: Article) -> str:
        check = getattr(story, "link_check", None) if story.pk else None
        if check is None:
            return "Not looked at yet." if story.pk else "–"
        told = f"{check.get_state_display()}. {check.told}".strip()
        return format_html(
            '<a href="{}" rel="noopener noreferrer">{}</a> {} Last looked at {}.',
            check.url, check.site, told, date_format(localtime(check.checked_at), "j M Y"),
        )  # fmt: skip

    def get_search_results(self, request: HttpRequest, queryset: models.QuerySet, search_term: str) -> tuple[Any, bool]:
        """A number finds the story of that number; anything else its headline's words, or an identifier in full."""
        term = search_term.strip().replace("\x00", "")
        if term.isdecimal() and len(term) < 19:
            return queryset.filter(models.Q(pk=int(term)) | models.Q(headline__icontains=term)), False
        found, several = super().get_search_results(request, queryset, term)
        found = (found | queryset.filter(guid=term)) if ":" in term else found
        # A page asks for the same rows four times; a few rows are found once and then fetched by their numbers.
        few = list(found.order_by().values_list("pk", flat=True)[: FEW + 1]) if term else []
        return (found if not term or len(few) > FEW else queryset.filter(pk__in=few)), several

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return super().changelist_view(
            request, {"title": "Stories", "may_import": may_import(request.user)} | (extra_context or {})
        )

    def response_action(self, request: HttpRequest, queryset: models.QuerySet) -> HttpResponse | None:
        """As Django does, but a selection that is no number is no fault."""
        posted = request.POST.copy()
        chosen = [key for key in posted.getlist(ACTION_CHECKBOX_NAME) if key.isdecimal() and len(key) < 19]
        posted.setlist(ACTION_CHECKBOX_NAME, chosen)
        request.POST = posted
        return super().response_action(request, queryset)

    # Who may do what

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return may_publish(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return super().has_change_permission(request, obj) and may_change(request.user, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """A story that readers could cite is withdrawn, never deleted: its address must go on answering."""
        unseen = obj is None or obj.status in OPEN_TO_CONTRIBUTORS
        return super().has_delete_permission(request, obj) and unseen

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> list[Any]:
        """A contributor has no say in withdrawals and embargoes."""
        shown = (
            self.fieldsets
            if may_publish(request.user)
            else [part for part in self.fieldsets if part[0] not in ("Embargo", "Withdrawal")]
        )
        return list(shown)

    def formfield_for_choice_field(self, field: models.Field, request: HttpRequest, **options: Any) -> Any:
        if field.name == "status" and not may_publish(request.user):
            options["choices"] = [(status.value, status.label) for status in OPEN_TO_CONTRIBUTORS]
        return super().formfield_for_choice_field(field, request, **options)

    # Saving

    def save_model(self, request: HttpRequest, obj: Article, form: Any, change: bool) -> None:
        """Clean the body and fill what follows from it, then save as a change-set."""
        if not change:
            obj.added_by = request.user
        prepare(obj)
        super().save_model(request, obj, form, change)
        if "body_html" in form.changed_data:
            with recording(form.changeset):
                reprints.find([obj])

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """New tags and countries carry who put them there."""
        for row in formset.save(commit=False):
            if isinstance(row, Attachment) and row._state.adding:
                row.added_by, row.changeset = request.user, form.changeset
            row.save()
        for row in formset.deleted_objects:
            row.delete()
        formset.save_m2m()
