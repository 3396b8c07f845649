"""A summary from a feed and its page become one story."""

from __future__ import annotations

from articles.documents import Document, Label, Reading
from articles.ingest.completing import Page, completed
from tests.website import story

URL = "https://news.example/1"


def summary(**values) -> Document:
    stated = {
        "headline": "Ferry leaves",
        "body_html": "<p>It left.</p>",
        "url": URL,
        "guid": "x:1",
        "summary_only": True,
    }
    return Document(**(stated | values))


def merged(document: Document, page: str, charset: str = "") -> Document:
    pages = {URL: Page(page.encode(charset or "utf-8"), URL, charset)}
    return completed(Reading(3, document, original="<item/>"), pages).document


def test_the_text_is_that_of_the_page_and_the_identity_that_of_the_feed():
    read = merged(summary(), story("Ferry leaves"))
    assert "came back at noon" in read.body_html
    assert (read.guid, read.url, read.summary_only) == ("x:1", URL, False)


def test_the_feed_fills_the_gaps():
    read = merged(summary(authors=("Ana Poe",), section="Ships"), story("Ferry leaves"))
    assert (read.authors, read.section) == (("Ana Poe",), "Ships")


def test_only_the_labels_of_the_feed_count():
    head = '<meta name="keywords" content="boats, travel">'
    assert merged(summary(labels=(Label("Ships"),)), story(head=head)).labels == (Label("Ships"),)


def test_two_headlines_are_told_of():
    read = merged(summary(headline="Ferry leaves harbour"), story("Ferry leaves the harbour"))
    assert read.headline == "Ferry leaves the harbour"
    assert read.conflicts["headline"] == ("Ferry leaves the harbour", "Ferry leaves harbour")


def test_a_page_with_another_text_changes_nothing():
    wall = "".join(f"<p>Please log in, or buy one of our {number} offers, to read on.</p>" for number in range(20))
    read = merged(summary(), f"<html><body><article><h1>Please log in</h1>{wall}</article></body></html>")
    assert (read.headline, read.body_html, read.summary_only) == ("Ferry leaves", "<p>It left.</p>", True)
    assert read.warnings == ("The page it links to holds no more of this story.",)


def test_a_page_with_no_more_text_changes_nothing():
    long = "<p>" + "The ferry left the harbour in the morning. " * 60 + "</p>"
    assert merged(summary(body_html=long), story("Ferry leaves", paragraphs=2)).body_html == long


def test_the_charset_of_the_page_is_used():
    page = story("Паром уходит").replace("<head>", "<head><!-- -->")
    assert merged(summary(headline=""), page, "koi8-r").headline == "Паром уходит"


def test_whole_stories_and_other_addresses_are_left_alone():
    whole = Reading(0, summary(summary_only=False))
    other = Reading(0, summary(url="https://news.example/2"))
    pages = {URL: Page(story().encode(), URL, "")}
    assert completed(whole, pages) is whole
    assert completed(other, pages) is other
