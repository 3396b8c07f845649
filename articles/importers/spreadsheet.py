"""Spreadsheets in the format of Excel (.xlsx): the same columns as any table, see ``tables``.

The first sheet in which a row names columns that are known is the table; sheets whose columns have the same names go on
with it. Other sheets (notes, pivots, lists of codes) are no stories.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import BinaryIO

from articles.documents import Problem, Reading
from articles.importers import foreign, members, tables
from articles.importers.compressed import Allowance
from articles.importers.formats import Format, Options, Unreadable
from articles.importers.tables import Row
from articles.importers.workbook import Workbook
from articles.importers.zip_entries import MAGIC

SEARCHED_ROWS = 20
_FIRST_PARTS = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"xl/")
_NAME_AT = 30


def looks_like(head: bytes, filename: str) -> float:
    """A zip archive whose first file is one that office programs put first, with the parts of a workbook near by."""
    if not head.startswith(MAGIC):
        return 0.0
    return 0.97 if head.startswith(_FIRST_PARTS, _NAME_AT) and b"xl/" in head else 0.0


def columns(stream: BinaryIO) -> list[str]:
    """The names of the table's columns; [] where there is none."""
    found = _table(Workbook(members.seekable(stream), Allowance()), {})
    return found.header if found else []


def read(stream: BinaryIO, options: Options) -> Iterator[Reading]:
    """Row by row, of one sheet or of several that look the same."""
    book = Workbook(members.seekable(stream), options.allowance)
    table = _table(book, options.mapping)
    if table is None:
        raise Unreadable("The workbook holds no table.")
    mapping = tables.mapping_of(table.header, options)
    judged = [(line, _fitted(row, table.header)) for line, row in table.first]
    language = tables.order_of_dates(judged, table.header, mapping)
    alike = [table.sheet, *_others(book, table)]
    for sheet in alike:
        rows = ((line, _fitted(row, table.header)) for line, row in _below(book, sheet, table.header))
        member = members.label(book.sheets[sheet], options) if len(alike) > 1 else options.member
        for reading in tables.readings(
            rows, table.header, mapping, url=options.url, language=language, dated=book.dated
        ):
            yield replace(reading, member=member)


@dataclass(frozen=True, slots=True)
class _Table:
    """A sheet with its column names and the first rows below them."""

    sheet: int
    header: list[str]
    first: list[Row]


def _table(book: Workbook, mapping: Mapping[str, str]) -> _Table | None:
    """The table of a workbook: the first sheet with columns that are known, else the first that has any."""
    fallback = None
    for sheet in range(len(book.sheets)):
        rows = book.rows(sheet)
        searched = list(islice(rows, SEARCHED_ROWS))
        for place, (line, row) in enumerate(searched):
            if not isinstance(row, list) or len(row) > tables.MOST_COLUMNS:
                continue
            header = tables.header_of(row, line)
            if tables.known(header) >= 2 or (mapping and set(mapping) == set(header)):
                return _Table(sheet, header, list(islice(chain(searched[place + 1 :], rows), tables.JUDGED_ROWS)))
            fallback = fallback or _Table(sheet, header, searched[place + 1 :])
    return fallback


def _others(book: Workbook, table: _Table) -> list[int]:
    return [
        sheet
        for sheet in range(table.sheet + 1, len(book.sheets))
        if any(_is_header(row, table.header) for _, row in islice(book.rows(sheet), SEARCHED_ROWS))
    ]


def _below(book: Workbook, sheet: int, header: list[str]) -> Iterator[Row]:
    """The rows of a sheet below the one that names the columns."""
    rows = book.rows(sheet)
    for _, row in rows:
        if _is_header(row, header):
            return rows
    return iter(())


def _is_header(row: list[str] | Problem, header: list[str]) -> bool:
    return isinstance(row, list) and len(row) == len(header) and tables.header_of(row, 1) == header


def _fitted(row: list[str] | Problem, header: list[str]) -> list[str] | Problem:
    """Cells filled up to the width of the table: empty cells at a row's end are not kept in the file."""
    return row + [""] * (len(header) - len(row)) if isinstance(row, list) else row


FORMAT = Format(
    name="xlsx",
    label="Spreadsheet (Excel)",
    extensions=(".xlsx", ".xlsm"),
    media_types=("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",),
    looks_like=looks_like,
    read=read,
    structured=True,
    columns=columns,
    takes=foreign.ZIP,
)
