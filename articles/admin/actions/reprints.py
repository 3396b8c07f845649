"""Putting stories together as printings of one story, and taking them out."""

from __future__ import annotations

from typing import Any

from articles.admin.actions.act import Act, Effect
from articles.editing import reprinting
from articles.editing.publishing import counted
from articles.models import ChangeSet, Reprint
from articles.models.articles import ArticleQuerySet


class PutTogether(Act):
    """Make the stories reprints of one another."""

    name, short_description, verb = "put_together", "Put together as reprints …", "Put together"
    allowed_permissions = ("publish",)

    def effect(self, stories: ArticleQuerySet, asked: dict[str, Any]) -> Effect:
        number = stories.count()
        if number < 2:
            return Effect(0, ["One story has no reprints: choose two or more."])
        held = Reprint.objects.filter(article__in=stories.values("pk"), group__isnull=False)
        groups = held.order_by().values("group").distinct().count()
        lines = [f"{counted(number).capitalize()} will stand as printings of one, whatever their texts say."]
        if groups > 1:
            lines.append(f"They come from {groups} groups; what else is in the oldest of these stays with them.")
        return Effect(number, lines)

    def perform(self, stories: ArticleQuerySet, asked: dict[str, Any], user: Any) -> ChangeSet:
        return reprinting.put_together(stories, user)


class TakeOut(Act):
    """Let the stories stand by themselves."""

    name, short_description, verb = "take_out", "Take out of reprints …", "Take out"
    allowed_permissions = ("publish",)

    def effect(self, stories: ArticleQuerySet, asked: dict[str, Any]) -> Effect:
        number = stories.count()
        grouped = stories.filter(reprint__group__isnull=False).count()
        lines = [f"{counted(grouped).capitalize()} will no longer count as printings of others."]
        if grouped < number:
            lines.append(f"{counted(number - grouped).capitalize()} with no reprints will be kept from getting any.")
        return Effect(number, lines)

    def perform(self, stories: ArticleQuerySet, asked: dict[str, Any], user: Any) -> ChangeSet:
        return reprinting.take_out(stories, user)
