"""Locator maps as SVG documents."""

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from articles.cartography import style
from articles.cartography.labels import Label
from articles.cartography.projection import XY
from articles.cartography.scene import Globe, Shape
from articles.cartography.sheet import laid_out
from articles.cartography.subjects import describe


def locator_map_svg(codes: Iterable[str], *, width: int = 1200, height: int = 675) -> str:
    """The map of the countries `codes` (as in `countries.json`, any case) as an SVG document.

    Raises ValueError for a code that is not in the list, and where there is none.
    """
    codes = list(codes)
    sheet = laid_out(codes, width, height)
    scene = sheet.scene
    border_width = style.BORDER_WIDTH * width
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" '
        f"aria-label={quoteattr(describe(codes).alt)}>",
        f"<style>{_dark()}</style>",
        f'<rect width="{width}" height="{height}" fill="{style.SEA}"/>',
        *_shapes(scene.shapes, style.LAND, _stroke(style.COAST, style.COAST_WIDTH * width)),
        _lines(scene.borders, _stroke(style.BORDER, border_width)),
        _lines(scene.inner_borders, _stroke(style.ACCENT_BORDER, border_width)),
        *(_circle(at, style.MARKER_RADIUS * width, style.ACCENT, "#fff") for at in scene.markers.values()),
        *(_globe(sheet.globe) if sheet.globe else ()),
        *(_leader(*label.leader, style.LEADER_WIDTH * width) for label in sheet.labels if label.leader),
        *(_label(label, width) for label in sheet.labels),
        "</svg>",
    ]
    return "\n".join(parts)


def _dark() -> str:
    """The rules that turn each colour into the one it has in the dark."""
    rules = (
        f'[{part}="{light}"]{{{part}:{dark}}}' for light, dark in style.DARK.items() for part in ("fill", "stroke")
    )
    return f"@media (prefers-color-scheme:dark){{{''.join(rules)}}}"


def _shapes(shapes: list[Shape], land: str, edge: str) -> Iterator[str]:
    """The land as one path, then the highlighted countries as another, both with their coast as an edge.

    Holes run the other way round than outer rings, which is what the default fill rule goes by.
    """
    for colour, lit in ((land, False), (style.ACCENT, True)):
        rings = [ring for shape in shapes if shape.highlighted is lit for ring in shape.rings]
        path = "".join(f"{steps}z" for ring in rings if (steps := _path(ring)))
        yield f'<path d="{path}" fill="{colour}" {edge}/>'


def _lines(lines: list[list[XY]], stroke: str) -> str:
    return f'<path d="{"".join(_path(line) for line in lines)}" fill="none" {stroke}/>'


def _stroke(colour: str, width: float) -> str:
    return f'stroke="{colour}" stroke-width="{width:.2f}" stroke-linejoin="round"'


def _path(points: list[XY]) -> str:
    """A path in steps of tenths of a pixel, half the length of one in absolute places; empty for a speck."""
    x, y = round(points[0][0] * 10), round(points[0][1] * 10)
    steps = [f"M{x / 10:g} {y / 10:g}l"]
    for at in points[1:]:
        to_x, to_y = round(at[0] * 10), round(at[1] * 10)
        if (to_x, to_y) != (x, y):
            steps.append(f"{(to_x - x) / 10:g} {(to_y - y) / 10:g} ")
            x, y = to_x, to_y
    return "".join(steps) if len(steps) > 1 else ""


def _circle(at: XY, radius: float, fill: str, edge: str) -> str:
    return (
        f'<circle cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="{radius:.1f}" fill="{fill}" '
        f'stroke="{edge}" stroke-width="{max(1.0, radius / 4):.1f}"/>'
    )


def _globe(small: Globe) -> list[str]:
    (x, y), radius = small.middle, small.radius
    return [
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius + 3:.1f}" fill="#fff"/>',
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{style.GLOBE_SEA}"/>',
        *_shapes(small.shapes, style.GLOBE_LAND, ""),
        *(_circle(at, radius * 0.05, style.ACCENT, "none") for at in small.dots),
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="none" stroke="{style.GLOBE_EDGE}"/>',
    ]


def _leader(start: XY, end: XY, thick: float) -> str:
    return _lines([[start, end]], _stroke(style.INK, thick)) + _circle(end, thick * 1.5, style.INK, style.INK)


def _label(label: Label, width: int) -> str:
    letters = style.LETTERS[label.role]
    halo = ""
    if letters.halo:
        thick = 2 * style.HALO_WIDTH * width
        halo = f' stroke="{letters.halo}" stroke-width="{thick:.1f}" paint-order="stroke"'
    x, y = label.middle
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" dominant-baseline="central" '
        f'font-family="{style.FONT_FAMILY}" font-size="{label.size:.1f}" font-weight="{letters.weight}" '
        f'fill="{letters.colour}"{halo}>{escape(label.text)}</text>'
    )
