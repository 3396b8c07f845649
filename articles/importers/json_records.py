"""JSON: one object a line (JSON Lines), an array of objects, or a single object."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from articles.documents import Reading
from articles.importers import json_items, records
from articles.importers.formats import Format, Options
from articles.importers.json_items import Story

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
    "status": ("status",),
    "embargo": ("embargo",),
    "version": ("version",),
    "summary_only": ("summary_only",),
}  # fmt: skip
_STORY = frozenset([*_ALIASES["headline"], *_ALIASES["body"]])
_RANKS = {
    key: [(field, keys.index(key)) for field, keys in _ALIASES.items() if key in keys]
    for key in {key for keys in _ALIASES.values() for key in keys}
}


def looks_like(head: bytes, filename: str) -> float:
    """An opening brace or bracket, and a quoted name or a closing one after it."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if re.match(rb'\{\s*(?:"|\}|$)|\[\s*(?:\{|\]|$)', start):
        return 0.95
    return 0.6 if filename.endswith(FORMAT.extensions) else 0.0


def read(stream: BinaryIO, options: Options) -> Iterator[Reading]:
    """Item by item, as :func:`json_items.read` does."""
    story = Story(lambda value: records.document(_named(value), url=options.url), _STORY)
    return json_items.read(stream, story, options.wants)


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
