"""A topic in the order of time."""

from __future__ import annotations

import re

import pytest

from articles.views import chronology
from tests.factories import make_article, make_tag


@pytest.fixture
def archive(index):
    """Three stories on a topic, one of them on its sub-topic, one withdrawn, and one on something else."""
    alliance = make_tag("Harbour alliance")
    make_article("Port opened", on="2024-03-25", tags=[alliance], standfirst="Ships came at dawn.")
    make_article("Pact signed", on="1951-09-08", tags=[alliance])
    make_article("Base returned", on="1951-11-02", tags=[make_tag("Harbour bases", parent=alliance)])
    make_article("Pact denied", on="1950-01-01", tags=[alliance], status="withdrawn", withdrawn_reason="Untrue.")
    make_article("Rain", on="1960-01-01")
    index()


def told(client, address: str) -> list[str]:
    page = client.get(address).text
    return re.findall(r'<h2 id="year-[^"]*">([^<]*)|<h3 [^>]*><a [^>]*>([^<]*)', page)


def test_it_begins_with_the_oldest_story_and_names_each_year_once(client, archive):
    lines = ["".join(pair) for pair in told(client, "/topics/harbour-alliance/chronology/")]
    assert lines == ["1951", "Pact signed", "Base returned", "2024", "Port opened"]
    assert "Ships came at dawn." in client.get("/topics/harbour-alliance/chronology/").text


def test_its_number_is_that_of_the_list(client, archive):
    assert "3 stories on Harbour alliance" in client.get("/topics/harbour-alliance/chronology/").text
    assert "<strong>3</strong> stories" in client.get("/topics/harbour-alliance/").text


def test_more_than_a_page_holds_is_told_a_year_at_a_time(client, archive, monkeypatch):
    monkeypatch.setattr(chronology, "MOST", 1)
    page = client.get("/topics/harbour-alliance/chronology/").text
    assert [name for pair in told(client, "/topics/harbour-alliance/chronology/") for name in pair if name] == [
        "1951",
        "Pact signed",
    ]
    assert 'href="?year=2024"' in page
    assert 'href="/articles/?topic=harbour-alliance&amp;from=1951&amp;to=1951&amp;sort=oldest"' in page
    assert "Port opened" in client.get("/topics/harbour-alliance/chronology/?year=2024").text


@pytest.mark.parametrize("year", ["1999", "x", "", "20244444444444444444"])
def test_a_year_without_stories_is_the_first_that_has_some(client, archive, monkeypatch, year):
    monkeypatch.setattr(chronology, "MOST", 1)
    assert "Pact signed" in client.get(f"/topics/harbour-alliance/chronology/?year={year}").text


def test_a_topic_leads_to_it_and_a_former_address_as_well(client, archive):
    assert 'href="/topics/harbour-alliance/chronology/"' in client.get("/topics/harbour-alliance/").text
    assert client.get("/topics/nothing/chronology/").status_code == 404
