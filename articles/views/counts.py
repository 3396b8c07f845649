"""How many stories the whole archive has for each topic, country, source …"""

from __future__ import annotations

from articles.search import facet, named
from articles.selection import Selection


def counted(parameter: str) -> dict[str, int]:
    """The number of stories for each value of a parameter, sub-topics counted in their topics."""
    return {value.value: value.count for value in facet(Selection(), parameter)}


def counted_tags() -> dict[str, int]:
    """The number of stories for each tag of any kind, those of the tags below it included."""
    return counted("topic") | {value.value: value.count for value in named(Selection())}
