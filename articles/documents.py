"""What an importer read out of bytes: the treaty between importing and storing.

Importers hand over :class:`Reading` objects and know no database; ``articles.ingest`` takes them and knows
no formats. Everything here is a frozen dataclass of plain values: no Django, no network, no clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from articles.text.moments import Moment as Moment
from articles.text.moments import Precision as Precision


@dataclass(frozen=True, slots=True)
class Picture:
    """An image of a story: an address, or the bytes themselves, or both."""

    url: str = ""
    caption: str = ""
    credit: str = ""
    alt: str = ""
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Label:
    """A topic, person, organisation, place or event that the source itself names for a story."""

    name: str
    kind: str = "topic"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a field was found: ``where`` in words an editor understands, ``text`` as it stood there."""

    where: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Removed:
    """A passage that was left out of the body, and why: "share bar", "rail: Most Read", "notice" …"""

    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Document:
    """One story as read. Empty string, ``None`` or an empty tuple mean "not stated".

    ``status`` is what its sender says may be done with it: "usable", "withheld" (not yet, or not any more) or
    "canceled" (take it down); the last two may come with nothing but a ``guid``. Before ``embargo`` nobody may see the
    story. ``version`` is the sender's number of this version; ``updated``, else ``published``, is its time.
    ``summary_only`` says that the body is a summary and the full text stands on the page at ``url``.
    """

    headline: str = ""
    standfirst: str = ""
    section: str = ""
    authors: tuple[str, ...] = ()
    source: str = ""
    site_name: str = ""
    published: Moment | None = None
    updated: Moment | None = None
    dateline: str = ""
    body_html: str = ""
    pictures: tuple[Picture, ...] = ()
    credit: str = ""
    url: str = ""
    canonical_url: str = ""
    guid: str = ""
    language: str = ""
    kind: str = ""
    labels: tuple[Label, ...] = ()
    countries: tuple[str, ...] = ()
    status: str = ""
    embargo: Moment | None = None
    version: str = ""
    summary_only: bool = False
    removed: tuple[Removed, ...] = ()
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    conflicts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an item of a file could not be read. ``message`` is for the editor; ``line`` counts from 1."""

    message: str
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One item of a file, in the file's order: a document, or the problem that stood in its way.

    ``original`` is the item's own text as it stood in the file, for the editor to compare with. ``member`` says where
    inside an archive, a mailbox or a workbook it stood ("reports.zip › may/01.html"), "" for a file that holds it alone.
    ``importer`` and ``importer_version`` are the format that read it, of a container the format of what lies inside.
    """

    position: int
    document: Document | None = None
    problem: Problem | None = None
    original: str = ""
    member: str = ""
    importer: str = ""
    importer_version: int = 0
