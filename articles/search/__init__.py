"""Finding stories: ``search`` answers a selection from an index that follows the database.

What is here may be used by any outlet. The index itself is the business of this package.
"""

from articles.search.answer import edition, facet, ids, iterate_ids, named, names, search, total, trouble
from articles.search.related import Likeable, related
from articles.search.why import Why, why

__all__ = [
    "Likeable",
    "Why",
    "edition",
    "facet",
    "ids",
    "iterate_ids",
    "named",
    "names",
    "related",
    "search",
    "total",
    "trouble",
    "why",
]
