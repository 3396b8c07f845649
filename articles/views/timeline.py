"""The timeline of a list: stories per year, month or day, as the places of bars in a drawing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar, NamedTuple

from django.utils.translation import ngettext

from articles.search.results import Bar

HEIGHT = 72
LEAST = 2.5
LABELS = 8
# How far apart labels may be, in periods, by the length of a period's text. The last always is enough.
STEPS = {4: (1, 2, 5, 10, 20, 50, 100), 7: (1, 3, 6, 12, 24, 120), 10: (1, 2, 5, 10, 30, 400)}


class Column(NamedTuple):
    """One bar, in per cent of the drawing's width and in units of its height, with its address.

    ``words`` is the number of its stories in words. A page has a hundred of them, and tuples are soon made.
    """

    period: str
    count: int
    x: str
    width: str
    y: str
    height: str
    url: str
    words: str
    held: bool = True


@dataclass(frozen=True, slots=True)
class Label:
    """A period named under the bars. ``anchor`` keeps the outermost ones inside the drawing."""

    period: str
    x: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A stretch of time, ``first`` to ``last`` period, from which the archive holds nothing at all."""

    held: ClassVar[bool] = False
    first: str
    last: str
    x: str
    width: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """A drawn timeline. ``unit`` is year, month or day; ``peak`` the highest count."""

    columns: list[Column]
    labels: list[Label]
    gaps: list[Gap]
    peak: int
    unit: str
    height: int = HEIGHT

    @property
    def in_order(self) -> list[Column | Gap]:
        """Bars and gaps as they follow each other in time."""
        return sorted([*self.columns, *self.gaps], key=lambda one: one.period if isinstance(one, Column) else one.first)


def draw(bars: Iterable[Bar], address: Callable[[str], str]) -> Timeline | None:
    """The drawing for ``bars``, which come in order of time; None where there is no more than one period.

    ``address`` gives the page of the list narrowed to a period. Periods without stories keep their place.
    """
    bars = list(bars)
    counted = [bar for bar in bars if bar.count]
    if len(counted) < 2:
        return None
    numbers = [number(bar.period) for bar in counted]
    first, places = numbers[0], numbers[-1] - numbers[0] + 1
    step = 100 / places
    gap = step * 0.18 if places <= 200 else 0
    peak = max(bar.count for bar in counted)
    # Many bars are as high as others.
    words = {count: in_words(count) for count in {bar.count for bar in counted}}
    columns = []
    for bar, place in zip(counted, numbers, strict=True):
        height = max(LEAST, HEIGHT * bar.count / peak)
        columns.append(
            Column(
                period=bar.period,
                count=bar.count,
                x=f"{(place - first) * step + gap / 2:.3f}%",
                width=f"{step - gap:.3f}%",
                y=f"{HEIGHT - height:.1f}",
                height=f"{height:.1f}",
                url=address(bar.period),
                words=words[bar.count],
            )
        )
    length = len(counted[0].period)
    return Timeline(columns, labels(first, places, length), gaps(bars, first, step), peak, unit(counted[0].period))


def in_words(count: int) -> str:
    """A number of stories."""
    return ngettext("%(number)s story", "%(number)s stories", count) % {"number": f"{count:,}"}


def gaps(bars: Iterable[Bar], first: int, step: float) -> list[Gap]:
    """The stretches without a story of the archive, ``step`` per cent wide for each period from place ``first`` on."""
    found = []
    for held, stretch in groupby(bars, key=lambda bar: bar.held):
        if not held:
            periods = [bar.period for bar in stretch]
            start, end = periods[0], periods[-1]
            x = (number(start) - first) * step
            width = (number(end) - number(start) + 1) * step
            found.append(Gap(start, end, f"{x:.3f}%", f"{width:.3f}%"))
    return found


def labels(first: int, places: int, length: int) -> list[Label]:
    """At most eight periods to name, at round numbers: 1950, 1960 …, or January, April …"""
    step = next(step for step in STEPS[length] if places <= step * LABELS)
    offset = 0 if length == 10 else -first % step
    chosen = []
    for place in range(offset, places, step):
        x = (place + 0.5) * 100 / places
        anchor = "start" if x < 3 else "end" if x > 97 else "middle"
        edge = {"start": 0.0, "end": 100.0}.get(anchor, x)
        chosen.append(Label(period(first + place, length), f"{edge:.3f}%", anchor))
    return chosen


def unit(text: str) -> str:
    """What a period is: year, month or day."""
    return {4: "year", 7: "month", 10: "day"}[len(text)]


def number(text: str) -> int:
    """A period's place on the line of all periods of its length."""
    if len(text) == 10:
        return dt.date.fromisoformat(text).toordinal()
    year, month = int(text[:4]), text[5:7]
    return year * 12 + int(month) - 1 if month else year


def period(place: int, length: int) -> str:
    """The period at a place: the reverse of ``number``."""
    if length == 10:
        return dt.date.fromordinal(place).isoformat()
    if length == 7:
        return f"{place // 12:04}-{place % 12 + 1:02}"
    return f"{place:04}"
