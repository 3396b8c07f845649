"""Several values in one cell."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.text import lists


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("Trade; Fish", ["Trade", "Fish"]), ("Trade|Fish", ["Trade", "Fish"]), ("Trade, Fish", ["Trade", "Fish"]),
        ("Ports, harbours; Fish", ["Ports, harbours", "Fish"]), ("Trade\nFish\n", ["Trade", "Fish"]),
        ('["Ports, harbours", "Fish"]', ["Ports, harbours", "Fish"]), ("['Trade']", ["Trade"]),
        ('"Ports, harbours", "Fish"', ["Ports, harbours", "Fish"]), ('["a \\"b\\""]', ['a "b"']), ("[]", []),
        ("漁業、貿易", ["漁業", "貿易"]), ("", []), (" ; ,", [","]),
    ],
)  # fmt: skip
def test_a_cell_is_cut_by_its_strongest_separator(cell, parts):
    assert lists.parts(cell) == parts


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Doe, Jane", ["Jane Doe"]), ("Doe, Jane; Roe, Richard", ["Jane Doe", "Richard Roe"]),
        ("García Márquez, Ana; Doe, Jane", ["Ana García Márquez", "Jane Doe"]), ("van der Berg, Anna Lena", ["Anna Lena van der Berg"]),
        ("Doe, Jane, Roe, Richard", ["Jane Doe", "Richard Roe"]), ("Jane Doe, Richard Roe", ["Jane Doe", "Richard Roe"]),
        ("Jane Doe, Richard Roe, Max Moe", ["Jane Doe", "Richard Roe", "Max Moe"]), ("Reuters, AFP", ["Reuters", "AFP"]),
        ("Doe, Jr.", ["Doe", "Jr."]), ('["Doe, Jane", "Roe, Richard"]', ["Jane Doe", "Richard Roe"]), ("Jane Doe", ["Jane Doe"]),
        ('"Doe, Jane", "Max Moe"', ["Jane Doe", "Max Moe"]), ("Doe, Reporter", ["Doe", "Reporter"]), ("", []),
    ],
)  # fmt: skip
def test_family_names_that_come_first_stay_with_their_names(cell, names):
    assert lists.persons(cell) == names


@given(st.text(alphabet="aB,;|\"'[]\\ \n、", max_size=60))
def test_no_cell_raises_or_gives_empty_parts(cell):
    assert all(part.strip() for part in lists.parts(cell) + lists.persons(cell))
