"""A page that was made is given again as long as nothing it is made of changed, and to nobody it is not for."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import Article
from articles.pages import Pages, pages
from tests.factories import make_article

NEWS = "/articles/?kind=news"


def page(client: Client, address: str = NEWS) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_a_page_asked_for_again_is_the_same_and_asks_the_database_nothing(
    client: Client, index: Callable[[], None]
) -> None:
    make_article("Harbour opens")
    index()
    first = page(client)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert page(client) == first
    assert len(asked) == 0


def test_all_ways_to_ask_the_same_have_one_page(client: Client, index: Callable[[], None]) -> None:
    make_article("Harbour opens", kind=Article.Kind.OPINION)
    index()
    one = client.get("/articles/?kind=news&kind=opinion&from=2024")
    other = client.get("/articles/?from=2024&kind=opinion&kind=news&page=1&kind=news")
    assert one["ETag"] == other["ETag"]
    assert one.content == other.content


def test_an_edit_makes_a_new_page(client: Client, index: Callable[[], None]) -> None:
    story = make_article("Harbour opens")
    index()
    assert "Harbour opens" in page(client)
    story.headline = "Railway opens"
    story.save()
    index()
    assert "Railway opens" in page(client)
    assert "Harbour opens" not in page(client)


def test_what_could_not_be_read_is_told_though_the_selection_is_the_same(
    client: Client, index: Callable[[], None]
) -> None:
    make_article()
    index()
    page(client)
    assert "2024-77" in page(client, f"{NEWS}&from=2024-77")
    assert "2024-77" not in page(client)


def test_a_signed_in_reader_neither_leaves_a_page_nor_is_given_one(client: Client, index: Callable[[], None]) -> None:
    make_article()
    index()
    client.force_login(User.objects.create_superuser("ed", password="x"))
    response = client.get(NEWS)
    assert response["Cache-Control"] == "private, no-store"
    assert pages.get(response.get("ETag", "")) is None
    client.logout()
    page(client)
    client.force_login(User.objects.get())
    assert client.get(NEWS)["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    "response",
    [
        pytest.param(HttpResponse("x", status=503), id="an apology"),
        pytest.param(HttpResponse("x", headers={"Vary": "Accept"}), id="what depends on the reader"),
    ],
)
def test_only_pages_for_everybody_are_kept(response: HttpResponse) -> None:
    kept = Pages()
    assert kept.put("a", response) is response
    assert kept.get("a") is None


def test_a_page_with_a_cookie_is_not_kept() -> None:
    kept, response = Pages(), HttpResponse("x")
    response.set_cookie("who", "me")
    kept.put("a", response)
    assert kept.get("a") is None


def test_the_pages_not_asked_for_longest_make_room(settings) -> None:
    settings.PAGE_CACHE_MEGABYTES = 0.00008
    kept = Pages()
    for name in "abcd":
        kept.put(name, HttpResponse(name * 10))
        kept.get("a")
    there = [name for name in "abcd" if kept.get(name)]
    assert "a" in there
    assert "d" in there
    assert "b" not in there


def test_none_are_kept_where_there_is_no_room(settings) -> None:
    settings.PAGE_CACHE_MEGABYTES = 0
    kept = Pages()
    kept.put("a", HttpResponse("x"))
    assert kept.get("a") is None
