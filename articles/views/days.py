"""The stories of a page of a list by day, under a heading each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.dateformat import format as format_date

from articles.selection import first_day
from articles.views.rows import DAY, Row


@dataclass(frozen=True, slots=True)
class Group:
    """Stories of one day, or of a month or year where no more is known, and the list narrowed to it.

    ``start`` is the place in the whole list of the first story. In all other views than that by day the stories of a
    page are one group, of no ``period``.
    """

    stories: list[Row]
    start: int
    period: str = ""
    weekday: str = ""
    url: str = ""


def by_day(stories: Iterable[Row], start: int, address: Callable[[str], str]) -> list[Group]:
    """The stories in groups, of which the first begins at ``start``. ``address`` gives the list narrowed to a period.

    Best matches come in no order of time: the first story of a day then brings the others of that day with it.
    """
    stories = list(stories)
    places: dict[str, int] = {}
    for story in stories:
        places.setdefault(story.period, len(places))
    groups = []
    for period, together in groupby(
        sorted(stories, key=lambda story: places[story.period]), lambda story: story.period
    ):
        rows = list(together)
        groups.append(Group(rows, start, period, _weekday(period), address(period)))
        start += len(rows)
    return groups


def _weekday(period: str) -> str:
    return format_date(first_day(period), "l") if len(period) == DAY else ""
