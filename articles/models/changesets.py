"""A change by an editor that is named, recorded and can be undone: an import, a bulk tag, a merge."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse


class ChangeSet(models.Model):
    """One act of curation. Its rows in the event tables carry its id in their history context."""

    class Kind(models.TextChoices):
        IMPORT = "import", "Import"
        REREAD = "reread", "Read again"
        EDIT = "edit", "Edit"
        TAG = "tag", "Tagging"
        COUNTRY = "country", "Countries"
        PUBLISH = "publish", "Publishing"
        WITHDRAW = "withdraw", "Withdrawal"
        MERGE = "merge", "Merge"
        REPRINT = "reprint", "Reprints"
        UNDO = "undo", "Undo"

    # What writes a story as an importer read it; everything else is somebody's own change.
    BY_IMPORTERS = (Kind.IMPORT.value, Kind.REREAD.value)

    kind = models.CharField(max_length=16, choices=Kind.choices)
    title = models.CharField(max_length=300, help_text="What was done, in words: “Added topic ‘Quad’ to 12 stories”.")
    note = models.TextField(blank=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="changesets"
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    counts = models.JSONField(default=dict, blank=True)
    undoes = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="undone_by")

    class Meta:
        verbose_name = "change-set"
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(title=""), name="changeset_has_title"),
            models.CheckConstraint(
                condition=models.Q(undoes=None) | models.Q(kind="undo"), name="changeset_only_undo_undoes"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The change-set's page in the admin; readers have none."""
        return reverse("admin:articles_changeset_change", args=[self.pk])

    @property
    def is_undone(self) -> bool:
        """Whether a later change-set took this one back."""
        return ChangeSet.objects.filter(undoes=self).exists()
