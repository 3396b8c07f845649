"""Formats of stories: bytes in, readings out. No Django, no network, no clock.

A new format is one module with a ``FORMAT`` and one line in :data:`FORMATS`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from articles.documents import Problem, Reading
from articles.importers import (
    compressed,
    delimited,
    html_page,
    json_records,
    newsml_1,
    newsml_g2,
    ninjs,
    nitf,
    plain_text,
)
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
    plain_text.FORMAT,
)
BY_NAME = {format.name: format for format in FORMATS}
AUTO = "auto"
HEAD = 64_000

_FOREIGN = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a zip archive, a spreadsheet or a word processor's file",
    b"\xd0\xcf\x11\xe0": "an old office file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"{\\rtf": "an RTF file",
    b"\x1f\x8b": "a compressed file inside a compressed file",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ": "an xz archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"SQLite format 3": "a database",
}


def detect(data: bytes | BinaryIO, filename: str = "") -> Format:
    """The format that a file most looks like, by its content first and its name second."""
    stream = _stream(data)
    head = _head(stream)
    name = filename.lower().removesuffix(".gz")
    if head.startswith(compressed.MAGIC):
        start = stream.tell() if stream.seekable() else None
        try:
            head = compressed.opened(stream, head).read(HEAD)
        except Unreadable:
            head = b""
        if start is not None:
            stream.seek(start)
    return _detected(head, name)


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
    ``mapping`` the columns of a table (see ``delimited``); ``charset`` what an HTTP header named. ``start``,
    ``without`` and ``only`` say which items are not wanted: they are left out where the format can pass over them.
    """
    stream = _stream(data)
    position = start - 1
    try:
        stream = compressed.opened(stream, _head(stream))
        head = _head(stream)
        if what := _foreign(head):
            raise Unreadable(f"This is {what}, which is not among the formats that can be imported.")
        if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf"):
            raise Unreadable("The file is empty.")
        if format != AUTO and format not in BY_NAME:
            raise Unreadable(f"There is no format named “{format}”. Known are: {', '.join(BY_NAME)}.")
        chosen = BY_NAME[format] if format != AUTO else _detected(head, filename.lower().removesuffix(".gz"))
        for reading in chosen.read(stream, Options(filename, url, charset, mapping or {}, start, without, only)):
            position = reading.position
            yield reading
    except Unreadable as unreadable:
        yield Reading(position + 1, problem=unreadable.problem)
    except OSError as error:
        yield Reading(
            position + 1,
            problem=Problem(f"The file could not be read to its end: {error.strerror or 'input error'}."),
        )


def _detected(head: bytes, name: str) -> Format:
    return max(FORMATS, key=lambda format: format.looks_like(head, name))


def _foreign(head: bytes) -> str:
    return next((what for magic, what in _FOREIGN.items() if head.startswith(magic)), "")


def _stream(data: bytes | BinaryIO) -> BinaryIO:
    return io.BytesIO(data) if isinstance(data, (bytes, bytearray, memoryview)) else data


def _head(stream: BinaryIO) -> bytes:
    if isinstance(stream, io.BufferedReader):
        return stream.peek(HEAD)[:HEAD]
    start = stream.tell()
    head = stream.read(HEAD)
    stream.seek(start)
    return head
