"""Pages saved "as a single file": MHTML (RFC 2557), which is a message with the page and what belongs to it as parts."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from articles.documents import Picture, Reading
from articles.importers import mime
from articles.importers.formats import Format, Options, Unreadable, read_whole
from articles.text import links

_OF_MAILS = frozenset({"received", "message-id", "to", "return-path", "delivered-to"})


def looks_like(head: bytes, filename: str) -> float:
    """Headers, among them that of a page with its parts, and none of those that only mails have."""
    names = mime.header_names(head)
    if not {"mime-version", "content-type"} <= names and "snapshot-content-location" not in names:
        return 0.0
    related = b"multipart/related" in head.lower()
    named = filename.endswith(FORMAT.extensions) or "snapshot-content-location" in names
    return 0.97 if named or (related and not names & _OF_MAILS) else 0.0


def read(stream: BinaryIO, options: Options) -> Iterator[Reading]:
    """One story: the page. Its address is the one it was saved from, and its own picture comes along."""
    message = mime.parsed(read_whole(stream, mime.LARGEST))
    parts = list(mime.leaves(message))
    page = _page(message, parts)
    if page is None:
        raise Unreadable("The saved page holds no HTML.")
    stated = [mime.header(page, "Content-Location"), mime.header(message, "Snapshot-Content-Location"), mime.header(message, "Content-Location")]  # fmt: skip
    url = next(filter(None, map(links.absolute, stated)), "") or options.url
    inner = replace(options, url=url, charset=mime.charset(page))
    for reading in options.inside(io.BytesIO(mime.content(page)), inner, "html"):
        yield _with_picture(reading, parts)


def _page(message: mime.Message, parts: list[mime.Message]) -> mime.Message | None:
    """The part that the message names as its start (RFC 2387), else the first page in it."""
    start = message.get_param("start", "")
    pages = [part for part in parts if part.get_content_type() in {"text/html", "application/xhtml+xml"}]
    named = (part for part in pages if start and mime.header(part, "Content-ID") == start)
    return next(named, None) or next(iter(pages), None)


def _with_picture(reading: Reading, parts: list[mime.Message]) -> Reading:
    """The reading with the bytes of its picture, where they are among the parts."""
    document = reading.document
    wanted = {picture.url for picture in document.pictures if picture.url} if document else set()
    held = {
        location: mime.content(part)
        for part in (parts if wanted else ())
        if (location := mime.header(part, "Content-Location")) in wanted
    }

    def filled(picture: Picture) -> Picture:
        return replace(picture, content=held.get(picture.url) or picture.content)

    return (
        replace(reading, document=replace(document, pictures=tuple(map(filled, document.pictures))))
        if held
        else reading
    )


FORMAT = Format(
    name="mhtml",
    label="Page saved as a single file (MHTML)",
    extensions=(".mht", ".mhtml"),
    media_types=("multipart/related", "application/x-mimearchive"),
    looks_like=looks_like,
    read=read,
)
