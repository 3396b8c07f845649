"""The form of a story: what it may be saved as, and what happens when two people edit it at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime

from articles.admin.history import Change, differences
from articles.editing.stories import missing_for_publication
from articles.models import Article, ChangeSet

WIDE = {"class": "vLargeTextField desk-wide"}


class ArticleForm(forms.ModelForm):
    """A story. ``seen`` is the version the editor has before them, by which a change in the meantime is noticed."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Article
        fields = "__all__"  # noqa: DJ007 - the admin names them, by role
        widgets = {
            "headline": forms.Textarea(attrs={"rows": 2, **WIDE}),
            "standfirst": forms.Textarea(attrs={"rows": 3, **WIDE}),
            "body_html": forms.Textarea(attrs={"rows": 24, **WIDE}),
            "withdrawn_reason": forms.Textarea(attrs={"rows": 3, **WIDE}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.theirs: list[Change] = []
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if self.instance.pk and "seen" in self.fields:
            self.initial["seen"] = self.instance.version

    def clean_headline(self) -> str:
        return " ".join(self.cleaned_data["headline"].split())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self._refuse_incomplete(cleaned)
        if "embargoed_until" in self.fields:
            self._heed_embargo(cleaned)
        if self.instance.pk:
            self._refuse_overtaken(cleaned.get("seen"))
        return cleaned

    def _refuse_incomplete(self, cleaned: dict[str, Any]) -> None:
        """Say in words what the table's constraints would refuse."""
        if cleaned.get("status") == Article.Status.PUBLISHED and not self.errors.keys() & {"headline", "published_at"}:
            asked = Article(headline=cleaned.get("headline", ""), published_at=cleaned.get("published_at"))
            if missing := missing_for_publication(asked):
                field = "headline" if not asked.headline else "published_at"
                self.add_error(field, f"A published story needs {' and '.join(missing)}.")
        if cleaned.get("status") == Article.Status.WITHDRAWN and not cleaned.get("withdrawn_reason", "").strip():
            self.add_error("withdrawn_reason", "Say why: readers see the reason where the story was.")
        if cleaned.get("merged_into") and cleaned.get("status") != Article.Status.WITHDRAWN:
            self.add_error("merged_into", "Only a withdrawn story can lead to another. Set its status to Withdrawn.")
        if cleaned.get("merged_into") and cleaned["merged_into"].pk == self.instance.pk:
            self.add_error("merged_into", "A story cannot lead to itself.")

    def _heed_embargo(self, cleaned: dict[str, Any]) -> None:
        """Refuse to publish before an embargo ends: to do so all the same, the editor ends it, which is recorded."""
        until, status = cleaned.get("embargoed_until"), cleaned.get("status")
        if until and until <= timezone.now() and status == Article.Status.PUBLISHED:
            until = cleaned["embargoed_until"] = None
        if until and status == Article.Status.PUBLISHED:
            self.add_error(
                "status",
                f"The story is under embargo until {date_format(localtime(until), 'j M Y H:i')}. To publish it before, "
                "empty “Under embargo until” below; to have it published then, leave it a draft and tick “Publish when the embargo ends”.",
            )
        if "embargoed_until" not in self.errors and (until is None or status == Article.Status.WITHDRAWN):
            cleaned["publishes_itself"] = False

    def _refuse_overtaken(self, seen: int | None) -> None:
        """Where somebody saved the story since this form was opened, say who and what, and keep every word typed.

        The row stays locked until this request ends. The form comes back with the newest version, so that saving
        it once more is a decision; what it overwrites stays in the history.
        """
        current = Article.objects.select_for_update().get(pk=self.instance.pk)
        if seen == current.version:
            return
        events = current.events.order_by("-pgh_id")
        last, before = events.first(), events.filter(version=seen).first()
        changeset = ChangeSet.objects.filter(pk=last.pgh_changeset).select_related("user").first() if last else None
        self.theirs = differences(before, current, Article) if before else []
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = str(current.version)
        who = changeset.user if changeset and changeset.user else "Somebody"
        self.add_error(
            None,
            f"{who} saved this story while you were editing it. Your words are below and not saved yet. Compare them with what "
            "changed; saving again puts yours in its place, and theirs stays in the history.",
        )
