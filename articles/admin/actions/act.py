"""How an act on many stories goes: choose, see what will change, confirm."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from articles.admin.changesets import told
from articles.admin.patience import patiently
from articles.editing import NotPossible
from articles.editing.roles import changeable
from articles.models import Article, ChangeSet
from articles.models.articles import ArticleQuerySet

HEADLINES = 20


@dataclass(frozen=True, slots=True)
class Effect:
    """What an act would do: how many stories change, what in words, and which of them to show first."""

    changes: int
    lines: list[str] = field(default_factory=list)


class Act:
    """An action of the list of stories. Subclasses say what to ask, what it would do, and how it is done.

    The preview is bound to the number of stories it counted: where that is another one on confirmation, it is shown
    again instead of doing what nobody saw.
    """

    name: str
    short_description: str
    verb: str
    allowed_permissions = ("change",)
    form_class: type[forms.Form] = forms.Form
    # A template would call what it can call.
    do_not_call_in_templates = True

    @property
    def __name__(self) -> str:
        return self.name

    def effect(self, stories: ArticleQuerySet, asked: dict[str, Any]) -> Effect:
        """What the act would do to ``stories``, with the form's cleaned values."""
        raise NotImplementedError

    def perform(self, stories: ArticleQuerySet, asked: dict[str, Any], user: Any) -> ChangeSet:
        """Do it."""
        raise NotImplementedError

    def __call__(
        self, model_admin: admin.ModelAdmin, request: HttpRequest, queryset: ArticleQuerySet
    ) -> HttpResponse | None:
        """Ask, preview or do, by how far the editor is; None leads back to the list."""
        if not all(getattr(model_admin, f"has_{need}_permission")(request) for need in self.allowed_permissions):
            raise PermissionDenied
        selected = Article.objects.filter(pk__in=queryset.order_by().values("pk"))
        stories = changeable(selected, request.user)
        number, left_out = stories.count(), selected.count()
        step = request.POST.get("step", "" if self.form_class.base_fields else "preview")
        form = self.form_class(request.POST if step else None)
        effect = self.effect(stories, form.cleaned_data) if step and form.is_valid() else None
        if step == "confirm" and effect and effect.changes and request.POST.get("seen") == f"{number}/{effect.changes}":
            try:
                with patiently():
                    changeset = self.perform(stories, form.cleaned_data, request.user)
            except NotPossible as reason:
                effect = None
                form.add_error(None, list(reason.messages))
            else:
                messages.success(request, told(changeset))
                return None
        elif step == "confirm" and effect:
            messages.warning(request, "The selection changed since the preview. Look again before you confirm.")
        context = {
            **model_admin.admin_site.each_context(request),
            "title": self.short_description,
            "opts": model_admin.opts,
            "act": self,
            "form": form,
            "media": model_admin.media + form.media,
            "effect": effect,
            "number": number,
            "left_out": left_out - number,
            "seen": f"{number}/{effect.changes}" if effect else "",
            "headlines": stories.select_related("source").defer("body_html", "body_text").newest_first()[:HEADLINES],
            "selected": request.POST.getlist(ACTION_CHECKBOX_NAME),
            "select_across": request.POST.get("select_across") == "1",
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/act.html", context)
