"""A story that is looked through before it is stored, as the index would hold it."""

from __future__ import annotations

from django.utils import timezone

from articles.documents import Document
from articles.ingest.entries import Entry
from articles.ingest.preparing import language_of
from articles.ingest.resolving import Resolver, instant
from articles.models import Article
from articles.search.stories import LONGEST_BODY, Hierarchy, Parts, Story, story
from articles.text import words
from articles.text.derived import Derived, derive


def derived_of(document: Document) -> Derived:
    """The columns that follow from a document's headline, standfirst and body, as storing it makes them."""
    return derive(words.clean(document.headline)[:500], words.clean(document.standfirst), document.body_html)


def incoming(entry: Entry, resolver: Resolver, number: int = 0) -> Story:
    """The story that an entry would become, with the names that the archive has; nothing is made.

    ``number`` is what it is called among others that are asked about with it. Its tags are those chosen for it, else
    those of its source's labels.
    """
    document, derived = entry.document, derived_of(entry.document)
    labels = [(label.name, label.kind) for label in document.labels]
    labelled, countries = resolver.split(labels, document.countries)
    tags = [tag.pk for tag in labelled] if entry.tags is None else entry.tags
    if entry.countries is not None:
        countries = [country for code in entry.countries if (country := resolver.country(code))]
    authors = {name: resolver.known_author(name) for name in document.authors if name.strip()}
    source = resolver.known_source(document.source)
    section = resolver.known_section(document.section)
    parts = Parts(
        id=number,
        version=1,
        kind=document.kind or Article.Kind.NEWS,
        language=language_of(document, derived),
        headline=derived.headline,
        standfirst=words.clean(document.standfirst),
        body=derived.body_text[:LONGEST_BODY],
        published=instant(document.published, source) if document.published else None,
        source=source.pk if source else None,
        section=section.pk if section else None,
        reprints=None,
        tags=list(tags),
        countries=sorted(country.pk for country in countries),
        authors=[author.pk for author in authors.values() if author],
        names=[author.name if author else name.strip()[:160] for name, author in authors.items()],
    )
    return story(parts, Hierarchy.read(), timezone.get_current_timezone())
