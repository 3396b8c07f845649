"""Adding countries to stories, and taking them off."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelectMultiple

from articles.admin.actions.attaching import Adding, Removing
from articles.admin.site import desk
from articles.editing import tagging
from articles.models import Article, ArticleCountry, ChangeSet, Country
from articles.models.articles import ArticleQuerySet


class CountriesForm(forms.Form):
    """Which countries."""

    countries = forms.ModelMultipleChoiceField(
        Country.objects.all(), widget=AutocompleteSelectMultiple(Article._meta.get_field("countries"), desk)
    )


class AddCountries(Adding):
    """Put countries on the stories."""

    name, short_description = "add_countries", "Add countries …"
    form_class = CountriesForm
    links, thing, chosen = ArticleCountry, "country", "countries"

    def perform(self, stories: ArticleQuerySet, asked: dict[str, Any], user: Any) -> ChangeSet:
        return tagging.add_countries(stories, list(asked["countries"]), user)


class RemoveCountries(Removing):
    """Take countries off the stories."""

    name, short_description = "remove_countries", "Remove countries …"
    form_class = CountriesForm
    links, thing, chosen = ArticleCountry, "country", "countries"

    def perform(self, stories: ArticleQuerySet, asked: dict[str, Any], user: Any) -> ChangeSet:
        return tagging.remove_countries(stories, list(asked["countries"]), user)
