"""How many queries a page costs while nothing is remembered: a fixed number, whatever it shows and is asked."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import make_article, make_tag


def cost(client, address: str) -> int:
    """The number of queries of one page."""
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address)
        assert response.status_code == 200
        response.getvalue()
    return len(queries)


EVERY_CONDITION = (
    "/articles/?q=meet&topic=topic-12-0&topic_any=topic-12-1&topic_not=elsewhere&country=jp&country_any=us&country_not=kr"
    "&source=bay-wire&author=ana-reyes&section=world&kind=news&language=en&from=2024&to=2024-12"
)


@pytest.fixture
def grown(index):
    """Makes the archive small, and on the second call large."""
    make_tag("Elsewhere")

    def grow(number: int) -> None:
        tags = [make_tag(f"Topic {number} {one}") for one in range(1 + number // 3)]
        for one in range(number):
            make_article(
                on=f"2024-03-{1 + one % 25:02}", tags=tags, countries=["JP", "US", "PH"][: 1 + one % 3],
                authors=[f"Author {one}", "Ana Reyes"], source="Bay Wire", section="World",
            )  # fmt: skip
        index()

    return grow


@pytest.mark.parametrize(
    ("address", "ceiling"),
    [
        ("/articles/", 4),
        ("/articles/?country=jp&section=world&q=meet", 6),
        (EVERY_CONDITION, 6),
        ("/countries/jp/", 8),
        ("/2024/", 6),
        ("/", 9),
        ("/topics/topic-12-0/", 9),
        ("/topics/", 4),
        ("/articles.atom?country=jp", 4),
        ("/articles.csv?country=jp", 7),
    ],
)
def test_more_stories_cost_no_more_queries(client, grown, address, ceiling):
    grown(12)
    small = cost(client, address)
    grown(20)
    assert cost(client, address) == small
    assert small <= ceiling


def test_more_tags_cost_a_story_no_more_queries(client, index):
    topic = make_tag("Harbour")
    make_article(on="2024-03-01", tags=[topic])
    make_article(on="2024-03-09", kind="opinion")
    few = make_article(tags=[topic], countries=["JP"], authors=["Ana Reyes"])
    many = make_article(
        tags=[topic, *(make_tag(f"Tag {n}") for n in range(40))],
        countries=["JP", "US", "PH"], authors=["A", "B", "C"],
    )  # fmt: skip
    index()
    assert cost(client, few.get_absolute_url()) == cost(client, many.get_absolute_url()) <= 9


@pytest.mark.parametrize(
    ("address", "ceiling"), [("/articles/", 3), (EVERY_CONDITION, 4), ("/articles.atom?country=jp", 3)]
)
def test_names_are_looked_up_once_in_an_edition(client, grown, address, ceiling):
    grown(12)
    client.get(address)
    assert cost(client, address) <= ceiling
