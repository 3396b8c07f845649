"""The world as small paths."""

from __future__ import annotations

import gzip

from articles.cartography.world_map import draw_world, simplified, world_map


def test_the_kept_drawing_is_the_one_of_the_geometry():
    assert world_map() == draw_world()


def test_every_country_can_be_seen_and_all_of_them_are_small_together():
    outlines = world_map().outlines
    assert all(outline.path or outline.dot for outline in outlines)
    assert len(gzip.compress("".join(outline.path for outline in outlines).encode())) < 20_000


def test_points_on_a_line_are_left_out_and_corners_stay():
    assert simplified(((0, 0), (1, 0.01), (2, 0), (2, 2)), 0.1) == [(0, 0), (2, 0), (2, 2)]
