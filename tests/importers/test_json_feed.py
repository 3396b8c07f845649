"""JSON Feed."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles import importers
from articles.documents import Label, Picture
from tests.importers.reading import problem_of, read, read_one, sound

LONG = "<p>" + "The ferries go out at six and come back at nine. " * 30 + "</p>"
ITEM = {
    "id": "f-1", "url": "/2024/ferries", "title": "Ferries return", "content_html": '<p>They <a href="b">came</a>.</p><img src="c.png" alt="Sea">',
    "summary": "In short, boats.", "date_published": "2024-03-25T09:00:00+01:00", "date_modified": "2024-03-26T09:00:00+01:00",
    "image": "https://img.example/i.jpg", "tags": ["Harbour", "Sea"], "authors": [{"name": "Hana Sample"}, {"name": "Tomas Beispiel"}],
    "attachments": [{"url": "https://img.example/a.jpg", "mime_type": "image/jpeg"}, {"url": "https://img.example/a.mp3", "mime_type": "audio/mpeg"}],
}  # fmt: skip


def feed(*items, **changes):
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Porthaven Courier",
        "home_page_url": "https://courier.example/",
        "language": "en",
    }
    return json.dumps(head | changes | {"items": list(items)})


def test_it_is_recognised_before_other_json():
    assert importers.detect(feed(ITEM).encode()).name == "json-feed"


def test_an_item_is_read():
    story = read_one(feed(ITEM))
    assert (story.guid, story.url, story.headline) == ("f-1", "https://courier.example/2024/ferries", "Ferries return")
    assert (story.site_name, story.language, story.authors) == (
        "Porthaven Courier",
        "en",
        ("Hana Sample", "Tomas Beispiel"),
    )
    assert story.body_html == '<p>They <a href="https://courier.example/2024/b">came</a>.</p>'
    assert story.standfirst == "In short, boats."
    assert (story.published.isoformat(), story.updated.isoformat()) == (
        "2024-03-25T09:00:00+01:00",
        "2024-03-26T09:00:00+01:00",
    )
    assert story.labels == (Label("Harbour"), Label("Sea"))
    assert story.pictures == (
        Picture("https://img.example/i.jpg"), Picture("https://img.example/a.jpg"), Picture("https://courier.example/2024/c.png", alt="Sea"),
    )  # fmt: skip
    assert not story.summary_only


def test_the_feeds_author_is_the_items_where_it_has_none():
    assert read_one(feed({"id": "1", "title": "A", "author": None}, author={"name": "Ines Muster"})).authors == (
        "Ines Muster",
    )


def test_a_summary_alone_says_so():
    assert read_one(feed({"id": "1", "url": "https://a.example/1", "title": "A", "summary": "In short."})).summary_only
    assert not read_one(
        feed({"id": "1", "url": "https://a.example/1", "title": "A", "content_html": LONG})
    ).summary_only


def test_an_item_that_is_none_is_a_problem_in_its_place():
    readings = read(feed(ITEM, 7, {}, ITEM))
    assert [bool(reading.document) for reading in readings] == [True, False, False, True]


@pytest.mark.parametrize("content", [feed(), "[]", "{}", '{"items": 3}', "not JSON"])
def test_a_feed_without_items_is_a_problem(content):
    assert problem_of(content, "json-feed")


def test_equal_dates_of_all_items_are_doubted():
    stories = [reading.document for reading in read(feed(*[ITEM | {"id": str(number)} for number in range(6)]))]
    assert all("same time" in story.warnings[-1] for story in stories)
    assert not read_one(feed(ITEM)).warnings


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12) | st.sampled_from(["<p>x</p>", "https://a.example/1", "2024-03-25"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "url", "mime_type"]), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.dictionaries(st.sampled_from(sorted({*ITEM, "content_text", "author"})), VALUES, max_size=6) | VALUES,
        max_size=3,
    )
)
def test_no_items_raise(items):
    assert sound(read(feed(*items), "json-feed"))
