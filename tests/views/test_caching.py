"""What caches are told, and what they must never keep."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from tests.factories import make_article, make_tag

PAGES = ["/", "/articles/", "/articles/?country=jp", "/topics/", "/topics/harbour-alliance/", "/countries/", "/countries/jp/",
         "/2024/", "/coverage/", "/reading-list/", "/offline/", "/worker.js", "/articles.atom", "/articles.rss", "/articles.feed.json", "/sitemap.xml", "/sitemap/2024.xml"]  # fmt: skip


@pytest.fixture
def archive(index):
    story = make_article(tags=[make_tag("Harbour alliance")], countries=["JP"])
    index()
    return story


@pytest.mark.parametrize("address", PAGES)
def test_a_public_page_sets_no_cookie_and_may_be_kept(client, archive, address):
    response = client.get(address)
    assert response.status_code == 200
    assert not response.cookies
    assert "public" in response["Cache-Control"]
    assert "Cookie" in response["Vary"]


@pytest.mark.parametrize("address", PAGES)
def test_who_has_the_page_is_told_so(client, archive, address):
    etag = client.get(address)["ETag"]
    again = client.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", etag)


@pytest.mark.parametrize("address", ["/articles/", "/articles.atom", "/topics/harbour-alliance/"])
def test_a_change_of_the_archive_is_a_new_page(client, archive, index, address):
    etag = client.get(address)["ETag"]
    make_article("Another")
    index()
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 200


def test_a_change_of_a_story_is_a_new_page(client, archive):
    address = archive.get_absolute_url()
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    archive.credit = "Corrected"
    archive.save()
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 200


def test_two_selections_never_share_an_etag(client, archive):
    assert client.get("/articles/?country=jp")["ETag"] != client.get("/articles/?country=us")["ETag"]


@pytest.mark.parametrize("address", ["/", "/articles/", "/articles.atom"])
def test_a_page_for_somebody_signed_in_is_never_kept(client, archive, address):
    etag = client.get(address)["ETag"]
    client.force_login(User.objects.create_user("ana"))
    response = client.get(address, headers={"If-None-Match": etag})
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"


def test_a_page_asked_for_with_credentials_is_never_kept(client, archive):
    assert client.get("/articles/", headers={"Authorization": "Basic x"})["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("address", [*PAGES, "/articles.csv", "/robots.txt", "/healthz", "/opensearch.xml"])
@pytest.mark.parametrize("method", ["post", "put", "delete", "patch", "trace", "options"])
def test_pages_are_only_read(client, archive, address, method):
    assert getattr(client, method)(address).status_code == 405


@pytest.mark.parametrize("address", PAGES)
def test_head_is_a_page_without_its_body(client, archive, address):
    response = client.head(address)
    assert (response.status_code, response.content) == (200, b"")
