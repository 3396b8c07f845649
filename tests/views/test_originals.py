"""A story whose original is gone says so."""

from __future__ import annotations

import datetime as dt

import pytest

from articles.models import LinkCheck
from tests.factories import make_article
from tests.views.pages import read

SAID = (
    "The original at news.example was gone when last checked on 2 April 2024; this archive keeps the text as it stood."
)
CHECKED = dt.datetime(2024, 4, 2, 12, tzinfo=dt.UTC)


@pytest.fixture
def story(index):
    story = make_article()
    index()
    return story


def checked(story, state: str) -> None:
    LinkCheck.objects.create(
        article=story, url="https://www.news.example/1", state=state, checked_at=CHECKED,
        missing_since=CHECKED if state in ("missing", "gone") else None,
    )  # fmt: skip


def test_readers_are_told(client, story):
    checked(story, "gone")
    assert SAID in read(client, story.get_absolute_url())


@pytest.mark.parametrize("state", ["alive", "moved", "changed", "missing", "untold"])
def test_nothing_is_said_of_any_other(client, story, state):
    checked(story, state)
    assert "The original at" not in read(client, story.get_absolute_url())


def test_a_kept_page_is_renewed_when_the_original_goes_or_comes_back(client, story):
    address = story.get_absolute_url()
    before = client.get(address)["ETag"]
    checked(story, "gone")
    gone = client.get(address, headers={"If-None-Match": before})
    assert gone.status_code == 200
    LinkCheck.objects.update(state="alive")
    assert client.get(address, headers={"If-None-Match": gone["ETag"]}).status_code == 200
    assert client.get(address)["ETag"] == before
