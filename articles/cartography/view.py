"""Which part of the world a map shows: the projection, its centre and its scale, fitted to the subjects."""

import math
from dataclasses import dataclass

from articles.cartography.geometry import Country, LonLat, Ring, World, distance, joined
from articles.cartography.projection import XY, AzimuthalEqualArea, EqualEarth, Projection

EARTH_KM = 6371
# What reaches further than this from its middle (degrees) would look tilted in an azimuthal projection.
WIDEST = 43.0
# Islands nearer than this to the body of a country (degrees) belong to the picture of it, unless they are
# specks; those further off, such as Hawaii or the Azores, may fall outside the frame.
NEAR = 2.6
SPECK = 0.0005
# A part at least this large beside the largest one always belongs to the picture: Borneo and Malaya.
LARGE_PART = 0.3
FAR = 12.0  # degrees from the country's point beyond which even a large part is left out: half of Kiribati
CLOSEST_KM = 1500  # the width of the closest view: the lines of `world.json.gz` are made for no closer one
# A subject narrower than ISLAND_KM gets a view that reaches the next land, if need be up to OCEAN_KM wide.
ISLAND_KM, OCEAN_KM = 700, 4600
LAND_OF_NOTE = 0.4  # square degrees


@dataclass(frozen=True)
class View:
    """A frame of `width` by `height` pixels over a plane: `scale` pixels a unit, `origin` in its middle.

    `reach` is the distance from the centre to the corners in degrees; None on a stretch of the world map.
    """

    projection: Projection
    width: int
    height: int
    scale: float
    origin: XY
    centre: LonLat
    reach: float | None

    def pixel(self, place: XY) -> XY:
        """A point of the plane in pixels, y down."""
        x, y = place
        return (
            self.width / 2 + (x - self.origin[0]) * self.scale,
            self.height / 2 - (y - self.origin[1]) * self.scale,
        )

    @property
    def degrees_a_pixel(self) -> float:
        """How much of the globe one pixel covers in the middle."""
        return math.degrees(1 / self.scale)


def fitted(world: World, codes: list[str], width: int, height: int) -> View:
    """The view that shows the main parts of the countries `codes` with a part of their neighbourhood."""
    outline = [place for code in codes for place in main_part(world, world.countries[code])]
    centre = _middle(outline[:: max(1, len(outline) // 400)])
    if max(distance(centre, place) for place in outline) > WIDEST:
        return _wide(outline, width, height)
    projection = AzimuthalEqualArea(centre)
    box = _box([projection.point(place) for place in outline])
    scale, origin = _framed(box, width, height)
    if max(box[1] - box[0], box[3] - box[2]) * EARTH_KM < ISLAND_KM:
        scale = min(scale, height / 2 / math.radians(_to_next_land(world, codes, centre) + 1.5))
        scale = max(scale, width / (OCEAN_KM / EARTH_KM))
    corner = math.hypot(width, height) / 2 / scale + math.hypot(*origin)
    reach = math.degrees(2 * math.asin(min(1.0, corner / 2)))
    return View(projection, width, height, scale, origin, centre, reach)


def main_part(world: World, country: Country) -> list[LonLat]:
    """The outline of what people picture under a country's name, and its marker's place."""
    outers = [polygon[0] for polygon in country.polygons]
    near = [ring for ring in outers if distance(ring.middle, country.point) < ring.reach + FAR]
    body = [ring for ring in near if ring.size >= LARGE_PART * near[0].size]
    outlines = {ring: joined(ring.arcs, world.arcs) for ring in body}
    rest = [ring for ring in outers if ring not in outlines and ring.size >= SPECK * outers[0].size]
    grown = True
    while grown and rest:
        grown = False
        for ring in list(rest):
            points = joined(ring.arcs, world.arcs)
            if any(_near(ring, points, other, outlines[other]) for other in outlines):
                outlines[ring] = points
                rest.remove(ring)
                grown = True
    return [country.point, *(place for points in outlines.values() for place in points)]


def _near(ring: Ring, points: list[LonLat], other: Ring, others: list[LonLat]) -> bool:
    if distance(ring.middle, other.middle) > ring.reach + other.reach + NEAR:
        return False
    return any(
        abs(at[1] - place[1]) < NEAR and distance(at, place) < NEAR
        for place in points[:: max(1, len(points) // 8)]
        for at in others[:: max(1, len(others) // 200)]
    )


def _to_next_land(world: World, codes: list[str], centre: LonLat) -> float:
    """Degrees from `centre` to the nearest larger land that is not a subject's own."""
    nearest = 180.0
    for country in world.countries.values():
        for polygon in country.polygons if country.code not in codes else ():
            ring = polygon[0]
            if ring.size > LAND_OF_NOTE and distance(centre, ring.middle) - ring.reach < nearest:
                outline = joined(ring.arcs, world.arcs)[::8]
                nearest = min(nearest, min(distance(centre, place) for place in outline))
    return nearest


def _share(kilometres: float) -> float:
    """How much of the frame the subject takes: a small country needs its surroundings, a large one less."""
    near, far = 600, 6000
    along = min(1.0, max(0.0, (kilometres - near) / (far - near)))
    return 0.5 + 0.36 * along


def _middle(outline: list[LonLat]) -> LonLat:
    """The centre of the smallest circle around the outline, nearly: in ever smaller steps to the furthest."""
    places = [_vector(place) for place in outline]
    x, y, z = (sum(axis) / len(places) for axis in zip(*places, strict=True))
    for step in range(2, 60):
        nearness = [a * x + b * y + c * z for a, b, c in places]
        a, b, c = places[nearness.index(min(nearness))]
        x, y, z = x + (a - x) / step, y + (b - y) / step, z + (c - z) / step
        length = math.sqrt(x * x + y * y + z * z) or 1.0
        x, y, z = x / length, y / length, z / length
    return math.degrees(math.atan2(y, x)), math.degrees(math.asin(max(-1.0, min(1.0, z))))


def _vector(place: LonLat) -> tuple[float, float, float]:
    lon, lat = math.radians(place[0]), math.radians(place[1])
    return math.cos(lat) * math.cos(lon), math.cos(lat) * math.sin(lon), math.sin(lat)


def _wide(outline: list[LonLat], width: int, height: int) -> View:
    """A stretch of the world map, turned so that the widest gap between the subjects lies at its edge."""
    longitudes = sorted({round(lon) % 360 for lon, _ in outline})
    gaps = zip(longitudes, [*longitudes[1:], longitudes[0] + 360], strict=True)
    start, end = max(gaps, key=lambda gap: gap[1] - gap[0])
    middle = (start + end) / 2 % 360 - 180
    projection = EqualEarth(middle)
    edge, top = projection.point((middle + 179.999, 0))[0], projection.point((middle, 84))[1]
    bottom = projection.point((middle, -58))[1]
    least = min(width / (2 * edge), height / (top - bottom))
    scale, (x, y) = _framed(_box([projection.point(place) for place in outline]), width, height)
    scale = max(scale, least)
    half_width, half_height = width / 2 / scale, height / 2 / scale
    x = 0.0 if half_width >= edge else max(half_width - edge, min(edge - half_width, x))
    y = (top + bottom) / 2 if 2 * half_height >= top - bottom else max(bottom + half_height, min(top - half_height, y))
    return View(projection, width, height, scale, (x, y), (middle, 0.0), None)


def _framed(box: tuple[float, float, float, float], width: int, height: int) -> tuple[float, XY]:
    """The scale and the middle with which a box of the plane takes its share of the frame."""
    left, right, bottom, top = box
    share = _share(max(right - left, (top - bottom) * width / height) * EARTH_KM)
    scale = min(
        share * width / max(right - left, 1e-9),
        share * height / max(top - bottom, 1e-9),
        width / (CLOSEST_KM / EARTH_KM),
    )
    return scale, ((left + right) / 2, (bottom + top) / 2)


def _box(points: list[XY]) -> tuple[float, float, float, float]:
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), max(across), min(up), max(up)
