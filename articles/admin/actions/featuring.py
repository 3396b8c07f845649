"""Putting stories on the front page."""

from __future__ import annotations

from typing import Any

from articles.admin.actions.act import Act, Effect
from articles.editing.featuring import put_on_front
from articles.editing.publishing import counted
from articles.models import Article, ChangeSet
from articles.models.articles import ArticleQuerySet


class PutOnFront(Act):
    """Put stories on the front page, below those that stand there."""

    name, short_description, verb = "put_on_front", "Put on the front page …", "Put on the front page"
    allowed_permissions = ("publish",)

    def effect(self, stories: ArticleQuerySet, asked: dict[str, Any]) -> Effect:
        new = stories.filter(front_pick=None)
        changes = new.count()
        lines = [f"{counted(changes).capitalize()} will stand on the front page, below what editors chose before."]
        if already := stories.count() - changes:
            lines.append(f"{counted(already).capitalize()} chosen for it before.")
        if hidden := new.exclude(status=Article.Status.PUBLISHED).count():
            lines.append(f"{counted(hidden).capitalize()} not published: readers see them once they are.")
        return Effect(changes, lines)

    def perform(self, stories: ArticleQuerySet, asked: dict[str, Any], user: Any) -> ChangeSet:
        return put_on_front(stories, user)
