"""Adding tags to stories, and taking them off."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelectMultiple

from articles.admin.actions.attaching import Adding, Removing
from articles.admin.site import desk
from articles.editing import tagging
from articles.models import Article, ArticleTag, ChangeSet, Tag
from articles.models.articles import ArticleQuerySet


class TagsForm(forms.Form):
    """Which tags."""

    tags = forms.ModelMultipleChoiceField(
        Tag.objects.all(), widget=AutocompleteSelectMultiple(Article._meta.get_field("tags"), desk)
    )


class AddTags(Adding):
    """Put tags on the stories."""

    name, short_description = "add_tags", "Add tags …"
    form_class = TagsForm
    links, thing, chosen = ArticleTag, "tag", "tags"

    def perform(self, stories: ArticleQuerySet, asked: dict[str, Any], user: Any) -> ChangeSet:
        return tagging.add_tags(stories, list(asked["tags"]), user)


class RemoveTags(Removing):
    """Take tags off the stories."""

    name, short_description = "remove_tags", "Remove tags …"
    form_class = TagsForm
    links, thing, chosen = ArticleTag, "tag", "tags"

    def perform(self, stories: ArticleQuerySet, asked: dict[str, Any], user: Any) -> ChangeSet:
        return tagging.remove_tags(stories, list(asked["tags"]), user)
