"""Subscriptions: feeds of other sites that the archive reads by itself, and what it has seen of each."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower, Now
from django.urls import reverse
from django.utils import timezone

from articles.models.articles import Article
from articles.models.places import Country
from articles.models.sources import Section, Source
from articles.models.tags import Tag

DAY = dt.timedelta(days=1)
# A server may ask for more patience than that; nobody would remember the subscription.
LONGEST_WAIT = 7 * DAY
MOST_FAILURES = 10


class SubscriptionQuerySet(models.QuerySet):
    """The vocabulary of subscriptions."""

    def active(self) -> SubscriptionQuerySet:
        """Those that are polled."""
        return self.filter(state=Subscription.State.ACTIVE)

    def due(self, now: dt.datetime) -> SubscriptionQuerySet:
        """Those to be polled now, the longest overdue first."""
        return self.active().filter(next_due_at__lte=now).order_by("next_due_at", "id")

    def in_trouble(self) -> SubscriptionQuerySet:
        """Those that failed when last polled, and those that came to an end by themselves."""
        ended = models.Q(state__in=[Subscription.State.STOPPED, Subscription.State.GONE])
        failing = models.Q(state=Subscription.State.ACTIVE, failures__gt=0)
        return self.filter(ended | failing).order_by("state", "name")


class Subscription(models.Model):
    """A feed that is polled, what its stories become, and how its last polls went."""

    class State(models.TextChoices):
        ACTIVE = "active", "Active"
        PAUSED = "paused", "Paused"
        STOPPED = "stopped", "Stopped after failures"
        GONE = "gone", "Ended by its site"

    class Interval(models.IntegerChoices):
        QUARTER = 15, "every 15 minutes"
        HALF = 30, "every half hour"
        HOUR = 60, "every hour"
        THREE = 180, "every 3 hours"
        SIX = 360, "every 6 hours"
        TWELVE = 720, "every 12 hours"
        DAILY = 1440, "every day"

    name = models.CharField(max_length=160, help_text="What its imports are named after: “Daily Wharf, world”.")
    address = models.URLField("address of the feed", max_length=2000, unique=True)
    state = models.CharField(max_length=16, choices=State.choices, default=State.ACTIVE)
    interval = models.PositiveIntegerField("polled", choices=Interval.choices, default=Interval.HOUR)

    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.PROTECT, related_name="subscriptions")
    section = models.ForeignKey(Section, null=True, blank=True, on_delete=models.PROTECT, related_name="subscriptions")
    language = models.CharField(max_length=35, blank=True, help_text="Such as en, ja, pt-BR. Otherwise recognised.")
    kind = models.CharField("type", max_length=16, choices=Article.Kind.choices, blank=True)
    topics = models.ManyToManyField(
        Tag, blank=True, related_name="subscriptions", help_text="Put on each story.",
        limit_choices_to={"kind": Tag.Kind.TOPIC},
    )  # fmt: skip
    countries = models.ManyToManyField(
        Country, blank=True, related_name="subscriptions", help_text="Put on each story."
    )
    makes_topics = models.BooleanField(
        "its labels may become topics", default=False,
        help_text="Otherwise only those of the feed's labels are used that the archive has a topic for.",
    )  # fmt: skip
    whole_pages = models.BooleanField(
        "fetch the whole story", default=True,
        help_text="Where the feed has only a summary, the page it links to is fetched as well.",
    )  # fmt: skip
    publish = models.BooleanField("publish what is complete", default=False, help_text="Otherwise stories are drafts.")

    moved_from = models.CharField("moved from", max_length=2000, blank=True, editable=False)
    moved_at = models.DateTimeField("moved", null=True, blank=True, editable=False)
    etag = models.CharField(max_length=1000, blank=True, editable=False)
    last_modified = models.CharField(max_length=200, blank=True, editable=False)
    next_due_at = models.DateTimeField("next poll", db_default=Now(), editable=False)
    succeeded_at = models.DateTimeField("last success", null=True, blank=True, editable=False)
    failures = models.PositiveSmallIntegerField("failures in a row", default=0, editable=False)
    failed_at = models.DateTimeField("last failure", null=True, blank=True, editable=False)
    failure = models.TextField("why", blank=True, editable=False)
    remark = models.TextField("left out last", blank=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL,
        related_name="subscriptions",
    )  # fmt: skip
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        ordering = [Lower("name"), "id"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="subscription_has_name"),
            models.CheckConstraint(
                condition=models.Q(state__in=["active", "paused", "stopped", "gone"]), name="subscription_state_known"
            ),
        ]
        indexes = [models.Index("next_due_at", condition=models.Q(state="active"), name="subscription_due")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The subscription's page in the admin; readers have none."""
        return reverse("admin:articles_subscription_change", args=[self.pk])

    @property
    def is_failing(self) -> bool:
        """Whether it runs, and its last poll came to nothing."""
        return self.state == self.State.ACTIVE and self.failures > 0

    @property
    def held(self) -> dict[str, str]:
        """What the server said of the copy that was read last, for it to answer "not modified"."""
        said = {"etag": self.etag, "last-modified": self.last_modified}
        return {name: value for name, value in said.items() if value}

    def defaults(self) -> dict[str, Any]:
        """What holds for stories that state nothing else, as an import takes it."""
        stated = {
            "source": self.source.name if self.source else "",
            "section": self.section.name if self.section else "",
            "language": self.language,
            "kind": self.kind,
            "topics": [tag.name for tag in self.topics.all()],
            "countries": [country.code for country in self.countries.all()],
        }
        return {name: value for name, value in stated.items() if value} | {
            "new_tags": self.makes_topics,
            "summaries": not self.whole_pages,
        }

    # How a poll went. These set fields and save nothing.

    def went_well(self, now: dt.datetime, wait: dt.timedelta | None = None) -> None:
        """A poll was answered; the next one is due after the interval, or after ``wait`` where that is sooner."""
        interval = dt.timedelta(minutes=self.interval)
        self.next_due_at = now + min(interval, wait or interval)
        self.succeeded_at, self.failures, self.failure = now, 0, ""

    def failed(self, why: str, now: dt.datetime, wait: dt.timedelta = dt.timedelta(0)) -> None:
        """A poll failed: the next one waits twice as long as the one before, a day at most, or as the server asked.

        After ten in a row the subscription stops itself.
        """
        self.failures += 1
        self.failed_at, self.failure = now, why
        doubled = dt.timedelta(minutes=self.interval) * 2 ** min(self.failures, 10)
        self.next_due_at = now + max(min(doubled, DAY), min(wait, LONGEST_WAIT))
        if self.failures >= MOST_FAILURES:
            self.state = self.State.STOPPED

    def ended(self, why: str, now: dt.datetime) -> None:
        """The site says that there is no such feed any more."""
        self.state, self.failed_at, self.failure = self.State.GONE, now, why
        self.failures += 1

    def move(self, address: str, now: dt.datetime) -> None:
        """The feed is at another address for good."""
        self.moved_from, self.moved_at, self.address = self.address, now, address

    def begin_anew(self) -> None:
        """Forget what the server said and how polls went, as when the address is another one; due at once."""
        self.etag = self.last_modified = self.failure = ""
        self.failures, self.failed_at, self.next_due_at = 0, None, timezone.now()


class SubscribedEntry(models.Model):
    """An entry of a feed that was seen: what was taken in stays out, even where its story was deleted or undone.

    ``key`` stands for the entry (its identifier, or its address), ``content`` for what it said when it was last read.
    ``tries`` counts how often its page could not be had; such an entry is not taken in yet. ``seen_at`` is when the feed
    last listed it, to the day.
    """

    subscription = models.ForeignKey(Subscription, on_delete=models.CASCADE, related_name="entries")
    key = models.BinaryField(max_length=32)
    content = models.BinaryField(max_length=32)
    tries = models.PositiveSmallIntegerField(default=0)
    seen_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [models.UniqueConstraint("subscription", "key", name="subscribed_entry_once")]

    def __str__(self) -> str:
        return f"entry {bytes(self.key).hex()[:12]} of {self.subscription_id}"
