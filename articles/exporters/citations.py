"""A story cited as the manuals ask for it, by citeproc-py from a few small CSL styles, and as CSL-JSON.

The styles in ``articles/data/styles`` are the known ones of the Citation Style Language, reduced to newspaper stories:
in that form they need a fiftieth of the time, and stay clear of what citeproc-py 0.11 does not do (it repeats a title that
stands in an author's place, shortens given names that are not to be shortened, and puts labels where nothing follows).
What else it gets wrong is set right in what it is handed: see ``citation_names`` and ``citation_titles``.
"""

from __future__ import annotations

import datetime as dt
import html
import json
import re
import threading
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.source.json import CiteProcJSON
from django.conf import settings
from django.utils import timezone

from articles.exporters.citation_names import csl_name
from articles.exporters.citation_titles import Case, closed, curled, headline_case, within_double, within_single
from articles.exporters.records import Record
from articles.text.names import agency

Csl = dict[str, Any]

STYLES_FOLDER = Path(__file__).parents[1] / "data" / "styles"
# Signs of Unicode's private area stand for markup until everything is escaped; texts are freed of them first.
ITALIC, UPRIGHT, ISOLATE, RELEASE, LESS = "\ue000", "\ue001", "\ue002", "\ue003", "\ue004"
PRIVATE = re.compile("[\ue000-\ue004]")
MARKUP = {ITALIC: "<i>", UPRIGHT: "</i>", ISOLATE: "<bdi>", RELEASE: "</bdi>", LESS: "&lt;"}
# What may not stand in a line: controls, line ends, and marks that turn the direction of what follows.
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\\s]+")


@dataclass(frozen=True, slots=True)
class Style:
    """A way to cite: its file, its name for readers, and what it asks of titles."""

    slug: str
    label: str
    case: Case = Case.AS_PRINTED
    end: str = "."
    quoted: Callable[[str], str] = str
    drops_the: bool = False


STYLES = (
    Style("apa", "APA"),
    Style("mla", "MLA", Case.MLA, quoted=within_double),
    # Chicago leaves out the article of a newspaper's name (18th edition, 14.98).
    Style("chicago", "Chicago", Case.CHICAGO, quoted=within_double, drops_the=True),
    Style("chicago-note", "Chicago note", Case.CHICAGO, ",", within_double, drops_the=True),
    Style("harvard", "Harvard", end="", quoted=within_single),
)


@dataclass(frozen=True, slots=True)
class Cited:
    """A story cited in one style: as HTML, everything in it escaped, and as plain text."""

    style: Style
    html: str
    text: str


class Marks:
    """citeproc-py's formatter: it marks what is italic, and leaves escaping for the end."""

    @staticmethod
    def preformat(text: object) -> str:
        return str(text)

    Italic = Oblique = staticmethod(lambda text: f"{ITALIC}{text}{UPRIGHT}")
    Bold = Light = Underline = Superscript = Subscript = SmallCaps = str


def cite(record: Record, today: dt.date) -> list[Cited]:
    """A story in every style, in the order in which they are offered. ``today`` is the day on which it was read."""
    return list(_cited(json.dumps(csl_item(record, today))))


@lru_cache(maxsize=500)
def _cited(item: str) -> tuple[Cited, ...]:
    # citeproc-py needs some milliseconds, and a story's page is made anew whenever any story changes.
    return tuple(render(style, json.loads(item)) for style in STYLES)


def render(style: Style, item: Csl) -> Cited:
    """An item of CSL-JSON in one style."""
    styled, lock = engine(style.slug)
    # citeproc-py keeps what it is at in the style itself.
    with lock:
        bibliography = CitationStylesBibliography(styled, CiteProcJSON([handed(style, item)]), Marks)
        citation = Citation([CitationItem("story")])
        bibliography.register(citation)
        if styled.has_bibliography():
            marked = str(bibliography.bibliography()[0])
        else:
            marked = str(bibliography.cite(citation, None))
    return Cited(style, as_html(marked), as_text(marked))


@lru_cache
def engine(slug: str) -> tuple[CitationStylesStyle, threading.Lock]:
    """A style, read once in a process, and what keeps threads from using it at the same time."""
    return CitationStylesStyle(str(STYLES_FOLDER / f"{slug}.csl"), validate=False), threading.Lock()


def handed(style: Style, item: Csl) -> Csl:
    """``item`` as citeproc-py has to have it to print it right in ``style``."""
    title = curled(item["title"])
    if item.get("language", "en").partition("-")[0] == "en":
        title = headline_case(title, style.case)
    title = closed(style.quoted(title), style.end)
    container = item["container-title"]
    if style.drops_the and len(container) > 4:
        container = container.removeprefix("The ")
    kept = {key: item[key] for key in ("type", "issued", "accessed", "archive", "URL") if key in item}
    names = [{key: guarded(value) for key, value in name.items()} for name in item.get("author", ())]
    return {
        **kept,
        "id": "story",
        "title": guarded(title),
        "container-title": guarded(container),
        **({"author": names} if names else {}),
    }


def guarded(text: str) -> str:
    """``text`` without signs that stand for markup, and with its direction kept to itself where it runs right to left."""
    text = PRIVATE.sub("", text).replace("<", LESS)
    return f"{ISOLATE}{text}{RELEASE}" if runs_left(text) else text


def runs_left(text: str) -> bool:
    """Whether any letter of ``text`` is of a script that is written from right to left."""
    return any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in text)


def as_html(marked: str) -> str:
    """What citeproc-py made, everything escaped but its own markup."""
    return PRIVATE.sub(lambda sign: MARKUP[sign[0]], html.escape(marked))


def as_text(marked: str) -> str:
    """The same without markup."""
    return PRIVATE.sub("", marked.replace(LESS, "<"))


def csl_item(record: Record, today: dt.date | None = None) -> Csl:
    """A story as an item of CSL-JSON (CSL 1.0.2), type article-newspaper; ``accessed`` where ``today`` is given.

    The container is where the story was printed, else its source, else this archive. An agency is the author where no
    byline names one; so is nobody who has the name of the container.
    """
    source, names = record["source"], record["authors"]
    if not names and agency(source):
        names, source = [source], ""
    container = one_line(record["site_name"]) or one_line(source) or settings.ARCHIVE_NAME
    item = {
        "id": f"newsarchive-{number(record)}",
        "type": "article-newspaper",
        # A draft may have none; the manuals put a description of their own into brackets.
        "title": one_line(record["headline"]) or "[Untitled]",
        "author": [csl_name(name) for name in map(one_line, names) if name and name.lower() != container.lower()],
        "container-title": container,
        "issued": date_parts(day(record)),
        "accessed": date_parts(today.isoformat() if today else ""),
        "section": one_line(record["section"]),
        "abstract": one_line(record["standfirst"]),
        "archive": settings.ARCHIVE_NAME if container != settings.ARCHIVE_NAME else "",
        "URL": record["permalink"],
        "language": record["language"],
    }
    return {key: value for key, value in item.items() if value}


def number(record: Record) -> str:
    """The story's permanent number."""
    return record["permalink"].rpartition("/")[2]


def day(record: Record) -> str:
    """The day of publication to its known precision, YYYY, YYYY-MM or YYYY-MM-DD; empty where none is known.

    Where the story states a zone, this is the day in the archive's own, as everywhere on its pages.
    """
    published = record["published"]
    moment = dt.datetime.fromisoformat(published) if len(published) > 10 else None
    return timezone.localdate(moment).isoformat() if moment and moment.tzinfo else published[:10]


def date_parts(day: str) -> dict[str, list[list[int]]] | None:
    """``day`` as CSL-JSON has dates."""
    return {"date-parts": [[int(part) for part in day.split("-")]]} if day else None


def one_line(text: str) -> str:
    """``text`` in one line, without controls and without marks that turn the direction of what follows."""
    return " ".join(CONTROLS.sub(" ", text).split())
