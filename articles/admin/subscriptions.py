"""Subscriptions at the desk: the list with how each fares, the form with a try before saving, and lists of feeds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timesince import timesince, timeuntil
from django.utils.timezone import localtime, now

from articles.admin.outlines import Outlines
from articles.admin.site import desk
from articles.documents import Document
from articles.editing.roles import may_publish
from articles.fetch import Misunderstood, Robots, understood
from articles.ingest.addresses import policy
from articles.ingest.feeds import NoFeed, fetch_feed
from articles.jobs.subscriptions import poll_now
from articles.models import ImportItem, Subscription
from articles.text import html, words

State = Subscription.State

# The name of the button that asks for the feed instead of saving.
TRY = "_try"
TRIED = 20
AT_A_TIME = 50


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a feed that is tried: the story, its length in words, or why it cannot be read."""

    document: Document | None
    length: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Tried:
    """What a feed held when it was tried: its first entries, or why there is no feed."""

    number: int = 0
    entries: tuple[Entry, ...] = ()
    fault: str = ""

    @property
    def summaries(self) -> int:
        """How many of the entries shown are summaries."""
        return sum(one.document is not None and one.document.summary_only for one in self.entries)


def tried(address: str) -> Tried:
    """What the feed at an address holds now."""
    try:
        feed = fetch_feed(address, policy(), Robots(policy()))
    except NoFeed as reason:
        return Tried(fault=str(reason))
    readings = feed.readings if feed else ()
    entries = tuple(
        Entry(one.document, words.word_count(html.to_text(one.document.body_html)))
        if one.document
        else Entry(None, problem=one.problem.message if one.problem else "")
        for one in readings[:TRIED]
    )
    return Tried(len(readings), entries)


class SubscriptionForm(forms.ModelForm):
    """A subscription. Sent with the button that tries it, it is shown again with what the feed holds, and not saved."""

    class Meta:
        model = Subscription
        fields = [
            "name", "address", "state", "interval", "source", "section", "topics", "countries", "language", "kind",
            "makes_topics", "whole_pages", "publish",
        ]  # fmt: skip
        widgets = {"address": forms.URLInput(attrs={"class": "vLargeTextField"})}

    tried: Tried | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "state" in self.fields:
            offered = {State.ACTIVE, State.PAUSED, State(self.instance.state)}
            self.fields["state"].choices = [choice for choice in State.choices if choice[0] in offered]

    def clean_address(self) -> str:
        try:
            return understood(self.cleaned_data["address"]).url
        except Misunderstood as fault:
            raise forms.ValidationError(str(fault)) from None

    def is_valid(self) -> bool:
        """Whether it is to be saved."""
        if TRY not in self.data:
            return super().is_valid()
        if super().is_valid():
            self.tried = tried(self.cleaned_data["address"])
        return False


@admin.register(Subscription, site=desk)
class SubscriptionAdmin(Outlines):
    """The feeds that the archive reads by itself."""

    form = SubscriptionForm
    change_form_template = "admin/subscription_form.html"
    change_list_template = "admin/subscription_list.html"
    list_display = ["name", "condition", "next_poll", "last_success", "trouble", "stories"]
    list_filter = ["state", "interval", "publish"]
    search_fields = ["name", "address"]
    autocomplete_fields = ["source", "section", "topics", "countries"]
    readonly_fields = [
        "moved",
        "next_poll",
        "succeeded_at",
        "failures",
        "failed_at",
        "failure",
        "remark",
        "stories",
        "user",
    ]
    actions = ["poll", "pause", "resume"]
    list_per_page = 50
    show_full_result_count = False
    fieldsets = [
        (None, {"fields": ["name", "address", ("state", "interval")]}),
        (
            "For its stories",
            {
                "description": "What a story states itself comes first.",
                "fields": [("source", "section"), "topics", "countries", ("language", "kind"), "makes_topics"],
            },
        ),
        ("What is taken", {"fields": ["whole_pages", "publish"]}),
        (
            "How it fares",
            {
                "fields": [
                    "moved",
                    ("next_poll", "succeeded_at"),
                    ("failures", "failed_at"),
                    "failure",
                    "remark",
                    ("stories", "user"),
                ]
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        made = ImportItem.objects.filter(run__subscription=OuterRef("pk"), outcome=ImportItem.Outcome.CREATED)
        number = made.order_by().values("run__subscription").annotate(number=Count("pk")).values("number")
        return super().get_queryset(request).annotate(stories_made=Coalesce(Subquery(number), 0))

    # A subscription may publish, so it is made by those who may.

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and may_publish(request.user)

    def has_change_permission(self, request: HttpRequest, obj: Subscription | None = None) -> bool:
        return super().has_change_permission(request, obj) and may_publish(request.user)

    def get_fieldsets(self, request: HttpRequest, obj: Subscription | None = None) -> list[Any]:
        """How it fares is for those that are there."""
        return list(self.fieldsets if obj else self.fieldsets[:-1])

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> tuple[list, dict, set, list]:
        """The subscription alone is named: with it goes only the memory of what it saw, which may be long."""
        return [str(one) for one in objs], {"subscriptions": len(objs)}, set(), []

    # What the list shows

    @admin.display(description="state", ordering="state")
    def condition(self, subscription: Subscription) -> str:
        return render_to_string("admin/_subscription_state.html", {"subscription": subscription})

    @admin.display(description="next poll", ordering="next_due_at")
    def next_poll(self, subscription: Subscription) -> str:
        if not subscription.pk or subscription.state != State.ACTIVE:
            return "–"
        due = subscription.next_due_at
        return f"in {timeuntil(due)}" if due > now() else "due"

    @admin.display(description="last success", ordering="succeeded_at")
    def last_success(self, subscription: Subscription) -> str:
        return f"{timesince(subscription.succeeded_at)} ago" if subscription.succeeded_at else "–"

    @admin.display(description="trouble")
    def trouble(self, subscription: Subscription) -> str:
        if not subscription.failure:
            return "–"
        at = date_format(localtime(subscription.failed_at), "j M, H:i")
        times = f", {subscription.failures} times in a row" if subscription.failures > 1 else ""
        return f"{subscription.failure} ({at}{times})"

    @admin.display(description="moved")
    def moved(self, subscription: Subscription) -> str:
        if not subscription.moved_from:
            return "–"
        day = date_format(localtime(subscription.moved_at), "j M Y")
        return f"From {subscription.moved_from} on {day}: its site said that this is for good."

    @admin.display(description="stories so far", ordering="stories_made")
    def stories(self, subscription: Subscription) -> str:
        address = f"{reverse('admin:articles_article_changelist')}?by_subscription={subscription.pk}"
        return format_html('<a href="{}">{}</a>', address, f"{getattr(subscription, 'stories_made', 0):,}")

    # Saving

    def save_model(self, request: HttpRequest, obj: Subscription, form: Any, change: bool) -> None:
        """Another address begins anew, as does one that is to run again; it is polled at once."""
        if not change:
            obj.user = request.user
        begins = not change or "address" in form.changed_data or "state" in form.changed_data
        if "address" in form.changed_data and obj.state in (State.STOPPED, State.GONE):
            obj.state = State.ACTIVE
        if begins and obj.state == State.ACTIVE:
            obj.begin_anew()
        super().save_model(request, obj, form, change)

    # What may be done with several

    @admin.action(description="Poll now", permissions=["change"])
    def poll(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        chosen = list(queryset.filter(state=State.ACTIVE)[:AT_A_TIME])
        poll_now(chosen)
        self.message_user(request, f"{len(chosen)} asked for. What is new shows among the imports in a moment.")

    @admin.action(description="Pause", permissions=["change"])
    def pause(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        number = self._chosen(queryset).exclude(state=State.PAUSED).update(state=State.PAUSED)
        self.message_user(request, f"{number} paused.", messages.SUCCESS)

    @admin.action(description="Resume", permissions=["change"])
    def resume(self, request: HttpRequest, queryset: models.QuerySet) -> None:
        number = (
            self._chosen(queryset)
            .exclude(state=State.ACTIVE)
            .update(state=State.ACTIVE, failures=0, failure="", next_due_at=timezone.now())
        )
        self.message_user(request, f"{number} resumed, and due at once.", messages.SUCCESS)

    def _chosen(self, queryset: models.QuerySet) -> models.QuerySet:
        return Subscription.objects.filter(pk__in=queryset.order_by().values("pk"))
