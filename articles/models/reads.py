"""How often stories are read: counted without cookies, and with nothing kept that points to a person.

A reading is marked by a hash of address, browser and story under a salt that lives for one day. The mark
makes a reload count once; when the salt is thrown away with the marks, nobody can compute it again.
"""

from __future__ import annotations

import datetime as dt

from django.db import models

from articles.models.articles import Article


class DailySalt(models.Model):
    """The day's random salt."""

    day = models.DateField(primary_key=True)
    salt = models.BinaryField(max_length=32)

    def __str__(self) -> str:
        return f"salt of {self.day}"


class ReadMark(models.Model):
    """That this reader was counted for this story on this day."""

    day = models.DateField()
    digest = models.BinaryField(max_length=32)

    class Meta:
        constraints = [models.UniqueConstraint("day", "digest", name="read_mark_once")]

    def __str__(self) -> str:
        return f"mark of {self.day}"


class ReadCountQuerySet(models.QuerySet):
    def since(self, day: dt.date) -> ReadCountQuerySet:
        """Counts from ``day`` on."""
        return self.filter(day__gte=day)


class ReadCount(models.Model):
    """How many readers a story had on a day."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="read_counts")
    day = models.DateField()
    readers = models.PositiveIntegerField(default=0)

    objects = ReadCountQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint("article", "day", name="read_count_once")]
        indexes = [models.Index("day", name="read_count_by_day")]

    def __str__(self) -> str:
        return f"{self.readers} readers on {self.day}"
