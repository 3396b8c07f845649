"""What became of the pages that stories were taken from."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.db import models

from articles.models.articles import Article


class LinkCheck(models.Model):
    """How the original of a story stood when it was last looked at. Worked out from the web: no history.

    ``url`` is the address that was looked at. A page is gone once it was not found twice, days apart: ``missing_since``
    is the first time. ``told`` is what was found, in words.
    """

    class State(models.TextChoices):
        ALIVE = "alive", "There"
        MOVED = "moved", "Moved"
        CHANGED = "changed", "Another page now"
        MISSING = "missing", "Not found, once so far"
        GONE = "gone", "Gone"
        UNTOLD = "untold", "Could not be looked at"

    article = models.OneToOneField(Article, primary_key=True, on_delete=models.CASCADE, related_name="link_check")
    url = models.URLField("address", max_length=4000)
    state = models.CharField(max_length=16, choices=State.choices)
    moved_to = models.URLField(max_length=4000, blank=True)
    told = models.TextField("what was found", blank=True)
    missing_since = models.DateTimeField(null=True, blank=True)
    checked_at = models.DateTimeField("last looked at", db_index=True)

    class Meta:
        verbose_name = "original"
        ordering = ["-checked_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["alive", "moved", "changed", "missing", "gone", "untold"]),
                name="link_check_state_known",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["missing", "gone"]) | models.Q(missing_since__isnull=False),
                name="link_check_missing_since",
            ),
        ]
        indexes = [models.Index("state", name="link_check_by_state")]

    def __str__(self) -> str:
        return f"{self.get_state_display()}: {self.url}"

    @property
    def is_gone(self) -> bool:
        """Whether readers are told that the original is gone."""
        return self.state == self.State.GONE

    @property
    def site(self) -> str:
        """The site of the original: "news.example.org"."""
        return (urlsplit(self.url).hostname or "").removeprefix("www.")
