"""Makes `world.json.gz`, the geometry behind the locator maps, out of Natural Earth.

    python articles/data/make_world.py PATH/TO/countries-10m.json

The argument is the file of that name in the npm package `world-atlas` (2.0.2: Natural Earth 4.1.0,
1:10 million, as TopoJSON). This runs once, when a newer Natural Earth is wanted; the program itself only
reads the result. What it changes, and the layout of the result, is told in the README beside this file.
"""

import gzip
import json
import math
import sys
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).parent
TARGET = HERE / "world.json.gz"
STEPS_PER_DEGREE = 100
TOLERANCE = 1.6  # steps: about 1.8 km, a pixel and a half in the closest view
SMALLEST_ISLAND = 12.0  # square kilometres; an island below it is kept only where its country has little else
KM_PER_DEGREE = 111.2

Point = tuple[int, int]
Ring = list[int]

# Natural Earth gives these no numeric code. An empty one is drawn as land that belongs to no country.
NAMED = {
    "Kosovo": "XK",
    "Somaliland": "SO",
    "N. Cyprus": "CY",
    "Cyprus U.N. Buffer Zone": "CY",
    "Dhekelia": "CY",
    "Akrotiri": "CY",
    "USNB Guantanamo Bay": "CU",
    "Baikonur": "KZ",
    "Siachen Glacier": "",
    "Spratly Is.": "",
}
# Parts that ISO 3166-1 lists on their own: (drawn within, west, south, east, north, becomes).
PARTS = [
    ("FR", -55, 1, -51, 7, "GF"),
    ("FR", -62, 15.7, -60.9, 16.6, "GP"),
    ("FR", -61.4, 14.2, -60.7, 15, "MQ"),
    ("FR", 54, -22, 57, -20, "RE"),
    ("FR", 44.5, -13.5, 46, -12, "YT"),
    ("NO", -10, 70.5, 35, 82, "SJ"),
    ("NO", 2, -56, 5, -53, "BV"),
    ("NL", -70, 11, -67, 13, "BQ"),
    ("NL", -64, 17, -62, 18, "BQ"),
    ("NZ", -174, -10, -170, -8, "TK"),
    ("Indian Ocean Ter.", 105, -11, 106.5, -10, "CX"),
    ("Indian Ocean Ter.", 96, -13, 98, -11, "CC"),
    # General Assembly resolution 68/262 (2014); Natural Earth draws it with the Russian Federation.
    ("RU", 32.4, 44.2, 36.7, 46.3, "UA"),
]
# Where a country's marker goes when the middle of its largest island would mislead: the seat of government.
SEATS = {
    "BQ": (-68.27, 12.15),
    "BV": (3.36, -54.42),
    "CC": (96.83, -12.15),
    "CX": (105.63, -10.49),
    "FJ": (178.0, -17.8),
    "FM": (158.16, 6.92),
    "IO": (72.42, -7.33),
    "KI": (172.98, 1.33),
    "MH": (171.38, 7.09),
    "MV": (73.51, 4.18),
    "PF": (-149.57, -17.55),
    "PN": (-130.1, -25.07),
    "SC": (55.45, -4.62),
    "SH": (-5.72, -15.93),
    "TF": (69.35, -49.35),
    "TK": (-171.83, -9.2),
    "TO": (-175.2, -21.14),
    "TV": (179.2, -8.52),
    "UM": (166.63, 19.3),
    "WF": (-176.17, -13.28),
}


def main(source: Path) -> None:
    """Reads the TopoJSON in `source` and writes `world.json.gz`."""
    topology = json.loads(source.read_text(encoding="utf-8"))
    arcs = [absolute(arc, topology["transform"]) for arc in topology["arcs"]]
    polygons = sorted_by_country(topology["objects"]["countries"]["geometries"], arcs)
    for code in polygons:
        polygons[code] = dissolved(sewn(polygons[code], arcs), arcs)
    kept_arcs: dict[int, int] = {}
    countries = {}
    for code in sorted(polygons):
        kept = worth_keeping(polygons[code], arcs)
        rings = [[renumbered(ring, kept_arcs) for ring in polygon] for polygon in kept]
        largest = max(kept, key=lambda polygon: area(polygon, arcs))
        countries[code] = {"point": SEATS.get(code) or middle(largest[0], arcs), "polygons": rings}
    world = {
        "steps_per_degree": STEPS_PER_DEGREE,
        "countries": countries,
        "arcs": [deltas(simplified(arcs[number])) for number in kept_arcs],
    }
    packed = json.dumps(world, separators=(",", ":"), sort_keys=True).encode()
    TARGET.write_bytes(gzip.compress(packed, 9, mtime=0))
    points = sum(len(arc) // 2 for arc in world["arcs"])
    size = TARGET.stat().st_size
    sys.stdout.write(f"{TARGET.name}: {size:,} bytes, {len(countries)} countries, {points:,} points\n")


def absolute(arc: list[list[int]], transform: dict) -> list[Point]:
    """A TopoJSON arc (deltas on its own grid) as points on the grid of `STEPS_PER_DEGREE`."""
    (scale_x, scale_y), (west, south) = transform["scale"], transform["translate"]
    x = y = 0
    points: list[Point] = []
    for dx, dy in arc:
        x, y = x + dx, y + dy
        point = (
            round((x * scale_x + west) * STEPS_PER_DEGREE),
            round((y * scale_y + south) * STEPS_PER_DEGREE),
        )
        if not points or points[-1] != point:
            points.append(point)
    return points


def sorted_by_country(geometries: list[dict], arcs: list[list[Point]]) -> dict[str, list[list[Ring]]]:
    """Every polygon under the alpha-2 code it is drawn for; "" holds land of no country."""
    listed = json.loads((HERE / "countries.json").read_text(encoding="utf-8"))
    by_number = {entry["numeric"]: entry["code"] for entry in listed if len(entry["code"]) == 2}
    polygons: dict[str, list[list[Ring]]] = {}
    for geometry in geometries:
        name = geometry["properties"]["name"]
        home = by_number.get(geometry.get("id", ""), NAMED.get(name, name))
        shapes = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry["arcs"]
        for polygon in shapes:
            code = part_of(home, middle(polygon[0], arcs))
            if len(code) <= 2:
                polygons.setdefault(code, []).append(polygon)
    return polygons


def part_of(home: str, point: tuple[float, float]) -> str:
    """The code of the listed part of `home` in which `point` lies, or `home`."""
    for within, west, south, east, north, code in PARTS:
        if within == home and west <= point[0] <= east and south <= point[1] <= north:
            return code
    return home


def sewn(polygons: list[list[Ring]], arcs: list[list[Point]]) -> list[list[Ring]]:
    """The polygons with the two halves of land that Natural Earth cuts along the 180th meridian put together.

    Both halves have the cut as a side, in opposite directions. The smaller half is one closed arc; it takes
    the place of that side in the arc of the larger one.
    """
    seam = 180 * STEPS_PER_DEGREE
    sides: dict[tuple[int, int], tuple[int, int]] = {}
    gone: set[int] = set()
    for number in sorted({n if n >= 0 else ~n for polygon in polygons for ring in polygon for n in ring}):
        for place, ((ax, ay), (bx, by)) in enumerate(pairwise(arcs[number])):
            if abs(ax) != seam or abs(bx) != seam or ay == by:
                continue
            if (by, ay) not in sides:
                sides[ay, by] = number, place
                continue
            other, at = sides.pop((by, ay))
            (keeper, cut), (guest, start) = sorted([(other, at), (number, place)], key=lambda s: -len(arcs[s[0]]))
            loop = arcs[guest][start + 1 :] + arcs[guest][1 : start + 1]
            arcs[keeper][cut + 1 : cut + 1] = loop
            gone.add(guest)
            break
    return [polygon for polygon in polygons if not gone & set(polygon[0])]


def dissolved(polygons: list[list[Ring]], arcs: list[list[Point]]) -> list[list[Ring]]:
    """The polygons without the arcs that run between two parts of the same country."""
    numbers = {number for polygon in polygons for ring in polygon for number in ring}
    inner = {number for number in numbers if ~number in numbers}
    untouched = [polygon for polygon in polygons if not any(inner & set(ring) for ring in polygon)]
    touched = [polygon for polygon in polygons if polygon not in untouched]
    if not touched:
        return polygons
    rings = [ring for polygon in touched for ring in polygon]
    holes = [ring for polygon in touched for ring in polygon[1:] if not inner & set(ring)]
    loose = [number for ring in rings if ring not in holes for number in ring if number not in inner]
    joined = []
    while loose:
        ring = [loose.pop(0)]
        while points_of(ring, arcs)[-1] != points_of(ring, arcs)[0]:
            end = points_of(ring[-1:], arcs)[-1]
            ring.append(next(number for number in loose if points_of([number], arcs)[0] == end))
            loose.remove(ring[-1])
        joined.append(ring)
    joined.sort(key=lambda ring: -area([ring], arcs))
    return [[joined[0], *holes], *([ring] for ring in joined[1:]), *untouched]


def worth_keeping(polygons: list[list[Ring]], arcs: list[list[Point]]) -> list[list[Ring]]:
    """The polygons without specks: all of them where the country is nothing but specks."""
    total = sum(area(polygon, arcs) for polygon in polygons)
    limit = min(SMALLEST_ISLAND, total / 50)
    return [polygon for polygon in polygons if area(polygon, arcs) >= limit]


def points_of(ring: Ring, arcs: list[list[Point]]) -> list[Point]:
    """The ring's points; a negative number is an arc walked backwards, as in TopoJSON.

    Where the ring crosses the 180th meridian the longitudes go on beyond it.
    """
    turn = 360 * STEPS_PER_DEGREE
    points: list[Point] = []
    for number in ring:
        for x, y in arcs[number] if number >= 0 else arcs[~number][::-1]:
            points.append((x - turn * round((x - points[-1][0]) / turn) if points else x, y))
    return points


def area(polygon: list[Ring], arcs: list[list[Point]]) -> float:
    """Square kilometres inside the outer ring, near enough to rank islands."""
    ring = points_of(polygon[0], arcs)
    twice = sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise(ring))
    latitude = math.radians(sum(y for _, y in ring) / len(ring) / STEPS_PER_DEGREE)
    return abs(twice) / 2 * math.cos(latitude) * (KM_PER_DEGREE / STEPS_PER_DEGREE) ** 2


def middle(ring: Ring, arcs: list[list[Point]]) -> tuple[float, float]:
    """The middle of the box around a ring, in degrees."""
    points = points_of(ring, arcs)
    across, up = [x for x, _ in points], [y for _, y in points]
    longitude = (min(across) + max(across)) / 2 / STEPS_PER_DEGREE
    return (longitude + 180) % 360 - 180, (min(up) + max(up)) / 2 / STEPS_PER_DEGREE


def renumbered(ring: Ring, kept: dict[int, int]) -> Ring:
    """The ring with its arcs numbered in the order in which they are first needed."""
    numbers = []
    for number in ring:
        place = kept.setdefault(number if number >= 0 else ~number, len(kept))
        numbers.append(place if number >= 0 else ~place)
    return numbers


def simplified(arc: list[Point]) -> list[Point]:
    """Douglas and Peucker's line: no point that was left out lay further than `TOLERANCE` from it."""
    keep = {0, len(arc) - 1}
    if arc[0] == arc[-1] and len(arc) > 3:
        keep.add(max(range(len(arc)), key=lambda i: math.dist(arc[i], arc[0])))
    spans = list(pairwise(sorted(keep)))
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        offsets = [(offset(arc[i], arc[first], arc[last]), i) for i in range(first + 1, last)]
        furthest, place = max(offsets)
        if furthest > TOLERANCE or (len(keep) < 4 and arc[0] == arc[-1]):
            keep.add(place)
            spans += [(first, place), (place, last)]
    return [arc[i] for i in sorted(keep)]


def offset(point: Point, start: Point, end: Point) -> float:
    """Steps from `point` to the segment from `start` to `end`, longitudes shrunk by the latitude."""
    shrink = max(0.05, math.cos(math.radians(point[1] / STEPS_PER_DEGREE)))
    px, py = (point[0] - start[0]) * shrink, point[1] - start[1]
    dx, dy = (end[0] - start[0]) * shrink, end[1] - start[1]
    length = dx * dx + dy * dy
    along = 0.0 if length == 0 else max(0.0, min(1.0, (px * dx + py * dy) / length))
    return math.hypot(px - along * dx, py - along * dy)


def deltas(arc: list[Point]) -> list[int]:
    """x, y of the first point, then the steps to each next one, in one flat list."""
    flat = list(arc[0])
    for (ax, ay), (bx, by) in pairwise(arc):
        flat += [bx - ax, by - ay]
    return flat


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
