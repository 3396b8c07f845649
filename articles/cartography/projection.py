"""From the globe to the plane: three projections; degrees in, units of the Earth's radius out, y up.

Formulas: Snyder, "Map Projections: A Working Manual" (USGS Professional Paper 1395, 1987), for the azimuthal
ones; Šavrič, Patterson and Jenny, "The Equal Earth map projection" (2018), for the world.
"""

import math
from dataclasses import dataclass
from typing import Protocol

from articles.cartography.geometry import LonLat, unwrapped

XY = tuple[float, float]


class Projection(Protocol):
    """What a scene needs of a projection. One line or ring may fall into several pieces."""

    def point(self, place: LonLat) -> XY | None:
        """One place, or None where this projection does not show it."""

    def ring(self, points: list[LonLat]) -> list[list[XY]]:
        """A closed line."""

    def line(self, points: list[LonLat]) -> list[list[XY]]:
        """An open line."""


@dataclass(frozen=True)
class AzimuthalEqualArea:
    """Lambert's, around `centre`: true in area, good for up to half the globe. Snyder, (24-2) to (24-4)."""

    centre: LonLat

    def point(self, place: LonLat) -> XY:
        return self._all([place])[0]

    def ring(self, points: list[LonLat]) -> list[list[XY]]:
        return [self._all(points)]

    line = ring

    def _all(self, points: list[LonLat]) -> list[XY]:
        lon_0, phi_0 = math.radians(self.centre[0]), math.radians(self.centre[1])
        sin_0, cos_0 = math.sin(phi_0), math.cos(phi_0)
        sin, cos, sqrt, rad = math.sin, math.cos, math.sqrt, math.radians
        placed = []
        for lon, lat in points:
            turn, phi = rad(lon) - lon_0, rad(lat)
            sin_phi, cos_phi = sin(phi), cos(phi)
            forward = cos_phi * cos(turn)
            k = sqrt(2 / max(1e-6, 1 + sin_0 * sin_phi + cos_0 * forward))
            placed.append((k * cos_phi * sin(turn), k * (cos_0 * sin_phi - sin_0 * forward)))
        return placed


@dataclass(frozen=True)
class Orthographic:
    """The globe seen from far above `centre`: the small one in the corner. Snyder, (20-3) and (20-4)."""

    centre: LonLat

    def point(self, place: LonLat) -> XY | None:
        x, y, depth = self._turned(place)
        return (x, y) if depth >= 0 else None

    def ring(self, points: list[LonLat]) -> list[list[XY]]:
        """The part beyond the horizon is pressed onto it, so that the visible part keeps its shape."""
        turned = [self._turned(place) for place in points]
        if all(depth < 0 for _, _, depth in turned):
            return []
        return [[(x, y) if depth >= 0 else self._on_edge(x, y) for x, y, depth in turned]]

    def line(self, points: list[LonLat]) -> list[list[XY]]:
        pieces: list[list[XY]] = [[]]
        for x, y, depth in map(self._turned, points):
            if depth >= 0:
                pieces[-1].append((x, y))
            elif pieces[-1]:
                pieces.append([])
        return [piece for piece in pieces if len(piece) > 1]

    @staticmethod
    def _on_edge(x: float, y: float) -> XY:
        length = math.hypot(x, y) or 1.0
        return x / length, y / length

    def _turned(self, place: LonLat) -> tuple[float, float, float]:
        turn, phi = math.radians(place[0] - self.centre[0]), math.radians(place[1])
        phi_0 = math.radians(self.centre[1])
        forward = math.cos(phi) * math.cos(turn)
        return (
            math.cos(phi) * math.sin(turn),
            math.cos(phi_0) * math.sin(phi) - math.sin(phi_0) * forward,
            math.sin(phi_0) * math.sin(phi) + math.cos(phi_0) * forward,
        )


@dataclass(frozen=True)
class EqualEarth:
    """The whole world around the meridian `middle`, true in area: for countries on different sides of it."""

    middle: float

    def point(self, place: LonLat) -> XY:
        return self._all([((place[0] - self.middle + 180) % 360 - 180, place[1])])[0]

    def ring(self, points: list[LonLat]) -> list[list[XY]]:
        shifted = self._shifted(points)
        if abs(shifted[-1][0] - shifted[0][0]) > 180:  # around the pole: close it along the map's lower edge
            shifted = [*shifted, (shifted[-1][0], -90.0), (shifted[0][0], -90.0)]
        pieces = []
        for turn in _turns(shifted):
            piece = _cut(_cut([(lon + turn, lat) for lon, lat in shifted], -180.0, 1), 180.0, -1)
            if piece:
                pieces.append(self._all(piece))
        return pieces

    def line(self, points: list[LonLat]) -> list[list[XY]]:
        shifted = self._shifted(points)
        pieces = []
        for turn in _turns(shifted):
            inside = [(lon + turn, lat) for lon, lat in shifted if -180 <= lon + turn <= 180]
            if len(inside) > 1:
                pieces.append(self._all(inside))
        return pieces

    def _shifted(self, points: list[LonLat]) -> list[LonLat]:
        return unwrapped([((lon - self.middle + 180) % 360 - 180, lat) for lon, lat in points])

    @staticmethod
    def _all(points: list[LonLat]) -> list[XY]:
        a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
        half_root, stretch = math.sqrt(3) / 2, 2 * math.sqrt(3) / 3
        asin, sin, cos, rad = math.asin, math.sin, math.cos, math.radians
        placed = []
        for lon, lat in points:
            theta = asin(half_root * sin(rad(lat)))
            t2 = theta * theta
            t6 = t2 * t2 * t2
            slope = 9 * a4 * t6 * t2 + 7 * a3 * t6 + 3 * a2 * t2 + a1
            placed.append((stretch * rad(lon) * cos(theta) / slope, theta * (a1 + a2 * t2 + t6 * (a3 + a4 * t2))))
        return placed


def _turns(points: list[LonLat]) -> list[int]:
    """The whole turns by which a line must be moved to come onto the map, whose edges are at 180 degrees."""
    west, east = min(lon for lon, _ in points), max(lon for lon, _ in points)
    return [turn for turn in (-360, 0, 360) if west + turn < 180 and east + turn > -180]


def _cut(ring: list[LonLat], at: float, side: int) -> list[LonLat]:
    """The part of a ring east (`side` 1) or west (-1) of a longitude (Sutherland and Hodgman's way)."""
    beyond = [(lon - at) * side < 0 for lon, _ in ring]
    if not any(beyond):
        return ring
    if all(beyond):
        return []
    kept: list[LonLat] = []
    for (lon_a, lat_a), (lon_b, lat_b) in zip([ring[-1], *ring[:-1]], ring, strict=True):
        a_in, b_in = (lon_a - at) * side >= 0, (lon_b - at) * side >= 0
        if a_in != b_in:
            kept.append((at, lat_a + (lat_b - lat_a) * (at - lon_a) / (lon_b - lon_a)))
        if b_in:
            kept.append((lon_b, lat_b))
    return kept
