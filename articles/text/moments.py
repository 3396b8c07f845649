"""A date or a time as far as its source states it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Precision(StrEnum):
    """How exactly a moment is known; what is finer than this was not printed."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    MINUTE = "minute"
    SECOND = "second"


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or a date with time, as far as the source states it.

    ``value`` is aware only where the source states a zone or an offset; a moment coarser than a minute
    stands at 00:00. ``printed`` is the text as the reader of the source saw it ("March 25, 2024 01:19 PM").
    ``zone`` is what the source states ("PKT", "+05:00", "Asia/Tokyo"), or "" where it states none.
    """

    value: dt.datetime
    precision: Precision = Precision.SECOND
    printed: str = ""
    zone: str = ""

    def isoformat(self) -> str:
        """ISO 8601 to the known precision: "1952", "1952-04", "1952-04-28" or date and time with offset."""
        match self.precision:
            case Precision.YEAR:
                return f"{self.value:%Y}"
            case Precision.MONTH:
                return f"{self.value:%Y-%m}"
            case Precision.DAY:
                return f"{self.value:%Y-%m-%d}"
            case Precision.MINUTE:
                return self.value.isoformat(timespec="minutes")
            case _:
                return self.value.isoformat(timespec="seconds")
