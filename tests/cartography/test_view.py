"""What part of the world a map shows."""

from functools import cache

import pytest

from articles.cartography.geometry import load_world
from articles.cartography.projection import AzimuthalEqualArea, EqualEarth
from articles.cartography.view import fitted, main_part

WIDTH, HEIGHT = 1200, 675


@cache
def view_of(*codes):
    """The view of some countries."""
    return fitted(load_world(), list(codes), WIDTH, HEIGHT)


def seen(codes, place):
    """Where a place lies in the frame of the view of `codes`, from 0 to 1 across and down."""
    view = view_of(*codes)
    x, y = view.pixel(view.projection.point(place))
    return x / WIDTH, y / HEIGHT


def shows(codes, place):
    """Whether a place is inside the frame."""
    return all(0 <= share <= 1 for share in seen(codes, place))


@pytest.mark.parametrize("codes", [["JP"], ["DE"], ["EG", "IL"], ["FJ"], ["RU"], ["SG"], ["JP", "US"], ["CL"]])
def test_the_main_part_of_every_subject_is_inside_the_frame(codes):
    world = load_world()
    for code in codes:
        for place in main_part(world, world.countries[code])[::25]:
            assert shows(codes, place), (code, place)


def test_overseas_parts_do_not_spoil_the_view():
    assert not shows(["FR"], (-53, 4))
    assert not shows(["US"], (-155, 20))
    assert not shows(["US"], (-150, 65))
    assert not shows(["NO"], (16, 78))


def test_near_islands_belong_to_the_picture():
    assert shows(["JP"], (127.8, 26.3))
    assert shows(["AU"], (146.8, -42))
    assert shows(["FR"], (9, 42))


def test_japan_and_the_united_states_look_at_each_other_across_the_pacific():
    japan, states = seen(["JP", "US"], (138, 36)), seen(["JP", "US"], (-98, 39))
    assert 0 < japan[0] < 0.35
    assert 0.65 < states[0] < 1
    assert abs(japan[1] - states[1]) < 0.1


def test_a_subject_across_the_180th_meridian_is_in_one_piece():
    assert abs(seen(["FJ"], (179.9, -17))[0] - seen(["FJ"], (-179.9, -17))[0]) < 0.05


def test_small_countries_are_shown_with_their_neighbourhood():
    assert shows(["SG"], (101.7, 3.1))
    assert shows(["MV"], (80.5, 7))
    assert shows(["LU"], (4.4, 50.8))


def test_what_is_far_apart_goes_on_the_world_map():
    assert isinstance(view_of("JP", "BR").projection, EqualEarth)
    assert isinstance(view_of("JP", "KR").projection, AzimuthalEqualArea)
