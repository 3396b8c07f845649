"""What the index is given of a story: everything it holds, and nothing of a story that readers may not see."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import Error, connection, transaction
from django.utils import timezone

from articles.models import Article, ArticleCountry, Author, Country, Tag
from articles.search import schema
from articles.search.schema import month_number, sort_key
from articles.search.stories import LONGEST_BODY, Hierarchy, Story, published_ids, read
from tests.factories import make_article, make_tag

pytestmark = pytest.mark.django_db


def story(article: Article) -> Story:
    (found,) = read([article.pk], Hierarchy.read())
    return found


def test_a_story_comes_with_its_names_in_order_and_its_topics_with_those_above() -> None:
    above = make_tag("Trade")
    topic = make_tag("Tariffs", parent=above)
    person = make_tag("A. Person", kind=Tag.Kind.PERSON)
    article = make_article(
        tags=[person, topic], countries=["PH", "JP"], authors=["Zed", "Abe"], source="Wire", section="World"
    )
    first, second = (Author.objects.get(name=name).pk for name in ("Zed", "Abe"))
    values = story(article).values
    assert values["tag"] == sorted([above.pk, topic.pk, person.pk])
    assert values["topic"] == sorted([above.pk, topic.pk])
    assert values["country"] == sorted(Country.objects.filter(code__in=["JP", "PH"]).values_list("pk", flat=True))
    assert (values["author"], values["byline"]) == ([first, second], "Zed; Abe")
    assert (values["source"], values["section"]) == (article.source_id, article.section_id)
    assert (values["headline"], values["body"]) == (article.headline, article.body_text)
    assert values["sort_key"] == sort_key(article.published_at, article.pk)


def test_what_a_story_lacks_is_left_out() -> None:
    values = story(make_article()).values
    assert not {"source", "section"} & values.keys()
    assert (values["tag"], values["country"], values["author"], values["byline"]) == ([], [], [], "")


def test_only_published_stories_are_read_and_each_once() -> None:
    published = [make_article().pk for _ in range(3)]
    draft = make_article(status=Article.Status.DRAFT)
    assert [one.id for one in read([draft.pk, *reversed(published)], Hierarchy.read())] == published
    assert [id for batch in published_ids() for id in batch] == published
    assert read([], Hierarchy.read()) == []


def test_the_day_is_that_of_the_archives_zone() -> None:
    article = make_article(on="2024-12-31T20:00+00:00")
    with timezone.override("Asia/Tokyo"):
        values = story(article).values
    assert values["day"] == dt.date(2025, 1, 1).toordinal()
    assert values["month"] == month_number(dt.date(2025, 1, 1))


@pytest.mark.parametrize("letter", ["a", "é", "日"])
def test_a_body_without_end_is_cut_by_letters(letter: str) -> None:
    article = make_article()
    for length in (LONGEST_BODY // 2, LONGEST_BODY + 10):
        Article.objects.filter(pk=article.pk).update(body_text=letter * length)
        assert story(article).values["body"] == letter * min(length, LONGEST_BODY)


def test_the_fingerprint_tells_any_other_value() -> None:
    article = make_article(headline="One", standfirst="Two")
    digests = {story(article).digest}
    Article.objects.filter(pk=article.pk).update(headline="OneTwo", standfirst="")
    digests.add(story(article).digest)
    ArticleCountry.objects.create(article=article, country=Country.objects.get(code="JP"))
    digests.add(story(article).digest)
    assert len(digests) == 3
    assert story(article).digest in digests


def test_a_document_has_every_field_of_the_story() -> None:
    article = make_article(headline="The U.S. harbour")
    ArticleCountry.objects.create(article=article, country=Country.objects.get(code="JP"))
    one = story(article)
    document = one.document(schema.build()).to_dict()
    assert document["id"] == [article.pk]
    assert document["digest"] == [one.digest]
    assert document["headline"] == ["The US harbour"]
    assert document["country"] == one.values["country"]
    assert document.keys() >= {name for name, value in one.values.items() if value not in ([], "")}


def test_what_the_database_says_is_told_as_django_tells_it() -> None:
    hierarchy = Hierarchy.read()
    with connection.cursor() as cursor, pytest.raises(Error), transaction.atomic():
        cursor.execute("ALTER TABLE articles_byline RENAME TO elsewhere")
        read([1], hierarchy)
