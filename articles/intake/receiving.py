"""What comes with a request: options in its query string, and files in its body."""

from __future__ import annotations

from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO

from django import forms
from rest_framework.exceptions import APIException
from rest_framework.parsers import BaseParser

from articles.importers import AUTO, FORMATS
from articles.models import Article, Import, Tag

LARGEST = 1_000_000_000
LARGEST_SAID = "1 GB"
CHUNK = 1_000_000


class TooLarge(APIException):
    """413: the body is more than is taken at once."""

    status_code = 413
    default_code = "too_large"
    default_detail = f"The body is larger than {LARGEST_SAID}. Hand the file in with the command import_stories."


class Whole(BaseParser):
    """Any body but a form is one file. It goes to disk as it comes."""

    media_type = "*/*"

    def parse(self, stream: IO[bytes], media_type: str | None = None, context: Any = None) -> BinaryIO:
        """The body as a file. Raises TooLarge."""
        file = TemporaryFile()  # noqa: SIM115 – the view closes it
        size = 0
        while piece := stream.read(CHUNK):
            size += len(piece)
            if size > LARGEST:
                file.close()
                raise TooLarge
            file.write(piece)
        file.seek(0)
        return file


class Options(forms.Form):
    """What holds for all that is handed in. The names are those of the command and of the desk."""

    format = forms.ChoiceField(required=False)
    filename = forms.CharField(required=False, max_length=255)
    url = forms.URLField(required=False, max_length=2000, assume_scheme="https")
    source = forms.CharField(required=False, max_length=160)
    section = forms.CharField(required=False, max_length=80)
    language = forms.CharField(required=False, max_length=35)
    kind = forms.ChoiceField(required=False, choices=[("", ""), *Article.Kind.choices])
    topic = forms.ModelMultipleChoiceField(Tag.objects.topics(), required=False, to_field_name="slug")
    duplicates = forms.ChoiceField(required=False, choices=[("", ""), *Import.Duplicates.choices])
    publish = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["format"].choices = [(name, name) for name in ("", AUTO, *(one.name for one in FORMATS))]

    def defaults(self) -> dict[str, Any]:
        """What holds for items that state nothing else, as ``runs.open_import`` takes it."""
        stated = {name: self.cleaned_data[name].strip() for name in ("source", "section", "language", "kind")}
        topics = [tag.name for tag in self.cleaned_data["topic"]]
        return {name: value for name, value in stated.items() if value} | ({"topics": topics} if topics else {})
