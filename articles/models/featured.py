"""What editors put in front of readers: the stories that lead the front page, and the key stories of a topic."""

from __future__ import annotations

import datetime as dt

from django.db import models

from articles.models.articles import Article
from articles.models.base import new_edition, tracked
from articles.models.tags import Tag


class FrontPickQuerySet(models.QuerySet):
    def shown_on(self, day: dt.date) -> FrontPickQuerySet:
        """Those that stand on the front page on ``day``, in their order: published, and not past their last day."""
        return self.filter(
            models.Q(until=None) | models.Q(until__gte=day), article__status=Article.Status.PUBLISHED
        ).order_by("position", "pk")


@tracked
class FrontPick(models.Model):
    """A story that an editor chose for the front page. The first one leads it, the others stand below."""

    # How many of them the page shows.
    ROOM = 5

    article = models.OneToOneField(
        Article, on_delete=models.CASCADE, related_name="front_pick", verbose_name="story",
        help_text="It is shown once it is published.",
    )  # fmt: skip
    position = models.PositiveSmallIntegerField(default=1, help_text="The smallest number leads.")
    until = models.DateField(
        "last day", null=True, blank=True, help_text="After this day it leaves the front page. Empty: until taken off."
    )

    objects = FrontPickQuerySet.as_manager()

    class Meta:
        verbose_name = "story of the front page"
        verbose_name_plural = "front page"
        ordering = ["position", "pk"]
        triggers = [new_edition()]

    def __str__(self) -> str:
        return self.article.headline


@tracked
class KeyStory(models.Model):
    """A story that stands above the list on the page of a tag, and why it does."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="key_stories")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+", verbose_name="story")
    reason = models.CharField(
        "why it matters", max_length=200,
        help_text="Readers see it below the headline: “The treaty text that later agreements build on.”",
    )  # fmt: skip
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = "key story"
        verbose_name_plural = "key stories"
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["tag", "article"], name="key_story_once_per_tag"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="key_story_has_reason"),
        ]
        triggers = [new_edition()]

    def __str__(self) -> str:
        return self.article.headline
