"""What was learned from the stories that editors tagged."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now


class SuggestionModelQuerySet(models.QuerySet):
    """Trainings by how they ended."""

    def usable(self) -> SuggestionModelQuerySet:
        """Trainings that left a model, the newest first."""
        return self.filter(content__isnull=False).order_by("-trained_at", "-id")


class SuggestionModel(models.Model):
    """One training of the model that suggests tags and countries. Worked out from the stories: no history.

    ``content`` is the model (``articles.learning``), compressed; empty where the training failed, and of all but the newest model.
    ``topics_score`` and ``countries_score`` are micro-averaged F1, from 0 to 1: how well a model that learned from the
    older four fifths of the stories does on the newest fifth. ``seconds`` is the time that both trainings took.
    """

    trained_at = models.DateTimeField(db_default=Now(), editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    stories = models.PositiveIntegerField(default=0)
    topics = models.PositiveIntegerField(default=0)
    countries = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(default=0)
    topics_score = models.FloatField("topics, F1", null=True, blank=True)
    countries_score = models.FloatField("countries, F1", null=True, blank=True)
    tested_on = models.PositiveIntegerField("stories tested on", default=0)
    fault = models.TextField("why there is none", blank=True)
    content = models.BinaryField(null=True, editable=False)

    objects = SuggestionModelQuerySet.as_manager()

    class Meta:
        verbose_name = "training"
        ordering = ["-trained_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(content__isnull=True) | models.Q(fault=""), name="suggestion_model_or_fault"
            )
        ]

    def __str__(self) -> str:
        return f"Training {self.pk}"

    @property
    def told(self) -> str:
        """How well it does, in words."""
        if self.topics_score is None and self.countries_score is None:
            return "How well it does could not be measured: there are too few stories."
        scores = [
            f"{kind} {score:.2f}"
            for kind, score in (("topics", self.topics_score), ("countries", self.countries_score))
            if score is not None
        ]
        return f"On {self.tested_on:,} newer stories that it had not seen, F1: {', '.join(scores)}."
