"""Documents to rows: the columns of a story, and everything that hangs on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from articles.documents import Document, Label
from articles.editing.stories import missing_for_publication, prepare
from articles.ingest.entries import Entry
from articles.ingest.matching import Keys, keys_of
from articles.ingest.pictures import image_of
from articles.ingest.resolving import Resolver, instant
from articles.ingest.suggesting import Told
from articles.models import (
    Appearance,
    Article,
    ArticleCountry,
    ArticleTag,
    Byline,
    ChangeSet,
    Country,
    Image,
    Source,
    Tag,
)
from articles.models.links import Attachment
from articles.text import languages, links, words

# Read anew, an item changes these columns of its story.
READ_COLUMNS = (
    "kind", "section_id", "headline", "standfirst", "dateline", "body_html", "body_text", "credit", "language",
    "source_id", "published_at", "published_precision", "published_zone", "published_printed", "updated_at",
    "text_digest", "word_count", "excerpt",
)  # fmt: skip
OPINION_SECTIONS = {
    "opinion",
    "opinions",
    "op-ed",
    "op ed",
    "editorial",
    "editorials",
    "comment",
    "commentary",
    "columns",
}


class Unusable(Exception):
    """A document that cannot become a story; the message says why."""


@dataclass(slots=True)
class Draft:
    """A story about to be written, with what will hang on it."""

    entry: Entry
    keys: Keys
    article: Article
    pictures: list[Image]


def draft(entry: Entry, resolver: Resolver, changeset: ChangeSet, *, publish: bool) -> Draft:
    """The story that an entry makes, unsaved. Raises Unusable where it has no headline."""
    document = entry.document
    if not document.headline.strip():
        raise Unusable("No headline was found.")
    article = Article(
        kind=_kind(document),
        section=resolver.section(document.section),
        headline=words.clean(document.headline)[:500],
        standfirst=words.clean(document.standfirst),
        dateline=words.clean(document.dateline)[:160],
        body_html=document.body_html,
        credit=words.clean(document.credit)[:300],
        source=resolver.source(document.source),
        changeset=changeset,
        added_by=changeset.user,
    )
    _date(article, document, resolver)
    prepare(article)
    article.language = (document.language or languages.detect(_beginning(article)) or "en")[:35]
    if publish and released(document, article.source) and not missing_for_publication(article):
        article.status = Article.Status.PUBLISHED
    keys = keys_of(document, article)
    article.guid = keys.guid
    return Draft(entry, keys, article, [image for image in map(image_of, document.pictures) if image])


def released(document: Document, source: Source | None) -> bool:
    """Whether its sender lets the story be shown now: neither withheld nor canceled, and no embargo still to end."""
    if document.status in {"withheld", "canceled"}:
        return False
    if document.embargo is None:
        return True
    until = instant(document.embargo, source)
    return until is not None and until <= timezone.now()


def _beginning(article: Article) -> str:
    """Enough of a story to tell its language by."""
    return f"{article.headline}\n{article.body_text[:1000]}"


def _kind(document: Document) -> str:
    if document.kind in Article.Kind.values:
        return document.kind
    return Article.Kind.OPINION if document.section.casefold() in OPINION_SECTIONS else Article.Kind.NEWS


def _date(article: Article, document: Document, resolver: Resolver) -> None:
    source = article.source
    if document.published:
        article.published_at = instant(document.published, source)
        article.published_precision = str(document.published.precision)
        article.published_zone = document.published.zone[:64]
        article.published_printed = document.published.printed[:160]
    if document.updated:
        article.updated_at = instant(document.updated, source)


def write_new(drafts: list[Draft], resolver: Resolver, changeset: ChangeSet) -> None:
    """Insert the stories and everything that hangs on them, in one statement a table."""
    Article.objects.bulk_create([one.article for one in drafts])
    for one in drafts:
        for position, image in enumerate(one.pictures):
            image.article, image.position = one.article, position
    Image.objects.bulk_create([image for one in drafts for image in one.pictures])
    Appearance.objects.bulk_create(
        [appearance for one in drafts if (appearance := _appearance(one, resolver)) is not None], ignore_conflicts=True
    )
    Byline.objects.bulk_create([byline for one in drafts for byline in _bylines(one, resolver)])
    attachments = [link for one in drafts for link in _attachments(one, resolver, changeset)]
    for model in (ArticleTag, ArticleCountry):
        model.objects.bulk_create([link for link in attachments if isinstance(link, model)], ignore_conflicts=True)


def _appearance(one: Draft, resolver: Resolver) -> Appearance | None:
    document = one.entry.document
    url = document.canonical_url or document.url
    if not url or not one.keys.address or not url.startswith(("http://", "https://")):
        return None
    return Appearance(
        article=one.article,
        outlet=resolver.source(document.site_name),
        url=links.canonical(url)[:4000],
        url_digest=one.keys.address,
        headline=one.article.headline,
        published_at=one.article.published_at,
    )


def _bylines(one: Draft, resolver: Resolver) -> list[Byline]:
    authors = {author.pk: author for name in one.entry.document.authors if (author := resolver.author(name))}
    return [Byline(article=one.article, author=author, position=place) for place, author in enumerate(authors.values())]


def _attachments(one: Draft, resolver: Resolver, changeset: ChangeSet) -> Iterator[Attachment]:
    """Tags and countries: as the editor chose them in the preview, else as the source labels them."""
    entry = one.entry
    tags, countries = resolver.split(entry.document.labels, entry.document.countries)
    labelled = {*tags, *countries}
    told = Told(one.article.headline, one.article.body_text)
    if entry.tags is not None:
        tags = list(Tag.objects.filter(pk__in=entry.tags))
        tags += [resolver.new_tag(Label(name, kind)) for kind, name in entry.new_tags]
    if entry.countries is not None:
        countries = [country for code in entry.countries if (country := resolver.country(code))]
    for link, column, things in ((ArticleTag, "tag", tags), (ArticleCountry, "country", countries)):
        for thing in {thing.pk: thing for thing in things}.values():
            shown = entry.evidence.get(evidence_key(thing), "")
            origin = Attachment.Origin.NAME if shown else Attachment.Origin.EDITOR
            sentence = shown or told.sentence_naming(thing)
            yield link(
                article=one.article,
                origin=Attachment.Origin.SOURCE if thing in labelled else origin,
                evidence=sentence,
                changeset=changeset,
                added_by=changeset.user,
                **{column: thing},
            )


def evidence_key(thing: Tag | Country) -> str:
    """How an entry's evidence names a tag or country."""
    return f"country:{thing.code}" if isinstance(thing, Country) else f"tag:{thing.pk}"


def rewrite(held: Article, one: Draft, kept: frozenset[str], resolver: Resolver, changeset: ChangeSet) -> list[str]:
    """Bring a story up to date with a newer reading of it; gives what changed, in names of columns and parts.

    Columns in ``kept`` are an editor's own and stay. Tags and countries are added to, never taken away; a byline
    is replaced where the reading has one; images are added to a story that has none.
    """
    changed = [
        name for name in READ_COLUMNS if name not in kept and _differs(getattr(held, name), getattr(one.article, name))
    ]
    for name in changed:
        setattr(held, name, getattr(one.article, name))
    if changed:
        held.save(update_fields=changed)
    one.article = held
    return changed + [part for part, write in PARTS.items() if write(one, resolver, changeset)]


def _differs(held: Any, read: Any) -> bool:
    if isinstance(held, (bytes, memoryview)):
        return bytes(held) != bytes(read)
    return held != read


def _rewrite_byline(one: Draft, resolver: Resolver, changeset: ChangeSet) -> bool:
    read = list(_bylines(one, resolver))
    held = list(one.article.bylines.all())
    if not read or [byline.author_id for byline in held] == [byline.author_id for byline in read]:
        return False
    one.article.bylines.all().delete()
    Byline.objects.bulk_create(read)
    return True


def _add_attachments(one: Draft, resolver: Resolver, changeset: ChangeSet) -> bool:
    links_read = list(_attachments(one, resolver, changeset))
    tags = set(one.article.article_tags.values_list("tag_id", flat=True))
    countries = set(one.article.article_countries.values_list("country_id", flat=True))
    new_tags = [link for link in links_read if isinstance(link, ArticleTag) and link.tag_id not in tags]
    new_countries = [
        link for link in links_read if isinstance(link, ArticleCountry) and link.country_id not in countries
    ]
    ArticleTag.objects.bulk_create(new_tags)
    ArticleCountry.objects.bulk_create(new_countries)
    return bool(new_tags or new_countries)


def _add_appearance(one: Draft, resolver: Resolver, changeset: ChangeSet) -> bool:
    appearance = _appearance(one, resolver)
    if appearance is None or Appearance.objects.filter(url_digest=appearance.url_digest).exists():
        return False
    appearance.save()
    return True


def _add_images(one: Draft, resolver: Resolver, changeset: ChangeSet) -> bool:
    if not one.pictures or one.article.images.exists():
        return False
    for position, image in enumerate(one.pictures):
        image.article, image.position = one.article, position
    Image.objects.bulk_create(one.pictures)
    return True


PARTS: dict[str, Callable[[Draft, Resolver, ChangeSet], bool]] = {
    "byline": _rewrite_byline,
    "tags and countries": _add_attachments,
    "where it ran": _add_appearance,
    "images": _add_images,
}
