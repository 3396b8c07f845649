"""Articles: the stories, as the archive holds them."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any
from urllib.parse import quote

import pgtrigger
from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Now, Upper
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from articles.documents import Precision
from articles.models.base import change_log, tracked
from articles.models.changesets import ChangeSet
from articles.models.people import Author
from articles.models.sources import Section, Source
from articles.speaking import spoken

# psycopg cannot read back what lies outside, and a time zone would overflow at the ends of the calendar.
EARLIEST = dt.datetime(1600, 1, 1, tzinfo=dt.UTC)
LATEST = dt.datetime(2200, 1, 1, tzinfo=dt.UTC)


class ArticleQuerySet(models.QuerySet):
    """The reading vocabulary of stories. What "published" means is written here, once."""

    def published(self) -> ArticleQuerySet:
        """Stories a reader may see."""
        return self.filter(status=Article.Status.PUBLISHED)

    def withdrawn(self) -> ArticleQuerySet:
        return self.filter(status=Article.Status.WITHDRAWN)

    def under_embargo(self, now: dt.datetime) -> ArticleQuerySet:
        """Stories that their sender lets nobody see yet."""
        return self.filter(embargoed_until__gt=now)

    def out_of_embargo(self, now: dt.datetime) -> ArticleQuerySet:
        """Stories whose embargo is over, and that readers do not have yet."""
        return self.filter(embargoed_until__lte=now, status__in=[Article.Status.DRAFT, Article.Status.REVIEW])

    def printings(self, group: int | None) -> ArticleQuerySet:
        """The printings of one story, by the number of their group; none where there is no number."""
        return self.none() if group is None else self.filter(reprint__group=group)

    def opinion(self) -> ArticleQuerySet:
        return self.filter(kind=Article.Kind.OPINION)

    def newest_first(self) -> ArticleQuerySet:
        """The archive's order: newest first, and among equals the one that came in last."""
        return self.order_by("-published_at", "-id")

    def on_day(self, day: dt.date) -> ArticleQuerySet:
        """Stories of one calendar day in the archive's time zone."""
        return self.between(day, day)

    def between(self, first: dt.date, last: dt.date) -> ArticleQuerySet:
        """Stories from ``first`` to ``last``, both included, in the archive's time zone."""
        start = timezone.make_aware(dt.datetime.combine(first, dt.time.min))
        end = timezone.make_aware(dt.datetime.combine(last + dt.timedelta(days=1), dt.time.min))
        return self.filter(published_at__gte=start, published_at__lt=end)

    def for_lists(self) -> ArticleQuerySet:
        """With what a row of a list shows, in a fixed number of queries, and without the bodies."""
        return (
            self.defer("body_html", "body_text")
            .select_related("source", "section")
            .prefetch_related(
                models.Prefetch("bylines", queryset=Byline.objects.select_related("author")),
                "article_tags__tag",
                "article_countries__country",
                "images",
            )
        )


def address_of(id: int, slug: str, day: dt.date | None) -> str:
    """A story's address by day; by number alone while it has no date."""
    if day is None:
        return reverse("article-by-id", args=[id])
    # What reverse() would give, without its search among the routes: a list has 25 of these.
    return f"{_stories(spoken())}{day.isoformat().replace('-', '/')}/{quote(slug)}-{id}/"


@cache
def _stories(language: str) -> str:
    return reverse("article-list")


@tracked
class Article(models.Model):
    """A story. Its ``id`` is public and permanent: ``/a/ID`` always leads here."""

    class Status(models.TextChoices):
        DRAFT = "draft", "Draft"
        REVIEW = "review", "In review"
        PUBLISHED = "published", "Published"
        WITHDRAWN = "withdrawn", "Withdrawn"

    class Kind(models.TextChoices):
        NEWS = "news", gettext_lazy("News")
        OPINION = "opinion", gettext_lazy("Opinion")
        ANALYSIS = "analysis", gettext_lazy("Analysis")
        FEATURE = "feature", gettext_lazy("Feature")

    class Precision(models.TextChoices):
        YEAR = Precision.YEAR, "Year"
        MONTH = Precision.MONTH, "Month"
        DAY = Precision.DAY, "Day"
        MINUTE = Precision.MINUTE, "Minute"
        SECOND = Precision.SECOND, "Second"

    status = models.CharField(max_length=16, choices=Status.choices, default=Status.DRAFT)
    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.NEWS)
    slug = models.CharField(
        max_length=80, help_text="The readable part of the address. The number after it does the finding."
    )
    section = models.ForeignKey(Section, null=True, blank=True, on_delete=models.PROTECT, related_name="articles")
    headline = models.CharField(max_length=500)
    standfirst = models.TextField(blank=True, help_text="The summary under the headline.")
    dateline = models.CharField(
        max_length=160, blank=True, help_text="As printed before the first paragraph: WASHINGTON, March 25."
    )
    body_html = models.TextField(
        "body", blank=True, help_text="Simple HTML. What is not allowed is taken out on saving."
    )
    body_text = models.TextField(blank=True, editable=False)
    credit = models.CharField(
        max_length=300, blank=True, help_text="The credit under the story: AFP, (With inputs from agencies)."
    )
    language = models.CharField(max_length=35, default="en", help_text="BCP 47 tag: en, ja, pt-BR.")
    source = models.ForeignKey(
        Source, null=True, blank=True, on_delete=models.PROTECT, related_name="articles",
        help_text="Who reported it: an agency such as AFP, or the publication itself.",
    )  # fmt: skip
    authors = models.ManyToManyField(Author, through="Byline", related_name="articles", blank=True)
    tags = models.ManyToManyField("Tag", through="ArticleTag", related_name="articles", blank=True)
    countries = models.ManyToManyField("Country", through="ArticleCountry", related_name="articles", blank=True)

    published_at = models.DateTimeField(
        "published", null=True, blank=True, help_text="By the publisher. A date with no hour stands at noon."
    )
    published_precision = models.CharField(max_length=8, choices=Precision.choices, default=Precision.MINUTE)
    published_zone = models.CharField(
        max_length=64, blank=True, help_text="The zone the page states: PKT, +05:00. Empty where it states none."
    )
    published_printed = models.CharField(max_length=160, blank=True, help_text="The date as the page prints it.")
    updated_at = models.DateTimeField("updated", null=True, blank=True, help_text="By the publisher, where stated.")

    embargoed_until = models.DateTimeField(
        "under embargo until", null=True, blank=True,
        help_text="Readers may not have it before. Empty it to end the embargo now.",
    )  # fmt: skip
    publishes_itself = models.BooleanField(
        "publish when the embargo ends", default=False, db_default=False,
        help_text="Within a minute of that moment, if the story then has a headline and a date.",
    )  # fmt: skip

    withdrawn_reason = models.TextField(blank=True, help_text="Shown to readers in the story's place.")
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged_from")
    guid = models.CharField(max_length=500, blank=True, help_text="The story's identifier in the system it came from.")

    text_digest = models.BinaryField(max_length=32, editable=False, default=bytes)
    word_count = models.PositiveIntegerField(editable=False, default=0)
    excerpt = models.CharField(max_length=400, blank=True, editable=False)

    changeset = models.ForeignKey(
        ChangeSet, null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="articles"
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(db_default=Now(), editable=False)
    changed_at = models.DateTimeField(db_default=Now(), editable=False)
    version = models.PositiveIntegerField(db_default=1, editable=False)

    objects = ArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "story"
        verbose_name_plural = "stories"
        ordering = ["-published_at", "-id"]
        indexes = [
            models.Index("status", models.F("published_at").desc(), models.F("id").desc(), name="article_by_status"),
            models.Index(models.F("published_at").desc(), models.F("id").desc(), name="article_by_date"),
            models.Index(models.F("changed_at").desc(), name="article_by_change"),
            models.Index("text_digest", name="article_by_text"),
            models.Index("language", name="article_by_language"),
            models.Index(
                "embargoed_until", condition=models.Q(embargoed_until__isnull=False), name="article_by_embargo"
            ),
            GinIndex(OpClass(Upper("headline"), name="gin_trgm_ops"), name="article_by_words_of_headline"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(slug=""), name="article_has_slug"),
            models.CheckConstraint(
                condition=models.Q(published_at=None) | models.Q(published_at__gte=EARLIEST, published_at__lt=LATEST),
                name="article_published_in_calendar",
            ),
            models.CheckConstraint(
                condition=models.Q(updated_at=None) | models.Q(updated_at__gte=EARLIEST, updated_at__lt=LATEST),
                name="article_updated_in_calendar",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="published")
                | (models.Q(published_at__isnull=False) & ~models.Q(headline="")),
                name="article_published_is_complete",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="withdrawn") | ~models.Q(withdrawn_reason=""),
                name="article_withdrawn_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(embargoed_until=None)
                | models.Q(embargoed_until__gte=EARLIEST, embargoed_until__lt=LATEST),
                name="article_embargo_in_calendar",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="published") | models.Q(embargoed_until=None),
                name="article_published_has_no_embargo",
            ),
            models.CheckConstraint(
                condition=models.Q(publishes_itself=False) | models.Q(embargoed_until__isnull=False),
                name="article_publishes_itself_after_embargo",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into=None) | models.Q(status="withdrawn"), name="article_merged_is_withdrawn"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=["draft", "review", "published", "withdrawn"]),
                name="article_status_known",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["news", "opinion", "analysis", "feature"]), name="article_kind_known"
            ),
            models.UniqueConstraint("guid", condition=~models.Q(guid=""), name="article_guid_once"),
        ]
        permissions = [
            ("publish_article", "Can publish and withdraw articles"),
            ("import_article", "Can import stories"),
        ]
        triggers = [
            *change_log("SELECT id FROM rows"),
            pgtrigger.Trigger(
                name="forget_shingles",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Delete,
                referencing=pgtrigger.Referencing(old="rows"),
                func="DELETE FROM articles_shingle USING rows WHERE article_id = rows.id; RETURN NULL;",
            ),
            pgtrigger.Trigger(
                name="count_versions",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=["version", "changed_at"]),
                func="NEW.version = OLD.version + 1; NEW.changed_at = statement_timestamp(); RETURN NEW;",
            ),
        ]

    def __str__(self) -> str:
        return self.headline or f"Untitled story {self.pk}"

    def get_absolute_url(self) -> str:
        """The story's address by day; by number alone while it has no date."""
        return address_of(self.pk, self.slug, self.published_on)

    @property
    def reprint_group(self) -> int | None:
        """The number of the group of its reprints; None where it has none."""
        reprint = getattr(self, "reprint", None)
        return reprint.group if reprint else None

    @property
    def published_on(self) -> dt.date | None:
        """The calendar day of publication in the archive's time zone."""
        return timezone.localdate(self.published_at) if self.published_at else None

    @property
    def is_published(self) -> bool:
        return self.status == self.Status.PUBLISHED

    @property
    def is_under_embargo(self) -> bool:
        """Whether readers may not have it yet."""
        return self.embargoed_until is not None and self.embargoed_until > timezone.now()

    @property
    def author_names(self) -> list[str]:
        """The byline's names, in its order."""
        return [byline.author.name for byline in self.bylines.all()]

    @property
    def lead_image(self) -> Any | None:
        """The first image, or None."""
        return next(iter(self.images.all()), None)

    @property
    def topics(self) -> list[Any]:
        """The story's tags of kind topic, by name."""
        return sorted((link.tag for link in self.article_tags.all() if link.tag.kind == "topic"), key=str)


@tracked
class Byline(models.Model):
    """One name of a story's byline, in the order printed."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="bylines")
    author = models.ForeignKey(Author, on_delete=models.PROTECT, related_name="bylines")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint("article", "author", name="byline_author_once")]
        triggers = change_log("SELECT DISTINCT article_id FROM rows")

    def __str__(self) -> str:
        return str(self.author)
