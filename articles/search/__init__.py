"""Finding stories: ``search`` answers a selection from an index that follows the database.

What is here may be used by any outlet. The index itself is the business of this package.
"""

from articles.search.answer import edition, facet, iterate_ids, names, search, trouble
from articles.search.related import Likeable, related

__all__ = ["Likeable", "edition", "facet", "iterate_ids", "names", "related", "search", "trouble"]
