"""The columns of a table in an import: what each was taken for, with samples, to be changed and saved."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any

from django import forms

from articles import importers
from articles.importers.tables import FIELDS
from articles.ingest.originals import opened
from articles.models import ColumnMapping, Import

SAMPLES = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: its name, and what stands in its first rows."""

    name: str
    samples: list[str]


def table_of(run: Import) -> list[Column]:
    """The columns of the run's first table; [] where it has none."""
    for file in run.files.select_related("original"):
        with opened(file.original) as stream:
            if not (names := importers.columns(stream, file.name, run.format)):
                continue
            stream.seek(0)
            rows = [reading.original for reading in islice(importers.read(stream, file.name, run.format), SAMPLES)]
        return [Column(name, [sample for row in rows if (sample := _cell(row, name))]) for name in names]
    return []


def _cell(row: str, name: str) -> str:
    """The cell of that column in an original row, which stands as ``name: cell`` a line."""
    return next((line[len(name) + 2 :] for line in row.splitlines() if line.startswith(f"{name}: ")), "")


class ColumnsForm(forms.Form):
    """A field for each column; optionally saved under a name, or taken from a saved mapping."""

    saved = forms.ModelChoiceField(
        ColumnMapping.objects.all(), required=False, label="Use a saved mapping", empty_label="–"
    )
    save_as = forms.CharField(required=False, max_length=120, label="Save these columns as")

    def __init__(self, data: Any = None, *, columns: list[Column], mapping: dict[str, str]) -> None:
        super().__init__(data)
        self.columns = columns
        for number, column in enumerate(columns):
            self.fields[f"column_{number}"] = forms.ChoiceField(
                required=False,
                label=column.name,
                choices=[("", "Leave out"), *FIELDS.items()],
                initial=mapping.get(column.name, ""),
            )

    def rows(self) -> list[tuple[Column, forms.BoundField]]:
        """Each column with its field."""
        return [(column, self[f"column_{number}"]) for number, column in enumerate(self.columns)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen = [field for field in self.mapping().values() if field]
        if cleaned.get("saved"):
            return cleaned
        if twice := sorted({field for field in chosen if chosen.count(field) > 1}):
            raise forms.ValidationError(f"Chosen for two columns: {', '.join(FIELDS[name] for name in twice)}.")
        if not {"headline", "body", "body_html"} & set(chosen):
            raise forms.ValidationError("One column must be the headline or the body.")
        return cleaned

    def mapping(self) -> dict[str, str]:
        """Column name to field, "" for one that is left out."""
        if saved := self.cleaned_data.get("saved"):
            return {column.name: saved.columns.get(column.name, "") for column in self.columns}
        return {
            column.name: self.cleaned_data.get(f"column_{number}", "") for number, column in enumerate(self.columns)
        }
