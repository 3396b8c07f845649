"""Words that are names: the search offers to ask for the topics, countries, sources and years by name."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from tests.factories import make_article, make_tag


@pytest.fixture
def archive(index):
    wide = make_tag("US-Japan relations", aliases=["Japan-US ties"])
    narrow = make_tag("US-Japan trade", parent=wide)
    make_article("Cars and quotas", on="1981-05-01", tags=[narrow], countries=["JP", "US"], source="Bay Wire")
    make_article("Three at a table", on="2024-04-12", tags=[wide], countries=["JP", "US", "PH"])
    make_article("Boats in the strait", on="2024-05-11", tags=[wide], countries=["JP"])
    make_tag("Never used")
    index()


def offered(client: Client, q: str, **more: str) -> tuple[str, str]:
    """What is offered for the words, and where it leads; two empty texts where nothing is."""
    html = client.get("/articles/", {"q": q} | more).content.decode()
    found = re.search(r'class="suggestion meant(?: instead)?">(.*?)</p>', html, re.DOTALL)
    if not found:
        return "", ""
    text = " ".join(unescape(re.sub(r"<[^>]+>", "", found[1])).split())
    return text.removeprefix("By name in place of words: "), unescape(re.search(r'href="([^"]*)"', found[1])[1])


@pytest.mark.parametrize(
    ("q", "text", "address"),
    [
        ("US-Japan relations", "US-Japan relations, 3 stories", "/topics/us-japan-relations/"),
        ("japan-us TIES", "US-Japan relations, 3 stories", "/topics/us-japan-relations/"),
        ("philippines", "Philippines, 1 story", "/countries/ph/"),
        ("bay wire", "Bay Wire, 1 story", "/sources/bay-wire/"),
        ("2024", "2024, 2 stories", "/articles/?from=2024&to=2024"),
        (
            "US-Japan relations and the Philippines in 2024",
            "US-Japan relations · Philippines · 2024, 1 story",
            "/articles/?topic=us-japan-relations&country=PH&from=2024&to=2024",
        ),
        (
            "us-japan trade quotas",
            "US-Japan trade · “quotas”, 1 story",
            "/articles/?q=quotas&topic=us-japan-trade",
        ),
        ("japan 2019 2024", "Japan · 2019 · 2024, 2 stories", "/articles/?country=JP&from=2019&to=2024"),
    ],
)
def test_names_among_the_words_are_offered_as_such(client, archive, q, text, address):
    assert offered(client, q) == (text, address)
    if address.startswith("/articles/"):
        number = int(re.search(r"(\d+) stor", text)[1])
        assert client.get(f"/api/v1/articles/?{address.partition('?')[2]}").json()["count"] == number


@pytest.mark.parametrize(
    "q", ["quotas", "Never used", '"US-Japan relations"', "topic:trade", "-japan", "japan OR korea", "2024-13", "0050",
          "japan " * 20, "us", "in the", "and", "never used japan 1981 philippines"],
)  # fmt: skip
def test_nothing_is_offered_where_there_is_no_name_no_story_or_more_than_words(client, archive, q):
    assert offered(client, q) == ("", "")


def test_conditions_of_the_reader_stay(client, archive):
    asked = {"topic": "us-japan-relations", "to": "2024-04"}
    assert offered(client, "philippines", **asked) == (
        "Philippines, 1 story", "/articles/?topic=us-japan-relations&country=PH&to=2024-04",
    )  # fmt: skip
    # Dates that stand already are not told others.
    assert offered(client, "philippines 2024", **asked) == ("", "")


def test_on_a_topics_page_what_is_offered_stays_there(client, archive):
    html = client.get("/topics/us-japan-relations/?q=philippines").content.decode()
    assert '<a href="/topics/us-japan-relations/?country=PH">Philippines</a>' in html


def test_it_is_the_foremost_line_where_no_story_holds_the_words(client, archive):
    nothing = client.get("/articles/", {"q": "us-japan relations philippines"}).content.decode()
    assert 'class="suggestion meant instead"' in nothing
    assert '<h2 class="aside">Nothing in the archive fits all of this</h2>' in nothing
    found = client.get("/articles/", {"q": "cars", "topic": "us-japan-trade"}).content.decode()
    assert "meant instead" not in found
