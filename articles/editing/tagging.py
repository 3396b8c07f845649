"""Adding tags and countries to stories, and taking them off again, any number at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from articles.editing.history import change
from articles.editing.publishing import counted
from articles.models import ArticleCountry, ArticleTag, ChangeSet, Country, Tag
from articles.models.articles import ArticleQuerySet
from articles.models.links import Attachment

BATCH = 1000


def add_tags(articles: ArticleQuerySet, tags: Sequence[Tag], user: Any | None) -> ChangeSet:
    """Put each of ``tags`` on each of the stories. A story that has one keeps it, with its evidence."""
    return _add(ArticleTag, "tag", articles, tags, user, ChangeSet.Kind.TAG)


def remove_tags(articles: ArticleQuerySet, tags: Sequence[Tag], user: Any | None) -> ChangeSet:
    """Take each of ``tags`` off the stories."""
    return _remove(ArticleTag, "tag", articles, tags, user, ChangeSet.Kind.TAG)


def add_countries(articles: ArticleQuerySet, countries: Sequence[Country], user: Any | None) -> ChangeSet:
    """Put each of ``countries`` on each of the stories."""
    return _add(ArticleCountry, "country", articles, countries, user, ChangeSet.Kind.COUNTRY)


def remove_countries(articles: ArticleQuerySet, countries: Sequence[Country], user: Any | None) -> ChangeSet:
    """Take each of ``countries`` off the stories."""
    return _remove(ArticleCountry, "country", articles, countries, user, ChangeSet.Kind.COUNTRY)


class Found(NamedTuple):
    """A tag or country that a story is to have: where it comes from, and the sentence that is its evidence."""

    article: int
    thing: Tag | Country
    origin: str
    evidence: str


def add_found(found: Sequence[Found], user: Any | None) -> ChangeSet:
    """Give stories what was found for them, each with its evidence. What a story has already stays as it is."""
    kind = ChangeSet.Kind.TAG if any(isinstance(one.thing, Tag) for one in found) else ChangeSet.Kind.COUNTRY
    things = dict.fromkeys(one.thing for one in found)
    stories = {one.article for one in found}
    with change(kind, f"Added {_names(things)} to {counted(len(stories))}", user) as changeset:
        changeset.counts = {"stories": len(stories), "added": put(found, changeset, user)}
        changeset.save(update_fields=["counts"])
    return changeset


def put(found: Sequence[Found], changeset: ChangeSet, user: Any | None) -> int:
    """Give stories what was found for them, as part of a change-set at work; gives how many they had not got before.

    ``user`` is who added it; None for what the archive adds by itself.
    """
    added = 0
    for links, name, kind in ((ArticleTag, "tag", Tag), (ArticleCountry, "country", Country)):
        wanted = {(one.article, one.thing.pk): one for one in found if isinstance(one.thing, kind)}
        if not wanted:
            continue
        stories = {article for article, _ in wanted}
        held = set(links.objects.filter(article__in=stories).values_list("article_id", f"{name}_id"))
        new = [
            links(
                article_id=one.article, origin=one.origin, evidence=one.evidence, added_by=user, changeset=changeset,
                **{name: one.thing},
            )
            for key, one in wanted.items()
            if key not in held
        ]  # fmt: skip
        links.objects.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
        added += len(new)
    return added


def _names(things: Iterable[Tag | Country]) -> str:
    return ", ".join(f"“{thing}”" for thing in things)


def _add(
    links: type[Attachment],
    name: str,
    articles: ArticleQuerySet,
    things: Sequence,
    user: Any | None,
    kind: ChangeSet.Kind,
) -> ChangeSet:
    keys = list(articles.values_list("pk", flat=True))
    held = set(
        links.objects.filter(article__in=keys, **{f"{name}__in": things}).values_list("article_id", f"{name}_id")
    )
    with change(kind, f"Added {_names(things)} to {counted(len(keys))}", user) as changeset:
        new = [
            links(article_id=key, added_by=user, changeset=changeset, **{name: thing})
            for key in keys
            for thing in things
            if (key, thing.pk) not in held
        ]
        links.objects.bulk_create(new, batch_size=BATCH, ignore_conflicts=True)
        changeset.counts = {"stories": len({link.article_id for link in new}), "added": len(new)}
        changeset.save(update_fields=["counts"])
    return changeset


def _remove(
    links: type[Attachment],
    name: str,
    articles: ArticleQuerySet,
    things: Sequence,
    user: Any | None,
    kind: ChangeSet.Kind,
) -> ChangeSet:
    targets = links.objects.filter(article__in=articles.values("pk"), **{f"{name}__in": things})
    stories = targets.values("article").distinct().count()
    with change(kind, f"Removed {_names(things)} from {counted(stories)}", user) as changeset:
        removed, _ = targets.delete()
        changeset.counts = {"stories": stories, "removed": removed}
        changeset.save(update_fields=["counts"])
    return changeset
