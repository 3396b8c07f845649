"""What the lists and forms of tags, authors, sources, sections and countries share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html

from articles.ingest.resolving import free_slug


class NamedForm(forms.ModelForm):
    """A thing with a name and an address; left empty, the address is made from the name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = "The readable part of its address. Left empty, it is made from the name."

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "slug" in self.fields and not cleaned.get("slug") and cleaned.get("name"):
            cleaned["slug"] = free_slug(self._meta.model, cleaned["name"])
        return cleaned


class Counted(admin.ModelAdmin):
    """A list with a column of stories, counted by the database for the rows shown.

    ``links`` is the model that holds a story and the thing, ``by`` its field for the thing; the list of stories
    filters by it as ``by_<by>``.
    """

    links: type[models.Model]
    by: str

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        links = self.links.objects.filter(**{self.by: OuterRef("pk")}).order_by().values(self.by)
        number = Subquery(links.annotate(number=Count("pk")).values("number"))
        return super().get_queryset(request).annotate(stories_held=Coalesce(number, 0))

    @admin.display(description="stories", ordering=F("stories_held").desc())
    def stories(self, thing: Any) -> str:
        address = f"{reverse('admin:articles_article_changelist')}?by_{self.by}={thing.pk}"
        return format_html('<a href="{}">{}</a>', address, f"{thing.stories_held:,}")
