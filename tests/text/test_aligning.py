"""Aligning two sequences: every match is one, they stand in order, and what is plainly common is found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from articles.text.aligning import Match, aligned, gaps, longest_rise

ITEMS = st.lists(st.integers(0, 6), max_size=60)


@given(ITEMS, ITEMS)
def test_matches_are_the_same_on_both_sides_and_in_order(before, after):
    place = other = 0
    for match in aligned(before, after):
        assert match.before >= place and match.after >= other and match.length
        place, other = match.before + match.length, match.after + match.length
        assert before[match.before : place] == after[match.after : other]


@given(ITEMS, ITEMS)
def test_matches_and_gaps_are_the_whole(before, after):
    matches = aligned(before, after)
    left = [sum(map(len, side)) for side in zip(*gaps(matches, len(before), len(after)), strict=True)]
    common = sum(match.length for match in matches)
    assert (left[0] + common, left[1] + common) == (len(before), len(after))


def test_a_long_sequence_with_a_hole_is_two_matches():
    before = list(range(5000))
    assert aligned(before, before[:2000] + before[2100:]) == [Match(0, 0, 2000), Match(2100, 2000, 2900)]


def test_long_sequences_with_nothing_in_common_have_no_match():
    assert aligned(range(5000), range(5000, 10_000)) == []


@given(st.lists(st.integers(0, 50), max_size=40))
def test_a_rise_rises(values):
    rise = [values[place] for place in longest_rise(values)]
    assert rise == sorted(set(rise))
    assert bool(rise) == bool(values)
