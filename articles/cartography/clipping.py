"""Cutting lines and areas down to a box, in pixels."""

from articles.cartography.projection import XY

Box = tuple[float, float, float, float]  # left, top, right, bottom


def bounds(points: list[XY]) -> Box:
    """The box around some points."""
    across, down = [x for x, _ in points], [y for _, y in points]
    return min(across), min(down), max(across), max(down)


def overlap(a: Box, b: Box) -> bool:
    """Whether two boxes share any area."""
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def grown(box: Box, by: float) -> Box:
    """The box with `by` pixels added on every side."""
    return box[0] - by, box[1] - by, box[2] + by, box[3] + by


def clipped_ring(ring: list[XY], box: Box) -> list[XY]:
    """The part of an area inside the box, empty where there is none (Sutherland and Hodgman's way)."""
    around = bounds(ring)
    if not overlap(around, box):
        return []
    for axis, at, sign in ((0, box[0], 1), (0, box[2], -1), (1, box[1], 1), (1, box[3], -1)):
        if (around[axis] if sign > 0 else around[axis + 2]) * sign >= at * sign:
            continue
        ring = _one_side(ring, axis, at, sign)
        if not ring:
            return []
    return ring


def clipped_line(line: list[XY], box: Box) -> list[list[XY]]:
    """The pieces of a line that come into the box, each with one point beyond it at either end."""
    left, top, right, bottom = box
    inside = [left <= x <= right and top <= y <= bottom for x, y in line]
    if all(inside):
        return [line]
    pieces: list[list[XY]] = []
    open_piece = False
    for place in range(1, len(line)):
        if inside[place - 1] or inside[place]:
            if not open_piece:
                pieces.append([line[place - 1]])
            pieces[-1].append(line[place])
            open_piece = True
        else:
            open_piece = False
    return pieces


def _one_side(ring: list[XY], axis: int, at: float, sign: int) -> list[XY]:
    kept: list[XY] = []
    before = ring[-1]
    before_in = (before[axis] - at) * sign >= 0
    for point in ring:
        point_in = (point[axis] - at) * sign >= 0
        if point_in != before_in:
            along = (at - before[axis]) / (point[axis] - before[axis])
            other = before[1 - axis] + along * (point[1 - axis] - before[1 - axis])
            kept.append((at, other) if axis == 0 else (other, at))
        if point_in:
            kept.append(point)
        before, before_in = point, point_in
    return kept
