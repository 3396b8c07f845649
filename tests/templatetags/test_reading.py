"""How dates and lists of names are written."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from articles.templatetags import reading


@pytest.mark.parametrize(
    ("period", "written", "short"),
    [
        ("1951", "1951", "1951"),
        ("1951-09", "September 1951", "Sep 1951"),
        ("1951-09-08", "8 September 1951", "8 Sep"),
        ("x", "x", "x"),
    ],
)
def test_a_partial_date(period, written, short):
    assert reading.partial_date(period) == written
    assert reading.short_date(period) == short


@pytest.mark.parametrize(
    ("names", "written"), [([], ""), (["A"], "A"), (["A", "B"], "A or B"), (["A", "B", "C"], "A, B or C")]
)
def test_names_in_a_row(names, written):
    assert reading.listed(names, "or") == written


def test_a_year_is_over_on_its_day():
    now = timezone.now().replace(hour=12)
    assert reading.years_since(None) == 0
    assert reading.years_since(now - dt.timedelta(days=364)) == 0
    assert reading.years_since(now - dt.timedelta(days=367)) == 1


def test_a_sentence_has_no_space_before_a_comma():
    assert reading.sentence("\n  3 stories\n  , 1951\n .") == "3 stories, 1951."
