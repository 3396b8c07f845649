"""The other printings of a story: what a row of a collapsed list and the story's own page say of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from articles.models import Article
from articles.models.articles import ArticleQuerySet

NAMED = 5


@dataclass(frozen=True, slots=True)
class AlsoRan:
    """The other printings of a row: the first few, and how many more there are."""

    printings: list[Article]
    more: int


def also_ran(others: Mapping[int, Sequence[int]]) -> dict[int, AlsoRan]:
    """For each row that has other printings, those that readers may see, in one query for all rows."""
    if not others:
        return {}
    shown = _named().in_bulk([id for ids in others.values() for id in ids[:NAMED]])
    return {
        row: AlsoRan([shown[id] for id in ids[:NAMED] if id in shown], len(ids[NAMED:])) for row, ids in others.items()
    }


def of_story(story: Article) -> list[Article]:
    """The other published printings of a story, the newest first."""
    return list(_named().printings(story.reprint_group).exclude(pk=story.pk).newest_first())


def versions(printings: Iterable[Article]) -> tuple[tuple[int, int], ...]:
    """What the page of another printing depends on."""
    return tuple((one.pk, one.version) for one in printings)


def _named() -> ArticleQuerySet:
    return (
        Article.objects.published()
        .select_related("source")
        .only("headline", "slug", "published_at", "published_precision", "version", "source__name", "source__slug")
    )
