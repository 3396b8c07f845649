"""Archives and workbooks made for a test, in memory."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any

import openpyxl

from articles import importers
from articles.documents import Reading

TEXT = "{headline}\n\nBy Jane Doe\n\nMarch 25, 2024\n\nThe harbour of the town opened on Monday after three years of work, its owners said.\n"


def page(headline: str = "A harbour opens", **attributes: str) -> bytes:
    """A small news page."""
    return (
        f"<!doctype html><html><head><title>{headline}</title></head><body><article><h1>{headline}</h1>"
        "<p>The harbour of the town opened on Monday after three years of work, its owners said to reporters.</p>"
        "<p>Fishers had waited for it since the storm that broke the old pier in the winter of that year.</p>"
        "</article></body></html>"
    ).encode(**attributes)


def text(headline: str = "A harbour opens") -> bytes:
    """A small story as copied from a page."""
    return TEXT.format(headline=headline).encode()


def zipped(files: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip archive of these files."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def workbook(**sheets: Iterable[Iterable[Any]]) -> bytes:
    """A workbook with these sheets of rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def said(reading: Reading) -> str:
    """The headline of a reading, or its problem."""
    return reading.document.headline if reading.document else reading.problem.message


def items(data: bytes, filename: str = "", **options: Any) -> list[tuple[str, str]]:
    """Where each item of a file stands, and its headline or problem."""
    return [(reading.member, said(reading)) for reading in importers.read(data, filename, **options)]
