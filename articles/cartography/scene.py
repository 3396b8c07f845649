"""A map as shapes in pixels, before anything is drawn: what the SVG and the PNG have in common."""

import math
from dataclasses import dataclass, field

from articles.cartography import style
from articles.cartography.clipping import Box, bounds, clipped_line, clipped_ring
from articles.cartography.geometry import LonLat, Ring, World, distance, joined, load_world
from articles.cartography.projection import XY, Orthographic
from articles.cartography.subjects import Subject
from articles.cartography.view import View, fitted

# A ring that comes near the point opposite the centre would be torn by the projection; it is out of sight.
FURTHEST = 165.0
FINEST_STEP = 0.7  # pixels between two points of a line
SPECK = 1.2  # pixels: an island of another country smaller than this is left out
BEYOND_FRAME = 30  # pixels kept outside the frame, so that no cut edge shows


@dataclass(frozen=True)
class Shape:
    """One country, or one piece of it: its rings, outer ones and holes together (even-odd)."""

    code: str
    rings: list[list[XY]]
    highlighted: bool


@dataclass(frozen=True)
class Globe:
    """The small globe in a corner."""

    middle: XY
    radius: float
    shapes: list[Shape]
    dots: list[XY]


@dataclass(frozen=True)
class Scene:
    """Everything on the map but its words; shapes come in the order of painting, large ones first."""

    view: View
    subjects: list[Subject]
    shapes: list[Shape]
    coasts: list[list[XY]]
    borders: list[list[XY]]
    inner_borders: list[list[XY]]
    markers: dict[str, XY]
    places: dict[str, XY]

    @property
    def frame(self) -> Box:
        """The box of the whole picture."""
        return 0.0, 0.0, float(self.view.width), float(self.view.height)

    def visible(self, codes: tuple[str, ...]) -> list[list[XY]]:
        """The rings of these countries as far as they lie inside the frame."""
        cut = (clipped_ring(ring, self.frame) for s in self.shapes if s.code in codes for ring in s.rings)
        return [ring for ring in cut if ring]


@dataclass
class _Surveyor:
    """Thins arcs out to what a pixel can show, each once, so that neighbours keep sharing their border."""

    world: World
    step: float
    thinned: dict[int, list[LonLat]] = field(default_factory=dict)

    def arc(self, number: int) -> list[LonLat]:
        if number not in self.thinned:
            self.thinned[number] = _thinned(self.world.arcs[number], self.step)
        return self.thinned[number]

    def ring(self, ring: Ring) -> list[LonLat]:
        for number in ring.arcs:
            self.arc(number if number >= 0 else ~number)
        return joined(ring.arcs, self.thinned)


def surveyed(subjects: list[Subject], width: int, height: int) -> Scene:
    """The scene for these subjects on a picture of `width` × `height` pixels."""
    world = load_world()
    highlighted = {code for subject in subjects for code in subject.codes}
    view = fitted(world, sorted(highlighted), width, height)
    surveyor = _Surveyor(world, FINEST_STEP * view.degrees_a_pixel)
    frame = (-BEYOND_FRAME, -BEYOND_FRAME, width + BEYOND_FRAME, height + BEYOND_FRAME)
    shapes: list[Shape] = []
    seen: set[int] = set()
    for country in sorted(world.countries.values(), key=lambda country: (-country.size, country.code)):
        rings = []
        smallest = -1 if country.code in highlighted else SPECK
        for polygon in country.polygons:
            if 2 * polygon[0].reach < smallest * view.degrees_a_pixel or not _in_reach(polygon[0], view):
                continue
            for ring in polygon:
                pieces = view.projection.ring(surveyor.ring(ring))
                cut = [clipped_ring([view.pixel(place) for place in piece], frame) for piece in pieces]
                cut = [piece for piece in cut if piece and _extent(bounds(piece)) > smallest]
                rings += cut
                seen.update(number if number >= 0 else ~number for number in ring.arcs if cut)
        if rings:
            shapes.append(Shape(country.code, rings, country.code in highlighted))
    lines = _lines(world, surveyor, view, seen, highlighted, frame)
    places = _places(world, view, highlighted | {shape.code for shape in shapes})
    return Scene(view, subjects, shapes, *lines, _markers(view, subjects, shapes, places), places)


def globe(scene: Scene, middle: XY, radius: float) -> Globe:
    """The globe for a scene, drawn around `middle`."""
    world = load_world()
    lon, lat = scene.view.centre
    projection = Orthographic((lon, max(-50.0, min(50.0, lat))))
    surveyor = _Surveyor(world, math.degrees(1 / radius) * 0.8)
    highlighted = {code for subject in scene.subjects for code in subject.codes}
    shapes = []
    for country in sorted(world.countries.values(), key=lambda country: (-country.size, country.code)):
        rings = []
        for polygon in country.polygons:
            if polygon[0].reach > 0.6 and distance(projection.centre, polygon[0].middle) - polygon[0].reach < 90:
                for piece in projection.ring(surveyor.ring(polygon[0])):
                    rings.append([(middle[0] + x * radius, middle[1] - y * radius) for x, y in piece])
        if rings:
            shapes.append(Shape(country.code, rings, country.code in highlighted))
    dots = []
    for code in sorted(highlighted):
        drawn = [ring for shape in shapes if shape.code == code for ring in shape.rings]
        place = projection.point(world.countries[code].point)
        if place and max((_extent(bounds(ring)) for ring in drawn), default=0) < 7:
            dots.append((middle[0] + place[0] * radius, middle[1] - place[1] * radius))
    return Globe(middle, radius, shapes, dots)


def _in_reach(ring: Ring, view: View) -> bool:
    if view.reach is None:
        return True
    away = distance(view.centre, ring.middle)
    return away - ring.reach <= view.reach and away + ring.reach <= FURTHEST


def _lines(
    world: World, surveyor: _Surveyor, view: View, seen: set[int], highlighted: set[str], frame: Box
) -> tuple[list, list, list]:
    """Coasts, borders, and the borders inside a highlighted area, as lines in pixels."""
    coasts, borders, inner = [], [], []
    for number in sorted(seen):
        owners = world.borders.get(number)
        kind = coasts if owners is None else inner if owners <= highlighted else borders
        for line in view.projection.line(surveyor.arc(number)):
            kind += clipped_line([view.pixel(place) for place in line], frame)
    return coasts, borders, inner


def _places(world: World, view: View, codes: set[str]) -> dict[str, XY]:
    """The points of some countries in pixels, as far as the projection shows them."""
    found = {code: view.projection.point(world.countries[code].point) for code in sorted(codes)}
    return {code: view.pixel(place) for code, place in found.items() if place is not None}


def _markers(view: View, subjects: list[Subject], shapes: list[Shape], places: dict[str, XY]) -> dict[str, XY]:
    """Where subjects too small to see get their circle."""
    smallest = 2.4 * style.MARKER_RADIUS * view.width
    seen = {shape.code: max(_extent(bounds(ring)) for ring in shape.rings) for shape in shapes}
    alone = [subject.codes[0] for subject in subjects if len(subject.codes) == 1]
    return {code: places[code] for code in alone if code in places and seen.get(code, 0) < smallest}


def _extent(box: Box) -> float:
    return math.hypot(box[2] - box[0], box[3] - box[1])


def _thinned(arc: tuple[LonLat, ...], step: float) -> list[LonLat]:
    """The arc without points nearer than `step` degrees to the last one kept; its ends stay."""
    shrink = max(0.05, math.cos(math.radians(arc[len(arc) // 2][1])))
    kept = [arc[0]]
    lon, lat = arc[0]
    for place in arc[1:-1]:
        if abs(place[1] - lat) > step or abs(place[0] - lon) * shrink > step:
            kept.append(place)
            lon, lat = place
    if len(arc) > 1:
        kept.append(arc[-1])
    return kept
