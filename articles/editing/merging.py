"""Merging one tag into another: its stories, sub-tags, names and addresses all go along."""

from __future__ import annotations

from typing import Any

from articles.editing import NotPossible
from articles.editing.history import change
from articles.models import ArticleTag, ChangeSet, FormerSlug, KeyStory, Tag, TagRule


def merge_tags(tag: Tag, into: Tag, user: Any | None) -> ChangeSet:
    """Merge ``tag`` into ``into`` and delete it; its address leads to ``into`` from then on.

    Raises NotPossible where both are the same, or ``into`` stands below ``tag``.
    """
    if tag.pk == into.pk:
        raise NotPossible("A tag cannot be merged into itself.")
    if tag.pk in ancestors(into):
        raise NotPossible(f"“{into}” stands below “{tag}”. Move it elsewhere first.")
    with change(ChangeSet.Kind.MERGE, f"Merged “{tag}” into “{into}”", user) as changeset:
        already = ArticleTag.objects.filter(tag=into).values("article")
        both, _ = ArticleTag.objects.filter(tag=tag, article__in=already).delete()
        moved = ArticleTag.objects.filter(tag=tag).update(tag=into)
        children = Tag.objects.filter(parent=tag).update(parent=into)
        FormerSlug.objects.filter(tag=tag).update(tag=into)
        TagRule.objects.filter(tag=tag).update(tag=into)
        pinned = KeyStory.objects.filter(tag=into).values("article")
        KeyStory.objects.filter(tag=tag).exclude(article__in=pinned).update(tag=into)
        for subscription in tag.subscriptions.all() if into.kind == tag.kind else ():
            subscription.topics.add(into)
        names = [name for name in (tag.name, *tag.aliases) if name not in (into.name, *into.aliases)]
        Tag.objects.filter(pk=into.pk).update(aliases=[*into.aliases, *names])
        slug = tag.slug
        Tag.objects.filter(pk=tag.pk).delete()
        FormerSlug.objects.create(slug=slug, tag=into)
        changeset.counts = {"stories": moved + both, "moved": moved, "had both": both, "sub-tags": children}
        changeset.save(update_fields=["counts"])
    return changeset


def ancestors(tag: Tag) -> set[int]:
    """Ids of the tags above ``tag``."""
    found: set[int] = set()
    while tag.parent is not None and tag.parent_id not in found:
        found.add(tag.parent_id)
        tag = tag.parent
    return found
