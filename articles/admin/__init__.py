"""The editors' desk: lists, forms, bulk acts and imports, all writing through ``articles.editing``."""

from articles.admin import articles, changesets, imports, mappings, people, places, sources, tags, tokens, users
from articles.admin.site import desk

__all__ = [
    "articles",
    "changesets",
    "desk",
    "imports",
    "mappings",
    "people",
    "places",
    "sources",
    "tags",
    "tokens",
    "users",
]
