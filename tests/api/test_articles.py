"""The API: one page of a selection, a whole story, and what it refuses."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Appearance, Article, ArticleTag, Image, Source
from tests.factories import make_article, make_tag

LIST = "/api/v1/articles/"


@pytest.fixture
def archive(index: Callable[[], None]) -> Article:
    """A story with everything, and a plain one."""
    alliance = make_tag("Alliances")
    story = make_article(
        "Fleet visits the old harbour",
        standfirst="Three ships for a week.",
        body_html="<p>The fleet came in at dawn.</p>",
        tags=[make_tag("Bases", parent=alliance)],
        countries=["JP", "PH"],
        authors=["Ana Reyes", "Bo Lind"],
        source="Harbour Wire",
        section="World",
        published_printed="25 March 2024",
        published_precision="day",
    )
    ArticleTag.objects.create(
        article=story, tag=make_tag("Chie Mori", kind="person"), origin="name", evidence="Chie Mori said so."
    )
    Image.objects.create(article=story, caption="The harbour", source_url="https://harbour.example/a.jpg")
    outlet = Source.objects.create(name="Bay Post", slug="bay-post")
    Appearance.objects.create(article=story, outlet=outlet, headline="Fleet is here")
    make_article("Tariffs rise", on="2023-01-05", countries=["US"])
    index()
    return story


def test_it_answers_a_selection_with_its_counts_and_its_stories(client: Client, archive: Article) -> None:
    answer = client.get(LIST, {"topic": "alliances", "country": "jp"}).json()
    assert set(answer) == {
        "count", "collapsed", "next", "previous", "edition", "notes", "facets", "timeline", "coverage", "archive",
        "results",
    }  # fmt: skip
    assert (answer["count"], answer["next"], answer["previous"]) == (1, None, None)
    assert answer["edition"]
    (story,) = answer["results"]
    assert story == story | {
        "id": archive.pk,
        "url": f"http://testserver{archive.get_absolute_url()}",
        "headline": "Fleet visits the old harbour",
        "standfirst": "Three ships for a week.",
        "published": "2024-03-25",
        "authors": ["Ana Reyes", "Bo Lind"],
        "source": "Harbour Wire",
        "section": "World",
        "topics": ["bases"],
        "countries": ["JP", "PH"],
        "language": "en",
        "kind": "news",
        "word_count": 6,
        "snippet": "",
    }
    assert story["image"]["caption"] == "The harbour"
    assert {"value": "PH", "label": "Philippines", "count": 1, "selected": False} in answer["facets"]["country"]
    assert {"value": "JP", "label": "Japan", "count": 1, "selected": True} in answer["facets"]["country"]
    assert [facet["value"] for facet in answer["facets"]["source"]] == ["harbour-wire"]
    assert answer["timeline"] == [{"period": "2024-03-25", "count": 1, "held": True}]
    rests_on = {"stories": 1, "sources": 1, "first": "2024-03-25", "last": "2024-03-25"}
    assert answer["coverage"] == rests_on
    assert answer["archive"] == rests_on | {"stories": 2, "first": "2023-01-05"}


def test_it_marks_the_words_in_a_snippet(client: Client, archive: Article) -> None:
    (story,) = client.get(LIST, {"q": "fleet"}).json()["results"]
    assert story["snippet"] == "The <mark>fleet</mark> came in at dawn."


def test_it_links_the_pages_with_the_canonical_query(client: Client, index: Callable[[], None]) -> None:
    for _ in range(60):
        make_article(countries=["JP"])
    index()
    answer = client.get(f"{LIST}?page=2&utm_source=x&country=jp").json()
    assert answer["next"] == "http://testserver/api/v1/articles/?country=JP&page=3"
    assert answer["previous"] == "http://testserver/api/v1/articles/?country=JP"
    assert (answer["count"], len(answer["results"])) == (60, 25)
    last = client.get(f"{LIST}?page=99999999").json()
    assert (last["next"], len(last["results"])) == (None, 10)


def test_it_refuses_what_it_does_not_understand_and_says_why(client: Client, archive: Article) -> None:
    response = client.get(LIST, {"from": "yesterday", "topic": "nowhere", "sort": "password"})
    assert response.status_code == 400
    assert response.json() == {
        "detail": "Not understood.",
        "problems": [
            "There is no topic “nowhere”.",
            "“yesterday” is not a date: write YYYY, YYYY-MM or YYYY-MM-DD.",
            "“password” is not an order: newest, oldest, relevance are.",
        ],
    }


def test_it_answers_304_within_an_edition_and_anew_after_a_change(
    client: Client, archive: Article, index: Callable[[], None]
) -> None:
    etag = client.get(LIST, {"q": "fleet"})["ETag"]
    assert client.get(LIST, {"q": "fleet"}, headers={"If-None-Match": etag}).status_code == 304
    assert client.get(LIST, {"q": "tariffs"}, headers={"If-None-Match": etag}).status_code == 200
    Article.objects.filter(pk=archive.pk).update(headline="Fleet leaves")
    index()
    assert client.get(LIST, {"q": "fleet"}, headers={"If-None-Match": etag}).status_code == 200


def test_it_asks_to_come_back_while_the_index_is_being_built(client: Client, db: None, index_root: object) -> None:
    response = client.get(LIST)
    assert response.status_code == 503
    assert "no index has been built yet" in response.json()["detail"]
    assert response["Retry-After"]


def test_a_list_takes_the_same_number_of_queries_however_many_stories_it_has(
    client: Client, archive: Article, index: Callable[[], None], django_assert_num_queries: Callable
) -> None:
    # One for the names of the facets; seven for the stories with their bylines, topics, countries and images.
    with django_assert_num_queries(8):
        client.get(LIST)
    for number in range(20):
        make_article(tags=[make_tag(f"Topic {number}")], authors=[f"Author {number}"], countries=["JP", "US"])
    index()
    with django_assert_num_queries(8):
        client.get(LIST)


def test_it_gives_a_whole_story(client: Client, archive: Article) -> None:
    answer = client.get(f"{LIST}{archive.pk}/").json()
    assert answer == answer | {
        "id": archive.pk,
        "body": "The fleet came in at dawn.",
        "body_html": "<p>The fleet came in at dawn.</p>",
        "published": "2024-03-25",
        "published_at": "2024-03-25T12:00:00Z",
        "published_precision": "day",
        "published_printed": "25 March 2024",
        "published_zone": "",
        "version": 1,
    }
    assert {
        "slug": "chie-mori",
        "name": "Chie Mori",
        "kind": "person",
        "origin": "name",
        "evidence": "Chie Mori said so.",
    } in (answer["tags"])
    assert [place["code"] for place in answer["places"]] == ["JP", "PH"]
    assert [(where["outlet"], where["headline"]) for where in answer["appearances"]] == [("Bay Post", "Fleet is here")]
    assert "snippet" not in answer


def test_a_withdrawn_story_is_gone_and_says_why(client: Client, archive: Article) -> None:
    Article.objects.filter(pk=archive.pk).update(status="withdrawn", withdrawn_reason="A wrong name.")
    response = client.get(f"{LIST}{archive.pk}/")
    assert response.status_code == 410
    assert response.json() == {"detail": "Withdrawn: A wrong name."}


def test_a_merged_story_leads_to_the_other_one(client: Client, archive: Article) -> None:
    other = make_article(status="withdrawn", withdrawn_reason="The same story.", merged_into=archive)
    response = client.get(f"{LIST}{other.pk}/")
    assert (response.status_code, response["Location"]) == (301, f"{LIST}{archive.pk}/")


@pytest.mark.parametrize("id", ["0", "999999", "9" * 5000, "abc", "1%00", "-1", "١"])
def test_an_unknown_story_is_not_found(client: Client, db: None, id: str) -> None:
    response = client.get(f"{LIST}{id}/")
    assert response.status_code == 404
    assert response.json() == {"detail": "There is no such story."}


def test_a_draft_is_not_found(client: Client, db: None) -> None:
    assert client.get(f"{LIST}{make_article(status='draft').pk}/").status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND"])
@pytest.mark.parametrize("path", [LIST, "/api/v1/articles/1/", "/api/v1/topics/", "/api/v1/schema/"])
def test_it_only_reads(client: Client, db: None, index_root: object, method: str, path: str) -> None:
    assert client.generic(method, path).status_code == 405


def test_head_has_no_body_and_options_answers(client: Client, archive: Article) -> None:
    head = client.head(LIST)
    assert (head.status_code, head.content) == (200, b"")
    assert client.options(LIST).status_code == 200


def test_topics_countries_and_sources_have_their_numbers(client: Client, archive: Article) -> None:
    topics = {one["slug"]: one for one in client.get(reverse("api-topic-list")).json()}
    assert {slug: (one["count"], one["parent"]) for slug, one in topics.items()} == {
        "alliances": (1, None),
        "bases": (1, "alliances"),
    }
    countries = {one["code"]: one["count"] for one in client.get(reverse("api-country-list")).json()}
    assert (countries["JP"], countries["US"], countries["SUHH"]) == (1, 1, 0)
    sources = {one["slug"]: one["count"] for one in client.get(reverse("api-source-list")).json()}
    assert sources == {"bay-post": 0, "harbour-wire": 1}


def test_it_describes_itself(client: Client, db: None) -> None:
    schema = client.get(reverse("api-schema")).json()
    assert schema["openapi"].startswith("3.")
    operation = schema["paths"]["/api/v1/articles/"]["get"]
    named = {parameter["name"] for parameter in operation["parameters"]}
    assert {"q", "topic", "topic_any", "topic_not", "country", "from", "to", "sort", "page"} <= named
    assert set(operation["responses"]) >= {"200", "400"}
    assert "/api/v1/articles/{id}/" in schema["paths"]
