"""Column mappings: how the columns of a publisher's tables are read."""

from __future__ import annotations

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError

from articles.admin.site import desk
from articles.importers.tables import FIELDS
from articles.models import ColumnMapping


class MappingForm(forms.ModelForm):
    """A mapping; its fields must be those of the archive."""

    class Meta:
        model = ColumnMapping
        fields = ["name", "columns"]

    def clean_columns(self) -> dict[str, str]:
        columns = self.cleaned_data["columns"]
        if not isinstance(columns, dict) or not all(isinstance(field, str) for field in columns.values()):
            raise ValidationError('Write an object of column heading to field: {"Title": "headline"}.')
        if unknown := sorted({field for field in columns.values() if field and field not in FIELDS}):
            raise ValidationError(f"Not a field: {', '.join(unknown)}. Fields are: {', '.join(FIELDS)}.")
        return columns


@admin.register(ColumnMapping, site=desk)
class ColumnMappingAdmin(admin.ModelAdmin):
    """Saved mappings; usually made in the preview of an import."""

    form = MappingForm
    list_display = ["name", "described", "changed_at"]
    search_fields = ["name"]

    @admin.display(description="columns")
    def described(self, mapping: ColumnMapping) -> str:
        return ", ".join(f"{column} → {field}" for column, field in mapping.columns.items() if field)
