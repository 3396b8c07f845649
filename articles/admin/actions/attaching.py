"""Adding tags or countries to stories, and taking them off: what both kinds share."""

from __future__ import annotations

from typing import Any

from articles.admin.actions.act import Act, Effect
from articles.editing.publishing import counted
from articles.models.articles import ArticleQuerySet
from articles.models.links import Attachment


class Attaching(Act):
    """An act on the links of one kind. ``links`` is their model; ``chosen`` the form's field and, singular, theirs."""

    links: type[Attachment]
    thing: str
    chosen: str

    def held(self, stories: ArticleQuerySet, asked: dict[str, Any]) -> list[tuple[Any, int]]:
        """Each thing chosen, with how many of the stories have it."""
        links = self.links.objects.filter(article__in=stories.values("pk"))
        return [(thing, links.filter(**{self.thing: thing}).count()) for thing in asked[self.chosen]]


class Adding(Attaching):
    """Put what is chosen on the stories."""

    verb = "Add"

    def effect(self, stories: ArticleQuerySet, asked: dict[str, Any]) -> Effect:
        number, held = stories.count(), self.held(stories, asked)
        lines = [
            f"“{thing}” is put on {counted(number - have)}."
            + (f" {counted(have).capitalize()} already {'has' if have == 1 else 'have'} it." if have else "")
            for thing, have in held
        ]
        return Effect(sum(number - have for _, have in held), lines)


class Removing(Attaching):
    """Take what is chosen off the stories."""

    verb = "Remove"

    def effect(self, stories: ArticleQuerySet, asked: dict[str, Any]) -> Effect:
        number, held = stories.count(), self.held(stories, asked)
        lines = [
            f"“{thing}” is taken off {counted(have)}."
            + (f" {counted(number - have).capitalize()} never had it." if have < number else "")
            for thing, have in held
        ]
        return Effect(sum(have for _, have in held), lines)
