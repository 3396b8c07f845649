"""CSV after RFC 4180, with a guard against cells that a spreadsheet would take for a formula.

A cell that starts with = + - @, a tab or a carriage return, or one of the full-width forms of these signs,
gets an apostrophe in front; so does one that starts with apostrophes and such a sign, so that taking one
apostrophe away again gives back exactly what was there (OWASP ASVS 5, 1.2.10).
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from typing import Any

from articles.exporters.records import Record

FORMULA = re.compile("'*[=+\\-@\t\r\uff1d\uff0b\uff0d\uff20]")
# Names with a comma of their own ("Korea, Republic of") must survive.
SEPARATOR = "; "


class _Line:
    """What ``csv.writer`` needs of a file: here a write gives the text back, and nothing is kept."""

    def write(self, text: str) -> str:
        return text


def write(records: Iterable[Record]) -> Iterator[str]:
    """A header line and a line for each record; the header as well where there is no record."""
    writer = csv.writer(_Line(), lineterminator="\r\n")
    yield writer.writerow(COLUMNS)
    for record in records:
        yield writer.writerow([cell(record[column]) for column in COLUMNS])


def cell(value: Any) -> str:
    """A value as a cell: lists joined, formulas made harmless."""
    text = SEPARATOR.join(value) if isinstance(value, list) else str(value)
    # A NUL ends the cell in some readers, and what follows would start a new one.
    text = text.replace("\0", "")
    return f"'{text}" if FORMULA.match(text) else text


COLUMNS = (
    "id",
    "permalink",
    "headline",
    "standfirst",
    "authors",
    "published",
    "published_printed",
    "updated",
    "section",
    "type",
    "dateline",
    "body",
    "image",
    "image_caption",
    "image_credit",
    "image_alt",
    "source",
    "site_name",
    "url",
    "language",
    "credit",
    "topics",
    "people",
    "organisations",
    "places",
    "events",
    "countries",
)
