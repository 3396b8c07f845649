"""The sheets of a workbook in Office Open XML (ECMA-376), row by row as text.

openpyxl reads them; defusedxml keeps entities out of it, and what a workbook unpacks to is measured before.
"""

from __future__ import annotations

import datetime
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml.common import DefusedXmlException
from lxml.etree import LxmlError
from openpyxl.utils.datetime import from_excel
from openpyxl.utils.escape import unescape
from openpyxl.utils.exceptions import InvalidFileException

from articles.documents import Problem
from articles.importers.compressed import Allowance
from articles.importers.formats import Unreadable
from articles.importers.tables import Row
from articles.importers.zip_entries import Archive

if not openpyxl.DEFUSEDXML:
    raise ImportError("Workbooks are read only where defusedxml is installed.")

MOST_ROWS = 1_048_576
"""As many as the format itself allows; a row numbered beyond them would be padded for hours."""

LARGEST_ROW = 30_000_000
LARGEST_PARTS = 100_000_000
_SHEETS = "xl/worksheets/"
_MEDIA = ("xl/media/", "xl/embeddings/", "docProps/")
_ERRORS = frozenset({"#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!"})
_ROW = re.compile(rb"[:<]row[\s/>]")
_CHUNK = 1_000_000
# Serial numbers from 1927 on: a smaller number in a column of dates is a year or a mistake.
_SERIAL = re.compile(r"[1-9]\d{4}(?:\.\d+)?")
_FAULTS = (
    zipfile.BadZipFile, zlib.error, ParseError, LxmlError, DefusedXmlException, InvalidFileException, LookupError, ValueError,
    TypeError, AttributeError, OverflowError, EOFError, RuntimeError,
)  # fmt: skip


class Workbook:
    """A workbook opened for reading. Raises :class:`Unreadable` where it is none, or is larger than one that is read."""

    def __init__(self, stream: BinaryIO, allowance: Allowance) -> None:
        _measure(Archive(stream, allowance))
        stream.seek(0)
        with _faults():
            self._book = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)

    @property
    def sheets(self) -> list[str]:
        """The names of its sheets, in their order."""
        return [sheet.title for sheet in self._book.worksheets]

    def rows(self, sheet: int) -> Iterator[Row]:
        """The rows of a sheet that are not blank, each cell as text.

        Where the sheet is damaged, the last row is the problem.
        """
        try:
            with _faults():
                source = self._book.worksheets[sheet]
                source.reset_dimensions()
                cells = source.iter_rows(values_only=True, max_row=MOST_ROWS)
            number = 0
            while True:
                number += 1
                with _faults():
                    row = next(cells, None)
                if row is None:
                    return
                texts = [text(value) for value in row]
                while texts and not texts[-1].strip():
                    texts.pop()
                if texts:
                    yield number, texts
        except Unreadable as unreadable:
            yield number, Problem(unreadable.problem.message, number)

    def dated(self, cell: str) -> str:
        """A cell of a date column, where it is the serial number of a day that nobody formatted as a date, as a date."""
        return text(from_excel(float(cell), self._book.epoch)) if _SERIAL.fullmatch(cell) else cell


def text(value: Any) -> str:
    """The value of a cell as it would be written: dates in ISO 8601, whole numbers without a point, errors not at all."""
    match value:
        case None:
            return ""
        case str():
            return "" if value in _ERRORS else unescape(value) if "_x" in value else value
        case datetime.datetime() if value.time() == datetime.time():
            return value.date().isoformat()
        case datetime.datetime():
            return value.isoformat(timespec="seconds")
        case datetime.date() | datetime.time():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)


def _measure(archive: Archive) -> None:
    """Read all of a workbook once, keeping nothing, so that what openpyxl holds in memory has a known size."""
    parts = 0
    for entry in archive.entries:
        if entry.name.startswith(_MEDIA):
            continue
        content, _ = archive.open(entry)
        since_row = 0
        while chunk := content.read(_CHUNK):
            if entry.name.startswith(_SHEETS):
                rows = [found.start() for found in _ROW.finditer(chunk)]
                since_row = len(chunk) - rows[-1] if rows else since_row + len(chunk)
            else:
                parts += len(chunk)
            if since_row > LARGEST_ROW or parts > LARGEST_PARTS:
                raise Unreadable("The workbook is larger than can be read safely; save its table as CSV.")


@contextmanager
def _faults() -> Iterator[None]:
    """openpyxl meets a damaged workbook with whatever exception comes up; and its warnings are of no use to an editor."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except _FAULTS as error:
        raise Unreadable("The workbook is damaged, or is none.") from error
