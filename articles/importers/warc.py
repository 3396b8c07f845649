"""Web archives (WARC, ISO 28500, and the older ARC), record by record: the pages among what was captured.

A page is an answer 200 that holds HTML. A record whose bytes are not those its digest vouches for, or that is cut off, is
reported and not imported; "revisit" records say that a page had not changed, and hold none.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import io
import re
from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import BinaryIO

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import BufferedReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeadersParserException

from articles.documents import Evidence, Reading
from articles.importers import members
from articles.importers.formats import Format, Options, Unreadable
from articles.importers.http_message import Response, response
from articles.text import links, words
from articles.text.bounds import LARGEST

LONGEST_LINE = 64_000
LARGEST_HEAD = 1_000_000
BEGINNING = 64_000
LARGEST_BLOCK = 3 * LARGEST
_PAGES = frozenset({"text/html", "application/xhtml+xml"})
_ANSWERED = frozenset({200, 203})
_LOOKS_LIKE_PAGE = re.compile(rb"\s*(?:<!doctype html|<html[\s>])", re.IGNORECASE)
_FAULTS = (ArchiveLoadFailed, StatusAndHeadersParserException, AttributeError, ValueError, LookupError, TypeError)
_DAY = dt.timedelta(days=1)


def looks_like(head: bytes, filename: str) -> float:
    """The first line of a WARC or ARC record."""
    return 0.99 if head.startswith((b"WARC/0.", b"WARC/1.", b"filedesc://")) else 0.0


def read(stream: BinaryIO, options: Options) -> Iterator[Reading]:
    """The pages in their order."""
    yield from pages(stream, options)


def pages(stream: BinaryIO, options: Options, listed: Collection[str] = ()) -> Iterator[Reading]:
    """The pages of an archive; only those whose address is ``listed``, where any are.

    Raises :class:`Unreadable` where the rest of the archive cannot be read.
    """
    number = found = 0
    record: ArcWarcRecord | None = None
    for record in _records(stream):
        number += 1
        address = _address(record)
        if _may_be_page(record) and (not listed or address.partition("#")[0] in listed):
            for reading in _page(record, address, options):
                found += 1
                yield reading
    if record is None:
        raise Unreadable("The web archive holds no records.")
    if record.raw_stream.limit > 0:
        raise Unreadable(
            f"The web archive ends in the middle of record {number:,}, which was left out. All before it was read."
        )
    if not found:
        raise Unreadable(f"None of the {number:,} records of the web archive holds a page.")


class _Lines(BufferedReader):
    """A reader whose lines end: headers are read line by line, and the lines of a hostile file need not."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream, block_size=LONGEST_LINE)
        self.lined = 0

    def read(self, length: int | None = None) -> bytes:
        self.lined = 0
        return super().read(length)

    def readline(self, length: int | None = None) -> bytes:
        line = super().readline(min(length or LONGEST_LINE, LONGEST_LINE))
        self.lined += len(line)
        if self.lined > LARGEST_HEAD:
            raise Unreadable("A record of the web archive has headers without end; the rest was left.")
        return line


class _Records(ArchiveIterator):
    """warcio's records, their contents left alone; what it says of faults is no matter for the error stream."""

    INC_RECORD = ""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__(stream, no_record_parse=True)
        self.reader = _Lines(stream)


def _records(stream: BinaryIO) -> Iterator[ArcWarcRecord]:
    number = 0
    records = _Records(stream)
    while True:
        try:
            record = next(records, None)
        except _FAULTS as error:
            what = f"after record {number:,} stands something else" if number else "its first record is none"
            raise Unreadable(f"The web archive is damaged: {what}. The rest was left.") from error
        if record is None:
            return
        number += 1
        if not hasattr(record.raw_stream, "limit") or _negative(record):
            raise Unreadable(f"The web archive is damaged: record {number:,} does not say how long it is. The rest was left.")  # fmt: skip
        yield record


def _negative(record: ArcWarcRecord) -> bool:
    stated = record.rec_headers.get_header("Content-Length") or record.rec_headers.get_header("length") or ""
    return not stated.strip().isdigit()


def _address(record: ArcWarcRecord) -> str:
    stated = record.rec_headers.get_header("WARC-Target-URI") or record.rec_headers.get_header("uri") or ""
    return stated.strip().removeprefix("<").removesuffix(">")


def _may_be_page(record: ArcWarcRecord) -> bool:
    return record.rec_type == "response" or (
        record.rec_type == "resource" and (record.content_type or "").split(";")[0].strip().lower() in _PAGES
    )


def _page(record: ArcWarcRecord, address: str, options: Options) -> Iterator[Reading]:
    block = record.raw_stream.read(BEGINNING)
    answer = _answer(record, block)
    if answer.status not in _ANSWERED or not _holds_html(answer):
        return
    name = words.excerpt(address, 200) or "page without an address"
    try:
        if record.length > LARGEST_BLOCK:
            raise Unreadable(f"The page is larger than {LARGEST_BLOCK // 1_000_000} MB.")
        block += record.raw_stream.read()
        if record.raw_stream.limit:
            return  # The file ends here, which is said once.
        answer = _answer(record, block)
        content = answer.content(LARGEST)
        if not _vouched_for(record, block, answer, content):
            raise Unreadable("The digest does not match: these bytes are not those that were captured.")
    except Unreadable as unreadable:
        yield Reading(0, problem=unreadable.problem, member=members.label(name, options))
        return
    found = members.readings(
        io.BytesIO(content), name, options, format="html", url=links.absolute(address), charset=answer.charset
    )
    for reading in found:
        yield _captured(reading, record)


def _answer(record: ArcWarcRecord, block: bytes) -> Response:
    """What was captured; a "resource" is a file without the answer it came in."""
    if record.rec_type == "resource":
        return Response(200, {"content-type": record.content_type or ""}, block)
    return response(block)


def _holds_html(answer: Response) -> bool:
    return answer.media_type in _PAGES or (not answer.media_type and bool(_LOOKS_LIKE_PAGE.match(answer.body)))


def _vouched_for(record: ArcWarcRecord, block: bytes, answer: Response, content: bytes) -> bool:
    """Whether no digest speaks against the bytes.

    The standard means the payload without its chunks; writers also took it with them, or unpacked.
    """
    stated = record.rec_headers.get_header
    payloads = (answer.body, answer.transferred(), content) if record.rec_type == "response" else (block,)
    return _matches(stated("WARC-Block-Digest"), block) and _matches(stated("WARC-Payload-Digest"), *payloads)


def _matches(stated: str | None, *candidates: bytes) -> bool:
    """Whether a digest such as "sha1:<base 32>" is that of one of these bytes; one in an unknown manner says nothing."""
    algorithm, _, value = (stated or "").strip().partition(":")
    algorithm = algorithm.lower().replace("-", "")
    if algorithm not in {"md5", "sha1", "sha256", "sha384", "sha512"} or not value:
        return True
    digests = [hashlib.new(algorithm, one, usedforsecurity=False).digest() for one in candidates]
    written = {form for digest in digests for form in (digest.hex(), *map(_bare, _based(digest)))}
    return _bare(value) in written or value.lower() in written


def _based(digest: bytes) -> tuple[bytes, ...]:
    return base64.b32encode(digest), base64.b64encode(digest), base64.urlsafe_b64encode(digest)


def _bare(value: bytes | str) -> str:
    return (value.decode() if isinstance(value, bytes) else value).rstrip("=")


def _captured(reading: Reading, record: ArcWarcRecord) -> Reading:
    """The reading with the moment of its capture as evidence; a story cannot be younger than that."""
    stated = record.rec_headers.get_header("WARC-Date") or record.rec_headers.get_header("archive-date") or ""
    captured = _moment(stated)
    if reading.document is None or captured is None:
        return reading
    document = reading.document
    evidence = {**document.evidence, "captured": Evidence("Date of the web archive's record", captured.isoformat())}
    warnings = document.warnings
    if record.rec_headers.get_header("WARC-Truncated"):
        warnings += ("The page was cut short when it was captured.",)
    if document.published and document.published.value.date() > captured.date() + _DAY:
        warnings += (f"A date later than the capture was left out: {document.published.isoformat()}.",)
        document = replace(document, published=None)
    return replace(reading, document=replace(document, evidence=evidence, warnings=warnings))


def _moment(stated: str) -> dt.datetime | None:
    """WARC-Date is ISO 8601 in UTC, ARC's date fourteen digits."""
    try:
        if stated.isdigit():
            return dt.datetime.strptime(stated[:14], "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC)
        return dt.datetime.fromisoformat(stated)
    except ValueError:
        return None


FORMAT = Format(
    name="warc",
    label="Web archive (WARC)",
    extensions=(".warc", ".arc"),
    media_types=("application/warc",),
    looks_like=looks_like,
    read=read,
    container=True,
)
