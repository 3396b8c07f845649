"""Sources and sections at the desk."""

from __future__ import annotations

import zoneinfo

from django.contrib import admin
from django.core.exceptions import ValidationError

from articles.admin.named import Counted, NamedForm
from articles.admin.recorded import Recorded
from articles.admin.site import desk
from articles.models import Article, Section, Source


class SourceForm(NamedForm):
    """A source; its time zone must be one that there is."""

    class Meta:
        model = Source
        fields = ["name", "slug", "kind", "country", "home_page", "time_zone", "aliases", "about"]

    def clean_time_zone(self) -> str:
        name = self.cleaned_data["time_zone"].strip()
        if name and name not in zoneinfo.available_timezones():
            raise ValidationError(f"There is no time zone “{name}”. Write it as Asia/Karachi or Europe/Paris.")
        return name


@admin.register(Source, site=desk)
class SourceAdmin(Counted, Recorded):
    """Who reports: agencies and publications."""

    form = SourceForm
    list_display = ["name", "kind", "country", "home_page", "stories"]
    list_filter = ["kind"]
    list_select_related = ["country"]
    search_fields = ["name", "slug"]
    autocomplete_fields = ["country"]
    prepopulated_fields = {"slug": ["name"]}
    links, by = Article, "source"


@admin.register(Section, site=desk)
class SectionAdmin(Counted, Recorded):
    """Sections, as publications name them."""

    form = NamedForm
    list_display = ["name", "slug", "stories"]
    search_fields = ["name", "slug"]
    prepopulated_fields = {"slug": ["name"]}
    fields = ["name", "slug"]
    links, by = Article, "section"
