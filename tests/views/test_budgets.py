"""How many queries a page costs: a fixed number, however many stories, tags and countries it shows."""

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


@pytest.fixture
def grown(index):
    """Makes the archive small, and on the second call large."""

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
        ("/articles/", 8),
        ("/articles/?country=jp&section=world&q=harbour", 15),
        ("/countries/jp/", 14),
        ("/2024/", 10),
        ("/", 12),
        ("/articles.atom?country=jp", 5),
        ("/articles.csv?country=jp", 9),
    ],
)
def test_more_stories_cost_no_more_queries(client, grown, address, ceiling):
    grown(3)
    small = cost(client, address)
    grown(20)
    assert cost(client, address) == small
    assert small <= ceiling


def test_more_tags_cost_a_story_no_more_queries(client, index):
    few = make_article(tags=[make_tag("One")], countries=["JP"], authors=["Ana Reyes"])
    many = make_article(
        tags=[make_tag(f"Tag {n}") for n in range(40)], countries=["JP", "US", "PH"], authors=["A", "B", "C"]
    )
    index()
    assert cost(client, few.get_absolute_url()) == cost(client, many.get_absolute_url()) <= 11
