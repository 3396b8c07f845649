"""How a story spread: its printings as marks on a line of time, placed for a drawing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from articles.views.groups import Printing

# Numbers nearer to each other than this, in per cent of the width, stand one above the other: two digits on a phone.
ROOM = 7.0
LEVELS = 4
# Where a mark would be cut off, in per cent.
EDGE = 2.0
MOST = 60
STEP = 18


@dataclass(frozen=True, slots=True)
class Mark:
    """A printing on the line: its number in the list, its place in per cent, and the height of its number."""

    number: int
    printing: Printing
    x: str
    y: int


@dataclass(frozen=True, slots=True)
class Spread:
    """The line, in units of its height."""

    marks: list[Mark]
    height: int
    first: Printing
    last: Printing

    @property
    def by_hour(self) -> bool:
        """Whether all of it was on one day, so that its ends are told by the hour."""
        return self.first.story.published_on == self.last.story.published_on


def spread(printings: Sequence[Printing]) -> Spread | None:
    """The drawing; None where all printings have one time, or there are too many to tell apart."""
    dated = [(number, one) for number, one in enumerate(printings, 1) if one.story.published_at]
    if not 2 <= len(dated) <= MOST:
        return None
    first, last = dated[0][1], dated[-1][1]
    span = (last.story.published_at - first.story.published_at).total_seconds()
    if not span:
        return None
    ends: list[float] = []
    placed: list[tuple[int, Printing, float, int]] = []
    for number, one in dated:
        since = (one.story.published_at - first.story.published_at).total_seconds()
        x = EDGE + (100 - 2 * EDGE) * since / span
        free = next((level for level, end in enumerate(ends) if x - end >= ROOM), len(ends))
        level = min(free, LEVELS - 1)
        ends[level : level + 1] = [x]
        placed.append((number, one, x, level))
    height = STEP * len(ends)
    marks = [Mark(number, one, f"{x:.2f}%", height - STEP * level) for number, one, x, level in placed]
    return Spread(marks, height, first, last)
