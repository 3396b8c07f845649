"""Writes `world_map.json.gz`, the world as small paths, from `world.json.gz`: `python -m articles.data.make_world_map`."""

from __future__ import annotations

import gzip
import json
from dataclasses import astuple

from articles.cartography.world_map import DRAWING_FILE, draw_world


def main() -> None:
    """Draw the world and keep it, with the same bytes each time."""
    drawn = draw_world()
    outlines = [astuple(outline) for outline in drawn.outlines]
    data = {"width": drawn.width, "height": drawn.height, "outlines": outlines}
    text = json.dumps(data, separators=(",", ":"))
    DRAWING_FILE.write_bytes(gzip.compress(text.encode(), mtime=0))


if __name__ == "__main__":
    main()
