"""The dates of a list's form: what was written stays, with what is wrong beside it; and periods to choose at once."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from articles.search.results import Coverage
from articles.selection import Selection
from articles.views.dating import periods
from tests.factories import make_article
from tests.views.pages import headlines

PERIOD = re.compile(r'<li><a href="([^"]+)" rel="nofollow">([^<]+)</a></li>')


@pytest.fixture
def archive(index):
    make_article("Treaty", on="1951-09-08")
    make_article("Return", on="1972-05-15")
    make_article("Summit", on="2024-04-10")
    index()


def field(html: str, name: str) -> str:
    """The input of a date."""
    return re.search(rf'<input id="{name}"[^>]*>', html)[0]


def offered(html: str) -> dict[str, str]:
    part = html.partition('<ul class="periods"')[2].partition("</ul>")[0]
    return {label: unescape(address) for address, label in PERIOD.findall(part)}


@pytest.mark.parametrize(
    ("name", "text"),
    [("from", "2024-02-30"), ("to", "2024-13"), ("from", "spring 2024"), ("to", "24"), ("from", '"><b>')],
)
def test_a_date_not_understood_stays_in_its_field_with_the_reason_beside_it(client, archive, name, text):
    html = client.get("/articles/", {name: text}).content.decode()
    shown = field(html, name)
    assert unescape(re.search(r'value="([^"]*)"', shown)[1]) == text
    assert 'aria-invalid="true"' in shown
    problem = re.search(r'aria-describedby="(\S+) ', shown)[1]
    beside = re.search(rf'id="{problem}">(.*?)</p>', html, re.DOTALL)[1]
    assert f"“{text}” is not a date" in unescape(beside)


def test_the_other_date_holds_and_both_stay_written(client, archive):
    html = client.get("/articles/?from=1960&to=20244").content.decode()
    assert 'value="1960"' in field(html, "from") and 'value="20244"' in field(html, "to")
    assert "aria-invalid" not in field(html, "from")
    assert headlines(client, "/articles/?from=1960&to=20244") == ["Summit", "Return"]


def test_the_filters_are_open_where_a_date_is_wrong(client, archive):
    assert '<details id="filters" open>' in client.get("/articles/?from=x").content.decode()
    assert '<details id="filters">' in client.get("/articles/?from=1951").content.decode()


def test_dates_that_end_before_they_begin_can_be_turned_round(client, archive):
    html = client.get("/articles/?from=2024&to=1960&sort=oldest&view=cards").content.decode()
    assert "The dates end before they begin: from 2024 to 1960." in html
    assert 'value="2024"' in field(html, "from") and 'value="1960"' in field(html, "to")
    address = unescape(re.search(r'<a href="([^"]+)" rel="nofollow">Turn them round</a>', html)[1])
    assert address == "/articles/?from=1960&to=2024&sort=oldest&view=cards"
    assert headlines(client, address) == ["Return", "Summit"]


def test_a_page_of_a_date_has_no_dates_to_choose(client, archive):
    html = client.get("/1972/?from=nonsense").content.decode()
    assert 'id="from"' not in html and 'class="periods"' not in html


def test_a_decade_leads_to_its_stories_and_the_one_shown_is_no_link(client, archive):
    found = offered(client.get("/articles/").content.decode())
    assert headlines(client, found["1970s"]) == ["Return"]
    assert found["1950s"] == "/articles/?from=1950&to=1959"
    html = client.get(found["1970s"]).content.decode()
    assert "1970s" not in offered(html) and '<b aria-current="true">1970s</b>' in html


def test_words_with_the_form_of_a_date_are_left_alone(client, archive):
    found = offered(client.get("/articles/?q=from%3D0000%26to%3D0000").content.decode())
    assert all("q=from%3D0000%26to%3D0000&" in address for address in found.values())


def coverage(first: int, last: int) -> Coverage:
    return Coverage(9, 1, f"{first}-05-01", f"{last}-05-01")


def test_an_archive_of_a_few_years_has_no_decades():
    found = periods(coverage(2019, 2026), Selection(), dt.date(2026, 3, 1), "{}/{}".format)
    assert [(period.label, period.url) for period in found] == [("This year", "2026/2026"), ("Last year", "2025/2025")]


def test_an_archive_that_ended_long_ago_has_no_this_year():
    found = periods(coverage(1890, 1911), Selection(), dt.date(2026, 3, 1), "{}/{}".format)
    assert [period.label for period in found] == ["1910s", "1900s", "1890s"]


@given(st.integers(1600, 2199), st.integers(0, 300), st.integers(1900, 2199))
def test_every_period_has_a_year_of_the_archive_and_every_year_a_period_where_there_are_many(first, span, year):
    last = min(2199, first + span)
    found = periods(coverage(first, last), Selection(), dt.date(year, 6, 1), "{}-{}".format)
    spans = [tuple(int(part) for part in period.url.split("-")) for period in found]
    assert all(since <= last and first <= until for since, until in spans)
    if last - first >= 12:
        assert all(any(since <= one <= until for since, until in spans) for one in range(first, last + 1))


def test_before_there_is_a_story_there_is_no_period():
    assert periods(None, Selection(), dt.date(2026, 1, 1), "{}{}".format) == []
    assert periods(Coverage(), Selection(), dt.date(2026, 1, 1), "{}{}".format) == []


def test_where_the_dates_are_past_the_feed_of_any_date_is_offered(client, archive):
    offer = re.compile(r'<a href="([^"]+)" rel="nofollow">follow the stories of any date</a>')
    past = client.get("/articles/", {"q": "summit", "from": "2024-04", "to": "2024-05"}).content.decode()
    assert unescape(offer.search(past)[1]) == "/articles.atom?q=summit"
    assert "Summit" in client.get("/articles.atom?q=summit").content.decode()
    for dates in ({}, {"from": "2024-04"}, {"to": f"{timezone.localdate():%Y}"}):
        assert not offer.search(client.get("/articles/", dates).content.decode())


def test_dates_are_understood_as_the_hint_writes_them(client, archive):
    for language in ("en", "ja"):
        html = client.get("/articles/", headers={"accept-language": language}).content.decode()
        hint = re.search(r'id="date-shape">[^<]*?[:：]\s*([^<]*)[.。]</p>', html)[1]
        for example in re.split(r"[,、]\s*", hint):
            assert headlines(client, f"/articles/?from={example}&to={example}") == (
                ["Summit"] if example == "2024" else []
            )
            assert 'aria-invalid="true"' not in client.get("/articles/", {"from": example}).content.decode()
