"""A wrong address: the ways on that it suggests itself."""

from __future__ import annotations

import pytest


def found(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 404
    return response.content.decode()


@pytest.mark.parametrize(
    ("address", "search"),
    [
        ("/articles/2024/03/25/harbour-ministers-weigh-12x/", "/articles/?q=harbour+ministers+weigh"),
        ("/news/harbour_talks.html", "/articles/?q=harbour+talks"),
        ("/%E6%B8%AF%E3%81%AE%E4%BC%9A%E8%AB%87/", "/articles/?q=%E6%B8%AF%E3%81%AE%E4%BC%9A%E8%AB%87"),
        ("/harbour-harbour-talks-talks/", "/articles/?q=harbour+talks"),
    ],
)
def test_the_words_of_an_address_can_be_searched_for(client, address, search):
    assert f'href="{search}"' in found(client, address)


@pytest.mark.parametrize(
    ("address", "archive", "said"),
    [
        ("/articles/2024/03/25/", "/2024/03/25/", "25 March 2024"),
        ("/news/20240325/", "/2024/03/25/", "25 March 2024"),
        ("/archive/2024-03/x1/", "/2024/03/", "March 2024"),
        ("/in/1952/x/", "/1952/", "1952"),
        ("/articles/2023/02/30/talks-x/", "/2023/02/", "February 2023"),
    ],
)
def test_a_date_in_an_address_leads_to_its_archive(client, address, archive, said):
    html = found(client, address)
    assert f'href="{archive}"' in html
    assert f"What the archive holds from {said}" in html


@pytest.mark.parametrize("address", ["/7/", "/x/y/", "/1234567890123/", "/articles/", "/0000/00/", "/9999/12/31/x"])
def test_an_address_that_says_nothing_suggests_nothing(client, db, address):
    response = client.get(address)
    if response.status_code == 404:
        assert 'class="ways-out"' not in response.content.decode()


@pytest.mark.parametrize("address", ["/%00%00aa/", "/%ff%fe-talks/", "/" + "talks-" * 2000, "/%3Cscript%3Ealert(1)/"])
def test_no_address_breaks_the_page(client, address):
    html = found(client, address)
    assert "<script>alert" not in html
    assert html.count("talks") < 20


def test_it_asks_no_database(client, django_assert_num_queries, db):
    with django_assert_num_queries(0):
        found(client, "/2024/03/25/harbour-talks-of-old/")


def test_a_story_that_is_not_there_is_a_wrong_address_as_well(client, db):
    assert 'href="/articles/?q=harbour+talks"' in found(client, "/articles/2024/03/25/harbour-talks-999/")


def test_no_page_of_the_kind_is_kept_for_somebody_signed_in(client, django_user_model, db):
    client.force_login(django_user_model.objects.create_user("ana"))
    response = client.get("/harbour-talks/")
    assert response.status_code == 404
    assert response["Cache-Control"] == "private, no-store"
