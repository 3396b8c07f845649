"""Corrections: what a story said wrongly, and what is right."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from articles.models.articles import Article
from articles.models.base import new_edition, tracked


@tracked
class Correction(models.Model):
    """A correction that stands with its story for good: what was wrong, what is right, and since when it says so."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="corrections")
    text = models.TextField(help_text="What was wrong, and what is right. Readers see it with the story.")
    made_at = models.DateTimeField("made", default=timezone.now)

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [models.CheckConstraint(condition=~models.Q(text=""), name="correction_has_text")]
        triggers = [new_edition()]

    def __str__(self) -> str:
        return self.text
