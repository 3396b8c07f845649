"""Publishing and withdrawing stories."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime

from articles.admin.actions.act import Act, Effect
from articles.editing import publishing
from articles.editing.publishing import INCOMPLETE, counted
from articles.models import Article, ChangeSet
from articles.models.articles import ArticleQuerySet


class Publish(Act):
    """Publish what is complete; the preview says what is not."""

    name, short_description, verb = "publish", "Publish …", "Publish"
    allowed_permissions = ("publish",)

    def effect(self, stories: ArticleQuerySet, asked: dict[str, Any]) -> Effect:
        number, already = stories.count(), stories.published().count()
        changes = self._ready(stories).exclude(status=Article.Status.PUBLISHED).count()
        lines = [f"{counted(changes).capitalize()} will be visible to readers."]
        if already:
            lines.append(f"{counted(already).capitalize()} published before.")
        if held := self._ready(stories).under_embargo(timezone.now()).order_by("embargoed_until").first():
            waiting = self._ready(stories).under_embargo(timezone.now()).count()
            until = date_format(localtime(held.embargoed_until), "j M Y H:i")
            lines.append(
                f"{counted(waiting).capitalize()} under embargo, the first until {until}: publishing now breaks it."
            )
        if left := number - already - changes:
            lines.append(f"Left as before: {counted(left)} without headline or date, or merged into another.")
        return Effect(changes, lines)

    def perform(self, stories: ArticleQuerySet, asked: dict[str, Any], user: Any) -> ChangeSet:
        return publishing.publish(self._ready(stories), user)

    @staticmethod
    def _ready(stories: ArticleQuerySet) -> ArticleQuerySet:
        return stories.exclude(INCOMPLETE).filter(merged_into=None)


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="Readers who come to a story's address find this in its place.",
        error_messages={"required": "Say why: readers see the reason where the story was."},
    )


class Withdraw(Act):
    """Take stories from readers, with the reason they will find."""

    name, short_description, verb = "withdraw", "Withdraw …", "Withdraw"
    allowed_permissions = ("publish",)
    form_class = ReasonForm

    def effect(self, stories: ArticleQuerySet, asked: dict[str, Any]) -> Effect:
        already = stories.withdrawn().count()
        changes = stories.count() - already
        lines = [f"{counted(changes).capitalize()} will answer with your reason, and leave every list and feed."]
        if already:
            lines.append(f"{counted(already).capitalize()} withdrawn before, with the reason given then.")
        return Effect(changes, lines)

    def perform(self, stories: ArticleQuerySet, asked: dict[str, Any], user: Any) -> ChangeSet:
        return publishing.withdraw(stories, asked["reason"], user)
