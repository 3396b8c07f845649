"""From a reading to a story that only lacks its place in the archive: all that needs no database.

This is the larger part of an import's work. It is done by the processes that read (``ingest.reader``), which know
nothing of Django and of the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from articles.documents import Document, Label, Moment, Picture, Reading
from articles.importers.records import KINDS
from articles.ingest.entries import Entry, from_json
from articles.text import languages, links, shingles, words
from articles.text.derived import Derived, derive
from articles.text.slugs import make_slug

# A headline alone, or a line of figures, is often printed word for word on another day.
ENOUGH_WORDS = 25
TOLD_BY = 1000
# What its sender says of a story that is not to be shown, not yet or not any more.
CALLED_OFF = frozenset(["withheld", "canceled"])
OPINION_SECTIONS = frozenset(
    ["opinion", "opinions", "op-ed", "op ed", "editorial", "editorials", "comment", "commentary", "columns"]
)


class Unusable(Exception):
    """A document that cannot become a story; the message says why."""


class Keys(NamedTuple):
    """By what a story is recognised. Empty values recognise nothing."""

    guid: str
    address: bytes
    text: bytes


class Prepared(NamedTuple):
    """A story as it will be stored, but for the rows that its names stand for.

    A tuple of plain values, for there are many and each is sent from one process to another. ``labels`` are pairs of
    name and kind; ``tags``, ``new_tags``, ``countries_chosen``, ``evidence`` and ``origins`` are what an editor decided (``Entry``);
    ``shingles`` are the keys by which its other printings are found; ``importer`` and its version are what read it,
    ``member`` is where inside a container it stood.
    """

    derived: Derived
    kind: str
    standfirst: str
    dateline: str
    credit: str
    language: str
    section: str
    source: str
    site_name: str
    authors: tuple[str, ...]
    published: Moment | None
    updated: Moment | None
    status: str
    embargo: Moment | None
    pictures: tuple[Picture, ...]
    url: str
    keys: Keys
    labels: tuple[tuple[str, str], ...]
    countries: tuple[str, ...]
    shingles: tuple[int, ...]
    tags: tuple[int, ...] | None
    new_tags: tuple[tuple[str, str], ...]
    countries_chosen: tuple[str, ...] | None
    evidence: Mapping[str, str]
    origins: Mapping[str, str]
    keep_both: bool
    summary_only: bool
    as_draft: bool
    publish: bool
    importer: str = ""
    importer_version: int = 0
    member: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """What holds for all items of an import, and what the editor made of some of them, by their places."""

    defaults: Mapping[str, Any]
    edited: Mapping[int, Mapping[str, Any]]

    def entry(self, reading: Reading) -> Entry | None:
        """What is to be stored of a reading; None where nothing could be read."""
        if reading.document is None:
            return None
        document = with_defaults(reading.document, self.defaults)
        edited = self.edited.get(reading.position)
        if edited is not None:
            return from_json(edited, document)
        return Entry(document, as_draft=document.summary_only and not self.defaults.get("summaries"))


def with_defaults(document: Document, defaults: Mapping[str, Any]) -> Document:
    """The document with what it does not state itself."""
    if not defaults:
        return document
    stated = {
        name: defaults[name]
        for name in ("source", "section", "language", "kind")
        if defaults.get(name) and not getattr(document, name)
    }
    topics = tuple(Label(name) for name in defaults.get("topics", ()))
    countries = tuple(defaults.get("countries", ()))
    return replace(document, **stated, labels=(*document.labels, *topics), countries=(*document.countries, *countries))


def prepare_entry(entry: Entry) -> Prepared:
    """The story that an entry makes. Raises Unusable where it has no headline, which a story called off does not need."""
    document = entry.document
    if not document.headline.strip() and not (document.status in CALLED_OFF and document.guid.strip()):
        raise Unusable("No headline was found.")
    standfirst = words.clean(document.standfirst)
    derived = derive(words.clean(document.headline)[:500], standfirst, document.body_html)
    return Prepared(
        derived=derived,
        kind=_kind(document),
        standfirst=standfirst,
        dateline=words.clean(document.dateline)[:160],
        credit=words.clean(document.credit)[:300],
        language=language_of(document, derived),
        section=document.section,
        source=document.source,
        site_name=document.site_name,
        authors=document.authors,
        published=document.published,
        updated=document.updated,
        status=document.status,
        embargo=document.embargo,
        pictures=document.pictures,
        url=_address(document),
        keys=keys_of(document, derived),
        labels=tuple((label.name, label.kind) for label in document.labels),
        countries=document.countries,
        shingles=shingles.keys(derived.body_text[: shingles.LONGEST_TEXT]),
        tags=entry.tags,
        new_tags=entry.new_tags,
        countries_chosen=entry.countries,
        evidence=dict(entry.evidence),
        origins=dict(entry.origins),
        keep_both=entry.keep_both,
        summary_only=document.summary_only,
        as_draft=entry.as_draft,
        publish=entry.publish,
    )


def language_of(document: Document, derived: Derived) -> str:
    """The language that a document states, else the one that its text is in (BCP 47)."""
    told = f"{derived.headline}\n{derived.body_text[:TOLD_BY]}"
    return (document.language or languages.detect(told) or "en")[:35]


def prepared(terms: Terms, reading: Reading) -> Prepared:
    """The story that a reading of a document makes. Raises Unusable where it has no headline."""
    story = prepare_entry(terms.entry(reading))
    return story._replace(importer=reading.importer, importer_version=reading.importer_version, member=reading.member)


def keys_of(document: Document, derived: Derived) -> Keys:
    """The keys of a document and the story it makes. An identifier that is no URI counts within its source only."""
    guid = document.guid.strip()
    if guid and ":" not in guid:
        guid = f"{make_slug(document.source or document.site_name or 'import')}:{guid}"
    url = document.canonical_url or document.url
    return Keys(
        guid[:500],
        links.digest(url) if url else b"",
        derived.text_digest if derived.word_count >= ENOUGH_WORDS else b"",
    )


def _kind(document: Document) -> str:
    if document.kind in KINDS:
        return document.kind
    return "opinion" if document.section.casefold() in OPINION_SECTIONS else "news"


def _address(document: Document) -> str:
    url = document.canonical_url or document.url
    return links.canonical(url)[:4000] if url.startswith(("http://", "https://")) else ""
