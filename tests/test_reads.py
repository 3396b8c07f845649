"""Readers are counted once, without cookies, and only where somebody reads."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from articles.models import DailySalt, ReadCount, ReadMark
from articles.views.reads import most_read
from tests.factories import make_article

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
FROM_HERE = {"User-Agent": BROWSER, "Sec-Fetch-Site": "same-origin"}


def report(story, address: str = "192.0.2.1", **headers: str) -> int:
    """Send what the page sends; gives the status."""
    headers = {name: value for name, value in (FROM_HERE | headers).items() if value}
    client = Client(headers=headers, REMOTE_ADDR=address, enforce_csrf_checks=True)
    return client.post(f"/a/{story.pk}/read").status_code


def readers(story) -> int:
    return sum(story.read_counts.values_list("readers", flat=True))


@pytest.fixture
def story(db):
    return make_article("Talks")


def test_a_reader_counts(story):
    assert report(story) == 204
    assert readers(story) == 1


def test_a_reload_counts_once(story):
    for _ in range(3):
        assert report(story) == 204
    assert readers(story) == 1


def test_another_reader_and_another_story_count(story):
    other = make_article("Other talks")
    report(story)
    report(story, address="192.0.2.2")
    report(other)
    assert (readers(story), readers(other)) == (2, 1)


def test_one_connection_of_ipv6_is_one_reader(story):
    report(story, address="2001:db8::1")
    report(story, address="2001:db8::ffff")
    report(story, address="2001:db8:0:1::1")
    assert readers(story) == 2


@pytest.mark.parametrize(
    "agent",
    ["", "curl/8.5", "python-requests/2.32", "Mozilla/5.0 (compatible; Examplebot/2.1; +http://example.com/bot.html)",
     "Mozilla/5.0 (X11) HeadlessChrome/140.0", "facebookexternalhit/1.1 (+http://example.com)", "Feedfetcher"],
)  # fmt: skip
def test_a_robot_does_not_count(story, agent):
    assert report(story, **{"User-Agent": agent}) == 204
    assert readers(story) == 0


@pytest.mark.parametrize(
    "agent",
    [
        "Mozilla/5.0 (Linux; Android 10; CUBOT NOTE) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/604.1",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0",
    ],
)
def test_people_are_not_taken_for_robots(story, agent):
    report(story, **{"User-Agent": agent})
    assert readers(story) == 1


def test_a_page_fetched_ahead_does_not_count(story):
    report(story, **{"Sec-Purpose": "prefetch;prerender"})
    assert readers(story) == 0


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_a_report_from_another_site_does_not_count(story, site):
    report(story, **{"Sec-Fetch-Site": site})
    assert readers(story) == 0


def test_an_old_browser_is_judged_by_its_origin(story):
    report(story, **{"Sec-Fetch-Site": "", "Origin": "http://elsewhere.example"})
    assert readers(story) == 0
    report(story, **{"Sec-Fetch-Site": "", "Origin": "http://testserver"})
    assert readers(story) == 1


def test_a_story_nobody_may_see_is_not_there(db):
    assert report(make_article(status="draft")) == 404
    assert Client().post("/a/999999999999/read").status_code == 404


def test_it_is_not_asked_for(client, story):
    assert client.get(f"/a/{story.pk}/read").status_code == 405


def test_nothing_kept_says_who_read(story):
    report(story, address="192.0.2.77")
    (mark,) = ReadMark.objects.values()
    assert set(mark) == {"id", "day", "digest"}
    assert b"192.0.2.77" not in bytes(mark["digest"])
    assert set(ReadCount.objects.values()[0]) == {"id", "article_id", "day", "readers"}


def test_no_cookie_is_set(story):
    response = Client(headers=FROM_HERE).post(f"/a/{story.pk}/read")
    assert not response.cookies
    assert response["Cache-Control"] == "private, no-store"


def test_with_a_new_salt_the_same_reader_has_another_mark(story):
    report(story)
    DailySalt.objects.update(salt=b"x" * 32)
    report(story)
    first, second = (bytes(digest) for digest in ReadMark.objects.values_list("digest", flat=True))
    assert first != second


def test_this_week_comes_before_this_month_and_before_ever(db):
    today = timezone.now().date()
    ever, month, week = make_article(), make_article(), make_article()
    for story, days, number in ((ever, 400, 900), (month, 20, 90), (week, 1, 9)):
        ReadCount.objects.create(article=story, day=today - dt.timedelta(days=days), readers=number)
    assert most_read(5) == [week.pk, month.pk, ever.pk]
    assert most_read(2) == [week.pk, month.pk]


def test_a_withdrawn_story_is_not_among_the_most_read(db):
    story = make_article(status="withdrawn", withdrawn_reason="Wrong.")
    ReadCount.objects.create(article=story, day=timezone.now().date(), readers=9)
    assert most_read(5) == []
