"""The world's countries as rings of longitude and latitude, read from `articles/data/world.json.gz`."""

import gzip
import json
import math
from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

WORLD_FILE = Path(__file__).parent.parent / "data" / "world.json.gz"

LONGEST_SIDE = 1  # degrees

LonLat = tuple[float, float]


@dataclass(frozen=True)
class Ring:
    """A closed line, as the numbers of its arcs (a negative one, `~n`, walks arc `n` backwards).

    `middle` and `reach` are a circle on the globe that holds the ring, in degrees; `size` is its area in
    square degrees, each as large as one at the equator.
    """

    arcs: tuple[int, ...]
    middle: LonLat
    reach: float
    size: float


@dataclass(frozen=True)
class Country:
    """What is drawn for one code: polygons (outer ring, then holes), largest first; a marker's place."""

    code: str
    point: LonLat
    polygons: tuple[tuple[Ring, ...], ...]

    @property
    def size(self) -> float:
        """Area in square degrees, holes not taken off."""
        return sum(polygon[0].size for polygon in self.polygons)


@dataclass(frozen=True)
class World:
    """All countries by code, and the arcs they share; `borders` tells which countries meet along an arc."""

    arcs: tuple[tuple[LonLat, ...], ...]
    countries: dict[str, Country]
    borders: dict[int, frozenset[str]]


@lru_cache(maxsize=1)
def load_world() -> World:
    """The world, read once for the life of the process (about a quarter of a second)."""
    data = json.loads(gzip.decompress(WORLD_FILE.read_bytes()))
    arcs = tuple(_degrees(arc, data["steps_per_degree"]) for arc in data["arcs"])
    countries = {}
    for code, entry in data["countries"].items():
        polygons = [tuple(_ring(ring, arcs) for ring in polygon) for polygon in entry["polygons"]]
        polygons.sort(key=lambda polygon: -polygon[0].size)
        countries[code] = Country(code, tuple(entry["point"]), tuple(polygons))
    return World(arcs, countries, _borders(countries))


def joined(arcs: tuple[int, ...], points_of: list | tuple | dict) -> list[LonLat]:
    """The points along a ring's arcs, each arc's points looked up in `points_of` by its number."""
    points: list[LonLat] = []
    for number in arcs:
        points += points_of[number] if number >= 0 else points_of[~number][::-1]
    return points


def unwrapped(points: list[LonLat]) -> list[LonLat]:
    """The same points with longitudes that go on past 180 where the line crosses that meridian."""
    result: list[LonLat] = []
    turn = 0.0
    last = points[0][0]
    for lon, lat in points:
        if abs(lon - last) > 180:
            turn += 360 if lon < last else -360
        result.append((lon + turn, lat))
        last = lon
    return result


def distance(a: LonLat, b: LonLat) -> float:
    """Degrees along the great circle between two points."""
    (lon_a, lat_a), (lon_b, lat_b) = a, b
    phi_a, phi_b = math.radians(lat_a), math.radians(lat_b)
    half_lat, half_lon = (phi_a - phi_b) / 2, math.radians(lon_a - lon_b) / 2
    chord = math.sin(half_lat) ** 2 + math.cos(phi_a) * math.cos(phi_b) * math.sin(half_lon) ** 2
    return math.degrees(2 * math.asin(min(1.0, math.sqrt(chord))))


def _degrees(deltas: list[int], steps: int) -> tuple[LonLat, ...]:
    """An arc's points. A long side (the 49th parallel) gets points between, or it would become a chord."""
    x, y = deltas[0], deltas[1]
    points = [(x / steps, y / steps)]
    for place in range(2, len(deltas), 2):
        dx, dy = deltas[place], deltas[place + 1]
        longest = max(abs(dx), abs(dy))
        if longest > LONGEST_SIDE * steps and abs(dx) < 180 * steps:
            parts = longest // (LONGEST_SIDE * steps) + 1
            points += [((x + dx * n / parts) / steps, (y + dy * n / parts) / steps) for n in range(1, parts)]
        x, y = x + dx, y + dy
        points.append((x / steps, y / steps))
    return tuple(points)


def _ring(numbers: list[int], arcs: tuple[tuple[LonLat, ...], ...]) -> Ring:
    points = unwrapped(joined(tuple(numbers), arcs))
    west, east = min(lon for lon, _ in points), max(lon for lon, _ in points)
    south, north = min(lat for _, lat in points), max(lat for _, lat in points)
    if abs(points[-1][0] - points[0][0]) > 180:  # around a pole: only Antarctica
        return Ring(tuple(numbers), (0.0, -90.0), 90 + north, 360 * (90 + north) / 2)
    middle = (west + east) / 2, (south + north) / 2
    corners = [(lon, lat) for lon in (west, east) for lat in (south, north, middle[1])]
    twice = sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(points))
    return Ring(
        tuple(numbers),
        middle,
        max(distance(middle, corner) for corner in corners),
        abs(twice) / 2 * math.cos(math.radians(middle[1])),
    )


def _borders(countries: dict[str, Country]) -> dict[int, frozenset[str]]:
    owners: defaultdict[int, set[str]] = defaultdict(set)
    for code, country in countries.items():
        for polygon in country.polygons:
            for ring in polygon:
                for number in ring.arcs:
                    owners[number if number >= 0 else ~number].add(code)
    return {number: frozenset(codes) for number, codes in owners.items() if len(codes) > 1}
