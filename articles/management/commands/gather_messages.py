"""``manage.py gather_messages``: what the site says to readers, gathered for translators, and compiled.

Reads the code and the templates, adds what is new to each catalogue in ``articles/locale``, drops what is gone, and
compiles it. Needs no program but Python: Babel reads the code and Jinja's templates, and Django's own ``templatize``
makes of its templates something that Babel can read.
"""

from __future__ import annotations

import datetime as dt
import io
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation.template import templatize
from jinja2.ext import babel_extract

ARTICLES = Path(__file__).parents[2]
LOCALE = ARTICLES / "locale"
# What editors read is in English: the desk and its acts, and the commands.
ENGLISH = {
    "admin",
    "editing",
    "ingest",
    "importers",
    "management",
    "migrations",
    "jobs",
    "tagging",
    "learning",
    "fetch",
}
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
# The same messages are to make the same file, so nothing in its head may tell the hour.
HEADER = "# What the archive says to readers. Written by manage.py gather_messages; translations are kept."
TEAM = "Newsarchive"
BEGUN = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
JINJA = {"trimmed": "true", "extensions": "jinja2.ext.i18n"}

Found = tuple[str | tuple[str, ...], str | None]


class Command(BaseCommand):
    """Brings every catalogue up to date with code and templates."""

    help = "Gather what the site says, for the catalogues in articles/locale, and compile them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="change nothing; fail where something is not translated"
        )

    def handle(self, *, check: bool, **options: Any) -> None:
        gathered = list(messages())
        for code, _ in settings.LANGUAGES[1:]:
            catalogue = updated(code, gathered)
            open_ones = [message.id for message in catalogue if message.id and not is_translated(message)]
            if not check:
                write(code, catalogue)
            self.stdout.write(f"{code}: {len(catalogue)} messages, {len(open_ones)} not translated.")
            if check and open_ones:
                raise SystemExit(1)


def messages() -> Iterator[Found]:
    """What the code and the templates of readers' pages say: a message, or singular and plural; and its context."""
    for path in sorted(ARTICLES.rglob("*.py")):
        if path.relative_to(ARTICLES).parts[0] not in ENGLISH:
            yield from _in_python(path.read_text())
    for folder in map(Path, settings.TEMPLATES[0]["DIRS"]):
        for path in sorted(folder.rglob("*.html")):
            kind = path.relative_to(folder).parts[0]
            if kind == "rapid":
                yield from _read(babel_extract, path.read_bytes(), JINJA)
            elif kind != "admin":
                yield from _in_python(_flat(templatize(path.read_text(), origin=str(path))))


def updated(code: str, gathered: list[Found]) -> Catalog:
    """The catalogue of a language, with exactly the messages ``gathered``, as far translated as it was."""
    path = catalogue_path(code)
    before = read_po(io.BytesIO(path.read_bytes()), locale=code) if path.exists() else Catalog(locale=code)
    catalogue = Catalog(
        locale=code, header_comment=HEADER, project="Newsarchive", version="1", last_translator=TEAM, language_team=TEAM,
        msgid_bugs_address=TEAM, creation_date=BEGUN, revision_date=BEGUN, fuzzy=False,
    )  # fmt: skip
    for text, context in gathered:
        known = before.get(text[0] if isinstance(text, tuple) else text, context)
        flags = {"python-format"} if "%(" in (text if isinstance(text, str) else text[0]) else ()
        catalogue.add(text, known.string if known else None, context=context, flags=flags)
    return catalogue


def is_translated(message: Message) -> bool:
    """Whether a message has words in the catalogue's language: in every plural, where it has plurals."""
    return all(message.string) if isinstance(message.string, tuple) else bool(message.string)


def write(code: str, catalogue: Catalog) -> None:
    """Keep a catalogue, for translators and for Django."""
    path = catalogue_path(code)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, no_location=True, omit_header=False, sort_output=True, width=0)
    with path.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalogue)


def catalogue_path(code: str) -> Path:
    """Where the catalogue of a language lies."""
    return LOCALE / code / "LC_MESSAGES" / "django.po"


def _in_python(code: str) -> Iterator[Found]:
    return _read("python", code.encode(), {})


def _flat(code: str) -> str:
    """What ``templatize`` made, without the template's indentation, which in Python would mean something."""
    return "\n".join(line.lstrip() for line in code.splitlines())


def _read(method: Any, content: bytes, options: dict[str, str]) -> Iterator[Found]:
    for _, text, _, context in extract(method, io.BytesIO(content), KEYWORDS, options=options):
        yield text, context
