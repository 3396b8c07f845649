"""What is about to be stored: a document, and what the editor decided about its tags and countries.

In a preview an entry travels to the form and back as plain JSON; ``to_json`` and ``from_json`` are that treaty.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from articles.documents import Document, Moment, Picture, Precision

ISO_LENGTHS = {4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY, 16: Precision.MINUTE}


@dataclass(frozen=True, slots=True)
class Entry:
    """A document to store. ``tags``, ``new_tags`` and ``countries`` are the editor's choice; None means "as labelled".

    ``as_draft`` keeps it from readers whatever else is complete. ``evidence`` gives for ``tag:ID`` and ``country:CODE``
    the sentence that shows it, and ``origins`` what proposed it (``Attachment.Origin``). ``keep_both`` stores the
    document although a story with the same text is held; ``publish`` publishes it where it is complete, although the
    import keeps drafts.
    """

    document: Document
    tags: tuple[int, ...] | None = None
    new_tags: tuple[tuple[str, str], ...] = ()
    countries: tuple[str, ...] | None = None
    evidence: Mapping[str, str] = field(default_factory=dict)
    origins: Mapping[str, str] = field(default_factory=dict)
    keep_both: bool = False
    as_draft: bool = False
    publish: bool = False


class Malformed(ValueError):
    """A field of the form that cannot be understood: ``field`` names it, the message says why."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def to_json(entry: Entry) -> dict[str, Any]:
    """The entry as the preview's form shows it."""
    document = entry.document
    picture = document.pictures[0] if document.pictures else Picture()
    return {
        "headline": document.headline,
        "standfirst": document.standfirst,
        "section": document.section,
        "authors": list(document.authors),
        "source": document.source,
        "published": document.published.isoformat() if document.published else "",
        "published_printed": document.published.printed if document.published else "",
        "published_zone": document.published.zone if document.published else "",
        "updated": document.updated.isoformat() if document.updated else "",
        "dateline": document.dateline,
        "body_html": document.body_html,
        "image_url": picture.url,
        "image_caption": picture.caption,
        "image_credit": picture.credit,
        "image_alt": picture.alt,
        "credit": document.credit,
        "language": document.language,
        "kind": document.kind,
        "url": document.canonical_url or document.url,
        "tags": None if entry.tags is None else list(entry.tags),
        "new_tags": [list(tag) for tag in entry.new_tags],
        "countries": None if entry.countries is None else list(entry.countries),
        "evidence": dict(entry.evidence),
        "origins": dict(entry.origins),
        "keep_both": entry.keep_both,
        "publish": entry.publish,
    }


def from_json(edited: dict[str, Any], read: Document) -> Entry:
    """The entry that the form stands for; ``read`` gives what the form does not show.

    Raises Malformed for a date or zone that cannot be understood.
    """
    picture = Picture(
        edited["image_url"], edited["image_caption"], edited["image_credit"], edited["image_alt"],
        read.pictures[0].content if read.pictures else b"",
    )  # fmt: skip
    pictures = (picture,) if any((picture.url, picture.caption, picture.content)) else ()
    document = replace(
        read,
        headline=edited["headline"],
        standfirst=edited["standfirst"],
        section=edited["section"],
        authors=tuple(edited["authors"]),
        source=edited["source"],
        published=moment("published", edited["published"], edited["published_printed"], edited["published_zone"]),
        updated=moment("updated", edited["updated"]),
        dateline=edited["dateline"],
        body_html=edited["body_html"],
        pictures=(*pictures, *read.pictures[1:]),
        credit=edited["credit"],
        language=edited["language"],
        kind=edited["kind"],
        url=edited["url"],
        canonical_url=edited["url"],
    )
    tags, countries = edited["tags"], edited["countries"]
    return Entry(
        document,
        tags=None if tags is None else tuple(tags),
        new_tags=tuple((kind, name) for kind, name in edited["new_tags"]),
        countries=None if countries is None else tuple(countries),
        evidence=edited["evidence"],
        # What was looked through before the archive noted them has none.
        origins=edited.get("origins", {}),
        keep_both=edited["keep_both"],
        # Items that were kept before this choice existed do not have it.
        publish=edited.get("publish", False),
    )


def alike(one: Any, other: Any) -> bool:
    """Whether two values of the preview's form are the same; how its lines end says nothing."""
    return one == other or (isinstance(one, str) and isinstance(other, str) and one.split() == other.split())


def moment(name: str, text: str, printed: str = "", zone: str = "") -> Moment | None:
    """A moment from ISO 8601 text of any precision; None for empty text. Raises Malformed."""
    text = text.strip()
    if not text:
        return None
    precision = ISO_LENGTHS.get(len(text), Precision.SECOND)
    padded = text + "-01-01"[len(text) - 4 :] if len(text) in (4, 7) else text
    try:
        value = dt.datetime.fromisoformat(padded)
    except ValueError:
        raise Malformed(name, f"“{text}” is not a date. Write 2024-03-25 13:19, or only 2024-03-25.") from None
    if precision is Precision.SECOND and value.second == 0 and value.tzinfo is not None and len(text) <= 22:
        precision = Precision.MINUTE
    return Moment(value, precision, printed, zone or (value.strftime("%:z") if value.tzinfo else ""))
