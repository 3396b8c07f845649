"""Locator maps: where in the world a story plays, drawn as SVG or PNG from Natural Earth's geometry.

`locator_map_svg` and `locator_map_png` draw; `describe` words the caption, the text alternative and the
credit. The same codes always give the same picture. No Django, no network.
"""

from articles.cartography.png import locator_map_png
from articles.cartography.subjects import Description, describe
from articles.cartography.svg import locator_map_svg

__all__ = ["Description", "describe", "locator_map_png", "locator_map_svg"]
