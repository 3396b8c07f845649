"""Form fields of the desk."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.postgres.forms import SimpleArrayField


class Lines(SimpleArrayField):
    """A list of short texts, one a line: names hold commas, and never line breaks. Blank lines are dropped."""

    def __init__(self, base_field: forms.Field | None = None, **options: Any) -> None:
        options.setdefault("delimiter", "\n")
        options.setdefault("widget", forms.Textarea(attrs={"rows": 4, "cols": 60}))
        super().__init__(base_field or forms.CharField(), **options)

    def to_python(self, value: Any) -> list[str]:
        if isinstance(value, str):
            value = "\n".join(line.strip() for line in value.splitlines() if line.strip())
        return super().to_python(value)
