"""JSON Lines: records that can be imported again."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from articles.exporters.records import record
from articles.models import Source
from tests.factories import make_article, make_tag


def lines(client, address: str = "/articles.jsonl") -> list[dict]:
    return [json.loads(line) for line in client.get(address).getvalue().decode().splitlines()]


def test_a_line_for_each_story_in_the_lists_order(client, index):
    make_article("Old", on="1951-09-08")
    make_article("New", on="2024-03-25")
    index()
    assert [line["headline"] for line in lines(client)] == ["New", "Old"]


def test_what_is_not_known_is_left_out(client, index):
    make_article("Talks")
    index()
    (line,) = lines(client)
    assert "authors" not in line
    assert "standfirst" not in line


def test_text_of_any_script_stays_readable(client, index):
    make_article("港の会談")
    index()
    assert "港の会談" in client.get("/articles.jsonl").getvalue().decode()


def test_tags_stand_by_their_kind(client, index):
    make_article(
        tags=[make_tag("Pact"), make_tag("Mina Sato", kind="person"), make_tag("North Port", kind="place")],
        countries=["SUHH", "JP"],
    )
    index()
    (line,) = lines(client)
    assert (line["topics"], line["people"], line["places"], line["countries"]) == (
        ["Pact"],
        ["Mina Sato"],
        ["North Port"],
        ["JP", "SUHH"],
    )


@pytest.mark.parametrize(
    ("precision", "zone", "published"),
    [
        ("year", "", "1952"),
        ("month", "", "1952-04"),
        ("day", "", "1952-04-28"),
        ("minute", "PKT", "1952-04-28T08:19+00:00"),
        ("minute", "", "1952-04-28T13:19"),
    ],
)
def test_a_date_is_as_exact_as_the_source_has_it(db, precision, zone, published):
    story = make_article(on="1952-04-28T08:19+00:00", published_precision=precision, published_zone=zone)
    story.source = Source.objects.create(name="Bay Wire", slug="bay-wire", time_zone="Asia/Karachi")
    if precision in ("year", "month", "day"):
        story.published_at = dt.datetime(1952, 4, 28, 12, tzinfo=dt.UTC)
    assert record(story, "http://testserver/")["published"] == published
