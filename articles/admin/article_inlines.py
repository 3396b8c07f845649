"""What hangs on a story, as rows of its form: byline, tags, countries, where it ran, images."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.timezone import localtime

from articles.models import Appearance, ArticleCountry, ArticleTag, Byline, Correction, Image
from articles.models.links import Attachment
from articles.text import links


class AttachmentForm(forms.ModelForm):
    """A tag or country of a story. Evidence that the source or a name in the text gave stays as found."""

    class Meta:
        widgets = {"evidence": forms.Textarea(attrs={"rows": 2, "cols": 60})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and self.instance.origin != Attachment.Origin.EDITOR and "evidence" in self.fields:
            self.fields["evidence"].disabled = True


class AppearanceForm(forms.ModelForm):
    """Where a story ran. An address belongs to one story only."""

    class Meta:
        model = Appearance
        fields = ["outlet", "url", "headline", "published_at"]
        widgets = {"url": forms.URLInput(attrs={"size": 50}), "headline": forms.TextInput(attrs={"size": 40})}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "url" in self.errors:
            return cleaned
        url = cleaned.get("url") or ""
        if not url and not cleaned.get("outlet"):
            raise ValidationError("Say where it ran: an outlet, or an address.")
        self.instance.url_digest = links.digest(url) if url else None
        held = (
            Appearance.objects.filter(url_digest=self.instance.url_digest).exclude(pk=self.instance.pk) if url else None
        )
        if held and (other := held.select_related("article").first()):
            self.add_error("url", f"This address is held already, with story {other.article_id}: {other.article}.")
        return cleaned


class Rows(admin.TabularInline):
    """Rows that name something of the archive: they look at it and make it anew, and never delete or change it.

    Beside the tick that takes a tag off a story, a cross that deletes the tag itself is a trap.
    """

    extra = 0

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        made = super().formfield_for_dbfield(db_field, request, **kwargs)
        if made and isinstance(made.widget, RelatedFieldWidgetWrapper):
            made.widget.can_delete_related = made.widget.can_change_related = False
        return made


class BylineInline(Rows):
    """The names of the byline, in order."""

    model = Byline
    fields = ["position", "author"]
    autocomplete_fields = ["author"]
    verbose_name, verbose_name_plural = "name", "byline"


class TagInline(Rows):
    """Tags, each with where it came from and its evidence."""

    model = ArticleTag
    form = AttachmentForm
    fields = ["tag", "evidence", "origin", "added"]
    readonly_fields = ["origin", "added"]
    autocomplete_fields = ["tag"]

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).select_related("tag", "added_by")

    @admin.display(description="added")
    def added(self, link: Attachment) -> str:
        by = f" by {link.added_by}" if link.added_by else ""
        return f"{localtime(link.added_at):%Y-%m-%d}{by}" if link.pk else "–"


class CountryInline(TagInline):
    """Countries, likewise."""

    model = ArticleCountry
    fields = ["country", "evidence", "origin", "added"]
    autocomplete_fields = ["country"]

    def get_queryset(self, request: Any) -> Any:
        return admin.TabularInline.get_queryset(self, request).select_related("country", "added_by")


class ImageInline(admin.StackedInline):
    """Pictures. The first one leads."""

    model = Image
    fields = ["position", "file", "alt", "caption", "credit", "source_url"]
    extra = 0


class AppearanceInline(Rows):
    """Outlets where the story ran."""

    model = Appearance
    form = AppearanceForm
    autocomplete_fields = ["outlet"]
    verbose_name, verbose_name_plural = "outlet", "where it ran"


class CorrectionInline(Rows):
    """Corrections, which readers see with the story."""

    model = Correction
    fields = ["made_at", "text"]
    formfield_overrides = {models.TextField: {"widget": forms.Textarea(attrs={"rows": 2, "cols": 60})}}


INLINES = [BylineInline, TagInline, CountryInline, ImageInline, AppearanceInline, CorrectionInline]
