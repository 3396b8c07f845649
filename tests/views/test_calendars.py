"""The way into the archive by date."""

from __future__ import annotations

import pytest
from django.utils import timezone

from tests.factories import make_article
from tests.views.pages import read


def test_every_year_has_its_stories_and_decades_their_sums(client, index):
    for day in ("1951-09-08", "1951-10-01", "1960-01-19"):
        make_article(on=day)
    index()
    page = read(client, "/dates/")
    assert "3 stories, from 1951 to 1960." in page
    assert "1960s 1960 1 1 1950s 1951 2 1952" in page
    assert '<a href="/1951/">1951 <span>2</span></a>' in client.get("/dates/").content.decode()


@pytest.mark.parametrize(
    ("written", "address"),
    [("1951", "/1951/"), ("1951-09", "/1951/09/"), (" 1951-09-08 ", "/1951/09/08/"), ("１９５１", None)],
)
def test_a_date_leads_to_its_page(client, index, written, address):
    index()
    answer = client.get("/dates/", {"on": written})
    if address is None:
        assert answer.status_code == 200
    else:
        assert (answer.status_code, answer["Location"]) == (302, address)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("soon", "soon” is not a date"),
        ("1951-13", "1951-13” is not a date"),
        ("0050", "calendar goes from 1600 to 2199"),
        ("<b>", "<b>” is not a date"),
        ("x" * 1000, "is not a date"),
        ("19\x0051", "is not a date"),
    ],
)
def test_what_is_no_date_stays_in_the_field_and_is_told_beside_it(client, index, written, told):
    make_article(on="1951-09-08")
    index()
    answer = client.get("/dates/", {"on": written})
    assert answer.status_code == 200
    page = read(client, f"/dates/?on={written}")
    assert told in page
    assert 'aria-invalid="true"' in answer.content.decode()


def test_this_day_in_other_years_stands_there_too(client, index):
    today = timezone.localdate()
    make_article(
        "Eight years ago", on=f"{today.year - 8}-{today:%m-%d}" if (today.month, today.day) != (2, 29) else "2016-02-29"
    )
    index()
    assert "Eight years ago" in read(client, "/dates/").partition("in other years")[2]


def test_an_empty_archive_has_no_dates_and_says_nothing_wrong(client, index):
    index()
    page = read(client, "/dates/")
    assert "Go to a date" in page
    assert "0 stories" not in page
