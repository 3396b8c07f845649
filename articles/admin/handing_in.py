"""The Import page: what is handed in, and what holds for all of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.utils.html import format_html, format_html_join

from articles.admin.site import desk
from articles.editing.roles import may_publish
from articles.importers import AUTO, FORMATS
from articles.ingest.runs import Handed
from articles.models import Article, ColumnMapping, Section, Source, Tag

LARGEST_FILE = 100_000_000
MOST_FILES = 200
NAMES_OFFERED = 300


class SeveralFiles(forms.FileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files."""

    widget = SeveralFiles(attrs={"multiple": True})

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """The uploaded files. Raises ValidationError where one is too large or they are too many."""
        files = [super(FilesField, self).clean(one) for one in data or []]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"{len(files)} files are too many for one import; {MOST_FILES} is the most.")
        for file in files:
            if file.size > LARGEST_FILE:
                raise forms.ValidationError(
                    f"{file.name} is larger than {LARGEST_FILE // 1_000_000} MB. Hand it in with the command import_stories."
                )
        return files


class Suggesting(forms.TextInput):
    """A text input that offers names the archive has, and takes new ones."""

    def __init__(self, names: Callable[[], Iterable[str]]) -> None:
        super().__init__(attrs={"class": "vTextField", "autocomplete": "off"})
        self.names = names

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> str:
        known = f"names-{name}"
        options = format_html_join("", '<option value="{}"></option>', ((one,) for one in self.names()))
        entry = super().render(name, value, {**(attrs or {}), "list": known}, renderer)
        return format_html('{}<datalist id="{}">{}</datalist>', entry, known, options)


def source_names() -> Any:
    """Names of sources, for a text input to offer."""
    return Source.objects.values_list("name", flat=True)[:NAMES_OFFERED]


def section_names() -> Any:
    """Names of sections, likewise."""
    return Section.objects.values_list("name", flat=True)[:NAMES_OFFERED]


class HandInForm(forms.Form):
    """Something pasted, or files; and what holds for items that do not say otherwise."""

    pasted = forms.CharField(
        required=False,
        strip=False,
        label="Paste a story",
        widget=forms.Textarea(attrs={"rows": 14, "class": "vLargeTextField desk-wide"}),
        help_text="The text of a whole page as copied in the browser, its HTML source, JSON lines or a table. "
        "Menus, share bars and lists of other stories are recognised and left out.",
    )
    url = forms.URLField(
        required=False,
        label="Address of the page",
        max_length=2000,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "vTextField"}),
        help_text="Where the pasted page ran, if you know it. It is not fetched.",
    )
    files = FilesField(
        required=False,
        label="Or choose files",
        help_text=f"In any of the formats below ({', '.join(ending for one in FORMATS for ending in one.extensions[:1])}); also with .gz.",
    )
    format = forms.ChoiceField(label="Format", help_text="Recognised by content; choose only where that goes wrong.")
    mapping = forms.ModelChoiceField(
        ColumnMapping.objects.all(), required=False, empty_label="Guess the columns", label="Columns of tables"
    )
    source = forms.CharField(required=False, max_length=160, widget=Suggesting(source_names))
    section = forms.CharField(required=False, max_length=80, widget=Suggesting(section_names))
    topics = forms.ModelMultipleChoiceField(
        Tag.objects.topics(),
        required=False,
        label="Topics for all of it",
        widget=AutocompleteSelectMultiple(Article._meta.get_field("tags"), desk),
        error_messages={
            "invalid_choice": "Only topics can be set for a whole import; add people and places item by item."
        },
    )
    language = forms.CharField(required=False, max_length=35, help_text="Such as en, ja, pt-BR. Otherwise recognised.")
    kind = forms.ChoiceField(required=False, label="Type", choices=[("", "As the item says"), *Article.Kind.choices])
    publish = forms.ChoiceField(
        label="Afterwards",
        widget=forms.RadioSelect,
        choices=[("", "Keep as drafts"), ("yes", "Publish what has a headline and a date")],
        required=False,
        initial="",
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["format"].choices = [(AUTO, "Recognise it"), *((one.name, one.label) for one in FORMATS)]
        if not may_publish(user):
            del self.fields["publish"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if not self.errors.keys() & {"pasted", "files"} and not cleaned["pasted"].strip() and not cleaned["files"]:
            self.add_error("pasted", "Paste a story here, or choose a file below.")
        return cleaned

    def handed(self) -> list[Handed]:
        """What was handed in, the paste first."""
        pasted = self.cleaned_data["pasted"]
        paste = [Handed("", pasted.encode(errors="replace"), self.cleaned_data["url"])] if pasted.strip() else []
        return paste + [Handed(file.name, file.read()) for file in self.cleaned_data["files"]]

    def defaults(self) -> dict[str, Any]:
        """What holds for items that state nothing else."""
        stated = {name: self.cleaned_data[name].strip() for name in ("source", "section", "language", "kind")}
        topics = [tag.name for tag in self.cleaned_data["topics"]]
        return {name: value for name, value in stated.items() if value} | ({"topics": topics} if topics else {})
