"""Tables written as text (RFC 4180 and its relatives): CSV with commas or semicolons, and tab-separated values."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from typing import BinaryIO

from articles.documents import Problem, Reading
from articles.importers import tables
from articles.importers.formats import Format, Options, Unreadable
from articles.importers.tables import Row
from articles.text import encodings, words
from articles.text.transcoding import text_stream

LARGEST_CELL = 5_000_000
LONGEST_LINE = 20_000_000
BEGINNING = 64_000
_SEPARATORS = ",;\t"


def looks_like(head: bytes, filename: str) -> float:
    """A first row of which two columns at least are known, or a table's file ending and more than one column."""
    if tables.known(_columns_in(encodings.decode_start(head).text)) >= 2:
        return 0.9
    if filename.endswith(FORMAT.extensions):
        return 0.7
    return 0.0


def columns(stream: BinaryIO) -> list[str]:
    """The names of a table's columns; [] where it is none."""
    return _columns_in(text_stream(stream).read(BEGINNING))


def _columns_in(beginning: str) -> list[str]:
    try:
        return _header(_rows(_lines(beginning), _separator(beginning)))
    except Unreadable:
        return []


def read(stream: BinaryIO, options: Options) -> Iterator[Reading]:
    """Row by row, so a file may be larger than memory. Nothing is read where no column is a headline or a body."""
    text = text_stream(stream, options.charset)
    beginning = text.read(BEGINNING)
    if not encodings.readable(beginning):
        raise Unreadable("The file holds no readable text.")
    beginning += text.readline(LONGEST_LINE)
    separator = _separator(beginning)
    rows = _rows(chain(_lines(beginning), iter(lambda: text.readline(LONGEST_LINE), "")), separator)
    header = _header(rows)
    mapping = tables.mapping_of(header, options)
    judged = islice(_rows(_lines(beginning), separator), tables.JUDGED_ROWS)
    language = tables.order_of_dates(judged, header, mapping)
    yield from tables.readings(rows, header, mapping, url=options.url, language=language, wants=options.wants)


def _lines(text: str) -> Iterable[str]:
    return io.StringIO(text, newline="")


def _rows(lines: Iterable[str], separator: str) -> Iterator[Row]:
    """Each row that is not blank."""
    csv.field_size_limit(LARGEST_CELL)
    reader = csv.reader((line.replace("\0", "") for line in lines), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield line, Problem(_reason(str(error)), line)
            continue
        if any(cell.strip() for cell in row):
            yield line, row


def _reason(error: str) -> str:
    if "end of data" in error:
        return "A quotation mark is opened in this row and never closed."
    if "field larger" in error:
        return f"A cell is longer than {LARGEST_CELL // 1_000_000} million characters; perhaps a quotation mark is not closed."
    return f"The row is not well formed: {error}."


def _header(rows: Iterator[Row]) -> list[str]:
    line, row = next(rows, (1, []))
    return tables.header_of(row, line)


def _separator(text: str) -> str:
    """The separator that gives the first row the most known columns, then the most columns.

    ``csv.Sniffer`` would also guess, from anything in the file, and takes long over hostile ones.
    """

    def columns_by(separator: str) -> tuple[int, int]:
        _, row = next(_rows(_lines(text), separator), (1, []))
        cells = [] if isinstance(row, Problem) else row
        return len(tables.guess_mapping([words.clean(cell) for cell in cells[: tables.MOST_COLUMNS]])), len(cells)

    return max(_SEPARATORS, key=columns_by)


FORMAT = Format(
    name="csv",
    label="Table (CSV, TSV)",
    extensions=(".csv", ".tsv", ".tab"),
    media_types=("text/csv", "text/tab-separated-values"),
    looks_like=looks_like,
    read=read,
    structured=True,
    columns=columns,
    passes_over=True,
)
