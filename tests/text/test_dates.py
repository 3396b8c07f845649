"""Dates as printed."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import dates
from articles.text.moments import Precision


@pytest.mark.parametrize(
    "printed",
    [
        "25 March 2024", "March 25, 2024", "Mar. 25th, 2024", "Monday, 25 March 2024", "25-MAR-2024", "2024-03-25", "2024/3/25", "25.03.2024",
        "25.03.24", "25/03/2024", "25. März 2024", "le 25 mars 2024", "25 de marzo de 2024", "25 de março de 2024", "25 marzo 2024",
        "25 maart 2024", "25 марта 2024 г.", "25 березня 2024", "25 marca 2024", "25 Mart 2024", "25 Maret 2024", "25 tháng 3 năm 2024",
        "25 tháng 3, 2024", "٢٥ مارس ٢٠٢٤", "25 آذار 2024", "25 مارچ 2024", "25 मार्च 2024", "2024年3月25日", "令和6年3月25日",
        "2024년 3월 25일", "25 mars 2024", "25. marts 2024", "25. maaliskuuta 2024", "25. března 2024", "2024. március 25.", "6 فروردین 1403",
        "25 มีนาคม 2567", "25 Μαρτίου 2024", "25 март 2024", "25 מרץ 2024", "2024-W13-1", "25 de març de 2024", "२५ मार्च २०२४",
    ],
)  # fmt: skip
def test_a_day_is_read_in_many_languages(printed):
    moment = dates.parse(printed)
    assert moment is not None
    assert (moment.isoformat(), moment.precision) == ("2024-03-25", Precision.DAY)


@pytest.mark.parametrize(
    ("printed", "iso", "zone"),
    [
        ("March 25, 2024 01:19 PM", "2024-03-25T13:19", ""),
        ("25 March 2024 at 13:19", "2024-03-25T13:19", ""),
        ("13:19, 25 March 2024", "2024-03-25T13:19", ""),
        ("17:41 JST, October 13, 2024", "2024-10-13T17:41+09:00", "JST"),
        ("1:19 p.m. ET, March 25, 2024", "2024-03-25T13:19-04:00", "ET"),
        ("Mon, 25 Mar 2024 13:19:05 +0530", "2024-03-25T13:19:05+05:30", "+0530"),
        ("25 Mar 2024 12:05 AM PKT", "2024-03-25T00:05+05:00", "PKT"),
        ("25 Mar 2024 1:19 PM IST", "2024-03-25T13:19", "IST"),
        ("2024-03-25T13:19:00Z", "2024-03-25T13:19:00+00:00", "Z"),
        ("2024-03-25T13:19+05:00", "2024-03-25T13:19+05:00", "+05:00"),
        ("2024-03-25 13:19:05.123456789", "2024-03-25T13:19:05", ""),
        ("26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01", ""),
        ("25.03.2024 - 13:19 Uhr", "2024-03-25T13:19", ""),
        ("25. März 2024, 13.19 Uhr", "2024-03-25T13:19", ""),
        ("le 25 mars 2024 à 13h19", "2024-03-25T13:19", ""),
        ("25 mars 2024 kl. 13.19", "2024-03-25T13:19", ""),
        ("25 Maret 2024 13.19 WIB", "2024-03-25T13:19+07:00", "WIB"),
        ("2024年3月25日 下午1:19", "2024-03-25T13:19", ""),
        ("2024年3月25日 13時19分", "2024-03-25T13:19", ""),
        ("2024년 3월 25일 오후 1:19", "2024-03-25T13:19", ""),
        ("25/03/2024 13:19 (GMT+7)", "2024-03-25T13:19+07:00", "GMT+7"),
        ("March 25, 2024 24:00", "2024-03-26T00:00", ""),
        ("1711372740", "2024-03-25T13:19:00+00:00", "UTC"),
        ("March 2024", "2024-03", ""),
        ("2024-03", "2024-03", ""),
        ("1952", "1952", ""),
    ],
)
def test_times_and_zones_are_read_as_stated(printed, iso, zone):
    moment = dates.parse(printed)
    assert moment is not None
    assert (moment.isoformat(), moment.zone) == (iso, zone)


@pytest.mark.parametrize(("language", "iso"), [("en-GB", "2024-04-03"), ("fr", "2024-04-03"), ("en-US", "2024-03-04")])
def test_the_order_of_numbers_is_the_languages(language, iso):
    assert dates.parse("03/04/2024", language).isoformat() == iso


def test_an_ambiguous_date_is_nobodys_guess():
    assert dates.parse("03/04/2024") is None
    assert dates.parse("04/04/2024").isoformat() == "2024-04-04"


@pytest.mark.parametrize(
    "text",
    ["", "yesterday", "2 hours ago", "31 Feb 2024", "2024-02-30", "0000-01-01", "25 March 0000", "9999-12-31T23:59:59-14:00", "99999999999",
     "3 to 4 of 2000", "25 March", "1.2.3.2024.5", "room 12 2024"],
)  # fmt: skip
def test_what_is_no_date_gives_none(text):
    assert dates.parse(text) is None


def test_every_date_of_a_line_is_found_where_it_stands():
    line = "Published 25 March 2024 13:19 | Updated 26 March 2024"
    found = [(line[one.start : one.end].strip(), one.moment.isoformat()) for one in dates.find(line)]
    assert found == [("25 March 2024 13:19", "2024-03-25T13:19"), ("26 March 2024", "2024-03-26")]


@given(st.text(st.characters(codec=None), max_size=120))
def test_no_text_raises(text):
    for found in dates.find(text):
        assert dates.EARLIEST <= found.moment.value.year <= dates.LATEST + 1
    dates.parse(text)


@given(st.datetimes(dt.datetime(1600, 1, 1), dt.datetime(2199, 12, 30)).map(lambda value: value.replace(microsecond=0)))
def test_iso_survives_the_round_trip(value):
    assert dates.parse(value.isoformat()).value == value


@given(
    st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 30)),
    st.sampled_from(["%d %B %Y", "%B %d, %Y", "%d.%m.%Y", "%Y/%m/%d", "%a, %d %b %Y"]),
)
def test_printed_days_survive_the_round_trip(day, style):
    assert dates.parse(day.strftime(style)).value.date() == day
