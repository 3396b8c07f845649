"""The look of the maps: colours, line widths and letter sizes. Sizes are shares of the map's width."""

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from PIL import ImageFont

FONTS = Path(__file__).parent.parent / "data" / "fonts"
FONT_FAMILY = "'Source Sans 3', 'Source Sans Pro', 'Helvetica Neue', Arial, sans-serif"

SEA = "#e3ebef"
LAND = "#f7f4ed"
COAST = "#b9c6cd"
BORDER = "#cfc8ba"
ACCENT = "#b4483c"
ACCENT_BORDER = "#d79a91"
INK = "#26292b"
QUIET_INK = "#8b8678"
ON_ACCENT = "#ffffff"
GLOBE_SEA = "#d3dee4"
GLOBE_LAND = "#fbf9f4"
GLOBE_EDGE = "#a9b8c0"

# The same for readers who prefer a dark page.
DARK = {
    SEA: "#1c2226",
    LAND: "#34322e",
    COAST: "#5c666c",
    BORDER: "#55514a",
    ACCENT: "#c4604f",
    ACCENT_BORDER: "#e3a99f",
    INK: "#efece5",
    QUIET_INK: "#aaa498",
    GLOBE_SEA: "#232b30",
    GLOBE_LAND: "#47443e",
    GLOBE_EDGE: "#6a757b",
}

COAST_WIDTH = 0.00075
BORDER_WIDTH = 0.0011
LEADER_WIDTH = 0.0013
HALO_WIDTH = 0.0026
LABEL_SIZE = 0.026
QUIET_LABEL_SIZE = 0.0145
MARKER_RADIUS = 0.0075
GLOBE_RADIUS = 0.068
MARGIN = 0.02


class Letters(NamedTuple):
    """How one kind of label is written: weight, colour, and the colour around it, if any."""

    weight: int
    colour: str
    halo: str | None


LETTERS = {
    "inside": Letters(600, ON_ACCENT, None),
    "beside": Letters(600, INK, LAND),
    "neighbour": Letters(400, QUIET_INK, None),
}


@lru_cache(maxsize=16)
def font(weight: int, size: float) -> ImageFont.FreeTypeFont:
    """The letters at `weight` 400 or 600, `size` in pixels; laid out alike with and without libraqm."""
    path = FONTS / f"source-sans-3-latin-{weight}.woff"
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)
