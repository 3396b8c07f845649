"""A news page as HTML: what the page states about itself first, then what trafilatura and htmldate make of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from articles.documents import Reading
from articles.importers.formats import Format, Options, Unreadable, read_whole
from articles.importers.html_page.story import read_page
from articles.importers.html_page.tree import parse
from articles.importers.saved_page import saved_from
from articles.text import encodings, words
from articles.text.bounds import LARGEST, excess

_TAG = re.compile(
    rb"<!doctype html|<(?:html|head|body|meta|title|article|main|section|div|p|h1|h2|span|a|script|link|table|ul|figure)[\s>/]",
    re.IGNORECASE,
)


def looks_like(head: bytes, filename: str) -> float:
    """A document type or several tags of HTML near the beginning."""
    start = head[:64_000].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if re.match(rb"<!doctype html|<html[\s>]|<!--", start, re.IGNORECASE):
        return 0.97
    tags = len(_TAG.findall(start))
    if tags and start.startswith(b"<") and not start.startswith((b"<?xml", b"<rss", b"<feed")):
        return 0.93
    if tags >= 3:
        return 0.4
    return 0.6 if filename.endswith(FORMAT.extensions) else 0.0


def read(stream: BinaryIO, options: Options) -> Iterator[Reading]:
    """One story: the page."""
    decoded = encodings.decode(read_whole(stream, LARGEST), options.charset)
    if not encodings.readable(decoded.text):
        raise Unreadable("The file holds no readable text.")
    if reason := excess(decoded.text):
        raise Unreadable(f"The page is too big to be read safely. {reason}")
    source = words.scrub(decoded.text)
    page = parse(source)
    document = read_page(page, options.url or saved_from(decoded.text)) if page is not None else None
    if document is None:
        raise Unreadable("No story was found on the page: it has neither a headline nor a paragraph.")
    yield Reading(0, document, original=source)


FORMAT = Format(
    name="html",
    label="HTML page",
    extensions=(".html", ".htm", ".xhtml"),
    media_types=("text/html", "application/xhtml+xml"),
    looks_like=looks_like,
    read=read,
    version=2,
)
