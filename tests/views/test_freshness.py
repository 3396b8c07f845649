"""Every change an editor makes is seen in every outlet once the follower has looked, and nothing stays behind.

Each outlet is asked before as well as after, so that what it keeps for readers is asked too.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.utils import timezone

from articles.editing import merging, publishing, tagging
from articles.editing.undo import undo
from articles.exporters import EXPORTS
from articles.feeds import FEEDS
from articles.jobs import upkeep
from articles.models import Article, Author, Country, ReadCount, Section, Source, Tag
from tests.factories import make_article, make_tag

# In the headline and in the address; no other story has it.
MARK = "Zanzibar"
SLUG = "zanzibar-quay-opens"

# Where the story stands while it is published.
PLACES = {
    "front page": "/",
    "list": "/articles/",
    "list by words": "/articles/?q=quay",
    "list by topic": "/articles/?topic=bases",
    "list by the topic above": "/articles/?topic_any=defence",
    "list by country": "/articles/?country=JP",
    "topic": "/topics/bases/",
    "topic above": "/topics/defence/",
    "country": "/countries/jp/",
    "two countries": "/countries/jp/ph/",
    "source": "/sources/daily-example/",
    "author": "/authors/ana-reyes/",
    "section": "/sections/world/",
    "year": "/2024/",
    "month": "/2024/03/",
    "day": "/2024/03/25/",
    "sitemap": "/sitemap/2024.xml",
    "API": "/api/v1/articles/",
    "API by words": "/api/v1/articles/?q=quay&topic=bases",
} | {f"{name} of {what}": f"/articles.{name}{query}" for name in (*FEEDS, *EXPORTS)
     for what, query in (("all", ""), ("a topic", "?topic=bases"))}  # fmt: skip

# Where its number is told and it is not named.
COUNTS = {"topics": "/topics/", "countries": "/countries/", "sources": "/sources/", "authors": "/authors/"}


@pytest.fixture
def story(db: None) -> Article:
    """An unpublished opinion piece with everything by which it can be found, beside one that stays."""
    above = make_tag("Defence")
    below = make_tag("Bases", parent=above)
    links = {"tags": [below], "countries": ["JP", "PH"], "authors": ["Ana Reyes"], "section": "World"}
    neighbour = make_article("Harbour talks", source="Daily Example", on="2024-03-24", **links)
    story = make_article(f"{MARK} quay opens", source="Daily Example", status="review", kind="opinion", **links)
    assert story.slug == SLUG
    ReadCount.objects.create(article=story, day=timezone.now().date(), readers=9)
    ReadCount.objects.create(article=neighbour, day=timezone.now().date(), readers=1)
    return story


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return b"".join(response).decode()


def named(client: Client, word: str = MARK) -> set[str]:
    """The outlets that name the story."""
    neighbour = Article.objects.get(headline="Harbour talks")
    places = PLACES | {"beside another story": neighbour.get_absolute_url()}
    return {name for name, address in places.items() if word.lower() in text(client, address).lower()}


def numbers(client: Client) -> dict[str, int]:
    """How many stories the outlets say there are."""
    answer = client.get("/api/v1/articles/").json()
    counted = {"all": answer["count"], "timeline": sum(bar["count"] for bar in answer["timeline"])}
    for parameter in ("topic", "country", "source", "section"):
        counted[parameter] = max(value["count"] for value in answer["facets"][parameter])
    return counted


EVERYWHERE = {*PLACES, "beside another story"}


class TestStories:
    def test_published_withdrawn_and_taken_back(self, client: Client, story: Article, index: Callable) -> None:
        one = Article.objects.filter(pk=story.pk)
        index()
        assert named(client) == set()
        assert set(numbers(client).values()) == {1}
        published = publishing.publish(one, None)
        index()
        assert named(client) == EVERYWHERE
        assert set(numbers(client).values()) == {2}
        withdrawn = publishing.withdraw(one, "The quay is elsewhere.", None)
        index()
        assert named(client) == set()
        assert set(numbers(client).values()) == {1}
        undo(withdrawn, None)
        index()
        assert named(client) == EVERYWHERE
        undo(published, None, even_edited=True)
        index()
        assert named(client) == set()
        assert set(numbers(client).values()) == {1}

    def test_under_embargo(self, client: Client, story: Article, index: Callable) -> None:
        one, minute = Article.objects.filter(pk=story.pk), dt.timedelta(minutes=1)
        direct = (f"/a/{story.pk}", story.get_absolute_url(), f"/api/v1/articles/{story.pk}/")
        one.update(embargoed_until=timezone.now() + minute, publishes_itself=True)
        upkeep.publish_after_embargo(timestamp=0)
        index()
        assert named(client) == set()
        assert set(numbers(client).values()) == {1}
        assert [client.get(address).status_code for address in direct] == [404] * 3
        assert [one["count"] for one in client.get("/suggest/?name=Bases").json()["names"]] == [1]
        one.update(embargoed_until=timezone.now() - minute)
        upkeep.publish_after_embargo(timestamp=0)
        index()
        assert named(client) == EVERYWHERE
        assert set(numbers(client).values()) == {2}
        assert [client.get(address, follow=True).status_code for address in direct] == [200] * 3
        assert [one["count"] for one in client.get("/suggest/?name=Bases").json()["names"]] == [2]

    def test_merged_into_another(self, client: Client, story: Article, index: Callable) -> None:
        publishing.publish(Article.objects.filter(pk=story.pk), None)
        index()
        assert named(client) == EVERYWHERE
        other = Article.objects.get(headline="Harbour talks")
        Article.objects.filter(pk=story.pk).update(status="withdrawn", withdrawn_reason="Twice.", merged_into=other)
        index()
        assert named(client) == set()
        assert client.get(f"/a/{story.pk}").status_code == 301

    def test_a_new_headline(self, client: Client, story: Article, index: Callable) -> None:
        publishing.publish(Article.objects.filter(pk=story.pk), None)
        index()
        assert named(client) == EVERYWHERE
        Article.objects.filter(pk=story.pk).update(headline="Pemba quay opens", slug="pemba-quay-opens")
        index()
        assert named(client) == set()
        assert named(client, "pemba") == EVERYWHERE

    def test_another_day(self, client: Client, story: Article, index: Callable) -> None:
        publishing.publish(Article.objects.filter(pk=story.pk), None)
        index()
        Article.objects.filter(pk=story.pk).update(published_at=story.published_at.replace(year=2023))
        index()
        assert named(client) == EVERYWHERE - {"year", "month", "day", "sitemap"}
        assert MARK in text(client, "/2023/03/25/")
        assert SLUG in text(client, "/sitemap/2023.xml")


class TestTags:
    @pytest.fixture
    def published(self, client: Client, story: Article, index: Callable) -> Iterator[None]:
        publishing.publish(Article.objects.filter(pk=story.pk), None)
        index()
        assert named(client) == EVERYWHERE

    def test_taken_off_and_put_back(self, client: Client, story: Article, published: None, index: Callable) -> None:
        taken = tagging.remove_tags(Article.objects.filter(pk=story.pk), [Tag.objects.get(slug="bases")], None)
        index()
        of_topics = {name for name in EVERYWHERE if "topic" in name} | {"API by words"}
        # What stands beside another story is opinion and most read as well.
        assert named(client) == EVERYWHERE - of_topics
        undo(taken, None)
        index()
        assert named(client) == EVERYWHERE

    def test_a_topic_that_moves(self, client: Client, published: None, index: Callable) -> None:
        Tag.objects.filter(slug="bases").update(parent=None)
        index()
        assert named(client) == EVERYWHERE - {"topic above", "list by the topic above"}
        Tag.objects.filter(slug="bases").update(parent=Tag.objects.get(slug="defence"))
        index()
        assert named(client) == EVERYWHERE

    def test_a_topic_merged_into_another(self, client: Client, published: None, index: Callable) -> None:
        into = make_tag("Garrisons")
        merged = merging.merge_tags(Tag.objects.get(slug="bases"), into, None)
        index()
        assert MARK in text(client, "/topics/garrisons/")
        assert MARK in text(client, "/articles/?topic=garrisons")
        assert client.get("/topics/bases/").status_code == 301
        assert MARK in text(client, "/articles/?topic=bases")
        assert [one["value"] for one in client.get("/api/v1/articles/").json()["facets"]["topic"]] == ["garrisons"]
        undo(merged, None)
        index()
        assert named(client) == EVERYWHERE

    @pytest.mark.parametrize(
        ("model", "found", "places"),
        [
            (Tag, {"slug": "bases"}, ["/", "/topics/", "/topics/bases/", "/api/v1/articles/"]),
            (Source, {"slug": "daily-example"}, ["/sources/", "/sources/daily-example/", "/api/v1/articles/"]),
            (Author, {"slug": "ana-reyes"}, ["/authors/", "/authors/ana-reyes/", "/articles/", "/articles.atom"]),
            (Section, {"slug": "world"}, ["/sections/", "/sections/world/", "/api/v1/articles/"]),
            (Country, {"code": "JP"}, ["/", "/countries/", "/countries/jp/", "/api/v1/articles/"]),
        ],
        ids=lambda value: value.__name__ if isinstance(value, type) else None,
    )
    def test_a_new_name(
        self, client: Client, published: None, index: Callable, model: type, found: dict, places: list[str]
    ) -> None:
        assert [place for place in places if "Quillfeather" in text(client, place)] == []
        model.objects.filter(**found).update(name="Quillfeather")
        index()
        assert [place for place in places if "Quillfeather" in text(client, place)] == places

    def test_a_country_taken_off(self, client: Client, story: Article, published: None, index: Callable) -> None:
        japan = Country.objects.get(code="JP")
        tagging.remove_countries(Article.objects.filter(pk=story.pk), [japan], None)
        index()
        assert named(client) == EVERYWHERE - {"country", "two countries", "list by country"}


@pytest.mark.parametrize("name", COUNTS)
def test_numbers_beside_names_follow(client: Client, story: Article, index: Callable, name: str) -> None:
    index()
    before = text(client, COUNTS[name])
    changeset = publishing.publish(Article.objects.filter(pk=story.pk), None)
    index()
    assert text(client, COUNTS[name]) != before
    undo(changeset, None)
    index()
    assert text(client, COUNTS[name]) == before
