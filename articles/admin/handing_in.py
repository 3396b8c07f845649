"""The Import page: what is handed in, and what holds for all of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelectMultiple
from django.utils.html import format_html, format_html_join

from articles.admin.site import desk
from articles.editing.roles import may_publish
from articles.fetch import Misunderstood, understood
from articles.importers import AUTO, FORMATS
from articles.ingest import addresses
from articles.ingest.runs import Handed
from articles.models import Article, ColumnMapping, Import, Section, Source, Tag

LARGEST_FILE = 2_000_000_000
MOST_FILES = 200
NAMES_OFFERED = 300
# A paste that is nothing but these is no story. Without a scheme, "www." has to say that an address is meant.
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
# "localhost:8000" has a port and "mailto:someone" a scheme.
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)


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
                    f"{file.name} is larger than {LARGEST_FILE // 1_000_000:,} MB. Hand it in with the command import_stories."
                )
        return files


class AddressesField(forms.CharField):
    """Addresses of web pages, apart by line ends or blanks; https where one has no scheme."""

    widget = forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField desk-wide", "spellcheck": "false"})

    def clean(self, value: Any) -> list[str]:
        """The addresses, each once. Raises ValidationError naming every one that cannot be an address."""
        typed = list(dict.fromkeys(super().clean(value).split()))
        if len(typed) > addresses.MOST:
            raise forms.ValidationError(
                f"{len(typed)} addresses are too many at once; {addresses.MOST} is the most. "
                "The command import_stories takes any number."
            )
        urls, faults = [], []
        for one in typed:
            try:
                urls.append(understood(one if _SCHEME.match(one) else f"https://{one}").url)
            except Misunderstood as fault:
                faults.append(f"{one}: {fault}")
        if faults:
            raise forms.ValidationError(faults)
        return urls


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


def addresses_in(pasted: str) -> list[str]:
    """The addresses that a paste consists of, one a line; none where anything else stands in it."""
    lines = [line.strip() for line in pasted.splitlines() if line.strip()]
    return lines if all(map(_ADDRESS.fullmatch, lines)) else []


class HandInForm(forms.Form):
    """Something pasted, addresses, or files; and what holds for items that do not say otherwise."""

    pasted = forms.CharField(
        required=False,
        strip=False,
        label="Paste a story",
        widget=forms.Textarea(attrs={"rows": 10, "class": "vLargeTextField desk-wide"}),
        help_text="The text of a whole page as copied in the browser, its HTML source, JSON lines or a table. "
        "Menus, share bars and lists of other stories are recognised and left out.",
    )
    url = forms.URLField(
        required=False,
        label="Address of the pasted page",
        max_length=2000,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"class": "vTextField"}),
        help_text="Where the text pasted above ran, if you know it. It is only noted, not fetched.",
    )
    addresses = AddressesField(
        required=False,
        label="Or fetch pages",
        help_text="Addresses of stories, one a line. Each is fetched now, as a visitor without an account would see it.",
    )
    files = FilesField(
        required=False,
        label="Or choose files",
        help_text=f"Recognised by content ({', '.join(ending for one in FORMATS for ending in one.extensions[:1])}); also with .gz. Up to {MOST_FILES} at once.",
    )
    format = forms.ChoiceField(
        label="Format", initial=AUTO, help_text="Recognised by content; choose only where that goes wrong."
    )
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
    duplicates = forms.ChoiceField(
        label="Same text elsewhere",
        choices=Import.Duplicates.choices,
        initial=Import.Duplicates.SKIP,
        required=False,
        help_text="What becomes of an item whose text another story has, under another address. The same item again, by "
        "its address or identifier, brings its story up to date.",
    )
    publish = forms.ChoiceField(
        label="Afterwards",
        widget=forms.RadioSelect,
        choices=[("", "Keep as drafts"), ("yes", "Publish what has a headline and a date")],
        required=False,
        initial="",
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fetched: list[Handed] = []
        self.fields["format"].choices = [(AUTO, "Recognise it"), *((one.name, one.label) for one in FORMATS)]
        if not may_publish(user):
            del self.fields["publish"]

    def clean(self) -> dict[str, Any]:
        """Addresses are fetched last, when nothing else is amiss. What could not be had is named beside the field."""
        cleaned = super().clean()
        if pasted := addresses_in(cleaned.get("pasted", "")):
            self._move(pasted)
            return cleaned
        if not self.errors.keys() & {"pasted", "addresses", "files"} and not (
            cleaned["pasted"].strip() or cleaned["addresses"] or cleaned["files"]
        ):
            self.add_error("pasted", "Paste a story here, or give addresses or choose a file below.")
            if cleaned.get("url"):
                self.add_error(
                    "url", "This is only noted beside a pasted page. To fetch it, give it under “Or fetch pages”."
                )
        if not self.errors and cleaned["addresses"]:
            self.fetched, faults = addresses.fetched(cleaned["addresses"])
            if faults:
                self.add_error("addresses", [str(fault) for fault in faults])
        return cleaned

    def _move(self, pasted: list[str]) -> None:
        """Put addresses that were pasted as a story where they can be fetched, and ask."""
        self.data = self.data.copy()
        self.data["pasted"] = ""
        self.data["addresses"] = "\n".join([*self.data.get("addresses", "").split(), *pasted])
        told = "What you pasted is an address" if len(pasted) == 1 else f"What you pasted are {len(pasted)} addresses"
        self.add_error("addresses", f"{told}. Fetch what stands here? Then press “Read it” again.")

    @property
    def is_chosen(self) -> bool:
        """Whether anything was chosen that holds for all of it, or is amiss there."""
        names = {"format", "mapping", "source", "section", "topics", "language", "kind", "duplicates", "publish"}
        named = names & self.fields.keys()
        return self.is_bound and bool(named & self.errors.keys() or named & set(self.changed_data))

    def handed(self) -> list[Handed]:
        """What was handed in: the paste first, then pages, then files."""
        pasted = self.cleaned_data["pasted"]
        paste = [Handed("", pasted.encode(errors="replace"), self.cleaned_data["url"])] if pasted.strip() else []
        return paste + self.fetched + [Handed(file.name, file.open().file) for file in self.cleaned_data["files"]]

    def defaults(self) -> dict[str, Any]:
        """What holds for items that state nothing else."""
        stated = {name: self.cleaned_data[name].strip() for name in ("source", "section", "language", "kind")}
        topics = [tag.name for tag in self.cleaned_data["topics"]]
        return {name: value for name, value in stated.items() if value} | ({"topics": topics} if topics else {})
