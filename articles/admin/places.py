"""Countries at the desk."""

from __future__ import annotations

from django.contrib import admin

from articles.admin.named import Counted
from articles.admin.recorded import Recorded
from articles.admin.site import desk
from articles.models import ArticleCountry, Country


class FormerFilter(admin.SimpleListFilter):
    """Countries of today, or those that are no more."""

    title, parameter_name = "existence", "former"

    def lookups(self, request, model_admin):
        return [("no", "Exists today"), ("yes", "Former")]

    def queryset(self, request, queryset):
        if self.value() in ("yes", "no"):
            return queryset.filter(to_year__isnull=self.value() == "no")
        return queryset


@admin.register(Country, site=desk)
class CountryAdmin(Counted, Recorded):
    """Countries: their codes are ISO's, their names and spellings the archive's."""

    list_display = ["name", "code", "region", "from_year", "to_year", "stories"]
    list_filter = [FormerFilter, "continent"]
    search_fields = ["name", "code", "alpha2", "alpha3", "official_name"]
    autocomplete_fields = ["successors"]
    links, by = ArticleCountry, "country"
    fieldsets = [
        (None, {"fields": ["code", "name", "official_name", "region", "continent"]}),
        ("How texts name it", {"fields": ["aliases", "adjectives", "case_sensitive_aliases", "not_in", "ambiguous"]}),
        ("Years", {"fields": ["from_year", "to_year", "successors", "note"]}),
        ("Other codes", {"fields": ["alpha2", "alpha3", "numeric"], "classes": ["collapse"]}),
    ]
