"""A story opened from a list says why it stood there, and leads back and on."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from articles.models import Article
from articles.search.query_language import read
from articles.search.snippets import Finder
from articles.search.why import html_with_marks
from tests.factories import make_article, make_tag

LINK = re.compile(r'<h3[^>]*><a href="([^"]+)"')
MARKS = re.compile(r"</?mark>")


def links(client: Client, query: str) -> list[str]:
    page = client.get(f"/articles/?{query}").content.decode()
    return [html.unescape(link) for link in LINK.findall(page)]


def opened(client: Client, story: Article, **asked: object) -> str:
    response = client.get(f"{story.get_absolute_url()}?{urlencode({'list': urlencode(asked, doseq=True)})}")
    assert response.status_code == 200
    return response.content.decode()


def said(page: str) -> str:
    """What the page says of the list, without its tags."""
    part = re.search(r'<aside class="arrival".*?</aside>', page, re.DOTALL)
    return " ".join(re.sub("<[^>]+>", " ", part[0]).split()).replace(" .", ".").replace(" ,", ",") if part else ""


def test_the_links_of_a_search_lead_to_stories_that_show_why(client: Client, index: Callable[[], None]) -> None:
    make_article("Tariffs on copper", body_html="<p>A tariff was set.</p>", countries=["JP"])
    index()
    (link,) = links(client, "q=tariff&country=JP")
    page = client.get(link).content.decode()
    assert "Found by words tariff country Japan" in said(page)
    assert "stand in the headline and text" in said(page)
    assert "<mark>Tariffs</mark> on copper</h1>" in page
    assert "A <mark>tariff</mark> was set." in page


def test_links_of_the_whole_archive_stay_plain(client: Client, index: Callable[[], None]) -> None:
    story = make_article()
    index()
    assert links(client, "sort=oldest") == [story.get_absolute_url()]


def test_search_engines_are_told_the_plain_address(client: Client, index: Callable[[], None]) -> None:
    story = make_article()
    index()
    page = opened(client, story, kind="news")
    assert f'<link rel="canonical" href="http://testserver{story.get_absolute_url()}">' in page


def test_the_way_back_keeps_page_and_order(client: Client, index: Callable[[], None]) -> None:
    story = make_article()
    index()
    page = opened(client, story, kind="news", sort="oldest", page=1)
    assert 'href="/articles/?kind=news&amp;sort=oldest"' in page


def test_the_neighbours_in_the_list_are_there_across_its_pages(client: Client, index: Callable[[], None]) -> None:
    stories = [make_article(f"Story {number:02}", on=f"2024-01-01T00:{59 - number}") for number in range(27)]
    make_article("Outside", kind="opinion")
    index()
    last_of_page, first_of_next = stories[24], stories[25]
    page = opened(client, last_of_page, kind="news")
    assert 'title="Story 23"' in page
    assert 'title="Story 25"' in page
    page = opened(client, first_of_next, kind="news", page=2)
    assert 'title="Story 24"' in page
    assert 'title="Story 26"' in page
    assert "Previous in the list" not in said(opened(client, stories[0], kind="news"))
    assert "Next in the list" not in said(opened(client, stories[26], kind="news", page=2))


def test_a_story_that_fits_no_more_says_so(client: Client, index: Callable[[], None]) -> None:
    story = make_article("Harbour opens")
    index()
    assert "no longer among those found by words railway" in said(opened(client, story, q="railway"))


@pytest.mark.parametrize("text", ["", "page=3", "%%%", "kind=nonsense", "x" * 5000, "q=\x00", "a=b&c"])
def test_what_is_no_list_is_passed_over(client: Client, index: Callable[[], None], text: str) -> None:
    story = make_article()
    index()
    response = client.get(f"{story.get_absolute_url()}?{urlencode({'list': text})}")
    assert response.status_code == 200
    assert said(response.content.decode()) == ""


def test_marks_stay_outside_of_tags_and_what_is_marked_stays_escaped() -> None:
    body = '<p title="a > tariff">The &lt;tariff&gt; &amp; <a href="/tariff">no tariff</a></p>'
    shown = html_with_marks(body, Finder(read("tariff").wanted()))
    assert shown == (
        '<p title="a > tariff">The &lt;<mark>tariff</mark>&gt; &amp; <a href="/tariff">no <mark>tariff</mark></a></p>'
    )


@given(st.lists(st.sampled_from(["<p>", "</p>", "<b>", "</b>", "tariff ", "&lt;", "&amp;", " and ", "é ", "tariffs"])))
def test_without_its_marks_a_body_is_what_it_was(pieces: list[str]) -> None:
    body = "".join(pieces)
    shown = html_with_marks(body, Finder(read("tariff").wanted()))
    assert shown is None or MARKS.sub("", shown) == body


def test_a_topic_page_with_nothing_added_has_plain_links(client: Client, index: Callable[[], None]) -> None:
    story = make_article(tags=[make_tag("Trade")])
    index()
    page = client.get("/topics/trade/").content.decode()
    assert [html.unescape(link) for link in LINK.findall(page)] == [story.get_absolute_url()]
