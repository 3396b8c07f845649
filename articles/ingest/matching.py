"""Is this story here already? By address, identifier and text; and, for an editor's eye, by likeness."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F

from articles.documents import Document
from articles.editing import printings
from articles.ingest.preparing import Keys, keys_of
from articles.models import Appearance, Article
from articles.text.derived import derive


@dataclass(frozen=True, slots=True)
class Match:
    """A story that is, or may be, the same, and why. ``same_item`` means: a newer reading of that very item."""

    article: Article
    why: str
    same_item: bool


class Matcher:
    """The stories held that any of a batch of documents may be, fetched in three queries."""

    def __init__(self, batch: Sequence[Keys]) -> None:
        articles = Article.objects.select_related("source", "section")
        guids = {keys.guid for keys in batch if keys.guid}
        self.by_guid = {article.guid: article for article in articles.filter(guid__in=guids)} if guids else {}
        addresses = {keys.address for keys in batch if keys.address}
        self.by_address = {
            bytes(appearance.url_digest): appearance.article
            for appearance in Appearance.objects.filter(url_digest__in=addresses).select_related(
                "article__source", "article__section"
            )
        } if addresses else {}  # fmt: skip
        texts = {keys.text for keys in batch if keys.text}
        self.by_text = (
            {bytes(article.text_digest): article for article in articles.filter(text_digest__in=texts)} if texts else {}
        )

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
