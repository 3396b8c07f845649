"""Prepared stories to rows: the columns of a story, and everything that hangs on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.db import connection

from articles.editing.stories import missing_for_publication
from articles.ingest.copying import copy_in, new_ids
from articles.ingest.pictures import image_of
from articles.ingest.preparing import CALLED_OFF, Prepared
from articles.ingest.resolving import Resolver, instant
from articles.ingest.senders import embargo_of, held_back
from articles.ingest.suggesting import Told
from articles.models import Article, ArticleCountry, ArticleTag, Byline, ChangeSet, Country, Image, Source, Tag
from articles.models.links import Attachment

# Read anew, an item changes these columns of its story.
READ_COLUMNS = (
    "kind", "section_id", "headline", "standfirst", "dateline", "body_html", "body_text", "credit", "language",
    "source_id", "published_at", "published_precision", "published_zone", "published_printed", "updated_at",
    "text_digest", "word_count", "excerpt",
)  # fmt: skip
# A story that is new has these as well.
NEW_COLUMNS = (
    "id", *READ_COLUMNS, "slug", "status", "guid", "withdrawn_reason", "embargoed_until", "publishes_itself",
    "changeset_id", "added_by_id",
)  # fmt: skip
ATTACHED = ("article_id", "origin", "evidence", "changeset_id", "added_by_id")


@dataclass(slots=True)
class Draft:
    """A story about to be written: its columns by their names, and what will hang on it.

    ``held_back`` says why its sender does not let it be shown now, "" where it may be.
    """

    prepared: Prepared
    columns: dict[str, Any]
    pictures: list[Image] = field(default_factory=list)
    held_back: str = ""

    @property
    def id(self) -> int:
        """The number that the story has, or is about to have."""
        return self.columns["id"]

    @property
    def headline(self) -> str:
        """The story's headline."""
        return self.columns["headline"]

    @property
    def published_at(self) -> dt.datetime | None:
        """When it was published, if that is known."""
        return self.columns["published_at"]

    @property
    def is_published(self) -> bool:
        """Whether a reader will see it."""
        return self.columns["status"] == Article.Status.PUBLISHED


def draft(prepared: Prepared, resolver: Resolver, *, publish: bool) -> Draft:
    """The story that an item makes, with the rows that its names stand for."""
    source, section = resolver.source(prepared.source), resolver.section(prepared.section)
    derived = prepared.derived
    one = Draft(
        prepared,
        {
            "kind": prepared.kind,
            "section_id": section.pk if section else None,
            "headline": derived.headline,
            "standfirst": prepared.standfirst,
            "dateline": prepared.dateline,
            "body_html": derived.body_html,
            "body_text": derived.body_text,
            "credit": prepared.credit,
            "language": prepared.language,
            "source_id": source.pk if source else None,
            **_date(prepared, source),
            "text_digest": derived.text_digest,
            "word_count": derived.word_count,
            "excerpt": derived.excerpt,
            "slug": derived.slug,
            "status": Article.Status.DRAFT,
            "guid": prepared.keys.guid,
            "withdrawn_reason": "",
            "embargoed_until": embargo_of(prepared, source),
            "publishes_itself": False,
        },
        [image for image in map(image_of, prepared.pictures) if image],
        held_back(prepared, source),
    )
    wanted = publish or prepared.publish
    if wanted and not prepared.as_draft and not missing_for_publication(one):
        if not one.held_back:
            one.columns["status"] = Article.Status.PUBLISHED
        elif prepared.status not in CALLED_OFF and one.columns["embargoed_until"]:
            one.columns["publishes_itself"] = True
    return one


def _date(prepared: Prepared, source: Source | None) -> dict[str, Any]:
    published, updated = prepared.published, prepared.updated
    return {
        "published_at": instant(published, source) if published else None,
        "published_precision": str(published.precision) if published else str(Article.Precision.MINUTE),
        "published_zone": published.zone[:64] if published else "",
        "published_printed": published.printed[:160] if published else "",
        "updated_at": instant(updated, source) if updated else None,
    }


def write_new(drafts: Sequence[Draft], resolver: Resolver, changeset: ChangeSet) -> None:
    """Insert the stories and everything that hangs on them, in one statement a table."""
    for one, id in zip(drafts, new_ids(Article, len(drafts)) if drafts else (), strict=True):
        one.columns |= {"id": id, "changeset_id": changeset.pk, "added_by_id": changeset.user_id}
    wanted = [things_of(one, resolver) for one in drafts]
    # The sentences that name them are looked up while the database is at work.
    with ThreadPoolExecutor(1) as beside:
        links = beside.submit(
            lambda: [link for one, things in zip(drafts, wanted, strict=True) for link in shown(one, things, resolver)]
        )
        copy_in(Article, NEW_COLUMNS, ([one.columns[name] for name in NEW_COLUMNS] for one in drafts))
        add_images(drafts)
        add_appearances(drafts, resolver)
        authors = ((one.id, place, author) for one in drafts for place, author in enumerate(authors_of(one, resolver)))
        copy_in(Byline, ("article_id", "position", "author_id"), authors)
        attach(links.result(), changeset)


def add_images(drafts: Iterable[Draft]) -> None:
    """Give stories the pictures that were read with them."""
    for one in drafts:
        for position, image in enumerate(one.pictures):
            image.article_id, image.position = one.id, position
    Image.objects.bulk_create([image for one in drafts for image in one.pictures])


def add_appearances(drafts: Iterable[Draft], resolver: Resolver) -> None:
    """Note where the stories ran. An address that the archive knows already stays with its story."""
    ran = [one for one in drafts if one.prepared.url and one.prepared.keys.address]
    if not ran:
        return
    outlets = [resolver.source(one.prepared.site_name) for one in ran]
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO articles_appearance (article_id, outlet_id, url, url_digest, headline, published_at)
            SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::bytea[], %s::text[], %s::timestamptz[])
            ON CONFLICT DO NOTHING
            """,
            [
                [one.id for one in ran],
                [outlet.pk if outlet else None for outlet in outlets],
                [one.prepared.url for one in ran],
                [one.prepared.keys.address for one in ran],
                [one.headline for one in ran],
                [one.published_at for one in ran],
            ],
        )


def authors_of(one: Draft, resolver: Resolver) -> list[int]:
    """The ids of the byline's authors, in its order and each once."""
    return list(dict.fromkeys(author.pk for name in one.prepared.authors if (author := resolver.author(name))))


class Link(NamedTuple):
    """A tag or country that a story is to have."""

    article: int
    thing: Tag | Country
    origin: str
    evidence: str


# Tags and countries, each with whence it comes.
Things = list[tuple[Tag | Country, str]]


def links_of(one: Draft, resolver: Resolver, held: frozenset[tuple[type, int]] = frozenset()) -> Iterator[Link]:
    """Tags and countries, but those ``held``, each with the sentence that names it."""
    return shown(one, things_of(one, resolver, held), resolver)


def things_of(one: Draft, resolver: Resolver, held: frozenset[tuple[type, int]] = frozenset()) -> Things:
    """Tags and countries, but those ``held``: as the editor chose them in the preview, else as the source labels them."""
    prepared = one.prepared
    tags, countries = resolver.split(prepared.labels, prepared.countries)
    # Models are slow to hash: one is known by its type and number.
    labelled = {(type(thing), thing.pk) for thing in (*tags, *countries)}
    if prepared.tags is not None:
        tags = list(Tag.objects.filter(pk__in=prepared.tags))
        tags += [resolver.new_tag(name, kind) for kind, name in prepared.new_tags]
    if prepared.countries_chosen is not None:
        countries = [country for code in prepared.countries_chosen if (country := resolver.country(code))]
    things = {(type(thing), thing.pk): thing for thing in (*tags, *countries)}
    return [
        (thing, Attachment.Origin.SOURCE if key in labelled else _origin(prepared, evidence_key(thing)))
        for key, thing in things.items()
        if key not in held
    ]


def _origin(prepared: Prepared, key: str) -> str:
    """Whence a thing comes that the source does not label the story with."""
    by_name = Attachment.Origin.NAME if prepared.evidence.get(key) else Attachment.Origin.EDITOR
    return prepared.origins.get(key) or by_name


def shown(one: Draft, things: Things, resolver: Resolver) -> Iterator[Link]:
    """The links to things, each with the sentence that names it, where one does. The database is not asked."""
    told = Told(one.headline, one.columns["body_text"])
    for thing, origin in things:
        evidence = one.prepared.evidence.get(evidence_key(thing)) or resolver.named(thing).first_sentence(told)
        yield Link(one.id, thing, origin, evidence)


def attach(links: Sequence[Link], changeset: ChangeSet) -> None:
    """Give stories tags and countries that they do not have."""
    for model, kind, column in ((ArticleTag, Tag, "tag_id"), (ArticleCountry, Country, "country_id")):
        rows = (
            (link.article, link.origin, link.evidence, changeset.pk, changeset.user_id, link.thing.pk)
            for link in links
            if isinstance(link.thing, kind)
        )
        copy_in(model, (*ATTACHED, column), rows)


def evidence_key(thing: Tag | Country) -> str:
    """How an entry's evidence names a tag or country."""
    return f"country:{thing.code}" if isinstance(thing, Country) else f"tag:{thing.pk}"
