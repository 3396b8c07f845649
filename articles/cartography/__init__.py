"""Maps, drawn from Natural Earth's geometry: where in the world a story plays, and the whole world.

`locator_map_svg` and `locator_map_png` draw; `describe` words the caption, the text alternative and the
credit. `world_map` gives the outlines of all countries for a page to shade. The same codes always give the
same picture. No Django, no network.
"""

from articles.cartography.png import locator_map_png
from articles.cartography.subjects import Description, describe
from articles.cartography.svg import locator_map_svg
from articles.cartography.world_map import Outline, WorldMap, world_map

__all__ = ["Description", "Outline", "WorldMap", "describe", "locator_map_png", "locator_map_svg", "world_map"]
