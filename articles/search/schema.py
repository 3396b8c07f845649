"""What the index holds of a story, and how its words are cut.

Ids of tags, countries, sources, authors and sections are numbers in fast fields, which makes counting them
cheap. Text is not stored: rows and snippets come from the database.
"""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from tantivy import Index, Schema, SchemaBuilder

from articles.search import columns, words
from articles.search.written import WRITTEN

# Raise it with every change of the fields or of how words are cut: the follower then builds a new index.
VERSION = 5

# From the most telling to the least, with the weight of a match there.
TEXT_FIELDS = {"headline": 8.0, "standfirst": 2.0, "body": 1.0, "byline": 1.0}

ID_BITS = 29
ID_MASK = (1 << ID_BITS) - 1
EPOCH = dt.datetime(1600, 1, 1, tzinfo=dt.UTC)


def basis() -> str:
    """What an index depends on beside the database: this code, and the zone that days are counted in."""
    return f"{VERSION} {settings.TIME_ZONE}"


def build() -> Schema:
    """The fields of the index."""
    builder = SchemaBuilder()
    builder.add_unsigned_field("id", indexed=True, fast=True)
    builder.add_unsigned_field("version", fast=True)
    builder.add_unsigned_field("digest", fast=True)
    builder.add_unsigned_field("sort_key", fast=True)
    builder.add_unsigned_field("tag", indexed=True)
    for name in ("country", "author"):
        builder.add_unsigned_field(name, indexed=True, fast=True)
    for name in ("topic", "named"):
        builder.add_unsigned_field(name, fast=True)
    columns.add_to(builder)
    for name in ("source", "section", "reprints"):
        builder.add_unsigned_field(name, indexed=True, fast=True)
    for name in WRITTEN:
        builder.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_integer_field("day", indexed=True, fast=True)
    builder.add_integer_field("month", fast=True)
    for name in TEXT_FIELDS:
        builder.add_text_field(name, tokenizer_name="words")
    return builder.build()


def with_analyzers(index: Index) -> Index:
    """``index`` with the analyzers its fields name; they are not kept in its files."""
    index.register_tokenizer("words", words.ANALYZER)
    return index


def sort_key(published: dt.datetime, id: int) -> int:
    """One number that orders stories by time, and those of one second by id.

    35 bits of seconds since 1600 reach past 2600, 29 bits of id past 500 million stories.
    """
    return int((published - EPOCH).total_seconds()) << ID_BITS | id & ID_MASK


def month_number(day: dt.date) -> int:
    """Months since year 0."""
    return day.year * 12 + day.month - 1
