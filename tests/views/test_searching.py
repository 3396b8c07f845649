"""The page that explains the query language says what the search box really does."""

from __future__ import annotations

import re
from html import unescape

import pytest

from articles.search.query_language import FIELDS, MAX_LENGTH, MAX_TERMS, NAMED, read
from tests.views.pages import read as read_page

GUIDE = "/how-to-search/"


def test_every_page_leads_to_it(client, index):
    index()
    assert f'href="{GUIDE}"' in client.get("/").content.decode()


def test_it_names_the_limits(client, db):
    page = read_page(client, GUIDE)
    assert f"At most {MAX_LENGTH} characters and {MAX_TERMS} words are read." in page


def test_its_examples_are_read_as_they_stand(client, db):
    html = client.get(GUIDE).content.decode()
    examples = [unescape(text) for text in re.findall(r"<td><code>(.*?)</code></td>", html)]
    assert len(examples) == 16
    for q in examples:
        reading = read(q)
        assert reading.meaning is not None, q
        assert not any("left out" in note or "was read as" in note for note in reading.notes), q


@pytest.mark.parametrize("word", ["headline", "standfirst", "body", "byline"])
def test_it_names_the_parts_of_a_story(client, db, word):
    assert word in FIELDS
    assert f"{word}:" in read_page(client, GUIDE)


@pytest.mark.parametrize("kind", sorted(set(NAMED.values())))
def test_it_names_every_kind_of_name(client, db, kind):
    assert f"{kind}:" in read_page(client, GUIDE)


@pytest.mark.parametrize(
    ("q", "days"),
    [
        ("after:2024", "1 January 2024 or later"),
        ("before:2024-03", "29 February 2024 or earlier"),
        ("until:2024-03", "31 March 2024 or earlier"),
    ],
)
def test_it_says_which_days_a_date_means(client, db, q, days):
    assert f"{q} {days}" in read_page(client, GUIDE)
    assert read(q).notes == (f"“{q}” means {days}.",)
