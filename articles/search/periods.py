"""Dates as readers type them behind ``before:`` and ``after:``, and the days they mean."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.translation import gettext

from articles.selection import first_day, last_day

# What a word for a date means. A period after "after" begins with its first day, one after "before" ends before it:
# so "after:2023 before:2024" is the year 2023, as in the search boxes that have these words.
RELATIONS = {
    "after": "after", "since": "after", "from": "after",
    "before": "before",
    "until": "until", "till": "until", "to": "until",
    "on": "on", "date": "on", "year": "on",
}  # fmt: skip

MONTHS = "january february march april may june july august september october november december".split()
YEAR_FIRST = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?|(\d{4})(\d{2})(\d{2})")
# With dots the day comes first everywhere; with slashes it depends on the country, and so is not understood.
DAY_FIRST = re.compile(r"(?:(\d{1,2})\.)?(\d{1,2})[./](\d{4})")
NAMED = re.compile(r"(?:(\d{1,2})[\s-]+)?([a-z]{3,9})\.?[\s-]+(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})")


@dataclass(frozen=True, slots=True)
class Dated:
    """A condition on the day of a story. ``period`` is YYYY, YYYY-MM or YYYY-MM-DD."""

    relation: str
    period: str

    def __str__(self) -> str:
        return f"{self.relation}:{self.period}"

    @property
    def first(self) -> dt.date | None:
        """The first day that fulfils it; None where there is no such bound."""
        return first_day(self.period) if self.relation in ("after", "on") else None

    @property
    def last(self) -> dt.date | None:
        """The last day that fulfils it; None where there is no such bound."""
        if self.relation == "before":
            return max(first_day(self.period), dt.date.min + dt.timedelta(1)) - dt.timedelta(1)
        return last_day(self.period) if self.relation in ("until", "on") else None

    @property
    def in_words(self) -> str:
        """What it means, for the reader."""
        first, last = _in_words(self.first), _in_words(self.last)
        if not last:
            sentence = gettext("“%(asked)s” means %(first)s or later.")
        elif not first:
            sentence = gettext("“%(asked)s” means %(last)s or earlier.")
        elif first == last:
            sentence = gettext("“%(asked)s” means %(first)s.")
        else:
            sentence = gettext("“%(asked)s” means %(first)s to %(last)s.")
        return sentence % {"asked": self, "first": first, "last": last}


def dated(relation: str, text: str) -> Dated | None:
    """The condition that a word of ``RELATIONS`` and a date make; None where ``text`` is no date that can be."""
    period = _period(text.strip().lower())
    try:
        first_day(period), last_day(period)
    except ValueError:
        return None
    return Dated(RELATIONS[relation], period)


def _period(text: str) -> str:
    if match := YEAR_FIRST.fullmatch(text):
        year, month, day = match.group(1, 2, 3) if match[1] else match.group(4, 5, 6)
    elif match := DAY_FIRST.fullmatch(text):
        day, month, year = match.groups()
    elif (match := NAMED.fullmatch(text)) and (month := _month(match[2])):
        day, year = match[1] or match[3], match[4]
    else:
        return ""
    return "-".join([year, *(f"{int(part):02}" for part in (month, day) if part)])


def _month(name: str) -> str:
    return next((str(number) for number, month in enumerate(MONTHS, 1) if month.startswith(name)), "")


def _in_words(day: dt.date | None) -> str:
    return date_format(day) if day else ""
