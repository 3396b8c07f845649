"""JSON Feed 1.0 and 1.1.

Format: https://www.jsonfeed.org/version/1.1/.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from articles.documents import Document, Problem, Reading
from articles.importers import markup, records
from articles.importers.formats import Format, Options, Unreadable, read_whole
from articles.importers.stated import Stated
from articles.importers.strange_json import load
from articles.importers.syndication import entries
from articles.importers.syndication.entries import Medium
from articles.text import encodings, words

LARGEST = 12_000_000
_VERSION = re.compile(rb'"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org')


def looks_like(head: bytes, filename: str) -> float:
    """A JSON object that says which version of JSON Feed it is."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return 0.98 if start.startswith(b"{") and _VERSION.search(start) else 0.0


def read(stream: BinaryIO, options: Options) -> Iterator[Reading]:
    """The items of the feed in order."""
    feed = load(encodings.decode(read_whole(stream, LARGEST), "utf-8").text, twice=True)
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise Unreadable("The JSON has no list of “items”, so it is no JSON Feed.")
    if not items:
        raise Unreadable("The feed has no entries.")
    total, items = len(items), items[: entries.MOST]
    read = [_read(item, feed, options) for item in items]
    documents = iter(entries.doubted([one for one in read if isinstance(one, Document)]))
    for position, (item, one) in enumerate(zip(items, read, strict=True)):
        original = words.scrub(json.dumps(item, ensure_ascii=False))
        if isinstance(one, Problem):
            yield Reading(position, problem=one, original=original)
        else:
            yield Reading(position, next(documents), original=original)
    if total > entries.MOST:
        raise Unreadable(f"The feed has more than {entries.MOST:,} entries; the rest was left.")


def _read(item: Any, feed: Mapping[str, Any], options: Options) -> Document | Problem:
    try:
        if not isinstance(item, dict):
            raise Unreadable("It is no object with named values.")
        return _document(item, feed, options.url)
    except Unreadable as unreadable:
        return unreadable.problem


def _document(item: Mapping[str, Any], feed: Mapping[str, Any], url: str) -> Document:
    held = Stated()
    base = markup.address(_text(feed, "feed_url"), url) or url
    base = markup.address(_text(feed, "home_page_url"), base) or base
    link = markup.address(_text(item, "url"), base)
    held.put("guid", _text(item, "id") or link, "id")
    held.put("url", link, "url")
    held.put("headline", _text(item, "title"), "title")
    held.put("site_name", _text(feed, "title"), "the feed's title")
    held.put("language", _text(item, "language") or _text(feed, "language"), "language")
    held.put("published", entries.rfc822(_text(item, "date_published")), "date_published")
    held.put("updated", entries.rfc822(_text(item, "date_modified")), "date_modified")
    for place in (item, feed):
        authors = place.get("authors") if isinstance(place.get("authors"), list) else [place.get("author")]
        named = [
            name
            for author in authors
            if (name := records.text(author.get("name") if isinstance(author, dict) else author))
        ]
        held.put("authors", named if len(named) != 1 else named[0], "authors")
    for tag in records.listed(item.get("tags")):
        held.label(tag)
    marked, plain, summary = (
        item.get(key) if isinstance(item.get(key), str) else "" for key in ("content_html", "content_text", "summary")
    )
    full = entries.as_html(marked, "html", link or base) or entries.as_html(plain, "text", "")
    entries.put_texts(held, full, entries.as_html(summary, "text", ""), linked=bool(link))
    entries.put_pictures(held, _media(item, base), marked, link or base)
    return held.document()


def _media(item: Mapping[str, Any], base: str) -> Iterator[Medium]:
    for key in ("image", "banner_image"):
        if url := markup.address(_text(item, key), base):
            yield Medium(url, "image")
    attachments = item.get("attachments")
    for one in attachments if isinstance(attachments, list) else []:
        if isinstance(one, dict) and (url := markup.address(_text(one, "url"), base)):
            yield Medium(url, _text(one, "mime_type"))


def _text(value: Mapping[str, Any], key: str) -> str:
    return records.text(value.get(key))


FORMAT = Format(
    name="json-feed",
    label="JSON Feed",
    extensions=(),
    media_types=("application/feed+json",),
    looks_like=looks_like,
    read=read,
    structured=True,
)
