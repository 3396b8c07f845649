"""The drawing of stories over time."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from articles.search.results import Bar
from articles.views.timeline import HEIGHT, draw, number, period


def drawn(*bars: tuple[str, int]):
    return draw([Bar(*bar) for bar in bars], lambda period: f"/{period}")


def test_one_period_is_no_timeline():
    assert drawn() is None
    assert drawn(("2024", 5)) is None
    assert drawn(("2024", 5), ("2025", 0)) is None


def test_a_period_without_stories_keeps_its_place():
    timeline = drawn(("2020", 1), ("2021", 0), ("2022", 2), ("2023", 4))
    assert [column.period for column in timeline.columns] == ["2020", "2022", "2023"]
    assert [round(float(column.x.rstrip("%"))) for column in timeline.columns] == [2, 52, 77]


def test_the_highest_bar_fills_the_drawing_and_the_lowest_can_be_seen():
    timeline = drawn(("2020-01", 1), ("2020-02", 10_000))
    assert float(timeline.columns[1].height) == HEIGHT
    assert float(timeline.columns[0].height) >= 2
    assert timeline.unit == "month"


def test_labels_stand_at_round_years():
    timeline = drawn(("1945", 1), ("2026", 1))
    assert [label.period for label in timeline.labels] == ["1960", "1980", "2000", "2020"]


@given(st.sampled_from([4, 7, 10]), st.integers(min_value=0, max_value=400))
def test_every_period_has_one_place(length, offset):
    first = number("1945-01-01"[:length])
    text = period(first + offset, length)
    assert len(text) == length
    assert number(text) == first + offset


@given(st.lists(st.integers(min_value=1600, max_value=2199), min_size=2, max_size=60, unique=True))
def test_no_bar_leaves_the_drawing(years):
    timeline = drawn(*((f"{year}", 1) for year in sorted(years)))
    for column in timeline.columns:
        assert float(column.x.rstrip("%")) >= 0
        assert float(column.x.rstrip("%")) + float(column.width.rstrip("%")) <= 100.01
    assert len(timeline.labels) <= 9
