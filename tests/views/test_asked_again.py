"""A page that the reader has already is answered without asking the archive: no search, hardly a query."""

from __future__ import annotations

import gzip
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import pytest
from django.test import Client

from articles.search import search
from tests.factories import make_article, make_tag

# How many queries it takes to know which page is meant.
PAGES = {
    "/": 1,  # what is read most
    "/articles/": 0,
    "/coverage/": 0,
    "/2024/": 0,
    "/2024/03/": 0,
    "/2024/03/08/": 0,
    "/countries/jp/": 1,
    "/topics/harbour-alliance/": 1,
}


@contextmanager
def searches() -> Iterator[list[str]]:
    """The functions that searched meanwhile."""
    asked: list[str] = []

    def watch(frame: FrameType, event: str, _: object) -> None:
        if event == "call" and frame.f_code is search.__code__:
            asked.append(frame.f_back.f_code.co_name if frame.f_back else "")

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        yield asked
    finally:
        sys.setprofile(before)


@pytest.fixture
def archive(index: Callable[[], None]) -> None:
    make_article(tags=[make_tag("Harbour alliance")], countries=["JP"])
    index()


@pytest.mark.parametrize(("address", "queries"), PAGES.items())
def test_who_has_the_page_costs_no_search(
    client: Client, archive: None, django_assert_max_num_queries, address: str, queries: int
) -> None:
    with searches() as asked:
        etag = client.get(address)["ETag"]
    assert asked
    with searches() as asked, django_assert_max_num_queries(queries):
        assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    assert asked == []


def test_a_page_is_packed_for_browsers_that_unpack_it(client, index):
    make_article("Pact signed", on="1951-09-08")
    index()
    plain = client.get("/articles/")
    assert "Content-Encoding" not in plain.headers
    for _ in range(2):
        packed = client.get("/articles/", headers={"Accept-Encoding": "br, gzip"})
        assert packed["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.content) == plain.content
        assert packed["ETag"] == plain["ETag"]
        assert "Accept-Encoding" in packed["Vary"]
    assert "Content-Encoding" not in client.get("/articles/", headers={"Accept-Encoding": "gzip;q=0, br"}).headers


def test_a_page_of_somebody_who_is_signed_in_is_not_packed(admin_client, index):
    index()
    assert "Content-Encoding" not in admin_client.get("/articles/", headers={"Accept-Encoding": "gzip"}).headers
