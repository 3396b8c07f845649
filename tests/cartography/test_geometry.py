"""The world's geometry: whole, closed, shared along borders."""

import json
from itertools import pairwise

from articles.cartography.geometry import distance, joined, load_world, unwrapped
from articles.cartography.subjects import COUNTRIES_FILE

CURRENT = [e["code"] for e in json.loads(COUNTRIES_FILE.read_text(encoding="utf-8")) if len(e["code"]) == 2]


def test_every_present_country_has_land_and_a_point():
    world = load_world()
    for code in CURRENT:
        country = world.countries[code]
        assert country.polygons, code
        assert -180 <= country.point[0] <= 180 and -90 <= country.point[1] <= 90


def test_nothing_else_is_drawn_but_kosovo_and_land_of_no_country():
    assert load_world().countries.keys() - set(CURRENT) == {"XK", ""}


def test_every_ring_is_closed():
    world = load_world()
    for country in world.countries.values():
        for polygon in country.polygons:
            for ring in polygon:
                points = joined(ring.arcs, world.arcs)
                assert points[0] == points[-1], country.code


def test_no_ring_leaves_its_circle():
    world = load_world()
    for country in world.countries.values():
        for polygon in country.polygons[:3]:
            ring = polygon[0]
            points = joined(ring.arcs, world.arcs)[::7]
            assert max(distance(ring.middle, point) for point in points) <= ring.reach * 1.02 + 0.1


def test_neighbours_share_their_border():
    world = load_world()
    meetings = set(world.borders.values())
    assert {"FR", "ES"} in meetings
    assert {"KR", "KP"} in meetings
    assert {"RU", "UA"} in meetings
    assert not any({"JP"} <= codes for codes in meetings)


def test_no_border_runs_inside_a_country():
    for country in load_world().countries.values():
        numbers = {number for polygon in country.polygons for ring in polygon for number in ring.arcs}
        assert not any(~number in numbers for number in numbers), country.code


def test_the_parts_of_the_world_are_where_they_belong():
    countries = load_world().countries
    assert all(lat > 41 for _, lat in _places("FR"))
    assert all(lat > 57 for _, lat in _places("NO"))
    assert any(33 < lon < 36 and 44.5 < lat < 45.5 for lon, lat in _places("UA"))
    assert countries["GF"].size > 5
    assert countries["SJ"].size > 3


def test_nothing_is_cut_along_the_180th_meridian():
    assert len([polygon for polygon in load_world().countries["RU"].polygons if polygon[0].size > 10]) == 1
    for arc in load_world().arcs:
        for (ax, ay), (bx, by) in pairwise(arc):
            assert not (abs(ax) == abs(bx) == 180 and abs(ay - by) > 0.1)


def test_long_sides_are_divided():
    for arc in load_world().arcs:
        for (ax, _), (bx, _) in pairwise(arc):
            assert abs(ax - bx) <= 1.001 or abs(ax - bx) > 180


def test_unwrapping_goes_on_beyond_180():
    assert unwrapped([(179.0, 0.0), (-179.0, 1.0), (178.0, 2.0)]) == [
        (179.0, 0.0),
        (181.0, 1.0),
        (178.0, 2.0),
    ]


def test_distance_is_along_the_great_circle():
    assert abs(distance((0, 0), (90, 0)) - 90) < 1e-9
    assert abs(distance((0, 90), (123, -90)) - 180) < 1e-6
    assert abs(distance((179, 0), (-179, 0)) - 2) < 1e-9


def _places(code):
    world = load_world()
    return [place for polygon in world.countries[code].polygons for place in joined(polygon[0].arcs, world.arcs)]
