"""Locator maps as PNG files."""

from collections.abc import Iterable
from io import BytesIO

from PIL import Image, ImageDraw

from articles.cartography import style
from articles.cartography.labels import Label
from articles.cartography.projection import XY
from articles.cartography.scene import Globe, Scene, Shape
from articles.cartography.sheet import laid_out

FINER = 3  # everything but the words is drawn this many times larger and brought down, which smooths its edges
COLOURS = 128


def locator_map_png(codes: Iterable[str], *, width: int = 1200, height: int = 675) -> bytes:
    """The map of the countries `codes` (as in `countries.json`, any case) as the bytes of a PNG file.

    Raises ValueError for a code that is not in the list, and where there is none.
    """
    sheet = laid_out(codes, width, height)
    picture = Image.new("RGB", (width * FINER, height * FINER), style.SEA)
    pen = ImageDraw.Draw(picture)
    _paint_scene(pen, sheet.scene)
    for start, end in (label.leader for label in sheet.labels if label.leader):
        thick = round(style.LEADER_WIDTH * width * FINER)
        pen.line(_larger([start, end]), fill=style.INK, width=thick)
        pen.circle((end[0] * FINER, end[1] * FINER), thick * 2, fill=style.INK)
    if sheet.globe:
        _paint_globe(pen, sheet.globe)
    picture = picture.resize((width, height), Image.Resampling.BOX)
    pen = ImageDraw.Draw(picture)
    for label in sheet.labels:
        _write(pen, label, width)
    out = BytesIO()
    few = picture.quantize(COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


def _paint_scene(pen: ImageDraw.ImageDraw, scene: Scene) -> None:
    unit = scene.view.width * FINER
    for shape in scene.shapes:
        _paint(pen, shape, style.LAND)
    for lines, colour, share in (
        (scene.coasts, style.COAST, style.COAST_WIDTH),
        (scene.borders, style.BORDER, style.BORDER_WIDTH),
        (scene.inner_borders, style.ACCENT_BORDER, style.BORDER_WIDTH),
    ):
        for line in lines:
            pen.line(_larger(line), fill=colour, width=max(1, round(share * unit)), joint="curve")
    radius = style.MARKER_RADIUS * unit
    for x, y in scene.markers.values():
        edge = round(radius / 4)
        pen.circle((x * FINER, y * FINER), radius, fill=style.ACCENT, outline="#fff", width=edge)


def _paint_globe(pen: ImageDraw.ImageDraw, small: Globe) -> None:
    (x, y), radius = small.middle, small.radius
    at = (x * FINER, y * FINER)
    pen.circle(at, (radius + 3) * FINER, fill="#fff")
    pen.circle(at, radius * FINER, fill=style.GLOBE_SEA)
    for shape in small.shapes:
        _paint(pen, shape, style.GLOBE_LAND)
    for dot_x, dot_y in small.dots:
        pen.circle((dot_x * FINER, dot_y * FINER), radius * 0.05 * FINER, fill=style.ACCENT)
    pen.circle(at, radius * FINER, outline=style.GLOBE_EDGE, width=FINER)


def _paint(pen: ImageDraw.ImageDraw, shape: Shape, land: str) -> None:
    """Holes are painted over too: what lies in them is smaller and comes later."""
    for ring in shape.rings:
        if len(ring) > 2:
            pen.polygon(_larger(ring), fill=style.ACCENT if shape.highlighted else land)


def _write(pen: ImageDraw.ImageDraw, label: Label, width: int) -> None:
    letters = style.LETTERS[label.role]
    pen.text(
        label.middle,
        label.text,
        font=style.font(letters.weight, label.size),
        fill=letters.colour,
        anchor="mm",
        stroke_width=round(style.HALO_WIDTH * width) if letters.halo else 0,
        stroke_fill=letters.halo,
    )


def _larger(points: list[XY]) -> list[XY]:
    return [(x * FINER, y * FINER) for x, y in points]
