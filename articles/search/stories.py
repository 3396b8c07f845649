"""Stories as the index takes them: read from the database in bulk, a few queries for hundreds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import Left
from django.utils import timezone
from tantivy import Document

from articles.models import Article, ArticleCountry, ArticleTag, Byline, Tag
from articles.search.schema import TEXT_FIELDS, month_number, sort_key
from articles.search.words import normalised

BATCH = 500
# No story is longer. A file that is, by mistake, must not stop the rest from being found.
LONGEST_BODY = 200_000


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
        text = "\x1f".join(f"{name}\x1e{value}" for name, value in sorted(self.values.items()))
        return int.from_bytes(hashlib.blake2b(text.encode(errors="replace"), digest_size=8).digest(), "big")

    def document(self) -> Document:
        """The story as a document of the index."""
        document = Document()
        document.add_unsigned("id", self.id)
        document.add_unsigned("digest", self.digest)
        for name, value in self.values.items():
            if name in ("day", "month"):
                document.add_integer(name, value)
            elif isinstance(value, str):
                document.add_text(name, normalised(value) if name in TEXT_FIELDS else value)
            elif isinstance(value, int):
                document.add_unsigned(name, value)
            else:
                for one in value:
                    document.add_unsigned(name, one)
        return document


def read(ids: Iterable[int], hierarchy: Hierarchy) -> list[Story]:
    """The published stories among ``ids``, in one query."""
    links = {"article": OuterRef("pk")}
    rows = (
        Article.objects.published()
        .filter(pk__in=list(ids))
        .order_by("pk")
        .values(
            "id", "version", "kind", "language", "headline", "standfirst", "published_at", "source_id", "section_id",
            reprints=F("reprint__group"),
            body=Left("body_text", LONGEST_BODY),
            tag=ArraySubquery(ArticleTag.objects.filter(**links).values("tag_id")),
            country=ArraySubquery(ArticleCountry.objects.filter(**links).order_by("country_id").values("country_id")),
            author=ArraySubquery(Byline.objects.filter(**links).order_by("position", "id").values("author_id")),
            byline=ArraySubquery(Byline.objects.filter(**links).order_by("position", "id").values("author__name")),
        )
    )  # fmt: skip
    return [_story(row, hierarchy) for row in rows]


def published_ids() -> Iterator[list[int]]:
    """The ids of all published stories, in lists of one batch each."""
    last = 0
    while ids := list(
        Article.objects.published().filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:BATCH]
    ):
        yield ids
        last = ids[-1]


def _story(row: dict[str, Any], hierarchy: Hierarchy) -> Story:
    published = row.pop("published_at")
    day = timezone.localdate(published)
    tags = hierarchy.closure(row.pop("tag"))
    id = row.pop("id")
    values = row | {
        "tag": tags,
        "topic": [tag for tag in tags if tag in hierarchy.topics],
        "source": row.pop("source_id"),
        "section": row.pop("section_id"),
        "byline": "; ".join(row["byline"]),
        "sort_key": sort_key(published, id),
        "day": day.toordinal(),
        "month": month_number(day),
    }
    return Story(id, {name: value for name, value in values.items() if value is not None})
