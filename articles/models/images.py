"""Images of a story: the file, and the words printed with it."""

from __future__ import annotations

from django.db import models

from articles.models.articles import Article
from articles.models.base import new_edition, tracked


@tracked
class Image(models.Model):
    """A picture of a story. The one in first position is the lead image."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="images")
    position = models.PositiveSmallIntegerField(default=0)
    file = models.ImageField(
        upload_to="images/", blank=True, max_length=200, width_field="width", height_field="height",
        help_text="The stored picture. It is served from here, never from the publisher's site.",
    )  # fmt: skip
    width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    source_url = models.URLField("address it came from", max_length=4000, blank=True)
    caption = models.TextField(blank=True)
    credit = models.CharField(max_length=300, blank=True)
    alt = models.CharField(
        "alternative text", max_length=500, blank=True, help_text="What the picture shows, for who cannot see it."
    )

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(file="") | ~models.Q(source_url="") | ~models.Q(caption=""),
                name="image_says_something",
            )
        ]
        triggers = [new_edition()]

    def __str__(self) -> str:
        return self.caption or self.file.name or self.source_url
