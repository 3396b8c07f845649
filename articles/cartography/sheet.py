"""A scene with its small globe and its words in place: all that the SVG and the PNG still have to draw."""

from collections.abc import Iterable
from dataclasses import dataclass

from articles.cartography import style
from articles.cartography.clipping import Box, bounds, grown, overlap
from articles.cartography.labels import Label, placed
from articles.cartography.projection import XY
from articles.cartography.scene import Globe, Scene, globe, surveyed
from articles.cartography.subjects import subjects

WIDEST_WITH_GLOBE = 50.0  # degrees from the centre to the corners


@dataclass(frozen=True)
class Sheet:
    """One finished layout."""

    scene: Scene
    globe: Globe | None
    labels: list[Label]


def laid_out(codes: Iterable[str], width: int, height: int) -> Sheet:
    """The layout of the map of `codes`; raises ValueError for an unknown code, and where there is none."""
    scene = surveyed(subjects(codes), width, height)
    small = _in_a_corner(scene)
    taken = [_room(small.middle, small.radius * 1.1)] if small else []
    return Sheet(scene, small, placed(scene, taken))


def _in_a_corner(scene: Scene) -> Globe | None:
    """The globe in the first corner without a subject in it; none beside a map that is nearly one itself."""
    if scene.view.reach is None or scene.view.reach > WIDEST_WITH_GLOBE:
        return None
    width, height = scene.view.width, scene.view.height
    radius = style.GLOBE_RADIUS * width
    inset = radius + style.MARGIN * width
    rings = [ring for subject in scene.subjects for ring in scene.visible(subject.codes)]
    for y in (height - inset, inset):
        for x in (inset, width - inset):
            room = _room((x, y), radius)
            if not any(overlap(room, bounds(ring)) and _touches(ring, room) for ring in rings):
                return globe(scene, (x, y), radius)
    return None


def _room(middle: XY, radius: float) -> Box:
    x, y = middle
    return x - radius, y - radius, x + radius, y + radius


def _touches(ring: list[XY], room: Box) -> bool:
    left, top, right, bottom = grown(room, 8)
    return any(left <= x <= right and top <= y <= bottom for x, y in ring)
