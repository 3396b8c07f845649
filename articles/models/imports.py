"""Imports: what was handed in, what was read, and what became of each item."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

from django.conf import settings
from django.db import models
from django.db.models.functions import Now
from django.urls import reverse

from articles.models.articles import Article
from articles.models.changesets import ChangeSet
from articles.models.subscriptions import Subscription


class Chunk(models.Model):
    """A piece of originals, compressed, stored once under its SHA-256. None is larger than a megabyte."""

    digest = models.BinaryField(max_length=32, unique=True, editable=False)
    compressed = models.BinaryField(editable=False)

    def __str__(self) -> str:
        return bytes(self.digest).hex()[:12]


class Original(models.Model):
    """Bytes as they were handed in, stored once under their SHA-256, in chunks: no row grows with the file."""

    digest = models.BinaryField(max_length=32, unique=True, editable=False)
    size = models.PositiveBigIntegerField(editable=False, help_text="Bytes, before compression.")
    received_at = models.DateTimeField(db_default=Now(), editable=False)

    def __str__(self) -> str:
        return f"{bytes(self.digest).hex()[:12]} ({self.size} bytes)"

    def pieces(self) -> Iterator[bytes]:
        """The bytes as they were handed in, a chunk at a time."""
        for number in self.parts.order_by("number").values_list("number", flat=True):
            yield zlib.decompress(self.parts.values_list("chunk__compressed", flat=True).get(number=number))


class OriginalPart(models.Model):
    """Which chunk stands where in an original."""

    original = models.ForeignKey(Original, on_delete=models.CASCADE, related_name="parts")
    number = models.PositiveIntegerField()
    chunk = models.ForeignKey(Chunk, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint("original", "number", name="original_part_once")]

    def __str__(self) -> str:
        return f"part {self.number} of {self.original}"


class ColumnMapping(models.Model):
    """Which column of a table holds which field, saved under a name for the next file of the same shape."""

    name = models.CharField(max_length=120, unique=True)
    columns = models.JSONField(default=dict, help_text="Column heading to field.")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Import(models.Model):
    """One import, from what was handed in to the outcome of every item. Confirmed, it is a change-set."""

    class Status(models.TextChoices):
        PREVIEW = "preview", "In preview"
        QUEUED = "queued", "Waiting"
        RUNNING = "running", "Running"
        DONE = "done", "Done"
        CANCELLED = "cancelled", "Cancelled"
        FAILED = "failed", "Stopped by a fault"

    class Duplicates(models.TextChoices):
        SKIP = "skip", "Leave it out"
        UPDATE = "update", "Bring the story held up to date with it"
        ADD = "add", "Store it as well, as another printing"

    status = models.CharField(max_length=16, choices=Status.choices, default=Status.PREVIEW)
    changeset = models.OneToOneField(
        ChangeSet, null=True, blank=True, on_delete=models.PROTECT, related_name="import_run"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="imports"
    )
    subscription = models.ForeignKey(
        Subscription, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="imports"
    )
    format = models.CharField(max_length=32, default="auto")
    mapping = models.JSONField(null=True, blank=True, help_text="Column heading to field, for tables.")
    defaults = models.JSONField(
        default=dict, blank=True, help_text="Source, topics and so on for items that state none."
    )
    publish = models.BooleanField(default=False, help_text="Publish what is complete, instead of keeping it as drafts.")
    duplicates = models.CharField(
        "same text elsewhere", max_length=8, choices=Duplicates.choices, default=Duplicates.SKIP,
        help_text="What becomes of an item whose text another story has. The same item again always updates its story.",
    )  # fmt: skip
    total = models.PositiveIntegerField(null=True, blank=True, help_text="Items, once counted.")
    bytes_read = models.PositiveBigIntegerField(default=0, editable=False, help_text="Of all files, so far.")
    cancel_requested = models.BooleanField(default=False)
    fault = models.TextField(blank=True)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status="preview") | models.Q(changeset__isnull=False),
                name="import_confirmed_has_changeset",
            )
        ]

    def __str__(self) -> str:
        return f"Import {self.pk}"

    def get_absolute_url(self) -> str:
        """The import's page in the admin: preview, progress or outcome."""
        return reverse("admin:articles_import_change", args=[self.pk])

    def counts(self) -> dict[str, int]:
        """Items by outcome, every outcome named, those still pending left out."""
        rows = dict(self.items.values_list("outcome").annotate(number=models.Count("id")).order_by())
        return {
            outcome: rows.get(outcome, 0)
            for outcome in ImportItem.Outcome.values
            if outcome != ImportItem.Outcome.PENDING
        }


class ImportFile(models.Model):
    """One file, page or paste of an import, in the order handed in.

    A feed may hold summaries of stories that stand on pages of their own: such a page is a file as well, is no item by
    itself, and says which feed it is a ``page_of``.
    """

    run = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="files")
    original = models.ForeignKey(Original, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255, blank=True)
    url = models.URLField(max_length=4000, blank=True)
    final_url = models.URLField(max_length=4000, blank=True, help_text="Where redirects led.")
    fetched_at = models.DateTimeField(null=True, blank=True)
    headers = models.JSONField(null=True, blank=True, help_text="The answer's HTTP headers, where it was fetched.")
    position = models.PositiveIntegerField(default=0)
    only = models.JSONField(null=True, blank=True, help_text="Places of the items to import, where it is not all.")
    page_of = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE, related_name="pages")

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name or self.url or "pasted text"


class ImportItem(models.Model):
    """One story of an import, and what became of it."""

    class Outcome(models.TextChoices):
        PENDING = "pending", "Pending"
        CREATED = "created", "Created"
        UPDATED = "updated", "Updated"
        UNCHANGED = "unchanged", "Unchanged"
        DUPLICATE = "duplicate", "Duplicate"
        REJECTED = "rejected", "Rejected"

    run = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="items")
    file = models.ForeignKey(ImportFile, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveIntegerField(help_text="Place in the file, from 1.")
    outcome = models.CharField(max_length=16, choices=Outcome.choices, default=Outcome.PENDING)
    reason = models.TextField(blank=True)
    traceback = models.TextField(blank=True, editable=False, help_text="Of the fault that stopped it, if one did.")
    headline = models.CharField(max_length=500, blank=True)
    article = models.ForeignKey(Article, null=True, blank=True, on_delete=models.SET_NULL, related_name="import_items")
    edited = models.JSONField(null=True, blank=True, help_text="The item as the editor left it in the preview.")
    skipped = models.BooleanField(default=False, help_text="The editor chose to leave it out.")
    member = models.CharField(max_length=500, blank=True, editable=False, help_text="Where it stood inside the file.")
    importer = models.CharField(max_length=32, blank=True, editable=False, help_text="The format that read it.")
    importer_version = models.PositiveIntegerField(default=0, editable=False, help_text="0 where nobody noted it.")
    waits_until = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When an item that its sender holds back is tried again."
    )

    class Meta:
        ordering = ["file__position", "position"]
        constraints = [
            models.UniqueConstraint("file", "position", name="import_item_once"),
            models.CheckConstraint(
                condition=~models.Q(outcome__in=["rejected", "duplicate"]) | ~models.Q(reason=""),
                name="import_item_says_why",
            ),
        ]
        indexes = [
            models.Index("run", "outcome", name="import_item_by_outcome"),
            models.Index("waits_until", name="import_item_waiting", condition=models.Q(waits_until__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.headline or f"item {self.position}"
