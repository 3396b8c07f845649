"""Filters of the lists: by a related name through autocomplete, and by what a story lacks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import models
from django.http import HttpRequest
from django.utils import timezone

from articles.admin.site import desk
from articles.admin.waiting import without
from articles.models import Article, ArticleCountry, ArticleTag, Byline, Import, Subscription


class RelatedFilter(admin.SimpleListFilter):
    """Filter by a row of another table, chosen through autocomplete, however many rows there are.

    A subclass names the foreign key through which stories reach that row: ``field`` on ``Article``, or on the
    link model that has an ``article``.
    """

    template = "admin/related_filter.html"
    field: models.ForeignKey

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list:
        return []

    def has_output(self) -> bool:
        return True

    def value(self) -> str | None:
        """The chosen row's id; what is no number chooses nothing."""
        value = super().value()
        return value if value and value.isdecimal() and len(value) < 19 else None

    def choices(self, changelist: Any) -> Iterator[dict[str, Any]]:
        """One form: the autocomplete, with the list's other parameters kept."""
        widget = AutocompleteSelect(
            self.field, desk, attrs={"class": "desk-choose", "id": f"desk-{self.parameter_name}"}
        )
        chooser = forms.ModelChoiceField(self.field.remote_field.model.objects.all(), widget=widget, required=False)
        kept = [(key, value) for key, values in changelist.filter_params.items() for value in values]
        yield {
            "chooser": chooser.widget.render(self.parameter_name, self.value()),
            "kept": [(key, value) for key, value in kept if key not in (self.parameter_name, "p")],
            "words": changelist.query,
            "selected": self.value() is not None,
            "everything": changelist.get_query_string(remove=[self.parameter_name]),
            "id": f"desk-{self.parameter_name}",
        }

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() is None:
            return queryset
        if self.field.model is queryset.model:
            return queryset.filter(**{self.field.name: self.value()})
        return queryset.filter(
            pk__in=self.field.model.objects.filter(**{self.field.name: self.value()}).values("article")
        )


class SourceFilter(RelatedFilter):
    """By who reported it."""

    title, parameter_name, field = "source", "by_source", Article._meta.get_field("source")


class SectionFilter(RelatedFilter):
    """By section."""

    title, parameter_name, field = "section", "by_section", Article._meta.get_field("section")


class TagFilter(RelatedFilter):
    """By a tag the story itself carries."""

    title, parameter_name, field = "tag", "by_tag", ArticleTag._meta.get_field("tag")


class CountryFilter(RelatedFilter):
    """By country."""

    title, parameter_name, field = "country", "by_country", ArticleCountry._meta.get_field("country")


class AuthorFilter(RelatedFilter):
    """By a name in the byline."""

    title, parameter_name, field = "author", "by_author", Byline._meta.get_field("author")


class ImportFilter(admin.SimpleListFilter):
    """Stories that an import made; reached by a link from the import, so it shows only while it filters."""

    title, parameter_name = "import", "by_import"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        given = request.GET.get(self.parameter_name, "")
        return [(given, f"Import {given}")] if given.isdecimal() and len(given) < 19 else []

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() is None:
            return queryset
        return queryset.filter(changeset__in=Import.objects.filter(pk=self.value()).values("changeset"))


class SubscriptionFilter(admin.SimpleListFilter):
    """Stories that came by a subscription; reached by a link from it, so it shows only while it filters."""

    title, parameter_name = "subscription", "by_subscription"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        given = request.GET.get(self.parameter_name, "")
        held = Subscription.objects.filter(pk=given) if given.isdecimal() and len(given) < 19 else []
        return [(given, one.name) for one in held]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() is None:
            return queryset
        return queryset.filter(changeset__in=Import.objects.filter(subscription=self.value()).values("changeset"))


class GapFilter(admin.SimpleListFilter):
    """By what a story lacks."""

    title, parameter_name = "what is missing", "gap"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("tag", "No topic or tag"), ("country", "No country"), ("date", "No date"), ("source", "No source")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        kept = queryset.exclude(status=Article.Status.WITHDRAWN)
        match self.value():
            case "tag":
                return without(kept, ArticleTag)
            case "country":
                return without(kept, ArticleCountry)
            case "date":
                return kept.filter(published_at=None)
            case "source":
                return kept.filter(source=None)
        return queryset


class EmbargoFilter(admin.SimpleListFilter):
    """By embargo: still running, or over while readers do not have the story."""

    title, parameter_name = "embargo", "embargo"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return [("running", "Under embargo"), ("over", "Embargo over, not published")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value():
            case "running":
                return queryset.under_embargo(timezone.now())
            case "over":
                return queryset.out_of_embargo(timezone.now())
        return queryset


class LanguageFilter(admin.SimpleListFilter):
    """By language: those that stories are in."""

    title, parameter_name = "language", "language"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        used = Article.objects.order_by("language").values_list("language", flat=True).distinct()
        return [(code, code) for code in used if code]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.filter(language=self.value()) if self.value() else queryset
