"""A newer reading written into its story: the fields that were chosen, and none that is an editor's own."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from articles.editing import reprints
from articles.editing.history import change, recording
from articles.editing.publishing import counted
from articles.editing.stories import prepare
from articles.ingest.differing import Compared, Difference
from articles.ingest.fields import FIELDS
from articles.ingest.resolving import Resolver
from articles.ingest.writing import add_images, attach, authors_of, links_of
from articles.models import Article, Byline, ChangeSet, Image, LastReading

BY_NAME = {one.name: one for one in FIELDS}
# The derived columns of a story follow from these.
TELLING = frozenset(["headline", "standfirst", "body"])
DERIVED = ("headline", "body_html", "body_text", "excerpt", "word_count", "text_digest")


def apply_one(compared: Compared, chosen: Collection[str], user: Any | None) -> ChangeSet:
    """Apply the chosen fields of one story as a change-set of its own."""
    wanted = offered(compared, chosen)
    title = f"{title_of([compared])}: {', '.join(one.label.lower() for one in wanted)} of “{compared.story}”"
    with change(ChangeSet.Kind.REREAD, title, user) as changeset:
        renew([(compared, chosen)], Resolver(new_tags=False), changeset)
        changeset.counts = {"stories": 1}
        changeset.save(update_fields=["counts"])
    return changeset


def title_of(some: Iterable[Compared]) -> str:
    """What the change-set of a new reading of stories is called: "Read again with importer html 12"."""
    return read_with(f"{one.again.reading.importer} {one.again.reading.importer_version}" for one in some)


def read_with(importers: Iterable[str]) -> str:
    """The same, of importers by name and version."""
    names = sorted(set(importers))
    return f"Read again with importer{'s' if len(names) > 1 else ''} {', '.join(names)}"


def title_for_many(importers: Iterable[str], number: int) -> str:
    """The same, with the number of stories that changed."""
    return f"{read_with(importers)}: {counted(number)}"


def offered(compared: Compared, chosen: Collection[str]) -> list[Difference]:
    """The differences among the chosen that may be applied."""
    return [one for one in compared.differences if one.offered and one.name in chosen]


def renew(some: Iterable[tuple[Compared, Collection[str]]], resolver: Resolver, changeset: ChangeSet) -> None:
    """Write the chosen fields of stories, and what read them, as part of ``changeset``: all of them, or nothing.

    Only names of what is written are made where the archive does not have them.
    """
    texts: list[Article] = []
    with recording(changeset):
        for compared, chosen in some:
            names = {one.name for one in offered(compared, chosen)}
            if not names:
                continue
            _write(compared, names, resolver, changeset)
            if "body" in names:
                texts.append(compared.story)
        reprints.find(texts)


def _write(compared: Compared, names: set[str], resolver: Resolver, changeset: ChangeSet) -> None:
    story, draft = compared.story, compared.draft
    columns = [column for name in names & BY_NAME.keys() for column in BY_NAME[name].columns]
    for column in columns:
        setattr(story, column, draft.columns[column])
    if "source" in names:
        story.source = resolver.source(draft.prepared.source)
    if "section" in names:
        story.section = resolver.section(draft.prepared.section)
    if names & TELLING:
        prepare(story)
        columns += DERIVED
    if columns:
        story.save(update_fields=sorted(set(columns)))
    if "byline" in names:
        _write_byline(compared, resolver)
    if "image" in names:
        _write_image(compared)
    if "labels" in names:
        resolver.new_tags = compared.again.new_tags
        attach(list(links_of(draft, resolver, compared.had)), changeset)
    reading = compared.again.reading
    LastReading.objects.update_or_create(
        article=story, defaults={"importer": reading.importer, "importer_version": reading.importer_version}
    )


def _write_byline(compared: Compared, resolver: Resolver) -> None:
    story = compared.story
    Byline.objects.filter(article=story).delete()
    Byline.objects.bulk_create(
        Byline(article=story, author_id=author, position=place)
        for place, author in enumerate(authors_of(compared.draft, resolver))
    )


def _write_image(compared: Compared) -> None:
    """The lead image as it is read now. A file that was stored stays with the address it came from."""
    held = Image.objects.filter(article=compared.story).first()
    if held is None:
        add_images([compared.draft])
        return
    new = compared.draft.pictures[0]
    if new.file or new.source_url != held.source_url:
        held.file, held.width, held.height = new.file, new.width, new.height
    held.source_url, held.caption, held.credit, held.alt = new.source_url, new.caption, new.credit, new.alt
    held.save()
