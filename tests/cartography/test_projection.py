"""The projections: true in area, centred where they say, whole across the 180th meridian."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.cartography.projection import AzimuthalEqualArea, EqualEarth, Orthographic

longitudes = st.floats(-180, 180)
latitudes = st.floats(-85, 85)


def area(ring):
    """The area inside a ring of the plane."""
    twice = sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True))
    return abs(twice) / 2


def cell(west, south):
    """The outline of one square degree, in small steps."""
    steps = [n / 20 for n in range(21)]
    return [
        *((west + step, south) for step in steps),
        *((west + 1, south + step) for step in steps),
        *((west + 1 - step, south + 1) for step in steps),
        *((west, south + 1 - step) for step in steps),
    ]


def true_area(south):
    """The area of one square degree on a globe of radius 1."""
    return math.radians(1) * (math.sin(math.radians(south + 1)) - math.sin(math.radians(south)))


@given(longitudes, latitudes)
def test_the_centre_is_the_origin(lon, lat):
    for projection in (AzimuthalEqualArea((lon, lat)), Orthographic((lon, lat))):
        assert projection.point((lon, lat)) == pytest.approx((0, 0), abs=1e-9)


@given(longitudes, latitudes, st.floats(-60, 60), st.floats(-60, 59))
def test_azimuthal_areas_are_true(lon, lat, west, south):
    (ring,) = AzimuthalEqualArea((lon, lat / 2)).ring(cell(lon + west, south))
    assert area(ring) == pytest.approx(true_area(south), rel=0.01)


@given(longitudes, st.floats(-170, 168), st.floats(-80, 79))
def test_world_map_areas_are_true(middle, west, south):
    (ring,) = EqualEarth(middle).ring(cell(middle + west, south))
    assert area(ring) == pytest.approx(true_area(south), rel=0.01)


def test_north_is_up_and_east_is_right():
    for projection in (AzimuthalEqualArea((135, 35)), Orthographic((135, 35)), EqualEarth(135)):
        here, north, east = (projection.point(place) for place in ((135, 35), (135, 40), (140, 35)))
        assert north[1] > here[1]
        assert east[0] > here[0]


@given(longitudes, st.floats(-60, 59))
def test_the_world_map_cuts_what_lies_across_its_edge(middle, south):
    pieces = EqualEarth(middle).ring(cell(middle + 179.5, south))
    assert len(pieces) == 2
    assert sum(area(piece) for piece in pieces) == pytest.approx(true_area(south), rel=0.01)
    assert {piece[0][0] > 0 for piece in pieces} == {True, False}


def test_the_globe_hides_its_far_side():
    globe = Orthographic((0, 0))
    assert globe.point((180, 0)) is None
    assert globe.ring(cell(150, 10)) == []
    (ring,) = globe.ring(cell(89.5, 0))
    assert all(math.hypot(x, y) <= 1 + 1e-9 for x, y in ring)
