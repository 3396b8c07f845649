"""The dates of a list's form: what the reader wrote and what is wrong with it, and periods to choose at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext

from articles.search.results import Coverage
from articles.selection import Selection

DECADE = 10
# Decades are offered where the archive spans more years than this.
FEW_YEARS = 12


@dataclass(frozen=True, slots=True)
class DateField:
    """One of the two fields: its parameter, its text as written, and what of it was not understood."""

    name: str
    value: str
    problems: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time to choose: its name, and the list of it, empty where it is the one shown."""

    label: str
    url: str


def fields(written: Mapping[str, str], own: Selection, told: Mapping[str, Sequence[str]]) -> list[DateField]:
    """The two fields. ``told`` has the problems of each; a text with a problem stays as it was ``written``."""
    in_force = {"from": own.since, "to": own.until}
    wrong = any(told.get(name) for name in in_force)
    return [
        DateField(name, written.get(name, "") if wrong else value, told.get(name, ()))
        for name, value in in_force.items()
    ]


def periods(
    archive: Coverage | None, own: Selection, today: dt.date, between: Callable[[str, str], str]
) -> list[Period]:
    """This year, the last one, and the decades of an archive that spans many years, as far as it has stories.

    ``between`` gives the list from the first to the last year of a period.
    """
    if not archive or not archive.first:
        return []
    first, last = int(archive.first[:4]), int(archive.last[:4])
    wanted = [(gettext("This year"), today.year, today.year), (gettext("Last year"), today.year - 1, today.year - 1)]
    if last - first >= FEW_YEARS:
        decade = gettext("%(year)ss")
        for start in range(last // DECADE * DECADE, first - DECADE, -DECADE):
            wanted.append((decade % {"year": start}, start, start + DECADE - 1))
    return [
        Period(
            label, "" if (f"{start:04}", f"{end:04}") == (own.since, own.until) else between(f"{start:04}", f"{end:04}")
        )
        for label, start, end in wanted
        if first <= end and start <= last
    ]
