"""Dates as pages and files print them, in many languages, to moments of known precision."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from articles.text import words
from articles.text.calendars import ERAS, folded, from_persian, month_names, year_in
from articles.text.clocks import Clock, clock_after, clock_before
from articles.text.moments import Moment, Precision

EARLIEST, LATEST = 1600, 2199
LONGEST = 400

_DAY = r"(?P<day>\d{1,2})(?!\d)"
_YEAR = r"(?P<year>\d{4})(?!\d)"
_NAME = r"(?P<month>[^\W\d_][^\s\d.,،/()|:;–\-]*(?:\.[^\W\d_][^\s\d.,/()|]*)*)\.?"
_OF = r"(?:\s*(?:de|del|di|do|of|d['’]|ta['’]|i|م|من)\s+)?"
_GAP = r"[\s,،./\-–]*"
_NOT_INSIDE = r"(?<![\d.,/:\-])"
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        # 2024-03-25, 2024/3/25, 2024.03.25; what follows may be "T13:19"
        rf"(?<![\d./\-]){_YEAR}\s?(?P<mark>[\-./])\s?(?P<number>\d{{1,2}})\s?(?P=mark)\s?{_DAY}",
        # 2024年3月25日, 2024년 3월 25일, 令和6年3月25日
        rf"(?:(?P<era>{'|'.join(ERAS)})\s*(?P<era_year>\d{{1,2}}|元)|{_YEAR})\s*[年년]\s*(?P<number>\d{{1,2}})\s*[月월]\s*{_DAY}\s*[日日일号號]",
        # 25 tháng 3 năm 2024; 25 tháng 3, 2024
        rf"{_DAY}\s+(?:tháng|thg)\s+(?P<number>\d{{1,2}})\s*,?\s*(?:năm\s+)?{_YEAR}",
        # 25 March 2024; 25. März 2024; 25 de marzo de 2024; 26-FEB-1987; 25 мар. 2024
        rf"{_NOT_INSIDE}{_DAY}(?:st|nd|rd|th|er|ère|º|ª|°|e|:e|-е|-го|ος)?{_GAP}{_OF}{_NAME}{_GAP}{_OF}{_GAP}{_YEAR}",
        # March 25, 2024; Mar. 25th 2024
        rf"(?<![^\W\d_]){_NAME}\s*{_DAY}(?:st|nd|rd|th)?\s*[,،.]?\s*(?:of\s+)?{_YEAR}",
        # 2024. március 25.; 2024 March 25; 2024-Mar-25
        rf"{_NOT_INSIDE}{_YEAR}[.,]?(?:\s*m\.)?[\s\-]*(?:ko\s+)?{_NAME}[\s\-]*{_DAY}\.?",
        # 25.03.2024, 25/3/2024, 25-03-2024
        rf"(?<![\d./])(?<!\d-)(?P<first>\d{{1,2}})(?P<mark>[./\-])\s?(?P<second>\d{{1,2}})(?P=mark)\s?{_YEAR}",
        # 25.03.24
        r"(?<![\d./:\-])(?P<first>\d{1,2})(?P<mark>[./])(?P<second>\d{1,2})(?P=mark)(?P<short>\d\d)(?![\d./:\-])",
    )
)
_MONTH_OF_YEAR = re.compile(rf"{_NAME}[\s,]*{_OF}{_YEAR}$", re.IGNORECASE)
_ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})$")


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text, from ``start`` to ``end``, with the clock time printed beside it, if any."""

    moment: Moment
    start: int
    end: int


@lru_cache(maxsize=10_000)
def parse(text: str, language: str = "") -> Moment | None:
    """The moment a whole field states: ISO 8601, RFC 822, or as printed; a month or a year alone is known as such.

    ``language`` (a BCP 47 tag) decides 03/04/2024, which is day first nearly everywhere and month first in the
    United States; without one such a date is nobody's guess, and the answer is None.
    """
    text = words.clean(text[:LONGEST])
    plain = _plain(text)
    if iso := _iso(plain, text):
        return iso
    if found := next(find(text, language), None):
        moment = found.moment
        return Moment(moment.value, moment.precision, text if len(text) <= 60 else moment.printed, moment.zone)
    return _coarse(plain, text)


def find(text: str, language: str = "") -> Iterator[Found]:
    """Every full date (year, month and day) printed in a text, in its order."""
    plain = _plain(text)
    claimed = 0
    for match in _candidates(plain):
        if match.start() < claimed:
            continue
        day = _date(match, language)
        if day is None:
            continue
        start, end, clock = match.start(), match.end(), None
        if after := clock_after(plain, end):
            end, clock = after.end, after
        elif (before := clock_before(plain, start)) and before.start >= claimed:
            start, clock = before.start, before
        moment = _moment(day, clock, text[start:end].strip(" ,|-–—·("))
        claimed = end
        yield Found(moment, start, end)


def _candidates(plain: str) -> list[re.Match[str]]:
    if not any(character.isdigit() for character in plain):
        return []
    found = [match for shape in _SHAPES for match in shape.finditer(plain)]
    return sorted(found, key=lambda match: (match.start(), -match.end()))


def _plain(text: str) -> str:
    """The text with ASCII digits and plain spaces, character for character, so that places stay places."""
    if text.isascii():
        return text
    return "".join(_plain_character(character) for character in text)


def _plain_character(character: str) -> str:
    if character in "\u00a0\u2007\u2009\u202f\u3000":
        return " "
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return "-" if character == "−" else ":" if character in "：∶" else character


def _date(match: re.Match[str], language: str) -> dt.date | None:
    parts = match.groupdict()
    try:
        if parts.get("first"):
            return _numeric(parts, language)
        year = (
            int(parts["year"]) if parts.get("year") else ERAS[parts["era"]] + int(parts["era_year"].replace("元", "1"))
        )
        calendar = ""
        if parts.get("number"):
            month = int(parts["number"])
            calendar = "persian" if 1300 <= year <= 1499 and match.re is _SHAPES[0] else ""
        elif name := _month(parts["month"]):
            month, calendar = name
        else:
            return None
        if calendar == "persian":
            return _within(from_persian(year, month, int(parts["day"])))
        if calendar == "" and 2443 <= year <= 2642:
            calendar = "thai"
        return _within(dt.date(year_in(calendar, year), month, int(parts["day"])))
    except (ValueError, OverflowError):
        return None


def _month(name: str) -> tuple[int, str] | None:
    known = month_names()
    name = folded(name)
    return known.get(name) or known.get(re.sub(r"['’](?:s|ın|in|un|ün|da|de|ta|te)$", "", name))


def _numeric(parts: dict[str, str | None], language: str) -> dt.date | None:
    first, second = int(parts["first"] or 0), int(parts["second"] or 0)
    year = int(parts["year"]) if parts.get("year") else 2000 + int(parts["short"] or 0)
    if first > 12 or parts["mark"] == "." or first == second:
        return _within(dt.date(year, second, first))
    if second > 12:
        return _within(dt.date(year, first, second))
    if not language or language.lower() == "en":
        return None
    month_first = language.lower().replace("_", "-") in {"en-us", "en-ph", "fil", "es-us"}
    return _within(dt.date(year, first, second) if month_first else dt.date(year, second, first))


def _within(day: dt.date) -> dt.date | None:
    return day if EARLIEST <= day.year <= LATEST else None


def _moment(day: dt.date, clock: Clock | None, printed: str) -> Moment:
    if clock is None:
        return Moment(dt.datetime.combine(day, dt.time()), Precision.DAY, printed)
    value = dt.datetime.combine(day, dt.time()) + dt.timedelta(
        hours=clock.hour, minutes=clock.minute, seconds=clock.second or 0
    )
    precision = Precision.MINUTE if clock.second is None else Precision.SECOND
    return Moment(value.replace(tzinfo=clock.tzinfo), precision, printed, clock.zone)


def _iso(plain: str, printed: str) -> Moment | None:
    """A machine's date: ISO 8601 with its week dates, or seconds or milliseconds since 1970."""
    if re.fullmatch(r"1\d{9}|1\d{12}", plain):
        value = dt.datetime.fromtimestamp(int(plain[:10]), dt.UTC)
        return Moment(value, Precision.SECOND, printed, "UTC")
    if not re.match(r"\d{4}-?W?\d\d-?\d", plain) or re.match(r"\d{4}-\d\d?-\d\d?(?!\d|[T ]\d)", plain):
        return None
    text = re.sub(r"(\.\d{6})\d+", r"\1", plain)
    try:
        value = dt.datetime.fromisoformat(re.sub(r"\s+(?=[+\-Z]\S*$)", "", text))
    except ValueError:
        return None
    if not _within(value.date()):
        return None
    precision = Precision.DAY if not re.search(r"[T ]\d", text) else Precision.SECOND
    if precision is Precision.SECOND and re.fullmatch(r"[^T ]+[T ]\d\d:?\d\d(?:Z|[+\-]\d\d:?\d\d)?", text):
        precision = Precision.MINUTE
    stated = re.search(r"(?:Z|[+\-]\d\d:?\d\d)$", text) if value.tzinfo else None
    return Moment(value.replace(microsecond=0), precision, printed, stated[0] if stated else "")


def _coarse(plain: str, printed: str) -> Moment | None:
    year = month = None
    if re.fullmatch(r"\d{4}", plain):
        year = int(plain)
    elif iso := _ISO_MONTH.fullmatch(plain):
        year, month = int(iso[1]), int(iso[2])
    elif (named := _MONTH_OF_YEAR.fullmatch(plain)) and (known := _month(named["month"])) and known[1] != "persian":
        year, month = year_in(known[1], int(named["year"])), known[0]
    if year is None or not EARLIEST <= year <= LATEST or not 1 <= (month or 1) <= 12:
        return None
    return Moment(dt.datetime(year, month or 1, 1), Precision.MONTH if month else Precision.YEAR, printed)
