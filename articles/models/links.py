"""What ties a story to the rest: its tags and countries, each with evidence, and the outlets where it ran."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models.functions import Now

from articles.models.articles import Article
from articles.models.base import change_log, new_edition, tracked
from articles.models.changesets import ChangeSet
from articles.models.places import Country
from articles.models.sources import Source
from articles.models.tags import Tag

LOGGED = change_log("SELECT DISTINCT article_id FROM rows")


class Attachment(models.Model):
    """A tag or country on a story: who or what put it there, when, and the sentence that is its evidence."""

    class Origin(models.TextChoices):
        EDITOR = "editor", "An editor"
        SOURCE = "source", "The source's own label"
        NAME = "name", "A name in the text"
        RULE = "rule", "An editor's rule"
        MODEL = "model", "The trained model"

    origin = models.CharField(max_length=16, choices=Origin.choices, default=Origin.EDITOR)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(db_default=Now(), editable=False)
    evidence = models.TextField(blank=True, help_text="The sentence of the story that shows it.")
    changeset = models.ForeignKey(
        ChangeSet, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        abstract = True


@tracked
class ArticleTag(Attachment):
    """A tag on a story."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="article_tags")
    tag = models.ForeignKey(Tag, on_delete=models.PROTECT, related_name="article_tags")

    class Meta:
        verbose_name = "tag of a story"
        verbose_name_plural = "tags"
        constraints = [models.UniqueConstraint("article", "tag", name="article_tag_once")]
        triggers = LOGGED

    def __str__(self) -> str:
        return str(self.tag)


@tracked
class ArticleCountry(Attachment):
    """A country on a story."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="article_countries")
    country = models.ForeignKey(Country, on_delete=models.PROTECT, related_name="article_countries")

    class Meta:
        verbose_name = "country of a story"
        verbose_name_plural = "countries"
        constraints = [models.UniqueConstraint("article", "country", name="article_country_once")]
        triggers = LOGGED

    def __str__(self) -> str:
        return str(self.country)


@tracked
class Appearance(models.Model):
    """Where a story ran: the outlet, the address, the headline there, and when.

    ``url_digest`` is the SHA-256 of the canonical address. Uniqueness rests on it because an address can be
    longer than what fits into an index.
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="appearances")
    outlet = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT, related_name="appearances")
    url = models.URLField("address", max_length=4000, blank=True)
    url_digest = models.BinaryField(max_length=32, null=True, editable=False)
    headline = models.CharField("headline there", max_length=500, blank=True)
    published_at = models.DateTimeField("when", null=True, blank=True)

    class Meta:
        ordering = ["published_at", "id"]
        constraints = [
            models.UniqueConstraint("url_digest", name="appearance_address_once"),
            models.CheckConstraint(
                condition=models.Q(url="", url_digest=None) | (~models.Q(url="") & models.Q(url_digest__isnull=False)),
                name="appearance_address_has_digest",
            ),
            models.CheckConstraint(
                condition=models.Q(outlet__isnull=False) | ~models.Q(url=""), name="appearance_says_where"
            ),
        ]
        triggers = [new_edition()]

    def __str__(self) -> str:
        return f"{self.outlet or self.url}"
