"""Originals read again: with which importer a story was read last, and how it went for many at once."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse

from articles.models.articles import Article
from articles.models.base import tracked
from articles.models.changesets import ChangeSet
from articles.models.imports import ImportItem


@tracked
class LastReading(models.Model):
    """The importer whose reading a story was last brought up to date with; before that, its import's item says it."""

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="last_reading")
    importer = models.CharField(max_length=32)
    importer_version = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.importer} {self.importer_version}"


class Rereading(models.Model):
    """The originals of some stories, read again: first looked through, then, if an editor says so, applied."""

    class Status(models.TextChoices):
        QUEUED = "queued", "Waiting"
        READING = "running", "Reading"
        READ = "done", "Read"
        APPLYING = "applying", "Being applied"
        APPLIED = "applied", "Applied"
        STOPPED = "stopped", "Stopped"
        FAILED = "failed", "Stopped by a fault"

    status = models.CharField(max_length=16, choices=Status.choices, default=Status.QUEUED)
    title = models.CharField(max_length=300)
    importer = models.CharField(max_length=32, blank=True, help_text="Only stories that this importer reads.")
    changeset = models.OneToOneField(
        ChangeSet, null=True, blank=True, on_delete=models.PROTECT, related_name="rereading"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="rereadings"
    )
    stop_requested = models.BooleanField(default=False)
    fault = models.TextField(blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status__in=["applying", "applied"]) | models.Q(changeset__isnull=False),
                name="rereading_applied_has_changeset",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its page in the admin: progress or outcome."""
        return reverse("admin:articles_rereading_change", args=[self.pk])

    def counts(self) -> dict[str, int]:
        """Stories by outcome, every outcome named."""
        rows = dict(self.items.values_list("outcome").annotate(number=models.Count("id")).order_by())
        return {outcome: rows.get(outcome, 0) for outcome in RereadItem.Outcome.values}


class RereadItem(models.Model):
    """One story of a rereading, and what came of it. ``fields`` are those that are read otherwise, in words."""

    class Outcome(models.TextChoices):
        PENDING = "pending", "Waiting"
        UNCHANGED = "unchanged", "Unchanged"
        DIFFERS = "differs", "Differs"
        FAILED = "failed", "Failed"
        APPLIED = "applied", "Applied"

    run = models.ForeignKey(Rereading, on_delete=models.CASCADE, related_name="items")
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey(ImportItem, on_delete=models.CASCADE, related_name="+")
    outcome = models.CharField(max_length=16, choices=Outcome.choices, default=Outcome.PENDING)
    fields = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    is_clear = models.BooleanField(default=False, help_text="It can be applied with no editor's own change concerned.")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint("run", "article", name="reread_item_once"),
            models.CheckConstraint(
                condition=~models.Q(outcome="failed") | ~models.Q(reason=""), name="reread_item_says_why"
            ),
        ]
        indexes = [models.Index("run", "outcome", name="reread_item_by_outcome")]

    def __str__(self) -> str:
        return str(self.article)
