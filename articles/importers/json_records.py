"""JSON: one object a line (JSON Lines), an array of objects, or a single object."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from articles.documents import Problem, Reading
from articles.importers import records
from articles.importers.formats import Format, Options, Unreadable, read_whole
from articles.importers.strange_json import load
from articles.text import encodings, words

LARGEST = 50_000_000
MOST_PROBLEMS_IN_A_ROW = 1_000

# Other names under which values come, and what they are called here. A key nearer the top wins.
_ALIASES = {
    "headline": ("headline", "title", "name", "headline_main"),
    "standfirst": ("standfirst", "subtitle", "description", "summary", "abstract", "lead", "deck", "excerpt"),
    "body": ("body", "body_text", "text", "content", "article", "articleBody", "content_text", "story"),
    "body_html": ("body_html", "content_html", "html"),
    "authors": ("authors", "author", "byline", "creator", "by"),
    "published": ("published", "date", "published_at", "datePublished", "date_published", "pub_date", "pubDate", "publish_date",
                  "created", "versioncreated", "timestamp"),
    "published_printed": ("published_printed", "date_printed"),
    "updated": ("updated", "modified", "dateModified", "date_modified", "updated_at", "last_modified"),
    "section": ("section", "articleSection", "category", "kicker", "channel", "desk"),
    "source": ("source", "agency", "provider", "publisher"),
    "site_name": ("site_name", "outlet", "publication", "newspaper", "site", "website"),
    "url": ("url", "link", "uri", "address", "href", "source_url"),
    "canonical_url": ("canonical_url", "canonical", "canonicalurl"),
    "guid": ("guid", "id", "_id", "identifier", "uid", "uuid"),
    "language": ("language", "lang", "inLanguage"),
    "kind": ("kind", "type"),
    "credit": ("credit", "copyright", "creditline"),
    "dateline": ("dateline",),
    "image": ("image", "image_url", "top_image", "picture", "thumbnail", "lead_image"),
    "image_caption": ("image_caption", "caption"),
    "image_credit": ("image_credit", "photo_credit"),
    "image_alt": ("image_alt",),
    "topics": ("topics", "subjects", "keywords", "tags"),
    "people": ("people", "persons"),
    "organisations": ("organisations", "orgs", "organizations", "companies"),
    "places": ("places", "locations"),
    "events": ("events",),
    "labels": ("labels",),
    "countries": ("countries", "country"),
}  # fmt: skip
_RANKS = {
    key: [(field, keys.index(key)) for field, keys in _ALIASES.items() if key in keys]
    for key in {key for keys in _ALIASES.values() for key in keys}
}
_WRAPPERS = ("articles", "results", "items", "stories", "documents", "records", "data", "entries")


def looks_like(head: bytes, filename: str) -> float:
    """An opening brace or bracket, and a quoted name or a closing one after it."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if re.match(rb'\{\s*(?:"|\}|$)|\[\s*(?:\{|\]|$)', start):
        return 0.95
    return 0.6 if filename.endswith(FORMAT.extensions) else 0.0


def read(stream: BinaryIO, options: Options) -> Iterator[Reading]:
    """Item by item; JSON Lines are read line by line, so a file may be larger than memory."""
    lines = _lines(stream)
    first = next(lines, None)
    if first is None:
        raise Unreadable("The file is empty.")
    number, line = first
    if line.startswith("[") or not line.endswith("}"):
        rest = read_whole(stream, LARGEST)
        yield from _whole(line + "\n" + encodings.decode(rest, "utf-8").text, options)
        return
    if (wrapped := _wrapped(line)) is not None:
        yield from _items(wrapped, options)
        return
    failures = 0
    position = 0
    while True:
        if options.wants(position):
            reading = _one_line(line, number, position, options)
            failures = failures + 1 if reading.problem else 0
            yield reading
        if failures >= MOST_PROBLEMS_IN_A_ROW:
            raise Unreadable(f"{failures:,} lines in a row could not be read; the rest of the file was left.", number)
        position += 1
        following = next(lines, None)
        if following is None:
            return
        number, line = following


def _lines(stream: BinaryIO) -> Iterator[tuple[int, str]]:
    number = 0
    while raw := stream.readline(LARGEST + 1):
        number += 1
        if len(raw) > LARGEST:
            raise Unreadable(f"The line is longer than {LARGEST // 1_000_000} MB.", number)
        if line := raw.decode("utf-8-sig" if number == 1 else "utf-8", "replace").strip():
            yield number, line


def _one_line(line: str, number: int, position: int, options: Options) -> Reading:
    original = words.scrub(line)
    try:
        return _reading(load(line), position, original, options)
    except Unreadable as unreadable:
        return Reading(position, problem=Problem(unreadable.problem.message, number), original=original)


def _whole(content: str, options: Options) -> Iterator[Reading]:
    """An array, a single object, or an object around an array."""
    value = load(content)
    if isinstance(value, dict):
        value = _inside(value) or [value]
    if not isinstance(value, list):
        raise Unreadable("The JSON is neither an object nor a list of objects.")
    yield from _items(value, options)


def _wrapped(line: str) -> list[Any] | None:
    """The list inside a line that is an object around a list of stories; None for any other line."""
    try:
        value = load(line)
    except Unreadable:
        return None
    return _inside(value) if isinstance(value, dict) else None


def _inside(value: Mapping[str, Any]) -> list[Any] | None:
    if any(key in value for key in (*_ALIASES["headline"], *_ALIASES["body"])):
        return None
    return next((value[key] for key in _WRAPPERS if isinstance(value.get(key), list)), None)


def _items(items: list[Any], options: Options) -> Iterator[Reading]:
    for position, item in enumerate(items):
        original = json.dumps(item, ensure_ascii=False)
        try:
            yield _reading(item, position, words.scrub(original), options)
        except Unreadable as unreadable:
            yield Reading(
                position,
                problem=Problem(f"Item {position + 1}: {unreadable.problem.message}"),
                original=words.scrub(original),
            )


def _reading(value: Any, position: int, original: str, options: Options) -> Reading:
    if not isinstance(value, dict):
        raise Unreadable("It is JSON, but no object with named values.")
    return Reading(position, records.document(_named(value), url=options.url), original=original)


def _named(value: Mapping[str, Any]) -> dict[str, Any]:
    empty: tuple[Any, ...] = (None, "", [], {})
    named: dict[str, Any] = dict.fromkeys(_ALIASES)
    ranks: dict[str, int] = {}
    for key in value.keys() & _RANKS.keys():
        for field, rank in _RANKS[key]:
            if rank < ranks.get(field, len(_ALIASES[field])) and value[key] not in empty:
                named[field], ranks[field] = value[key], rank
    if not isinstance(named["kind"], str) or named["kind"].casefold() not in records.KINDS:
        named["kind"] = None
    return named


FORMAT = Format(
    name="json",
    label="JSON lines, or a JSON list",
    extensions=(".jsonl", ".json", ".ndjson"),
    media_types=("application/json", "application/jsonl", "application/x-ndjson"),
    looks_like=looks_like,
    read=read,
    structured=True,
    passes_over=True,
)
