"""Short ways to make what a test needs; every text here was made up for the tests."""

from __future__ import annotations

import datetime as dt
from itertools import count
from typing import Any

from articles.documents import Document, Label, Moment, Precision
from articles.editing.stories import prepare
from articles.models import Article, ArticleCountry, ArticleTag, Author, Byline, Country, Section, Source, Tag
from articles.models.base import make_slug

numbers = count(1)


def make_tag(name: str, kind: str = "topic", parent: Tag | None = None, **values: Any) -> Tag:
    """A tag, by default a topic."""
    return Tag.objects.create(name=name, kind=kind, parent=parent, slug=values.pop("slug", make_slug(name)), **values)


def make_article(
    headline: str = "",
    *,
    on: str = "2024-03-25",
    tags: list[Tag] | tuple[Tag, ...] = (),
    countries: list[str] | tuple[str, ...] = (),
    authors: list[str] | tuple[str, ...] = (),
    source: str = "",
    section: str = "",
    **values: Any,
) -> Article:
    """A published story; ``on`` is its day, or an ISO instant."""
    moment = dt.datetime.fromisoformat(on)
    values = {
        "status": Article.Status.PUBLISHED,
        "headline": headline or f"Ministers meet for talks number {next(numbers)}",
        "body_html": "<p>Two ministers met on a quiet morning and spoke about the harbour.</p>",
        "published_at": moment if moment.tzinfo else moment.replace(hour=moment.hour or 12, tzinfo=dt.UTC),
    } | values
    article = prepare(Article(**values))
    if source:
        article.source = Source.objects.get_or_create(name=source, defaults={"slug": make_slug(source)})[0]
    if section:
        article.section = Section.objects.get_or_create(name=section, defaults={"slug": make_slug(section)})[0]
    article.save()
    ArticleTag.objects.bulk_create(ArticleTag(article=article, tag=tag) for tag in tags)
    for code in countries:
        ArticleCountry.objects.create(article=article, country=Country.objects.get(code=code))
    for position, name in enumerate(authors):
        author, _ = Author.objects.get_or_create(name=name, defaults={"slug": make_slug(name)})
        Byline.objects.create(article=article, author=author, position=position)
    return article


def make_document(headline: str = "Harbour talks open in the north", body: str = "", **values: Any) -> Document:
    """A document as an importer would hand it over."""
    text = (
        body
        or f"Delegates sat down in the old customs house for the talks. They will go on until Friday, case {next(numbers)}."
    )
    labels = tuple(Label(name) for name in values.pop("topics", ()))
    published = values.pop("published", "2024-03-25")
    return Document(
        headline=headline,
        body_html="".join(f"<p>{paragraph}</p>" for paragraph in text.split("\n\n")),
        published=Moment(dt.datetime.fromisoformat(published), Precision.DAY, published) if published else None,
        labels=labels,
        **values,
    )
