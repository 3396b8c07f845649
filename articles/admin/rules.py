"""Rules at the desk: the form with its preview, and the tagging of what a rule catches."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.timezone import localtime

from articles.admin.changesets import told
from articles.admin.patience import patiently
from articles.admin.recorded import Recorded
from articles.admin.site import desk
from articles.editing import NotPossible
from articles.editing.publishing import counted
from articles.editing.roles import may_publish
from articles.jobs import tagging as jobs
from articles.models import Article, Country, Tag, TagRule
from articles.search.catching import Caught, caught, understanding
from articles.search.query_language import shortened
from articles.tagging.rules import apply

# The name of the buttons that show what a rule catches, and that go on to the tagging after saving.
PREVIEW = "_preview"
TAG = "_tag"
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Row:
    """A story that a rule catches without its tag: the story, its headline and passage as HTML with the words marked."""

    story: Article
    headline: str
    snippet: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What a rule would do, for the page. ``caught`` is None while there is no index to ask."""

    thing: Tag | Country
    caught: Caught | None
    rows: list[Row] = field(default_factory=list)
    notes: tuple[str, ...] = ()


def shown(query: str, thing: Tag | Country) -> Shown:
    """What a query catches for a tag or country, with the first stories that it would tag."""
    found = caught(query, thing, SHOWN)
    notes = understanding(query)[0].notes
    if found is None:
        return Shown(thing, None, notes=notes)
    held = Article.objects.for_lists().in_bulk(found.ids)
    rows = [
        Row(held[id], found.headlines.get(id) or held[id].headline, found.snippets.get(id) or held[id].excerpt)
        for id in found.ids
        if id in held
    ]
    return Shown(thing, found, rows, notes)


class QueryInput(forms.TextInput):
    """The query, and beside it the button that shows what it catches."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> str:
        return format_html(
            '<span class="desk-query">{}<button type="submit" name="{}" value="yes" formaction="#caught">Preview</button></span>',
            super().render(name, value, attrs, renderer),
            PREVIEW,
        )


class RuleForm(forms.ModelForm):
    """A rule. Sent with the button that previews it, it is shown again with what it catches, and not saved."""

    as_read = forms.BooleanField(required=False, label="It was read as I mean it")

    class Meta:
        model = TagRule
        fields = ["tag", "country", "query", "active", "automatic", "note"]
        widgets = {
            "query": QueryInput(attrs={"class": "vLargeTextField", "autocomplete": "off", "spellcheck": "false"}),
            "note": forms.Textarea(attrs={"rows": 2, "class": "vLargeTextField"}),
        }
        error_messages = {"query": {"required": "Say what its stories have: words, a phrase, a name."}}

    shown: Shown | None = None
    # Whether the editor is to be asked if the query was read as they mean it.
    asks = False

    def clean_query(self) -> str:
        query = " ".join(self.cleaned_data["query"].split())
        if cut := shortened(query)[1]:
            raise forms.ValidationError([*cut, "A rule is followed whole or not at all: make two of it."])
        reading, says = understanding(query)
        if not says:
            raise forms.ValidationError(reading.notes if reading.meaning is None else ONLY_WITHOUT)
        return query

    def clean(self) -> dict[str, Any]:
        """A query that was not read word for word is saved only when the editor has seen how it was read."""
        cleaned = super().clean()
        query = cleaned.get("query")
        notes = understanding(query)[0].notes if query and "query" in self.changed_data else ()
        self.asks = bool(notes)
        if notes and PREVIEW not in self.data and not cleaned.get("as_read"):
            self.add_error("query", [*notes, "Change it, or tick that it was read as you mean it."])
        return cleaned

    def is_valid(self) -> bool:
        """Whether it is to be saved."""
        valid = super().is_valid()
        if PREVIEW not in self.data:
            return valid
        if valid:
            self.shown = shown(self.cleaned_data["query"], self.cleaned_data["tag"] or self.cleaned_data["country"])
        return False


ONLY_WITHOUT = (
    "This would catch nearly every story. Say what the stories have: words or names. What they must be without, or their "
    "date, can only come on top; on both sides of an OR there has to be something that they have."
)


class WhatFilter(admin.SimpleListFilter):
    """Rules for tags, or for countries."""

    title = "for"
    parameter_name = "for"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("tag", "Tags"), ("country", "Countries")]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        match self.value():
            case "tag":
                return queryset.filter(country=None)
            case "country":
                return queryset.filter(tag=None)
        return queryset


@admin.register(TagRule, site=desk)
class TagRuleAdmin(Recorded):
    """Rules by which stories are offered a tag or country, or get it by themselves."""

    form = RuleForm
    change_form_template = "admin/rule_form.html"
    list_display = ["thing", "query", "active", "automatic", "added_by"]
    list_display_links = ["thing", "query"]
    list_filter = ["active", "automatic", WhatFilter]
    list_select_related = ["tag", "country", "added_by"]
    search_fields = ["query", "note", "tag__name", "country__name"]
    autocomplete_fields = ["tag", "country"]
    readonly_fields = ["added"]

    class Media:
        css = {"all": ["css/desk-rules.css"]}

    fieldsets = [
        (None, {"fields": [("tag", "country"), "query", "active", "automatic", "note", "added"]}),
    ]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.tag_view)
        return [path("<int:rule_id>/tag/", view, name="articles_tagrule_tag"), *super().get_urls()]

    @admin.display(description="for", ordering="tag__name")
    def thing(self, rule: TagRule) -> str:
        return str(rule.thing)

    @admin.display(description="added")
    def added(self, rule: TagRule) -> str:
        by = f" by {rule.added_by}" if rule.added_by else ""
        return f"{localtime(rule.added_at):%Y-%m-%d}{by}" if rule.pk else "–"

    def save_model(self, request: HttpRequest, obj: TagRule, form: RuleForm, change: bool) -> None:
        if not change:
            obj.added_by = request.user
        super().save_model(request, obj, form, change)

    def _called(self, obj: TagRule) -> str:
        return f"rule “{obj}” for {obj.thing}"

    # Going on to tag what it catches

    def response_add(self, request: HttpRequest, obj: TagRule, post_url_continue: str | None = None) -> HttpResponse:
        return self._to_tagging(obj) if TAG in request.POST else super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: TagRule) -> HttpResponse:
        return self._to_tagging(obj) if TAG in request.POST else super().response_change(request, obj)

    def _to_tagging(self, rule: TagRule) -> HttpResponse:
        return HttpResponseRedirect(reverse("admin:articles_tagrule_tag", args=[rule.pk]))

    def tag_view(self, request: HttpRequest, rule_id: int) -> HttpResponse:
        """Show which stories would be tagged, and tag them on confirmation: at once, or as a job where they are many."""
        rule = self.get_object(request, str(rule_id))
        if rule is None:
            raise Http404("There is no such rule.")
        if not (self.has_change_permission(request, rule) and may_publish(request.user)):
            raise PermissionDenied
        now = shown(rule.query, rule.thing)
        number = now.caught.untagged if now.caught else 0
        if request.method == "POST" and request.POST.get("seen") != str(number):
            messages.warning(request, "What the rule catches changed since you looked. Look again before you confirm.")
        elif request.method == "POST" and self._tagged(request, rule, number):
            return HttpResponseRedirect(reverse("admin:articles_tagrule_change", args=[rule.pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Tag stories by the rule “{rule}”",
            "opts": self.opts,
            "media": self.media,
            "rule": rule,
            "shown": now,
            "number": number,
            "in_background": number > jobs.AT_ONCE,
        }
        return TemplateResponse(request, "admin/rule_tag.html", context)

    def _tagged(self, request: HttpRequest, rule: TagRule, number: int) -> bool:
        """Tag the stories, or have them tagged; whether that was possible."""
        if number > jobs.AT_ONCE:
            jobs.enqueue(rule, request.user.pk)
            messages.success(
                request, f"{counted(number)} are tagged in the background. The change-sets say when it is done."
            )
            return True
        try:
            with patiently():
                changeset = apply(rule, request.user)
        except NotPossible as reason:
            messages.error(request, str(reason))
            return False
        messages.success(request, told(changeset))
        return True
