"""The form of one item of an import: everything that was read, to be put right before it is stored."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelectMultiple

from articles.admin.fields import Lines
from articles.admin.handing_in import Suggesting, section_names, source_names
from articles.admin.site import desk
from articles.ingest.entries import Malformed, alike, from_json, moment, to_json
from articles.ingest.preparing import Terms
from articles.ingest.runs import Preview
from articles.models import Article, Country, Tag
from articles.tagging.offers import chosen, new_value, offers_for

PASSED_ON = ("evidence", "origins", "tags", "new_tags", "countries", "publish")


def text(rows: int = 0, **options: Any) -> forms.CharField:
    """A text field of one line, or of ``rows``."""
    widget = (
        forms.Textarea(attrs={"rows": rows, "class": "vLargeTextField"})
        if rows
        else forms.TextInput(attrs={"class": "vTextField"})
    )
    return forms.CharField(required=options.pop("required", False), widget=widget, **options)


class ItemForm(forms.Form):
    """An item's fields, its tags and countries, and whether it is stored at all."""

    headline = text(
        2,
        required=True,
        max_length=500,
        error_messages={"required": "A story needs a headline. Or leave the item out."},
    )
    standfirst = text(3)
    authors = Lines(
        required=False, label="Byline", help_text="One name a line.", widget=forms.Textarea(attrs={"rows": 2})
    )
    source = forms.CharField(
        required=False,
        max_length=160,
        widget=Suggesting(source_names),
        help_text="Who reported it: the agency, or the publication.",
    )
    section = forms.CharField(required=False, max_length=80, widget=Suggesting(section_names))
    kind = forms.ChoiceField(required=False, label="Type", choices=[("", "By its section"), *Article.Kind.choices])
    published = text(
        max_length=40, help_text="2024-03-25 13:19, 2024-03-25, 2024-03 or 2024; with +05:00 where the zone is known."
    )
    published_printed = text(max_length=160, label="Date as printed")
    published_zone = text(max_length=64, label="Zone as printed")
    updated = text(max_length=40)
    dateline = text(max_length=160)
    body_html = text(16, label="Body")
    credit = text(max_length=300, help_text="The credit under the story.")
    language = text(max_length=35)
    url = forms.URLField(
        required=False,
        label="Address",
        max_length=4000,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "vTextField"}),
    )
    image_url = forms.URLField(
        required=False,
        label="Image address",
        max_length=4000,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "vTextField"}),
    )
    image_caption = text(2)
    image_credit = text(max_length=300)
    image_alt = text(max_length=500, label="Image: what it shows")
    offered = forms.MultipleChoiceField(required=False, widget=forms.CheckboxSelectMultiple)
    more_tags = forms.ModelMultipleChoiceField(
        Tag.objects.all(), required=False, label="Further tags",
        widget=AutocompleteSelectMultiple(Article._meta.get_field("tags"), desk),
    )  # fmt: skip
    more_countries = forms.ModelMultipleChoiceField(
        Country.objects.all(), required=False, label="Further countries",
        widget=AutocompleteSelectMultiple(Article._meta.get_field("countries"), desk),
    )  # fmt: skip
    new_topics = Lines(
        required=False,
        label="New topics",
        help_text="Names the archive does not have yet, one a line.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    keep_both = forms.BooleanField(required=False, label="Store it although the archive holds the same text")
    skipped = forms.BooleanField(required=False, label="Leave this item out")

    def __init__(self, data: Any = None, *, preview: Preview, user: Any) -> None:
        self.preview = preview
        self.offers = offers_for(preview)
        super().__init__(data, initial=self._initial())
        self.fields["offered"].choices = [(offer.value, offer.label) for offer in self.offers]
        if not user.has_perm("articles.add_tag"):
            del self.fields["new_topics"]
            self.offers = [offer for offer in self.offers if not offer.value.startswith("new:") or offer.ticked]

    def _initial(self) -> dict[str, Any]:
        entry, offered = self.preview.entry, {offer.value for offer in self.offers}
        shown = to_json(entry)
        return {name: value for name, value in shown.items() if name not in PASSED_ON} | {
            "skipped": self.preview.item.skipped,
            "offered": [offer.value for offer in self.offers if offer.ticked],
            "more_tags": [key for key in entry.tags or () if f"tag:{key}" not in offered],
            "more_countries": list(
                Country.objects.filter(
                    code__in=[code for code in entry.countries or () if f"country:{code}" not in offered]
                )
            ),
            "new_topics": [
                name for kind, name in entry.new_tags if kind == "topic" and new_value(kind, name) not in offered
            ],
        }

    @property
    def ticked(self) -> list[str]:
        """Values of the offers to show as ticked: as posted, or as proposed."""
        return self["offered"].value() or []

    def clean_published(self) -> str:
        return self._moment("published")

    def clean_updated(self) -> str:
        return self._moment("updated")

    def _moment(self, name: str) -> str:
        value = self.cleaned_data[name].strip()
        try:
            moment(name, value)
        except Malformed as reason:
            raise forms.ValidationError(str(reason)) from reason
        return value

    def clean(self) -> dict[str, Any]:
        """An item that is left out needs nothing."""
        cleaned = super().clean()
        if cleaned.get("skipped"):
            self.errors.clear()
        elif not self.errors:
            try:
                from_json(self.edited(), self.preview.reading.document)
            except Malformed as reason:
                self.add_error(reason.field if reason.field in self.fields else None, str(reason))
        return cleaned

    def read_otherwise(self) -> dict[str, Any]:
        """What had been read in the fields that the editor left otherwise: read again, these are the editor's own."""
        read = to_json(Terms(self.preview.item.run.defaults, {}).entry(self.preview.reading))
        left = self.edited()
        return {name: value for name, value in read.items() if name not in PASSED_ON and not alike(value, left[name])}

    def edited(self) -> dict[str, Any]:
        """The item as the editor left it, as ``ingest.entries`` reads it."""
        cleaned = self.cleaned_data
        choice = chosen(cleaned["offered"])
        tags = [*choice["tags"], *(tag.pk for tag in cleaned["more_tags"])]
        countries = [*choice["countries"], *(country.code for country in cleaned["more_countries"])]
        new = [*choice["new_tags"], *(["topic", name] for name in cleaned.get("new_topics") or ())]
        ticked = set(cleaned["offered"])
        plain = {name: cleaned[name] for name in to_json(self.preview.entry) if name not in PASSED_ON}
        return plain | {
            "tags": list(dict.fromkeys(tags)),
            "new_tags": new,
            "countries": list(dict.fromkeys(countries)),
            "evidence": {
                offer.value: offer.evidence for offer in self.offers if offer.value in ticked and offer.evidence
            },
            "origins": {offer.value: str(offer.origin) for offer in self.offers if offer.value in ticked},
        }
