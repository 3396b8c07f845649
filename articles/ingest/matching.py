"""Is this story here already? By address, identifier and text; and, for an editor's eye, by likeness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import F

from articles.documents import Document
from articles.editing import printings
from articles.ingest.preparing import Keys, keys_of
from articles.models import Article
from articles.text.derived import derive


@dataclass(frozen=True, slots=True)
class Match:
    """A story that is, or may be, the same, and why. ``same_item`` means: a newer reading of that very item."""

    article: Article
    why: str
    same_item: bool


class Matcher:
    """The stories held that any of a batch of documents may be, fetched in four queries."""

    def __init__(self, batch: Sequence[Keys]) -> None:
        guids = _held("SELECT guid, id FROM articles_article WHERE guid = ANY(%s)", {one.guid for one in batch})
        addresses = _held(
            "SELECT url_digest, article_id FROM articles_appearance WHERE url_digest = ANY(%s)",
            {one.address for one in batch},
        )
        texts = _held(
            "SELECT text_digest, id FROM articles_article WHERE text_digest = ANY(%s) ORDER BY id DESC",
            {one.text for one in batch},
        )
        ids = {*guids.values(), *addresses.values(), *texts.values()}
        held = Article.objects.select_related("source", "section").in_bulk(ids) if ids else {}
        self.by_guid = {key: held[id] for key, id in guids.items()}
        self.by_address = {key: held[id] for key, id in addresses.items()}
        self.by_text = {key: held[id] for key, id in texts.items()}

    def match(self, keys: Keys) -> Match | None:
        """The story that has these keys, or None.

        Two items with identifiers of their own are two stories, even where their text is the same.
        """
        if keys.guid and (article := self.by_guid.get(keys.guid)):
            return Match(article, "same identifier", same_item=True)
        if keys.address and (article := self.by_address.get(keys.address)):
            return Match(article, "same address", same_item=True)
        if keys.text and (article := self.by_text.get(keys.text)) and not (keys.guid and article.guid):
            return Match(article, "same text", same_item=False)
        return None


def _held(query: str, keys: set[Any]) -> dict[Any, int]:
    """The stories that have any of the keys, one a key. An array costs less than a placeholder for each."""
    with connection.cursor() as cursor:
        cursor.execute(query, [list(keys - {"", b""})])
        return {bytes(key) if isinstance(key, memoryview) else key: id for key, id in cursor.fetchall()}


def alike(document: Document, limit: int = 5) -> list[Match]:
    """Stories held that look like the document: same address, identifier or text, nearly the same text, same headline.

    A few queries for each document: meant for a preview and not for a long import.
    """
    derived = derive(document.headline, document.standfirst, document.body_html)
    keys = keys_of(document, derived)
    found: dict[int, Match] = {}
    if certain := Matcher([keys]).match(keys):
        found[certain.article.pk] = certain
    near = printings.alike(derived.body_text, None, limit)
    held = Article.objects.in_bulk(near)
    for id in near:
        found.setdefault(id, Match(held[id], "looks like another printing", same_item=False))
    if document.headline:
        same = Article.objects.filter(headline__iexact=derived.headline).order_by(
            F("published_at").desc(nulls_last=True)
        )
        for one in same[:limit]:
            found.setdefault(one.pk, Match(one, "same headline", same_item=False))
    return list(found.values())[:limit]
