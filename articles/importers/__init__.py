"""Formats of stories: bytes in, readings out. No Django, no network, no clock.

A new format is one module with a ``FORMAT`` and one line in :data:`FORMATS`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import BinaryIO

from articles.documents import Problem, Reading
from articles.importers import (
    compressed,
    delimited,
    email_message,
    foreign,
    html_page,
    json_records,
    mailbox,
    members,
    mhtml,
    newsml_1,
    newsml_g2,
    ninjs,
    nitf,
    plain_text,
    spreadsheet,
    wacz,
    warc,
    zipped,
)
from articles.importers.compressed import Allowance
from articles.importers.formats import Format, Options, Unreadable
from articles.importers.syndication import json_feed, xml_feed

FORMATS: tuple[Format, ...] = (
    html_page.FORMAT,
    xml_feed.FORMAT,
    json_feed.FORMAT,
    ninjs.FORMAT,
    newsml_g2.FORMAT,
    newsml_1.FORMAT,
    nitf.FORMAT,
    json_records.FORMAT,
    delimited.FORMAT,
    spreadsheet.FORMAT,
    mhtml.FORMAT,
    email_message.FORMAT,
    mailbox.FORMAT,
    warc.FORMAT,
    wacz.FORMAT,
    zipped.FORMAT,
    plain_text.FORMAT,
)
BY_NAME = {format.name: format for format in FORMATS}
AUTO = "auto"
HEAD = 64_000


def detect(data: bytes | BinaryIO, filename: str = "") -> Format:
    """The format that a file most looks like, by its content first and its name second."""
    stream = _stream(data)
    start = stream.tell() if stream.seekable() else None
    try:
        head = _head(compressed.opened(stream, _head(stream), Allowance()))
    except Unreadable:
        head = b""
    if start is not None:
        stream.seek(start)
    return _detected(head, filename)


def columns(data: bytes | BinaryIO, filename: str = "", format: str = AUTO) -> list[str]:
    """The names of the columns of a table, packed or not; [] where the file is none."""
    try:
        stream, chosen = _chosen(_stream(data), Options(filename), format)
        return chosen.columns(stream) if chosen.columns else []
    except (Unreadable, OSError):
        return []


def read(
    data: bytes | BinaryIO,
    filename: str = "",
    format: str = AUTO,
    url: str = "",
    mapping: Mapping[str, str] | None = None,
    charset: str = "",
    start: int = 0,
    without: frozenset[int] = frozenset(),
    only: frozenset[int] | None = None,
) -> Iterator[Reading]:
    """The items of a file in order, each a document or a problem. Never raises for anything a file can hold.

    ``format`` is the name of one of :data:`FORMATS` or "auto"; ``url`` the address of the page that the file is;
    ``mapping`` the columns of a table (see ``tables``); ``charset`` what an HTTP header named. Items are numbered
    through from 0, also those of files inside the file. ``start``, ``without`` and ``only`` say which items are not
    wanted: they are left out where the format can pass over them.
    """
    position = start
    options = Options(filename, url, charset, mapping or {}, inside=_inside, start=start, without=without, only=only)
    try:
        for reading in _inside(_stream(data), options, format):
            position = reading.position + 1
            yield reading
    except Unreadable as unreadable:
        yield Reading(position, problem=unreadable.problem)
    except OSError as error:
        problem = Problem(f"The file could not be read to its end: {error.strerror or 'input error'}.")
        yield Reading(position, problem=problem)


def _inside(stream: BinaryIO, options: Options, format: str) -> Iterator[Reading]:
    """The items of a file, or of a file inside another. Raises :class:`Unreadable`."""
    allowance = Allowance(around=options.allowance)
    stream, chosen = _chosen(stream, replace(options, allowance=allowance), format)
    if chosen.container and options.depth > members.DEEPEST:
        raise Unreadable(f"It lies in more than {members.DEEPEST + 1} files one inside another; it was not opened.")
    readings = chosen.read(stream, replace(options, allowance=allowance))
    for reading in readings if chosen.passes_over else _numbered(readings):
        yield reading if reading.importer else _signed(reading, chosen)


def _signed(reading: Reading, format: Format) -> Reading:
    return replace(reading, importer=format.name, importer_version=format.version)


def _numbered(readings: Iterator[Reading]) -> Iterator[Reading]:
    for position, reading in enumerate(readings):
        yield reading if reading.position == position else replace(reading, position=position)


def _chosen(stream: BinaryIO, options: Options, format: str) -> tuple[BinaryIO, Format]:
    """The stream, unpacked if it was packed, and the format to read it in."""
    if format != AUTO and format not in BY_NAME:
        raise Unreadable(f"There is no format named “{format}”. Known are: {', '.join(BY_NAME)}.")
    stream = compressed.opened(stream, _head(stream), options.allowance)
    head = _head(stream)
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
        raise Unreadable("The file is empty.")
    what = foreign.kind(head)
    chosen = BY_NAME[format] if format != AUTO else _detected(head, options.filename)
    if what and what != chosen.takes:
        raise Unreadable(f"This is {what}, which is not among the formats that can be imported.")
    return stream, chosen


def _detected(head: bytes, filename: str) -> Format:
    name = filename.lower().removesuffix(".gz")
    return max(FORMATS, key=lambda format: format.looks_like(head, name))


def _stream(data: bytes | BinaryIO) -> BinaryIO:
    return io.BytesIO(data) if isinstance(data, (bytes, bytearray, memoryview)) else data


def _head(stream: BinaryIO) -> bytes:
    if isinstance(stream, io.BufferedReader) and not stream.seekable():
        return stream.peek(HEAD)[:HEAD]
    start = stream.tell()
    head = stream.read(HEAD)
    stream.seek(start)
    return head
