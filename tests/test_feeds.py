"""Feeds: the list's stories, for programs; well-formed whatever the stories say."""

from __future__ import annotations

from xml.etree import ElementTree
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from articles.feeds import writable
from articles.models import Article
from tests.factories import make_article, make_tag

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def archive(index):
    topic = make_tag("Harbour alliance")
    first = make_article("Pact signed", on="1951-09-08", tags=[topic], standfirst="At last.", authors=["Ana Reyes"])
    second = make_article("Base & port < returned", on="1972-05-15", countries=["JP"], source="Bay Wire")
    index()
    return first, second


def entries(client, address: str) -> list[dict[str, str]]:
    """The entries of an Atom or RSS feed, by the names of their elements. Two parsers have to take it."""
    content = client.get(address).content
    etree.fromstring(content)
    root = ElementTree.fromstring(content)
    found = root.findall(f"{ATOM}entry") or root.findall("channel/item")
    return [{child.tag.rpartition("}")[2]: child.text or child.get("term", "") for child in entry} for entry in found]


@pytest.mark.parametrize(("extension", "id", "summary"), [("atom", "id", "summary"), ("rss", "guid", "description")])
def test_it_holds_the_stories_newest_first(client, archive, extension, id, summary):
    found = entries(client, f"/articles.{extension}")
    assert [entry["title"] for entry in found] == ["Base & port < returned", "Pact signed"]
    assert [entry[id] for entry in found] == [f"http://testserver/a/{story.pk}" for story in reversed(archive)]
    assert found[1][summary].startswith("At last.")
    assert found[1]["category"] == "Harbour alliance"


@pytest.mark.parametrize("extension", ["atom", "rss", "feed.json"])
def test_it_takes_the_lists_query_string(client, archive, extension):
    text = client.get(f"/articles.{extension}?country=jp").content.decode()
    assert "Pact signed" not in text
    assert "port" in text


def test_the_order_is_by_time_unless_asked_otherwise(client, archive):
    titles = [entry["title"] for entry in entries(client, "/articles.atom?q=quiet")]
    assert titles == ["Base & port < returned", "Pact signed"]
    assert [entry["title"] for entry in entries(client, "/articles.atom?sort=oldest")] == titles[::-1]


def test_atom_names_its_own_address_and_the_page(client, archive):
    root = ElementTree.fromstring(client.get("/articles.atom?country=jp").content)
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {
        "self": "http://testserver/articles.atom?country=JP",
        "alternate": "http://testserver/articles/?country=JP",
    }
    assert root.findtext(f"{ATOM}updated")


def test_json_feed_has_its_version_and_items(client, archive):
    response = client.get("/articles.feed.json")
    assert response["Content-Type"] == "application/feed+json"
    feed = response.json()
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["title"] for item in feed["items"]] == ["Base & port < returned", "Pact signed"]


@pytest.mark.parametrize("extension", ["atom", "rss", "feed.json", "csv", "jsonl", "ris", "bib"])
def test_a_value_not_understood_is_refused_in_the_lists_words(client, archive, extension):
    response = client.get(f"/articles.{extension}?from=2024-02-30&topic=nonsense")
    assert response.status_code == 400
    assert "“2024-02-30” is not a date" in response.content.decode()
    assert "There is no topic “nonsense”." in response.content.decode()


def test_an_empty_feed_is_a_feed(client, index):
    index()
    assert entries(client, "/articles.atom") == []
    assert client.get("/articles.feed.json").json()["items"] == []


BAD = ["tab\x0bstop", "end \ufffe\uffff", "]]> & <b>", "\x01 bell \x1f", "<![CDATA[", "\u2028", "x" * 500]


@pytest.mark.parametrize("extension", ["atom", "rss"])
def test_one_bad_story_breaks_no_feed(client, index, extension):
    for text in BAD:
        story = make_article(standfirst=text * 10)
        Article.objects.filter(pk=story.pk).update(headline=text)
    make_article("A good one", authors=["Bad\x0bname"])
    index()
    assert len(entries(client, f"/articles.{extension}")) == len(BAD) + 1


@given(st.text(st.characters(exclude_characters="\r")))
def test_what_is_writable_can_be_read_again(text):
    kept = writable(text)
    root = ElementTree.fromstring(f"<title>{escape(kept)}</title>".encode())
    assert (root.text or "") == kept


def test_the_title_says_in_words_what_one_follows(client, archive):
    asked = "/articles.feed.json?topic=harbour-alliance&country_not=JP&from=1951&to=1951-10&q=pact"
    assert client.get(asked).json()["title"].endswith(": “pact”, Harbour alliance, not Japan, 1951 to 1951-10")
    assert (
        client.get("/articles.feed.json?topic_any=harbour-alliance&from=1951")
        .json()["title"]
        .endswith(": Harbour alliance, from 1951 on")
    )
    assert client.get("/articles.feed.json?to=1951").json()["title"].endswith(": up to 1951")
    assert client.get("/articles.feed.json?from=1951&to=1951").json()["title"].endswith(": 1951")
