"""The whole world for a page: one short path for each country, and a dot for those too small to point at.

Equal Earth (see `projection`) shows areas in their true proportion, so that a shaded large country does not
look more important than it is. Lines are thinned as Douglas and Peucker, "Algorithms for the reduction of the
number of points required to represent a digitized line" (1973), do it: each arc once, so that neighbours keep
sharing their border. The work takes seconds, so the drawing is kept in `articles/data/world_map.json.gz`, which
`make_world_map.py` beside it writes from the geometry.
"""

import gzip
import json
import math
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from articles.cartography.clipping import bounds
from articles.cartography.geometry import LonLat, Ring, World, joined, load_world
from articles.cartography.projection import XY, EqualEarth

DRAWING_FILE = Path(__file__).parent.parent / "data" / "world_map.json.gz"
WIDTH = 1400  # units of the drawing, in which a path has whole numbers
MIDDLE = 11.0  # the meridian with which the edge of the map falls into the Bering Strait
NORTH, SOUTH = 83.7, -56.0
TOLERANCE = 0.19  # degrees that a line may be off
SPECK = 6  # units: a smaller island is left out unless it is all there is of a country
POINTED_AT = 19  # units: a country that is smaller gets a dot
# Nobody lives there, and it would take a fifth of the picture.
LEFT_OUT = {"AQ"}


@dataclass(frozen=True)
class Outline:
    """One country: its code, its path (empty where nothing of it can be seen), and the place of its dot, if any."""

    code: str
    path: str
    dot: tuple[int, int] | None


@dataclass(frozen=True)
class WorldMap:
    """The drawing's size in its own units, and its countries, large ones first."""

    width: int
    height: int
    outlines: tuple[Outline, ...]


@lru_cache(maxsize=1)
def world_map() -> WorldMap:
    """The drawing that is kept, read once for the life of the process."""
    data = json.loads(gzip.decompress(DRAWING_FILE.read_bytes()))
    outlines = (Outline(code, path, tuple(dot) if dot else None) for code, path, dot in data["outlines"])
    return WorldMap(data["width"], data["height"], tuple(outlines))


def draw_world() -> WorldMap:
    """The world, drawn anew from the geometry."""
    world, projection = load_world(), EqualEarth(MIDDLE)
    edge = projection.point((MIDDLE + 179.999, 0.0))[0]
    top, bottom = projection.point((MIDDLE, NORTH))[1], projection.point((MIDDLE, SOUTH))[1]
    scale = WIDTH / (2 * edge)

    def place(at: XY) -> XY:
        return (at[0] + edge) * scale, (top - at[1]) * scale

    thinned: dict[int, list[LonLat]] = {}
    outlines = []
    for country in sorted(world.countries.values(), key=lambda country: (-country.size, country.code)):
        if not country.code or country.code in LEFT_OUT:
            continue
        rings = []
        for polygon in country.polygons:
            for ring in polygon:
                pieces = projection.ring(_points(ring, world, thinned))
                rings += [[place(at) for at in piece] for piece in pieces]
        largest = max((_extent(ring) for ring in rings), default=0.0)
        least = min(SPECK, largest)
        path = "".join(_path(ring) for ring in rings if _extent(ring) >= least)
        x, y = place(projection.point(country.point))
        dot = (round(x), round(y)) if largest < POINTED_AT else None
        outlines.append(Outline(country.code, path, dot))
    return WorldMap(WIDTH, math.ceil((top - bottom) * scale), tuple(outlines))


def _points(ring: Ring, world: World, thinned: dict[int, list[LonLat]]) -> list[LonLat]:
    for number in ring.arcs:
        own = number if number >= 0 else ~number
        if own not in thinned:
            thinned[own] = simplified(world.arcs[own], TOLERANCE)
    return joined(ring.arcs, thinned)


def simplified(arc: tuple[LonLat, ...], tolerance: float) -> list[LonLat]:
    """The arc without the points that are within `tolerance` degrees of the line without them; its ends stay.

    A closed arc is split at the point furthest from its end, or all of it would lie on that end.
    """
    shrink = max(0.05, math.cos(math.radians(arc[len(arc) // 2][1])))
    kept = {0, len(arc) - 1}
    stretches = [(0, len(arc) - 1)]
    while stretches:
        start, end = stretches.pop()
        furthest, most = 0, tolerance
        for number in range(start + 1, end):
            away = _away(arc[number], arc[start], arc[end], shrink)
            if away > most:
                furthest, most = number, away
        if furthest:
            kept.add(furthest)
            stretches += [(start, furthest), (furthest, end)]
    return [arc[number] for number in sorted(kept)]


def _away(at: LonLat, start: LonLat, end: LonLat, shrink: float) -> float:
    """How far, in degrees of latitude, a point is from the line between two others."""
    x, y = (at[0] - start[0]) * shrink, at[1] - start[1]
    along, up = (end[0] - start[0]) * shrink, end[1] - start[1]
    length = along * along + up * up
    share = max(0.0, min(1.0, (x * along + y * up) / length)) if length else 0.0
    return math.hypot(x - share * along, y - share * up)


def _path(ring: list[XY]) -> str:
    """A closed path in whole steps; empty for what is no area at this size."""
    x, y = round(ring[0][0]), round(ring[0][1])
    steps = []
    start = f"M{x} {y}l"
    for at in ring[1:]:
        to_x, to_y = round(at[0]), round(at[1])
        if (to_x, to_y) != (x, y):
            steps.append(f"{to_x - x} {to_y - y}")
            x, y = to_x, to_y
    return f"{start}{' '.join(steps).replace(' -', '-')}z" if len(steps) > 1 else ""


def _extent(ring: list[XY]) -> float:
    left, top, right, bottom = bounds(ring)
    return math.hypot(right - left, bottom - top)
