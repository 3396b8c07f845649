"""Where the words go: inside a country where they fit, else beside it, on the sea rather than on land."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from PIL import Image, ImageDraw

from articles.cartography import style
from articles.cartography.clipping import Box, bounds, grown, overlap
from articles.cartography.projection import XY
from articles.cartography.scene import Scene, Shape
from articles.cartography.subjects import Subject, neighbour_name

COARSE = 6  # pixels of the map to one pixel of the sketch in which free room is looked for
LAND_VALUE, TAKEN_VALUE = 100, 255
MOST_NEIGHBOURS = 14
NEARER_TO_ANOTHER = 350  # pixels of detour worth taking so that a label is not read as another subject's
CLOSE_VIEW = 26  # degrees to the corners of the frame; in a wider view small islands stay without a name


@dataclass(frozen=True)
class Label:
    """One line of text centred on `middle`; `target` is where a line must lead from it, if one must.

    Its `role`, a key of `style.LETTERS`, is "inside" (on the accent), "beside" or "neighbour".
    """

    text: str
    middle: XY
    size: float
    role: str
    target: XY | None = None

    @property
    def box(self) -> Box:
        """The room it takes."""
        width, height = _room(self.text, self.size, style.LETTERS[self.role].weight)
        return _around(self.middle, width, height)

    @property
    def leader(self) -> tuple[XY, XY] | None:
        """The line from the label to its country, where it could be taken for another's."""
        if self.target is None:
            return None
        left, top, right, bottom = grown(self.box, self.size * 0.1)
        x, y = self.target
        return (min(max(x, left), right), min(max(y, top), bottom)), self.target


def placed(scene: Scene, taken: list[Box]) -> list[Label]:
    """The labels of a scene, clear of the boxes in `taken`: the subjects' own, then some neighbours'."""
    sketch = _sketch(scene)
    size = style.LABEL_SIZE * scene.view.width * (1 if len(scene.subjects) < 5 else 0.85)
    labels: list[Label] = []
    for subject in scene.subjects:
        boxes = taken + [label.box for label in labels]
        labels.append(_inside(scene, subject, size, boxes) or _beside(scene, subject, size, boxes, sketch))
    if scene.view.reach is not None:
        labels += _neighbours(scene, taken + [label.box for label in labels], sketch)
    return labels


def _inside(scene: Scene, subject: Subject, size: float, taken: list[Box]) -> Label | None:
    if any(code in scene.markers for code in subject.codes):
        return None
    width, height = _room(subject.label, size, 600)
    spot = roomiest(scene.visible(subject.codes), (width * 1.12, height))
    label = Label(subject.label, spot, size, "inside") if spot else None
    return label if label and not any(overlap(label.box, box) for box in taken) else None


def _beside(scene: Scene, subject: Subject, size: float, taken: list[Box], sketch: Image.Image) -> Label:
    """The nearest free place; land counts as a detour. Where all is full, the least bad one."""
    width, height = _room(subject.label, size, 600)
    marked = any(code in scene.markers for code in subject.codes)
    gap = size * 0.3 + (style.MARKER_RADIUS * scene.view.width if marked else 0)
    outline = _outline(scene, subject)
    around = bounds(outline) if outline else scene.frame
    rivals = [point for other in scene.subjects if other != subject for point in _outline(scene, other)[::2]]
    best, least, unclear = (scene.view.width / 2, scene.view.height / 2), math.inf, False
    for bound, box in sorted((_between(box, around), box) for box in _seats(scene, width, height)):
        if bound - gap >= least:
            break
        away = _away(box, outline) if outline else 0.0
        cost = abs(away - gap) if away >= gap else 400 + gap - away
        cost += sum(1000 for other in taken if overlap(grown(box, size * 0.2), other))
        cost += _cost_of_ground(sketch, box, size)
        doubtful = cost < least and _away(box, rivals) < away + gap
        cost += NEARER_TO_ANOTHER if doubtful else 0
        if cost < least:
            best, least, unclear = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2), cost, doubtful
    target = scene.places.get(subject.codes[0]) if unclear else None
    return Label(subject.label, best, size, "beside", target)


def _seats(scene: Scene, width: float, height: float) -> Iterator[Box]:
    """Boxes of this size all over the frame."""
    edge = style.MARGIN * scene.view.width
    for top in range(int(edge), int(scene.view.height - edge - height), 9):
        for left in range(int(edge), int(scene.view.width - edge - width), 14):
            yield left, top, left + width, top + height


def _outline(scene: Scene, subject: Subject) -> list[XY]:
    """The subject's markers, or some 60 points of its shore: not of islets, where a label would look lost."""
    marks = [scene.markers[code] for code in subject.codes if code in scene.markers]
    rings = scene.visible(subject.codes)
    if marks or not rings:
        return marks
    sizes = [_extent(bounds(ring)) for ring in rings]
    large = [ring for ring, size in zip(rings, sizes, strict=True) if size > 0.2 * max(sizes)]
    points = [point for ring in large for point in ring]
    return points[:: max(1, len(points) // 60)]


def _neighbours(scene: Scene, taken: list[Box], sketch: Image.Image) -> list[Label]:
    """Quiet names for orientation: inside the larger countries in sight, at sea beside islands."""
    size = style.QUIET_LABEL_SIZE * scene.view.width
    edge = grown(scene.frame, -style.MARGIN * scene.view.width)
    labels: list[Label] = []
    for shape in scene.shapes:
        name = None if shape.highlighted else neighbour_name(shape.code)
        rings = scene.visible((shape.code,)) if name else []
        if not rings or len(labels) == MOST_NEIGHBOURS:
            continue
        width, height = _room(name, size, 400)
        inside = roomiest(rings, (width * 1.1, height * 1.3), rows=14)
        for spot in [inside] if inside else _at_sea(scene, shape.code, rings, (width, height), sketch):
            label = Label(name, spot, size, "neighbour")
            room = grown(label.box, size * 0.5)
            within = edge[0] < room[0] and edge[1] < room[1] and room[2] < edge[2] and room[3] < edge[3]
            if within and not any(overlap(room, box) for box in taken + [other.box for other in labels]):
                labels.append(label)
                break
    return labels


def _at_sea(
    scene: Scene, code: str, rings: list[list[XY]], room: tuple[float, float], sketch: Image.Image
) -> Iterator[XY]:
    """Places around an island country no wider than its name, where the name would touch no land."""
    main = [bounds(ring) for ring in rings if _holds(grown(bounds(ring), COARSE), scene.places.get(code))]
    if not main or scene.view.reach is None or scene.view.reach > CLOSE_VIEW:
        return
    (left, top, right, bottom), (width, height) = main[0], room
    if right - left > width:
        return
    x, y, gap = (left + right) / 2, (top + bottom) / 2, height * 0.4
    for spot in (
        (right + gap + width / 2, y),
        (left - gap - width / 2, y),
        (x, bottom + gap + height / 2),
        (x, top - gap - height / 2),
    ):
        patch = sketch.crop(_coarse(_around(spot, width, height)))
        if patch.width and patch.height and patch.getextrema() == (0, 0):
            yield spot


def roomiest(rings: list[list[XY]], room: tuple[float, float], rows: int = 26) -> XY | None:
    """The middle of the place in an area (even-odd) where a box of `room` fits with most to spare."""
    width, height = room
    if not rings:
        return None
    left, top, right, bottom = bounds([point for ring in rings for point in ring])
    if right - left < width or bottom - top < height:
        return None
    large = [ring for ring in rings if _extent(bounds(ring)) > height]  # islets hold no words and take time
    sides = (side for ring in large for side in zip(ring, [*ring[1:], ring[0]], strict=True))
    edges = [(a, b) for a, b in sides if a[1] != b[1]]
    best, most = None, -math.inf
    for row in range(1, rows):
        y = top + (bottom - top) * row / rows
        spans = _crossed(edges, y - height / 2)
        for level in (y, y + height / 2):
            spans = _shared(spans, _crossed(edges, level)) if spans else []
        for start, end in spans:
            spare = end - start - width
            worth = min(spare, width) - abs(y - (top + bottom) / 2) * 0.3
            if spare > 0 and worth > most:
                best, most = ((start + end) / 2, y), worth
    return best


def _crossed(edges: list[tuple[XY, XY]], y: float) -> list[tuple[float, float]]:
    """The stretches of the level `y` that lie inside, across the borders between countries of one subject."""
    at = sorted(ax + (y - ay) / (by - ay) * (bx - ax) for (ax, ay), (bx, by) in edges if (ay <= y) != (by <= y))
    spans: list[tuple[float, float]] = []
    for start, end in zip(at[::2], at[1::2], strict=False):
        if spans and start - spans[-1][1] < 1:
            spans[-1] = spans[-1][0], end
        else:
            spans.append((start, end))
    return spans


def _shared(a: list[tuple[float, float]], b: list[tuple[float, float]]) -> list[tuple[float, float]]:
    both = [(max(s, t), min(e, f)) for s, e in a for t, f in b]
    return [(start, end) for start, end in both if start < end]


def _room(text: str, size: float, weight: int) -> tuple[float, float]:
    return style.font(weight, size).getlength(text), size * 0.95


def _away(box: Box, points: list[XY]) -> float:
    """Pixels from a box to the nearest of some points. Plain comparisons: this runs a million times a map."""
    left, top, right, bottom = box
    nearest = math.inf
    for x, y in points:
        across = left - x if x < left else x - right if x > right else 0.0
        down = top - y if y < top else y - bottom if y > bottom else 0.0
        square = across * across + down * down
        if square < nearest:
            nearest = square
    return math.sqrt(nearest)


def _around(middle: XY, width: float, height: float) -> Box:
    x, y = middle
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _holds(box: Box, point: XY | None) -> bool:
    return point is not None and box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def _coarse(box: Box) -> tuple[int, int, int, int]:
    return tuple(int(edge / COARSE) for edge in box)


def _between(a: Box, b: Box) -> float:
    return math.hypot(max(a[0] - b[2], 0, b[0] - a[2]), max(a[1] - b[3], 0, b[1] - a[3]))


def _extent(box: Box) -> float:
    return math.hypot(box[2] - box[0], box[3] - box[1])


def _sketch(scene: Scene) -> Image.Image:
    """A small picture of what is land and what is highlighted."""
    sketch = Image.new("L", (scene.view.width // COARSE + 1, scene.view.height // COARSE + 1))
    pen = ImageDraw.Draw(sketch)
    for shape in scene.shapes:
        for ring in _filled(shape):
            pen.polygon(ring, fill=TAKEN_VALUE if shape.highlighted else LAND_VALUE)
    return sketch


def _filled(shape: Shape) -> list[list[XY]]:
    return [[(x / COARSE, y / COARSE) for x, y in ring] for ring in shape.rings if len(ring) > 2]


def _cost_of_ground(sketch: Image.Image, box: Box, size: float) -> float:
    patch = sketch.crop(_coarse(box))
    counts = patch.histogram()
    pixels = max(1, patch.width * patch.height)
    return size * 2.0 * counts[LAND_VALUE] / pixels + 600 * (counts[TAKEN_VALUE] / pixels)
