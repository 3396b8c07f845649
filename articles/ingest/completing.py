"""A summary from a feed and the page that it links to, made one story. No Django: readers do this.

The page is what was published, so what it states comes first; the feed says which story it is, and fills the gaps.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple

from articles import importers
from articles.documents import Document, Reading
from articles.text import html, words
from articles.text.headlines import holds

FILLED = (
    "headline", "standfirst", "section", "authors", "source", "site_name", "published", "updated", "dateline", "pictures",
    "credit", "language", "kind", "canonical_url",
)  # fmt: skip


class Page(NamedTuple):
    """A fetched page: ``url`` is the address that answered, ``charset`` what its header named."""

    content: bytes
    url: str
    charset: str


def completed(reading: Reading, pages: Mapping[str, Page]) -> Reading:
    """The reading with the whole story, where it holds a summary of one of ``pages`` and that page holds more."""
    summary = reading.document
    page = pages.get(summary.url) if summary is not None and summary.summary_only else None
    if summary is None or page is None:
        return reading
    read = next(iter(importers.read(page.content, format="html", url=page.url, charset=page.charset)), None)
    whole = read.document if read is not None else None
    if whole is None or not _is_fuller(whole, summary):
        warning = "The page it links to holds no more of this story."
        return replace(reading, document=replace(summary, warnings=(*summary.warnings, warning)))
    return replace(reading, document=_merged(summary, whole))


def _is_fuller(whole: Document, summary: Document) -> bool:
    """Whether a page has more text and is about the same: a wall before a story has text as well."""
    told, said = html.to_text(whole.body_html), html.to_text(summary.body_html)
    page = f"{whole.headline}\n{whole.standfirst}\n{told}"
    is_same = holds(page, summary.headline) or (bool(said) and holds(page, said))
    return is_same and words.word_count(told) > words.word_count(said)


def _merged(summary: Document, whole: Document) -> Document:
    gaps = {name: getattr(summary, name) for name in FILLED if not getattr(whole, name) and getattr(summary, name)}
    conflicts = dict(whole.conflicts)
    if whole.headline and summary.headline and whole.headline.casefold() != summary.headline.casefold():
        conflicts.setdefault("headline", (whole.headline, summary.headline))
    return replace(
        whole,
        **gaps,
        guid=summary.guid,
        url=summary.url,
        # The labels of a page are gathered from it, those of a feed are chosen: only the latter may become tags.
        labels=summary.labels,
        countries=tuple(dict.fromkeys((*whole.countries, *summary.countries))),
        status=summary.status,
        embargo=summary.embargo,
        version=summary.version,
        evidence={**{name: summary.evidence[name] for name in gaps if name in summary.evidence}, **whole.evidence},
        conflicts=conflicts,
        warnings=(*whole.warnings, *summary.warnings),
    )
