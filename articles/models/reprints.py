"""Reprints: stories that are one story, printed by several outlets or printed again with light edits."""

from __future__ import annotations

from django.db import models

from articles.models.articles import Article
from articles.models.base import change_log, tracked


@tracked
class Reprint(models.Model):
    """A story's place among its reprints: the group it belongs to, and who says so.

    A story with no row has no reprint that the archive knows of. A group is a number and nothing more; it is as
    good as its members. An editor's word stands whatever the texts say: a row by an editor with no group means
    that the story stands by itself.
    """

    class Origin(models.TextChoices):
        TEXT = "text", "Its text"
        EDITOR = "editor", "An editor"

    article = models.OneToOneField(Article, on_delete=models.CASCADE, related_name="reprint")
    group = models.BigIntegerField(null=True, blank=True, db_index=True)
    origin = models.CharField(max_length=16, choices=Origin.choices, default=Origin.TEXT)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(group__isnull=False) | models.Q(origin="editor"), name="reprint_alone_by_an_editor"
            ),
        ]
        triggers = change_log("SELECT article_id FROM rows")

    def __str__(self) -> str:
        return f"reprint group {self.group}" if self.group else "no reprint, by an editor's word"


class Shingle(models.Model):
    """One of the few shingles of a story by which its reprints are found. Derived from the text: no history.

    ``article_id`` is no foreign key, which would cost a look at the story for each of eight rows; a trigger takes
    the rows away with their story.
    """

    pk = models.CompositePrimaryKey("key", "article_id")
    article_id = models.BigIntegerField(db_index=True)
    key = models.IntegerField()

    def __str__(self) -> str:
        return f"shingle {self.key} of story {self.article_id}"
