"""The fields of a story as an importer reads them: which columns each is, and how its value is told in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import formats, timezone

from articles.documents import Precision
from articles.ingest.resolving import Resolver
from articles.models import Article, Section, Source

# How a date is told that is known to the year, the month, the day; anything finer is told to the second.
TOLD_AS = {Precision.YEAR: "Y", Precision.MONTH: "F Y", Precision.DAY: "j F Y", Precision.MINUTE: "j F Y, H:i"}
EXACT = "j F Y, H:i:s"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the record: its columns, of which the first is the one that is told.

    ``in_preview`` names what an editor can have changed of it in the import's preview (``entries.to_json``).
    """

    name: str
    label: str
    columns: tuple[str, ...]
    in_preview: tuple[str, ...]


FIELDS = (
    Field("headline", "Headline", ("headline",), ("headline",)),
    Field("standfirst", "Standfirst", ("standfirst",), ("standfirst",)),
    Field(
        "published",
        "Published",
        ("published_at", "published_precision", "published_zone", "published_printed"),
        ("published", "published_printed", "published_zone"),
    ),
    Field("updated", "Updated", ("updated_at",), ("updated",)),
    Field("section", "Section", ("section_id",), ("section",)),
    Field("kind", "Type", ("kind",), ("kind", "section")),
    Field("source", "Source", ("source_id",), ("source",)),
    Field("credit", "Credit", ("credit",), ("credit",)),
    Field("dateline", "Dateline", ("dateline",), ("dateline",)),
    Field("language", "Language", ("language",), ("language",)),
    Field("body", "Body", ("body_html",), ("body_html",)),
)
BODY = FIELDS[-1]
COLUMNS = tuple(column for field in FIELDS for column in field.columns)


class Told:
    """Values of fields in words, as an editor reads them."""

    def __init__(self, resolver: Resolver) -> None:
        self.names: dict[tuple[str, int], str] = {}
        for column, rows in (("source_id", resolver.sources), ("section_id", resolver.sections)):
            self.names |= {(column, row.pk): row.name for row in rows.values()}

    def value(self, field: Field, row: Mapping[str, Any]) -> str:
        """A field of ``row``, which gives its columns by their names; "" where it is empty."""
        value = row[field.columns[0]]
        match field.name:
            case "published":
                return self._published(row)
            case "updated":
                return formats.date_format(timezone.localtime(value), EXACT) if value else ""
            case "section" | "source":
                return self._name(field.columns[0], value)
            case "kind":
                return str(dict(Article.Kind.choices).get(value, value))
        return str(value or "")

    @staticmethod
    def _published(row: Mapping[str, Any]) -> str:
        if row["published_at"] is None:
            return ""
        form = TOLD_AS.get(row["published_precision"], EXACT)
        told = formats.date_format(timezone.localtime(row["published_at"]), form)
        printed = f" (printed: {row['published_printed']})" if row["published_printed"] else ""
        zone = f" {row['published_zone']}" if row["published_zone"] else ""
        return f"{told}{zone}{printed}"

    def _name(self, column: str, key: int | None) -> str:
        if key is None:
            return ""
        if (column, key) not in self.names:
            row = (Source if column == "source_id" else Section).objects.filter(pk=key).first()
            self.names[column, key] = row.name if row else f"no. {key}, deleted since"
        return self.names[column, key]
