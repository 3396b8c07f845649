"""Authors: the people and desks named in bylines."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Lower

from articles.models.base import change_log, page_of, slug_field, tracked


@tracked
class Author(models.Model):
    """Somebody named in a byline: a person, or a desk or agency where no person is named."""

    name = models.CharField(max_length=160)
    slug = slug_field()
    aliases = ArrayField(
        models.CharField(max_length=160), default=list, blank=True, help_text="Other spellings in bylines."
    )
    about = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(Lower("name"), name="author_name_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="author_has_name"),
        ]
        triggers = change_log(
            "SELECT article_id FROM articles_byline WHERE author_id IN (SELECT id FROM rows)", operations=["update"]
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return page_of("author", self.slug)
