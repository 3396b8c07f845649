"""Stories as the index takes them: read from the database in bulk, a few queries for hundreds."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any, NamedTuple

from django.db import connection
from django.utils import timezone
from psycopg import Cursor
from tantivy import Document, Schema

from articles.models import Article, Tag
from articles.search.columns import laid_out
from articles.search.schema import TEXT_FIELDS, month_number, sort_key
from articles.search.words import normalised

BATCH = 500
# No story is longer. A file that is, by mistake, must not stop the rest from being found.
LONGEST_BODY = 200_000

# The columns are those of ``Parts``. Cutting a text makes the server count its letters, so only long ones are cut.
STORIES = f"""
    SELECT id, version, kind, language, headline, standfirst,
        CASE WHEN octet_length(body_text) > %(longest)s THEN left(body_text, %(longest)s) ELSE body_text END,
        published_at, source_id, section_id,
        (SELECT "group" FROM articles_reprint WHERE article_id = article.id),
        ARRAY(SELECT tag_id FROM articles_articletag WHERE article_id = article.id),
        ARRAY(SELECT country_id FROM articles_articlecountry WHERE article_id = article.id ORDER BY country_id),
        ARRAY(SELECT author_id FROM articles_byline WHERE article_id = article.id ORDER BY position, id),
        ARRAY(
            SELECT author.name FROM articles_byline byline JOIN articles_author author ON author.id = author_id
            WHERE article_id = article.id ORDER BY position, byline.id
        )
    FROM articles_article article
    WHERE id = ANY(%(ids)s) AND (%(unpublished)s OR status = '{Article.Status.PUBLISHED.value}') ORDER BY id
"""


@dataclass(frozen=True, slots=True)
class Hierarchy:
    """The tree of tags at one moment: of each tag, itself and all above it; and which of them are topics."""

    above: dict[int, tuple[int, ...]]
    topics: frozenset[int]

    @classmethod
    def read(cls) -> Hierarchy:
        rows = list(Tag.objects.values_list("id", "parent_id", "kind"))
        parents = {id: parent for id, parent, _ in rows}
        above = {}
        for id in parents:
            chain: dict[int, None] = {}
            step: int | None = id
            while step in parents and step not in chain:
                chain[step] = None
                step = parents[step]
            above[id] = tuple(chain)
        return cls(above, frozenset(id for id, _, kind in rows if kind == Tag.Kind.TOPIC))

    def closure(self, tags: Iterable[int]) -> list[int]:
        """The tags and all above them, each once."""
        return sorted({one for tag in tags for one in self.above.get(tag, (tag,))})


@dataclass(frozen=True, slots=True)
class Story:
    """The values that the index holds of one story, by field."""

    id: int
    values: dict[str, Any]

    @property
    def digest(self) -> int:
        """A fingerprint of all values: what ``check_index`` compares."""
        texts = [self.values[name] for name in TEXT_FIELDS]
        rest = [item for item in self.values.items() if item[0] not in TEXT_FIELDS]
        text = "\x1f".join([*texts, repr(rest)])
        return int.from_bytes(hashlib.blake2b(text.encode(errors="replace"), digest_size=8).digest(), "big")

    def document(self, schema: Schema) -> Document:
        """The story as a document of an index with that schema."""
        texts = {name: normalised(self.values[name]) for name in TEXT_FIELDS}
        numbers = laid_out(self.values) | {"id": self.id, "digest": self.digest}
        return Document.from_dict(self.values | texts | numbers, schema)


def read(ids: Iterable[int], hierarchy: Hierarchy, *, unpublished: bool = False) -> list[Story]:
    """The published stories among ``ids``, or all of them where ``unpublished`` is true, in one query.

    It goes past the ORM, whose values cost as much as indexing them, and takes them from the server in binary form.
    Raises django.db.Error where the database does not answer.
    """
    zone = timezone.get_current_timezone()
    connection.ensure_connection()
    with connection.wrap_database_errors, Cursor(connection.connection) as cursor:
        wanted = {"ids": list(ids), "longest": LONGEST_BODY, "unpublished": unpublished}
        cursor.execute(STORIES, wanted, binary=True)
        return [story(Parts(*row), hierarchy, zone) for row in cursor]


def published_ids() -> Iterator[list[int]]:
    """The ids of all published stories, in lists of one batch each."""
    last = 0
    while ids := list(
        Article.objects.published().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        yield ids
        last = ids[-1]


class Parts(NamedTuple):
    """A story's columns, and the numbers of what hangs on it, as the query gives them."""

    id: int
    version: int
    kind: str
    language: str
    headline: str
    standfirst: str
    body: str
    published: dt.datetime | None
    source: int | None
    section: int | None
    reprints: int | None
    tags: Sequence[int]
    countries: Sequence[int]
    authors: Sequence[int]
    names: Sequence[str]


def story(parts: Parts, hierarchy: Hierarchy, zone: tzinfo) -> Story:
    """What the index holds of a story. One without a date, which no reader sees, is found by no date."""
    tags = hierarchy.closure(parts.tags)
    values = {
        "version": parts.version,
        "kind": parts.kind,
        "language": parts.language,
        "headline": parts.headline,
        "standfirst": parts.standfirst,
        "body": parts.body,
        "byline": "; ".join(parts.names),
        "tag": tags,
        "topic": [tag for tag in tags if tag in hierarchy.topics],
        "named": [tag for tag in tags if tag not in hierarchy.topics],
        "country": parts.countries,
        "author": parts.authors,
    }
    if parts.published is not None:
        day = parts.published.astimezone(zone).date()
        values |= {"sort_key": sort_key(parts.published, parts.id), "day": day.toordinal(), "month": month_number(day)}
    single = {"source": parts.source, "section": parts.section, "reprints": parts.reprints}
    return Story(parts.id, values | {name: number for name, number in single.items() if number is not None})
