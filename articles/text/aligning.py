"""Aligning two sequences: which of their items stand in both, in the order of both.

``difflib`` alone needs time that grows with the cube of the length. So the runs of items that each sequence has
exactly once are aligned first, as in Bram Cohen's patience diff, and difflib looks only at what lies between them.
Every step is bounded: where long stretches have no such run in common, they have nothing in common.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

# Items in a run. Of fewer words, runs are shared by chance; of more, a light edit breaks them all.
RUN = 4
# How often what lies between two runs is searched for runs again: those that repeat elsewhere are single there.
DEEPEST = 6
# What difflib may be given at once, and in all, as the product of the lengths of both sides.
AT_ONCE = 40_000
IN_ALL = 1_000_000


class Match(NamedTuple):
    """``length`` items that are the same from ``before`` on in the one sequence, from ``after`` on in the other."""

    before: int
    after: int
    length: int


class Stretch(NamedTuple):
    """A part of both sequences that is not aligned yet, and how many times it was cut out of another."""

    before: int
    before_end: int
    after: int
    after_end: int
    depth: int = 0

    @property
    def size(self) -> int:
        return (self.before_end - self.before) * (self.after_end - self.after)


def aligned(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Match]:
    """The items that both sequences have, as runs in order. Not the most there can be, but those that belong together."""
    numbers: dict[Hashable, int] = {}
    one, other = ([numbers.setdefault(item, len(numbers)) for item in items] for items in (before, after))
    found: list[Match] = []
    left = IN_ALL
    waiting = [Stretch(0, len(one), 0, len(other))]
    while waiting:
        stretch = _trimmed(one, other, waiting.pop(), found)
        if not stretch.size:
            continue
        if stretch.size <= AT_ONCE:
            if stretch.size <= left:
                left -= stretch.size
                found += _by_difflib(one, other, stretch)
        elif stretch.depth < DEEPEST and (anchors := _anchors(one, other, stretch)):
            found += [Match(*anchor, 1) for anchor in anchors]
            waiting += _between(anchors, stretch)
    return joined(sorted(found))


def joined(matches: Iterable[Match]) -> list[Match]:
    """The same matches, with those that follow each other on both sides made one."""
    made: list[Match] = []
    for match in matches:
        if made:
            last = made[-1]
            if (last.before + last.length, last.after + last.length) == match[:2]:
                made[-1] = last._replace(length=last.length + match.length)
                continue
        made.append(match)
    return made


def gaps(matches: Sequence[Match], length: int, other_length: int) -> list[tuple[range, range]]:
    """What lies before, between and after the matches in sequences of these lengths, on both sides."""
    starts = [(0, 0), *((match.before + match.length, match.after + match.length) for match in matches)]
    ends = [*((match.before, match.after) for match in matches), (length, other_length)]
    return [(range(a, b), range(c, d)) for (a, c), (b, d) in zip(starts, ends, strict=True)]


def longest_rise(values: Sequence[int]) -> list[int]:
    """The places of a longest strictly rising part of ``values``."""
    tops: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, value in enumerate(values):
        pile = bisect_left(tops, value)
        before.append(places[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [value]
        places[pile : pile + 1] = [place]
    rise: list[int] = []
    place = places[-1] if places else -1
    while place >= 0:
        rise.append(place)
        place = before[place]
    return rise[::-1]


def _trimmed(one: Sequence[int], other: Sequence[int], stretch: Stretch, found: list[Match]) -> Stretch:
    """The stretch without what both sides begin and end with, which goes to ``found``."""
    before, before_end, after, after_end, depth = stretch
    while before < before_end and after < after_end and one[before] == other[after]:
        before, after = before + 1, after + 1
    if before > stretch.before:
        found.append(Match(stretch.before, stretch.after, before - stretch.before))
    while before < before_end and after < after_end and one[before_end - 1] == other[after_end - 1]:
        before_end, after_end = before_end - 1, after_end - 1
    if before_end < stretch.before_end:
        found.append(Match(before_end, after_end, stretch.before_end - before_end))
    return Stretch(before, before_end, after, after_end, depth)


def _by_difflib(one: Sequence[int], other: Sequence[int], stretch: Stretch) -> list[Match]:
    matcher = SequenceMatcher(
        None, one[stretch.before : stretch.before_end], other[stretch.after : stretch.after_end], autojunk=False
    )
    return [
        Match(block.a + stretch.before, block.b + stretch.after, block.size)
        for block in matcher.get_matching_blocks()
        if block.size
    ]


def _anchors(one: Sequence[int], other: Sequence[int], stretch: Stretch) -> list[tuple[int, int]]:
    """Where the runs begin that each side has once, as far as they come in the same order."""
    runs = _single_runs(one, stretch.before, stretch.before_end)
    others = _single_runs(other, stretch.after, stretch.after_end)
    pairs = [(place, others[run]) for run, place in runs.items() if run in others]
    return [pairs[place] for place in longest_rise([after for _, after in pairs])]


def _single_runs(items: Sequence[int], start: int, end: int) -> dict[tuple[int, ...], int]:
    """The runs that occur once, in order, and where each begins."""
    shifted = [items[start + step : end] for step in range(RUN)]
    places: dict[tuple[int, ...], int] = {}
    repeated: set[tuple[int, ...]] = set()
    for place, run in enumerate(zip(*shifted, strict=False), start):
        if run in places:
            repeated.add(run)
        else:
            places[run] = place
    for run in repeated:
        del places[run]
    return places


def _between(anchors: Sequence[tuple[int, int]], stretch: Stretch) -> list[Stretch]:
    """What lies before, between and after the anchors, each of which is one item."""
    starts = [(stretch.before, stretch.after), *((before + 1, after + 1) for before, after in anchors)]
    ends = [*anchors, (stretch.before_end, stretch.after_end)]
    return [
        Stretch(before, before_end, after, after_end, stretch.depth + 1)
        for (before, after), (before_end, after_end) in zip(starts, ends, strict=True)
        if before < before_end and after < after_end
    ]
